#include "traces.hpp"

#include <algorithm>
#include <deque>
#include <random>
#include <stdexcept>

using namespace trace;

namespace {

class Writer {
  public:
    Log log{Header{1, "generated", "", "virtual", "generated", {}, {}}};
    std::int64_t time = 0;

    void add(Kind kind, ObjectId subject, ObjectId object = {}, std::int64_t value = 0,
             std::uint32_t line = 0) {
        Event event;
        event.time = time;
        event.kind = kind;
        event.subject = subject;
        event.object = object;
        event.value = value;
        event.line = line;
        event.source = line == 0 ? 0 : 1;
        log.append(event);
    }
    std::int64_t text(std::string_view words) { return log.intern(words); }
};

ObjectId id(char letter, std::size_t number) {
    return ObjectId(static_cast<ObjectType>(letter), static_cast<std::uint32_t>(number));
}

} // namespace

Log generated(std::size_t tasks, std::size_t events) {
    Writer w;
    w.log.add_source({"generated.py", "async def work(n):\n    while True:\n        await sleep(1)\n", {2}});
    auto const step = w.text("step");
    auto const wakeup = w.text("wakeup");
    auto const set_result = w.text("set_result");
    auto const sleeping = w.text("sleep(1)");
    auto const purpose = w.text("sleep");
    auto const none = w.text("None");
    auto const loop = id('l', 1);
    std::size_t handles = 0;
    std::size_t futures = 0;
    struct Ready {
        std::size_t handle;
        std::size_t task;
        std::size_t future; // that woke it; 0: the first step
    };
    struct Timer {
        std::size_t handle;
        std::size_t future;
        std::size_t task;
    };
    std::deque<Ready> ready;
    std::deque<Timer> timers;
    for (std::size_t task = 1; task <= tasks; ++task) {
        w.add(Kind::coro_create, id('c', task), {}, w.text("work(" + std::to_string(task) + ")"), 1);
        w.add(Kind::task_create, id('t', task), id('c', task), w.text("Task-" + std::to_string(task)), 1);
        w.add(Kind::handle_ready, id('h', ++handles), id('t', task), step, 1);
        ready.push_back({handles, task, 0});
    }
    w.add(Kind::loop_start, loop);
    while (w.log.size() < events) {
        w.add(Kind::loop_iteration, loop, {}, static_cast<std::int64_t>(ready.size()));
        w.add(Kind::loop_select, loop, {}, ready.empty() ? 1'000'000'000 : 0);
        if (ready.empty()) {
            auto const before = w.time;
            w.time += 1'000'000'000;
            w.add(Kind::loop_advance, loop, {}, before);
            for (auto const& timer : timers)
                w.add(Kind::handle_due, id('h', timer.handle), id('f', timer.future));
            for (auto const& timer : timers) {
                w.add(Kind::handle_run, id('h', timer.handle), id('f', timer.future), set_result);
                w.add(Kind::future_result, id('f', timer.future), {}, none);
                w.add(Kind::handle_ready, id('h', ++handles), id('t', timer.task), wakeup);
                w.add(Kind::handle_end, id('h', timer.handle), id('f', timer.future));
                ready.push_back({handles, timer.task, timer.future});
            }
            timers.clear();
            continue;
        }
        auto const now = std::exchange(ready, {});
        for (auto const& each : now) {
            auto const task = id('t', each.task);
            auto const coroutine = id('c', each.task);
            w.add(Kind::handle_run, id('h', each.handle), task, each.future == 0 ? step : wakeup);
            if (each.future != 0) w.add(Kind::task_wakeup, task, id('f', each.future));
            w.add(Kind::task_step, task);
            if (each.future == 0)
                w.add(Kind::coro_start, coroutine, task);
            else
                w.add(Kind::coro_resume, coroutine, task, 0, 3);
            w.add(Kind::line, coroutine, {}, 0, 3);
            w.add(Kind::future_create, id('f', ++futures), {}, purpose, 3);
            w.add(Kind::handle_timer, id('h', ++handles), id('f', futures), w.time + 1'000'000'000, 3);
            w.add(Kind::coro_suspend, coroutine, id('f', futures), sleeping, 3);
            w.add(Kind::future_callback, id('f', futures), task, wakeup);
            w.add(Kind::task_suspend, task, id('f', futures));
            w.add(Kind::handle_end, id('h', each.handle), task);
            timers.push_back({handles, futures, each.task});
        }
    }
    return std::move(w.log);
}

Log scrambled(std::size_t events, unsigned seed) {
    std::mt19937 random(seed);
    Writer w;
    w.log.add_source({"scrambled.py", "pass\n", {}});
    std::vector<std::int64_t> texts;
    for (auto const* words :
         {"", "step", "wakeup", "gather", "set_result", "stop", "sleep(1)", "x = 1", "x = 2", "y = 3",
          "result 1", "cancelled", "exception E()", "gather of t1 t2", "task t3"})
        texts.push_back(w.text(words));
    auto const any = [&](std::string_view letters) {
        if (random() % 8 == 0) return ObjectId{};
        return id(letters[random() % letters.size()], 1 + random() % 6);
    };
    for (std::size_t i = 0; i < events; ++i) {
        auto const kind = static_cast<Kind>(random() % known_kinds);
        auto const name = std::string(name_of(kind));
        // Mostly the type of object the kind is about, so that states change; sometimes any.
        std::string own = "lhctfsqxi";
        if (random() % 10 != 0) {
            if (name.rfind("handle", 0) == 0)
                own = "h";
            else if (name.rfind("coro", 0) == 0 || name == "line" || name == "local")
                own = "c";
            else if (name.rfind("task", 0) == 0)
                own = "t";
            else if (name.rfind("future", 0) == 0)
                own = "ft";
            else if (name.rfind("sync", 0) == 0)
                own = "s";
            else if (name.rfind("queue", 0) == 0)
                own = "q";
            else
                own = "l";
        }
        if (random() % 5 == 0) w.time += static_cast<std::int64_t>(random() % 1000);
        auto const value = value_is_text(kind) ? texts[random() % texts.size()]
                                               : static_cast<std::int64_t>(random() % 4) - 1;
        w.add(kind, any(own), any("tcfh"), value, random() % 3 == 0 ? 0 : 1 + random() % 9);
    }
    w.log.set_end({});
    return std::move(w.log);
}

std::uint64_t position_of(Log const& log, std::string const& kind, std::string const& subject, int nth) {
    for (Step step = 0; step < log.size(); ++step)
        if (log.kind_name(log[step].kind) == kind &&
            (subject.empty() || to_string(log[step].subject) == subject) && --nth == 0)
            return step + 1;
    throw std::runtime_error("the trace has no such event: " + kind + " " + subject);
}
