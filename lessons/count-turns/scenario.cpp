#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_count_turns {

using namespace aio;

// A coroutine of asyncio's own, as Python shows it.
template <typename Awaitable>
struct Named {
    Named(char const* of, Awaitable its) : name(of), awaitable(std::move(its)) {}
    char const* name;
    Awaitable awaitable;
};

template <typename Awaitable>
std::string repr(Named<Awaitable> const& coroutine) {
    return std::string("<coroutine object ") + coroutine.name + ">";
}

struct Module {
    lesson::Knobs const& knobs;
    int turns = 0;

    void count(EventLoop& loop) {
        line(7), ++turns;
        local("loop", loop.id());
        line(8), schedule(loop);
    }
    void schedule(EventLoop& loop) {
        loop.call_soon([this, &loop] { count(loop); }, "count");
    }

    Coro<> nothing() {
        line(11);
        co_return;
    }

    Coro<> in_group() {
        line(14);
        TaskGroup group;
        local("group", group);
        line(15), group.create_task(nothing());
        line(14);
        co_await group.exit();
    }

    template <typename Awaitable>
    Coro<> measure(std::string label, Awaitable awaitable) {
        local("label", label), local("awaitable", awaitable);
        line(18);
        int const before = turns;
        local("before", before);
        line(19);
        if constexpr (requires { awaitable.awaitable; })
            co_await std::move(awaitable.awaitable);
        else
            co_await std::move(awaitable);
        line(20), print(label + std::string(12 - label.size(), ' '), turns - before);
    }

    Coro<> main() {
        std::string const& fifth = knobs.choice("fifth");
        line(23);
        EventLoop& loop = get_running_loop();
        local("loop", loop.id());
        line(24), schedule(loop);
        line(25);
        co_await sleep(0);
        line(26);
        Future<None> const done = loop.create_future<None>();
        local("done", done);
        line(27), done.set_result(None{});
        line(28);
        co_await measure("done future", done);
        line(29);
        Coro<> plain = nothing();
        co_await measure("coroutine", std::move(plain));
        line(30);
        Named sleeping("sleep", sleep(0));
        co_await measure("sleep(0)", sleeping);
        line(31);
        Task<> const task = create_task(nothing());
        co_await measure("task", task);
        line(32);
        if (fifth == "gather") {
            co_await measure("gather", gather(nothing()));
        } else if (fifth == "shield") {
            co_await measure("shield", shield(nothing()));
        } else {
            co_await measure("gather", gather(gather(nothing())));
        }
        line(33);
        std::vector<Task<>> const tasks(1, create_task(nothing()));
        Named waiting("wait", wait(tasks));
        co_await measure("wait", std::move(waiting));
        line(34);
        Coro<> group = in_group();
        co_await measure("TaskGroup", std::move(group));
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3), local("turns", 0);
    line(5);  // def count
    line(10); // async def nothing
    line(13); // async def in_group
    line(17); // async def measure
    line(22); // async def main
    Module module{given.knobs};
    line(36), run(module.main());
}

} // namespace lesson_count_turns
