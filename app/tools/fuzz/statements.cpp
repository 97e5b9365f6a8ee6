#include "tools/fuzz/parts.hpp"

#include <algorithm>
#include <utility>

namespace fuzz {
namespace {
constexpr int deepest = 5; // blocks in one another
} // namespace

std::vector<Statement> Generator::block(Surroundings around, int& left) {
    std::vector<Statement> body;
    int const wanted = around.depth == 0 ? left : random_.between(1, 3);
    for (int i = 0; (i < wanted && left > 0) || body.empty(); ++i) {
        --left;
        body.push_back(statement(around, left));
        if (ends_block(body.back().what)) break;
    }
    return body;
}

bool Generator::ends_block(Do what) {
    return what == Do::raise || what == Do::reraise || what == Do::return_ || what == Do::return_text ||
           what == Do::return_awaited || what == Do::break_ || what == Do::continue_;
}

Statement Generator::statement(Surroundings const& around, int& left) {
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

Statement Generator::of(Do what) {
    Statement made;
    made.what = what;
    return made;
}

Statement Generator::printing() {
    Statement made = of(Do::print);
    made.text = "p" + std::to_string(++texts_);
    return made;
}

Statement Generator::raising() {
    Statement made = of(Do::raise);
    made.error = random_.any({Error::value_error, Error::value_error, Error::value_error, Error::key_error,
                              Error::runtime_error, Error::timeout_error, Error::cancelled_error,
                              Error::cancelled_error, Error::stop_iteration});
    if (random_.chance(70)) made.text = "e" + std::to_string(++texts_);
    return made;
}

Statement Generator::return_value() {
    if (random_.chance(15)) {
        Statement made = of(Do::return_text);
        made.text = "r" + std::to_string(++texts_);
        return made;
    }
    Statement made = of(Do::return_);
    made.number = number();
    return made;
}

Number Generator::number() {
    if (random_.chance(40)) return {true, random_.between(-1, 1)};
    return {false, random_.between(0, 3)};
}

std::optional<double> Generator::limit() {
    if (random_.chance(10)) return std::nullopt;
    return random_.any({0.0, 0.0, -1.0, 0.5, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 1.5});
}

// A statement that never suspends; in a callback one that cannot fail either.
Statement Generator::immediate(Surroundings const& around) {
    bool const in_callback = around.function < 0;
    auto const number_here = [&] { return in_callback ? Number{false, random_.between(0, 3)} : number(); };
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
        made.what = random_.any(
            {Do::cancel_self, Do::uncancel_self, Do::print_requests, Do::print_requests, Do::print_tasks});
        return made;
    }
}

// Callbacks use only those behind them, so that they end.
bool Generator::choose_callback(Surroundings const& around, Statement& made) {
    int const first = around.function < 0 ? around.callback + 1 : 0;
    int const count = static_cast<int>(program_.callbacks.size());
    if (first >= count) return false;
    made.number = {false, random_.between(first, count - 1)};
    return true;
}

bool Generator::use_tool(Statement& made, bool in_callback) {
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

Statement Generator::storing(Surroundings const& around) {
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

Statement Generator::awaiting(Surroundings const& around) {
    Statement made = of(random_.any({Do::await_, Do::await_, Do::await_, Do::print_awaited}));
    made.expression = suspending(around);
    if (around.function > 0 && random_.chance(5) && made.expression.make != Make::wait)
        made.what = Do::return_awaited;
    return made;
}

Statement Generator::compound(Surroundings around, int& left) {
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

} // namespace fuzz
