#include "tools/fuzz/parts.hpp"

#include <algorithm>
#include <utility>

namespace fuzz {
namespace {
// No function may execute more statements than this, those it calls or starts included.
constexpr int most_executed = 140;
} // namespace

// A call the function cannot afford or has no function for is left as a sleep.
Expression Generator::call(Surroundings const& around, int level) {
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
bool Generator::pay(Surroundings const& around, int price) {
    if (around.function < 0) return true;
    int& cost = cost_[static_cast<std::size_t>(around.function)];
    if (cost + price * around.times > most_executed) return false;
    cost += price * around.times;
    return true;
}

Expression Generator::sleep() {
    Expression made;
    made.make = Make::sleep;
    made.limit = delay();
    return made;
}

// Is it, or does it make a task of, something else than one of the program's functions?
bool Generator::needs_call(Expression const& expression) {
    if (expression.make == Make::sleep) return true;
    return expression.make == Make::group_task && expression.of.front().make != Make::call;
}

Expression Generator::task(Surroundings const& around, int level) {
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
Expression Generator::child(Surroundings const& around, int level) {
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

bool Generator::is_coroutine(Make make) {
    return make != Make::slot && make != Make::future && make != Make::gather && make != Make::shield;
}

Expression Generator::gather(Surroundings const& around, int level) {
    Expression made;
    made.make = Make::gather;
    made.return_exceptions = random_.chance(30);
    int const count = random_.chance(3) ? 0 : random_.between(1, 3);
    for (int i = 0; i < count; ++i) made.of.push_back(child(around, level));
    return made;
}

Expression Generator::suspending(Surroundings const& around) {
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

Expression Generator::wait(int level) {
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

Expression Generator::operation() {
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

bool Generator::has_tool(std::initializer_list<Tool> wanted) const {
    return std::any_of(program_.tools.begin(), program_.tools.end(), [&](MadeTool const& made) {
        return std::find(wanted.begin(), wanted.end(), made.tool) != wanted.end();
    });
}

int Generator::tool_of(std::initializer_list<Tool> wanted) {
    std::vector<int> fitting;
    for (int i = 0; i < static_cast<int>(program_.tools.size()); ++i)
        if (std::find(wanted.begin(), wanted.end(), program_.tools[static_cast<std::size_t>(i)].tool) !=
            wanted.end())
            fitting.push_back(i);
    return random_.any(fitting);
}

} // namespace fuzz
