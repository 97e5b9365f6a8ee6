#include "tools/fuzz/generate.hpp"

#include "tools/fuzz/random.hpp"

#include <algorithm>
#include <utility>

namespace fuzz {
namespace {

// No function may execute more statements than this, those it calls or starts included.
constexpr int most_executed = 140;

constexpr int deepest = 5; // blocks in one another

// What is around the statement being made.
struct Surroundings {
    int function = 0; // -1: in a callback
    int callback = 0; // its number, in a callback
    int depth = 0;
    int times = 1; // how often loops repeat it
    int groups = 0;
    bool loop = false;
    bool handler = false;
};

class Generator {
  public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    Program generate() {
        int const size = std::min(random_.between(5, 60), random_.between(5, 60));
        int const functions = std::min(random_.between(1, 5), 1 + size / 5); // beside main
        program_.functions.resize(static_cast<std::size_t>(functions) + 1);
        cost_.assign(program_.functions.size(), 1);
        program_.slots = random_.between(1, 4);
        for (int i = 0; i < program_.slots; ++i) level_.push_back(random_.between(1, functions));
        program_.futures = random_.chance(45) ? random_.between(1, 2) : 0;
        program_.callbacks.resize(static_cast<std::size_t>(random_.chance(40) ? random_.between(1, 2) : 0));
        program_.handles = program_.callbacks.empty() ? 0 : 1;
        for (int i = random_.chance(50) ? random_.between(1, 3) : 0; i > 0; --i)
            program_.tools.push_back(random_tool());

        for (int i = static_cast<int>(program_.callbacks.size()) - 1; i >= 0; --i) {
            Surroundings around;
            around.function = -1;
            around.callback = i;
            auto& body = program_.callbacks[static_cast<std::size_t>(i)].body;
            for (int left = random_.between(1, 3); left > 0; --left) body.push_back(immediate(around));
        }
        for (int i = functions; i >= 0; --i) {
            int const share = size / (functions + 1);
            int left = std::max(2, i == 0 ? share + share / 2 : random_.between(share / 2, share + 1));
            Surroundings around;
            around.function = i;
            auto& body = program_.functions[static_cast<std::size_t>(i)].body;
            body = block(around, left);
            if (i > 0 && random_.chance(50)) body.push_back(return_value());
        }
        return std::move(program_);
    }

  private:
    MadeTool random_tool() {
        MadeTool made;
        made.tool = random_.any({Tool::lock, Tool::lock, Tool::event, Tool::condition, Tool::semaphore,
                                 Tool::bounded_semaphore, Tool::queue, Tool::queue, Tool::lifo_queue,
                                 Tool::priority_queue, Tool::barrier});
        switch (made.tool) {
        case Tool::semaphore:
        case Tool::bounded_semaphore: made.value = random_.any({0, 1, 1, 2}); break;
        case Tool::queue:
        case Tool::lifo_queue:
        case Tool::priority_queue: made.value = random_.any({0, 1, 1, 2}); break;
        case Tool::barrier: made.value = random_.any({1, 2, 2, 3}); break;
        default: break;
        }
        return made;
    }

    // Statements

    std::vector<Statement> block(Surroundings around, int& left) {
        std::vector<Statement> body;
        int const wanted = around.depth == 0 ? left : random_.between(1, 3);
        for (int i = 0; (i < wanted && left > 0) || body.empty(); ++i) {
            --left;
            body.push_back(statement(around, left));
            if (ends_block(body.back().what)) break;
        }
        return body;
    }

    static bool ends_block(Do what) {
        return what == Do::raise || what == Do::reraise || what == Do::return_ || what == Do::return_text ||
               what == Do::return_awaited || what == Do::break_ || what == Do::continue_;
    }

    Statement statement(Surroundings const& around, int& left) {
        pay(around, 1);
        int const kind = random_.below(100);
        if (around.handler && kind < 15) return of(Do::reraise);
        if (around.loop && kind >= 97) return of(random_.any({Do::break_, Do::continue_}));
        if (kind < 40) return awaiting(around);
        if (kind < 58) return storing(around);
        if (kind < 76) return immediate(around);
        if (kind < 93 && around.depth < deepest && left > 0) return compound(around, left);
        if (kind < 96) return raising();
        if (kind < 98 && around.function > 0) return return_value();
        return random_.chance(50) ? awaiting(around) : printing();
    }

    static Statement of(Do what) {
        Statement made;
        made.what = what;
        return made;
    }

    Statement printing() {
        Statement made = of(Do::print);
        made.text = "p" + std::to_string(++texts_);
        return made;
    }

    Statement raising() {
        Statement made = of(Do::raise);
        made.error = random_.any({Error::value_error, Error::value_error, Error::value_error,
                                  Error::key_error, Error::runtime_error, Error::timeout_error,
                                  Error::cancelled_error, Error::cancelled_error, Error::stop_iteration});
        if (random_.chance(70)) made.text = "e" + std::to_string(++texts_);
        return made;
    }

    Statement return_value() {
        if (random_.chance(15)) {
            Statement made = of(Do::return_text);
            made.text = "r" + std::to_string(++texts_);
            return made;
        }
        Statement made = of(Do::return_);
        made.number = number();
        return made;
    }

    Number number() {
        if (random_.chance(40)) return {true, random_.between(-1, 1)};
        return {false, random_.between(0, 3)};
    }

    double delay() { return random_.any({0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 0.5, 1.5}); }

    std::optional<double> limit() {
        if (random_.chance(10)) return std::nullopt;
        return random_.any({0.0, 0.0, -1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 1.5});
    }

    // A statement that never suspends; in a callback one that cannot fail either.
    Statement immediate(Surroundings const& around) {
        bool const in_callback = around.function < 0;
        auto const number_here = [&] {
            return in_callback ? Number{false, random_.between(0, 3)} : number();
        };
        for (;;) {
            Statement made;
            made.checked = in_callback || random_.chance(60);
            int const kind = random_.below(100);
            if (kind < 14) return printing();
            if (kind < 22) {
                made.what = Do::print_state;
                made.index = random_.below(program_.slots);
                return made;
            }
            if (kind < 45) {
                made.what = Do::cancel;
                made.index = random_.below(program_.slots);
                if (random_.chance(25)) made.text = "m" + std::to_string(++texts_);
                return made;
            }
            if (kind < 62) {
                if (program_.futures == 0) continue;
                made.what = random_.any({Do::set_result, Do::set_result, Do::set_result, Do::set_exception,
                                         Do::cancel_future, Do::done_callback_of_future});
                made.index = random_.below(program_.futures);
                made.number = number_here();
                made.error = random_.any({Error::value_error, Error::key_error, Error::cancelled_error});
                made.text = "u" + std::to_string(++texts_);
                if (made.what == Do::done_callback_of_future && !choose_callback(around, made)) continue;
                return made;
            }
            if (kind < 80) {
                if (program_.tools.empty()) continue;
                if (use_tool(made, in_callback)) {
                    made.number = number_here();
                    return made;
                }
                continue;
            }
            if (kind < 91) {
                made.what = random_.any({Do::call_soon, Do::call_later, Do::call_later, Do::call_function,
                                         Do::done_callback, Do::cancel_handle});
                made.delay = delay();
                if (made.what == Do::done_callback) made.index = random_.below(program_.slots);
                if (made.what == Do::cancel_handle) {
                    if (program_.handles == 0) continue;
                    return made;
                }
                if (!choose_callback(around, made)) continue;
                return made;
            }
            if (in_callback) continue;
            made.what = random_.any({Do::cancel_self, Do::uncancel_self, Do::print_requests,
                                     Do::print_requests, Do::print_tasks});
            return made;
        }
    }

    // Callbacks use only those behind them, so that they end.
    bool choose_callback(Surroundings const& around, Statement& made) {
        int const first = around.function < 0 ? around.callback + 1 : 0;
        int const count = static_cast<int>(program_.callbacks.size());
        if (first >= count) return false;
        made.number = {false, random_.between(first, count - 1)};
        return true;
    }

    bool use_tool(Statement& made, bool in_callback) {
        made.what = Do::use_tool;
        made.index = random_.below(static_cast<int>(program_.tools.size()));
        if (random_.chance(15)) {
            made.use = Use::print;
            return true;
        }
        switch (program_.tools[static_cast<std::size_t>(made.index)].tool) {
        case Tool::lock: made.use = Use::release; return true;
        case Tool::event: made.use = random_.any({Use::set, Use::set, Use::clear}); return true;
        case Tool::condition: made.use = random_.any({Use::notify, Use::notify_all}); return true;
        case Tool::semaphore: made.use = Use::release; return true;
        case Tool::bounded_semaphore: made.use = Use::release; return !in_callback;
        case Tool::barrier: return false;
        default:
            made.use = random_.any({Use::put_nowait, Use::put_nowait, Use::get_nowait, Use::task_done});
            return made.use != Use::task_done || !in_callback;
        }
    }

    Statement storing(Surroundings const& around) {
        if (program_.futures > 0 && random_.chance(18)) {
            Statement made = of(Do::store_future);
            made.index = random_.below(program_.futures);
            return made;
        }
        int const slot = random_.below(program_.slots);
        int const level = level_[static_cast<std::size_t>(slot)];
        Statement made = of(random_.chance(8) ? Do::forget : Do::store);
        made.index = slot;
        int const kind = random_.below(100);
        Expression& expression = made.expression;
        if (kind < 12) {
            expression = gather(around, level);
        } else if (kind < 24) {
            expression.make = Make::shield;
            expression.of.push_back(child(around, level));
        } else if (made.what == Do::forget && kind < 40) {
            expression = call(around, 0); // never awaited
        } else {
            expression = task(around, level);
        }
        if (needs_call(expression)) return awaiting(around);
        return made;
    }

    Statement awaiting(Surroundings const& around) {
        Statement made = of(random_.any({Do::await_, Do::await_, Do::await_, Do::print_awaited}));
        made.expression = suspending(around);
        if (around.function > 0 && random_.chance(5) && made.expression.make != Make::wait)
            made.what = Do::return_awaited;
        return made;
    }

    Statement compound(Surroundings around, int& left) {
        ++around.depth;
        Statement made;
        int const kind = random_.below(100);
        if (kind < 40) {
            made.what = Do::try_;
            made.body = block(around, left);
            int const handlers = random_.any({0, 1, 1, 1, 1, 2});
            for (int i = 0; i < handlers; ++i) {
                Statement handler = of(Do::handler);
                handler.error =
                    random_.any({Error::cancelled_error, Error::cancelled_error, Error::cancelled_error,
                                 Error::exception, Error::exception, Error::exception, Error::timeout_error,
                                 Error::value_error, Error::base_exception});
                handler.named = random_.chance(50);
                Surroundings caught = around;
                caught.handler = true;
                handler.body = block(caught, left);
                made.handlers.push_back(std::move(handler));
            }
            if (handlers == 0 || random_.chance(30)) made.otherwise = block(around, left);
        } else if (kind < 60) {
            made.what = Do::timeout;
            made.delay = limit();
            made.body = block(around, left);
        } else if (kind < 76) {
            made.what = Do::group;
            ++around.groups;
            Statement first = of(Do::forget);
            first.expression = task(around, 1);
            made.body = block(around, left);
            if (!needs_call(first.expression)) made.body.insert(made.body.begin(), std::move(first));
        } else if (kind < 84 &&
                   has_tool({Tool::lock, Tool::condition, Tool::semaphore, Tool::bounded_semaphore})) {
            made.what = Do::held;
            made.index = tool_of({Tool::lock, Tool::condition, Tool::semaphore, Tool::bounded_semaphore});
            made.body = block(around, left);
        } else if (kind < 92) {
            made.what = Do::if_;
            made.test = random_.any({Test::n_above, Test::n_above, Test::slot_done, Test::requests});
            made.index = made.test == Test::slot_done ? random_.below(program_.slots) : random_.between(0, 2);
            made.body = block(around, left);
            if (random_.chance(30)) made.otherwise = block(around, left);
        } else {
            made.what = Do::loop;
            made.index = random_.between(2, 3);
            around.times *= made.index;
            around.loop = true;
            made.body = block(around, left);
        }
        return made;
    }

    // Expressions

    // A call the function cannot afford or has no function for is left as a sleep.
    Expression call(Surroundings const& around, int level) {
        int const first = std::max(around.function + 1, level);
        int const last = static_cast<int>(program_.functions.size()) - 1;
        if (first <= last) {
            int const index = random_.between(first, last);
            if (pay(around, cost_[static_cast<std::size_t>(index)])) {
                Expression made;
                made.make = Make::call;
                made.index = index;
                made.number = number();
                return made;
            }
        }
        return sleep();
    }

    // The function and all it does so many times; false if that would be too much.
    bool pay(Surroundings const& around, int price) {
        if (around.function < 0) return true;
        int& cost = cost_[static_cast<std::size_t>(around.function)];
        if (cost + price * around.times > most_executed) return false;
        cost += price * around.times;
        return true;
    }

    Expression sleep() {
        Expression made;
        made.make = Make::sleep;
        made.limit = delay();
        return made;
    }

    // Is it, or does it make a task of, something else than one of the program's functions?
    static bool needs_call(Expression const& expression) {
        if (expression.make == Make::sleep) return true;
        return expression.make == Make::group_task && expression.of.front().make != Make::call;
    }

    Expression task(Surroundings const& around, int level) {
        Expression made;
        made.make = Make::create_task;
        if (around.groups > 0 && random_.chance(60)) {
            made.make = Make::group_task;
            made.index = random_.chance(85) ? 0 : random_.below(around.groups);
        }
        made.of.push_back(call(around, level));
        return made;
    }

    // Something to gather, shield or wait for, which waits only for functions from `level` on.
    Expression child(Surroundings const& around, int level) {
        int const kind = random_.below(100);
        Expression made;
        if (kind < 40) return call(around, level);
        if (kind < 70) {
            std::vector<int> fitting;
            for (int i = 0; i < program_.slots; ++i)
                if (level_[static_cast<std::size_t>(i)] >= level) fitting.push_back(i);
            if (fitting.empty()) return call(around, level);
            made.make = Make::slot;
            made.index = random_.any(fitting);
            return made;
        }
        if (kind < 80 && program_.futures > 0) {
            made.make = Make::future;
            made.index = random_.below(program_.futures);
            return made;
        }
        if (kind < 84) return gather(around, level);
        if (kind < 89) {
            made.make = Make::shield;
            made.of.push_back(child(around, level));
            return made;
        }
        if (kind < 93) {
            made.make = Make::wait_for;
            made.limit = limit();
            made.of.push_back(child(around, level));
            // Cancelled before it starts, it would never await its coroutine: when CPython says so is a
            // matter of its garbage.
            if (is_coroutine(made.of.front().make)) return made.of.front();
            return made;
        }
        if (kind < 96 && !program_.tools.empty()) return operation();
        return sleep();
    }

    static bool is_coroutine(Make make) {
        return make != Make::slot && make != Make::future && make != Make::gather && make != Make::shield;
    }

    Expression gather(Surroundings const& around, int level) {
        Expression made;
        made.make = Make::gather;
        made.return_exceptions = random_.chance(30);
        int const count = random_.chance(3) ? 0 : random_.between(1, 3);
        for (int i = 0; i < count; ++i) made.of.push_back(child(around, level));
        return made;
    }

    Expression suspending(Surroundings const& around) {
        int const level = around.function + 1;
        int const kind = random_.below(100);
        Expression made;
        if (kind < 24) return sleep();
        if (kind < 40) return call(around, level);
        if (kind < 54) {
            std::vector<int> fitting;
            for (int i = 0; i < program_.slots; ++i)
                if (level_[static_cast<std::size_t>(i)] >= level) fitting.push_back(i);
            if (fitting.empty()) return sleep();
            made.make = Make::slot;
            made.index = random_.any(fitting);
            return made;
        }
        if (kind < 57 && program_.futures > 0) {
            made.make = Make::future;
            made.index = random_.below(program_.futures);
            return made;
        }
        if (kind < 68) return gather(around, level);
        if (kind < 75) return wait(level);
        if (kind < 85) {
            made.make = Make::wait_for;
            made.limit = limit();
            made.of.push_back(child(around, level));
            return made;
        }
        if (kind < 91) {
            made.make = Make::shield;
            made.of.push_back(child(around, level));
            return made;
        }
        if (!program_.tools.empty()) return operation();
        return sleep();
    }

    Expression wait(int level) {
        Expression made;
        made.make = Make::wait;
        if (random_.chance(60)) made.limit = random_.any({0.0, 0.5, 1.0, 1.0, 2.0});
        made.when = random_.any({When::all_completed, When::first_completed, When::first_exception});
        for (int i = 0; i < program_.slots; ++i)
            if (level_[static_cast<std::size_t>(i)] >= level && random_.chance(60)) {
                made.of.emplace_back();
                made.of.back().make = Make::slot;
                made.of.back().index = i;
            }
        for (int i = 0; i < program_.futures; ++i)
            if (random_.chance(25)) {
                made.of.emplace_back();
                made.of.back().make = Make::future;
                made.of.back().index = i;
            }
        if (made.of.empty()) return sleep();
        if (random_.chance(30)) std::reverse(made.of.begin(), made.of.end());
        if (random_.chance(10)) made.of.push_back(made.of.front());
        return made;
    }

    Expression operation() {
        Expression made;
        made.index = random_.below(static_cast<int>(program_.tools.size()));
        made.number = {false, random_.between(0, 3)};
        switch (program_.tools[static_cast<std::size_t>(made.index)].tool) {
        case Tool::lock:
        case Tool::semaphore:
        case Tool::bounded_semaphore: made.make = Make::acquire; break;
        case Tool::event: made.make = Make::event_wait; break;
        case Tool::condition:
            made.make = random_.any({Make::acquire, Make::notify_wait, Make::notify_wait});
            break;
        case Tool::barrier: made.make = Make::barrier_wait; break;
        default: made.make = random_.any({Make::get, Make::get, Make::put, Make::put, Make::join});
        }
        return made;
    }

    bool has_tool(std::initializer_list<Tool> wanted) const {
        return std::any_of(program_.tools.begin(), program_.tools.end(), [&](MadeTool const& made) {
            return std::find(wanted.begin(), wanted.end(), made.tool) != wanted.end();
        });
    }

    int tool_of(std::initializer_list<Tool> wanted) {
        std::vector<int> fitting;
        for (int i = 0; i < static_cast<int>(program_.tools.size()); ++i)
            if (std::find(wanted.begin(), wanted.end(), program_.tools[static_cast<std::size_t>(i)].tool) !=
                wanted.end())
                fitting.push_back(i);
        return random_.any(fitting);
    }

    Random random_;
    Program program_;
    std::vector<int> level_; // of each slot: what is in it waits only for functions from there on
    std::vector<int> cost_;  // of each function: statements executed at most
    int texts_ = 0;
};

} // namespace

Program generate(std::uint64_t seed) { return Generator(seed).generate(); }

} // namespace fuzz
