#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_lock_fifo {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> worker(std::string name, Lock lock) {
        local("name", name), local("lock", lock);
        line(4), print(name, "wants it");
        {
            line(5);
            auto const held = co_await lock.scoped();
            line(6), print(name, "has it");
            line(7);
            co_await sleep(knobs.whole("hold"));
            line(8), print(name, "releases it");
            line(5); // the block ends
        }
        line(9), print(name, "is out");
        if (knobs.choice("what") != "again") co_return;
        line(9, 1);
        if (name == "A") {
            line(9, 2), name = "A2";
            local("name", name);
            line(9, 3);
            auto const held = co_await lock.scoped();
            line(9, 4), print("A2 has it");
            line(9, 3);
        }
    }

    // With two locks.
    Coro<> worker(std::string name, Lock lock, Lock other) {
        local("name", name), local("lock", lock), local("other", other);
        line(4), print(name, "wants it");
        {
            line(5);
            auto const held = co_await lock.scoped();
            line(6), print(name, "has it");
            line(7);
            co_await sleep(knobs.whole("hold"));
            {
                line(7, 1);
                auto const both = co_await other.scoped();
                line(7, 2), print(name, "has both");
                line(7, 1);
            }
            line(8), print(name, "releases it");
            line(5);
        }
        line(9), print(name, "is out");
    }

    Coro<> main() {
        line(12);
        Lock const lock;
        local("lock", lock);
        if (knobs.choice("what") == "two-locks") {
            line(12, 1);
            Lock const other;
            local("other", other);
            line(13);
            Task<> first = create_task(worker("A", lock, other));
            local("first", first);
            line(14);
            Task<> second = create_task(worker("B", other, lock));
            local("second", second);
            line(14, 1);
            std::vector<Task<>> both{first, second};
            WaitOptions options;
            options.timeout = 9;
            auto const sets = co_await wait(std::move(both), options);
            line(14, 2), print("after 9 s, still waiting:", sets.second.size());
            line(15), print("free again:", !lock.locked());
            co_return;
        }
        line(13);
        Task<> first = create_task(worker("A", lock));
        local("first", first);
        line(14);
        if (knobs.choice("what") == "cancelled") {
            Task<> b = create_task(worker("B", lock));
            local("b", b);
            line(14, 1);
            Task<> c = create_task(worker("C", lock));
            local("c", c);
            line(14, 2);
            co_await sleep(0.5);
            line(14, 3), b.cancel();
            line(14, 4);
            co_await gather(first, c);
        } else {
            Coro<> b = worker("B", lock);
            Coro<> c = worker("C", lock);
            co_await gather(std::move(b), std::move(c), first);
        }
        line(15), print("free again:", !lock.locked());
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def worker
    line(11); // async def main
    Module module{given.knobs};
    line(17), run(module.main());
}

} // namespace lesson_lock_fifo
