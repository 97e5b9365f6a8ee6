// Lock, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a lock is handed on in order of arrival") {
    struct Program {
        Coro<> worker(std::string name, Lock lock) {
            line(4), print(name, "wants it");
            {
                line(5);
                auto const held = co_await lock.scoped();
                line(6), print(name, "has it");
                line(7);
                co_await sleep(1);
                line(8), print(name, "releases it");
            }
            line(9), print(name, "is out");
        }
        Coro<> main() {
            line(12);
            Lock const lock;
            line(13);
            auto const first = create_task(worker("A", lock));
            line(14);
            co_await gather(worker("B", lock), worker("C", lock), first);
            line(15), print("free again:", !lock.locked());
        }
    };
    require_same_events(R"(
import asyncio

async def worker(name, lock):
    print(name, "wants it")
    async with lock:
        print(name, "has it")
        await asyncio.sleep(1)
        print(name, "releases it")
    print(name, "is out")

async def main():
    lock = asyncio.Lock()
    first = asyncio.create_task(worker("A", lock))
    await asyncio.gather(worker("B", lock), worker("C", lock), first)
    print("free again:", not lock.locked())

asyncio.run(main())
)",
                        [] {
                            Program program;
                            line(1), line(3), line(11);
                            line(17), run(program.main());
                        });
}
