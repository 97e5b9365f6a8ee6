#include "tools/fuzz/write_python.hpp"

#include "tools/fuzz/expression.hpp"

#include <array>
#include <charconv>

namespace fuzz {
namespace {

std::string text_of(double number) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr};
}

std::string text_of(Number const& number) {
    if (!number.of_n) return std::to_string(number.value);
    if (number.value == 0) return "n";
    return (number.value < 0 ? "n - " : "n + ") + std::to_string(std::abs(number.value));
}

std::string quoted(std::string const& text) { return "'" + text + "'"; }

std::string element(char const* list, int index) {
    return std::string(list) + "[" + std::to_string(index) + "]";
}

std::string class_of(Error error) {
    switch (error) {
    case Error::value_error: return "ValueError";
    case Error::key_error: return "KeyError";
    case Error::runtime_error: return "RuntimeError";
    case Error::timeout_error: return "TimeoutError";
    case Error::cancelled_error: return "asyncio.CancelledError";
    case Error::stop_iteration: return "StopIteration";
    case Error::exception: return "Exception";
    case Error::base_exception: break;
    }
    return "BaseException";
}

std::string instance_of(Error error, std::string const& text) {
    return class_of(error) + "(" + (text.empty() ? "" : quoted(text)) + ")";
}

constexpr char const* running_loop = "asyncio.get_running_loop()";

class Writer {
  public:
    explicit Writer(Program& program) : program_(program) {}

    std::string write() {
        line("import asyncio");
        if (program_.slots) line("s = [None] * " + std::to_string(program_.slots));
        if (program_.futures) line("u = [None] * " + std::to_string(program_.futures));
        if (program_.handles) line("h = [None] * " + std::to_string(program_.handles));
        for (int i = 0; i < static_cast<int>(program_.tools.size()); ++i) {
            auto& made = program_.tools[static_cast<std::size_t>(i)];
            made.line = line(tool_name(program_, i) + " = asyncio." + made_by(made));
        }
        in_callback_ = true;
        for (int i = 0; i < static_cast<int>(program_.callbacks.size()); ++i)
            function(program_.callbacks[static_cast<std::size_t>(i)], "def " + callback_name(i) + "(*_):");
        in_callback_ = false;
        for (int i = static_cast<int>(program_.functions.size()) - 1; i >= 0; --i)
            function(program_.functions[static_cast<std::size_t>(i)],
                     "async def " + function_name(i) + "(n):");
        program_.line = line("asyncio.run(main(2))");
        return std::move(text_);
    }

  private:
    std::uint32_t line(std::string const& text) {
        text_.append(indent_ * 4, ' ');
        text_ += text;
        text_ += '\n';
        return ++lines_;
    }

    static std::string made_by(MadeTool const& made) {
        auto const with_value = [&](char const* name) {
            return std::string(name) + "(" + std::to_string(made.value) + ")";
        };
        switch (made.tool) {
        case Tool::lock: return "Lock()";
        case Tool::event: return "Event()";
        case Tool::condition: return "Condition()";
        case Tool::semaphore: return with_value("Semaphore");
        case Tool::bounded_semaphore: return with_value("BoundedSemaphore");
        case Tool::queue: return with_value("Queue");
        case Tool::lifo_queue: return with_value("LifoQueue");
        case Tool::priority_queue: return with_value("PriorityQueue");
        case Tool::barrier: break;
        }
        return with_value("Barrier");
    }

    void function(Function& function, std::string const& head) {
        function.line = line(head);
        groups_ = 0;
        block(function.body);
    }

    void block(std::vector<Statement>& body) {
        ++indent_;
        for (auto& statement : body) write(statement);
        --indent_;
    }

    void headed(Statement& statement, std::string const& head) {
        statement.line = line(head);
        block(statement.body);
    }

    void write(Statement& statement) {
        switch (statement.what) {
        case Do::if_:
            headed(statement, "if " + test(statement) + ":");
            if (!statement.otherwise.empty()) {
                line("else:");
                block(statement.otherwise);
            }
            return;
        case Do::loop: return headed(statement, "for _ in range(" + std::to_string(statement.index) + "):");
        case Do::try_: return write_try(statement);
        case Do::timeout:
            return headed(statement, "async with asyncio.timeout(" + limit(statement.delay) + "):");
        case Do::group:
            ++groups_;
            headed(statement, "async with asyncio.TaskGroup() as g" + std::to_string(groups_) + ":");
            --groups_;
            return;
        case Do::held: return headed(statement, "async with " + tool_name(program_, statement.index) + ":");
        case Do::await_: return write_await(statement);
        default: statement.line = line(simple(statement));
        }
    }

    // Not `s[0] and await s[0]`: where such a statement ends a block, an exception thrown into the await
    // misses the handlers around it in CPython 3.11.
    void write_await(Statement& statement) {
        auto const there = all_there(statement.expression);
        if (there.empty()) {
            statement.line = line(simple(statement));
            return;
        }
        statement.line = line("if " + there + ":");
        ++indent_;
        line(simple(statement));
        --indent_;
    }

    void write_try(Statement& statement) {
        headed(statement, "try:");
        for (auto& handler : statement.handlers) {
            handler.line = line("except " + class_of(handler.error) + (handler.named ? " as e:" : ":"));
            ++indent_;
            if (handler.named) line("print(repr(e))");
            --indent_;
            block(handler.body);
        }
        if (statement.otherwise.empty()) return;
        line("finally:");
        block(statement.otherwise);
    }

    std::string test(Statement const& statement) const {
        switch (statement.test) {
        case Test::n_above: return "n > " + std::to_string(statement.index);
        case Test::slot_done:
            return element("s", statement.index) + " and " + element("s", statement.index) + ".done()";
        case Test::requests: break;
        }
        return "asyncio.current_task().cancelling()";
    }

    static std::string limit(std::optional<double> const& seconds) {
        return seconds ? text_of(*seconds) : "None";
    }

    // "s[0] and s[0].METHOD"; `condition` stands before it.
    static std::string guarded(std::string const& thing, std::string const& method,
                               std::string const& condition = {}) {
        return thing + " and " + (condition.empty() ? "" : condition + " and ") + thing + "." + method;
    }

    std::string simple(Statement const& statement) {
        std::string const slot = element("s", statement.index);
        std::string const future = element("u", statement.index);
        std::string const callback = callback_name(statement.number.value);
        std::string const not_done = statement.checked ? "not " + future + ".done()" : "";
        std::string const made = expression(statement.expression);
        std::string const there = all_there(statement.expression);
        std::string const guards = there.empty() ? "" : there + " and ";
        switch (statement.what) {
        case Do::print: return "print(" + quoted(statement.text) + (in_callback_ ? ")" : ", n)");
        case Do::print_state: return "print(" + slot + " is not None and " + slot + ".done())";
        case Do::cancel:
            return guarded(slot, "cancel(" + (statement.text.empty() ? "" : quoted(statement.text)) + ")");
        case Do::cancel_future: return guarded(future, "cancel()");
        case Do::set_result:
            return guarded(future, "set_result(" + text_of(statement.number) + ")", not_done);
        case Do::set_exception:
            return guarded(future, "set_exception(" + instance_of(statement.error, statement.text) + ")",
                           not_done);
        case Do::done_callback: return guarded(slot, "add_done_callback(" + callback + ")");
        case Do::done_callback_of_future: return guarded(future, "add_done_callback(" + callback + ")");
        case Do::cancel_handle: return guarded(element("h", statement.index), "cancel()");
        case Do::use_tool: return use(statement);
        case Do::call_function: return callback + "()";
        case Do::call_soon: return std::string(running_loop) + ".call_soon(" + callback + ")";
        case Do::call_later:
            return element("h", statement.index) + " = " + running_loop + ".call_later(" +
                   text_of(*statement.delay) + ", " + callback + ")";
        case Do::cancel_self: return "asyncio.current_task().cancel()";
        case Do::uncancel_self: return "print(asyncio.current_task().uncancel())";
        case Do::print_requests: return "print(asyncio.current_task().cancelling())";
        case Do::print_tasks: return "print(len(asyncio.all_tasks()))";
        case Do::forget: return guards + made;
        case Do::store: return slot + " = " + guards + made;
        case Do::store_future: return future + " = " + running_loop + std::string(".create_future()");
        case Do::await_: return "await " + made;
        case Do::print_awaited:
            if (statement.expression.make == Make::wait)
                return guards + "print(*map(len, await " + made + "))";
            return guards + "print(await " + made + ")";
        case Do::return_awaited: return "return " + guards + "await " + made;
        case Do::raise: return "raise " + instance_of(statement.error, statement.text);
        case Do::reraise: return "raise";
        case Do::return_: return "return " + text_of(statement.number);
        case Do::return_text: return "return " + quoted(statement.text);
        case Do::break_: return "break";
        case Do::continue_: return "continue";
        default: return "pass";
        }
    }

    std::string use(Statement const& statement) {
        std::string const tool = tool_name(program_, statement.index);
        auto const kind = program_.tools[static_cast<std::size_t>(statement.index)].tool;
        auto const when = [&](std::string const& condition) {
            return statement.checked ? condition + " and " : std::string();
        };
        switch (statement.use) {
        case Use::release: return (kind == Tool::lock ? when(tool + ".locked()") : "") + tool + ".release()";
        case Use::set: return tool + ".set()";
        case Use::clear: return tool + ".clear()";
        case Use::notify: return when(tool + ".locked()") + tool + ".notify()";
        case Use::notify_all: return when(tool + ".locked()") + tool + ".notify_all()";
        case Use::put_nowait:
            return when("not " + tool + ".full()") + tool + ".put_nowait(" + text_of(statement.number) + ")";
        case Use::get_nowait: return when("not " + tool + ".empty()") + tool + ".get_nowait()";
        case Use::task_done: return tool + ".task_done()";
        case Use::print: break;
        }
        return "print(" + tool + "." + state_of(kind) + ")";
    }

    static char const* state_of(Tool tool) {
        switch (tool) {
        case Tool::event: return "is_set()";
        case Tool::queue:
        case Tool::lifo_queue:
        case Tool::priority_queue: return "qsize()";
        case Tool::barrier: return "n_waiting";
        default: return "locked()";
        }
    }

    // "s[0] and u[1]": what the expression uses must be there.
    static std::string all_there(Expression const& expression) {
        std::string out;
        for (auto const& used : places_of(expression))
            out += (out.empty() ? "" : " and ") + element(used.make == Make::slot ? "s" : "u", used.index);
        return out;
    }

    std::string list(std::vector<Expression> const& of) {
        std::string out;
        for (auto const& each : of) out += (out.empty() ? "" : ", ") + expression(each);
        return out;
    }

    std::string expression(Expression const& made) {
        auto const tool = [&](char const* method) { return tool_name(program_, made.index) + "." + method; };
        switch (made.make) {
        case Make::call: return function_name(made.index) + "(" + text_of(made.number) + ")";
        case Make::sleep: return "asyncio.sleep(" + text_of(made.limit.value_or(0)) + ")";
        case Make::slot: return element("s", made.index);
        case Make::future: return element("u", made.index);
        case Make::gather:
            return "asyncio.gather(" + list(made.of) +
                   (made.return_exceptions && !made.of.empty() ? ", return_exceptions=True)" : ")");
        case Make::shield: return "asyncio.shield(" + list(made.of) + ")";
        case Make::wait_for: return "asyncio.wait_for(" + list(made.of) + ", " + limit(made.limit) + ")";
        case Make::wait: {
            std::string out = "asyncio.wait([" + list(made.of) + "]";
            if (made.limit) out += ", timeout=" + text_of(*made.limit);
            if (made.when == When::first_completed) out += ", return_when=asyncio.FIRST_COMPLETED";
            if (made.when == When::first_exception) out += ", return_when=asyncio.FIRST_EXCEPTION";
            return out + ")";
        }
        case Make::create_task: return "asyncio.create_task(" + list(made.of) + ")";
        case Make::group_task:
            return "g" + std::to_string(groups_ - made.index) + ".create_task(" + list(made.of) + ")";
        case Make::create_future: return std::string(running_loop) + ".create_future()";
        case Make::acquire: return tool("acquire()");
        case Make::event_wait:
        case Make::notify_wait:
        case Make::barrier_wait: return tool("wait()");
        case Make::get: return tool("get()");
        case Make::put: return tool("put(") + text_of(made.number) + ")";
        case Make::join: break;
        }
        return tool("join()");
    }

    Program& program_;
    std::string text_;
    std::size_t indent_ = 0;
    std::uint32_t lines_ = 0;
    int groups_ = 0; // around the statement being written
    bool in_callback_ = false;
};

} // namespace

std::string write_python(Program& program) { return Writer(program).write(); }

std::string function_name(int index) { return index == 0 ? "main" : "f" + std::to_string(index); }

std::string callback_name(int index) { return "k" + std::to_string(index); }

std::string tool_name(Program const& program, int index) {
    auto const word = [&] {
        switch (program.tools[static_cast<std::size_t>(index)].tool) {
        case Tool::lock: return "lock";
        case Tool::event: return "event";
        case Tool::condition: return "condition";
        case Tool::semaphore:
        case Tool::bounded_semaphore: return "semaphore";
        case Tool::barrier: return "barrier";
        default: return "queue";
        }
    }();
    return word + std::to_string(index + 1);
}

} // namespace fuzz
