// What a task must not wait for, held to CPython.
#include "pair.hpp"

#include <string>
#include <vector>

using namespace aio;

TEST_CASE("pair: a task that awaits itself is told so and goes on") {
    struct Program {
        std::vector<Task<>> tasks;

        Coro<> selfish() {
            std::string said;
            line(4);
            try {
                line(5);
                co_await tasks[0];
            } catch (RuntimeError const& error) {
                said = error.what();
            }
            line(6), line(7), print(said.substr(0, 26));
            line(8);
            co_await sleep(1);
        }
        Coro<> main() {
            line(10), tasks.push_back(create_task(selfish()));
            line(11);
            co_await tasks[0];
            line(12), print("over");
        }
    };
    char const* const python = R"(
import asyncio
tasks = []
async def selfish():
    try:
        await tasks[0]
    except RuntimeError as error:
        print(str(error)[:26])
    await asyncio.sleep(1)
async def main():
    tasks.append(asyncio.create_task(selfish()))
    await tasks[0]
    print("over")
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(9);
        line(13), run(program.main());
    });
}

TEST_CASE("pair: a task refuses to wait for a future of another loop") {
    struct Program {
        static Coro<> main(Future<int> future) {
            std::string said;
            line(3);
            try {
                line(4);
                co_await future;
            } catch (RuntimeError const& error) {
                said = error.what();
            }
            line(5), line(6), print(said.substr(said.size() - 28));
        }
    };
    char const* const python = R"(
import asyncio
async def main(future):
    try:
        await future
    except RuntimeError as error:
        print(str(error)[-28:])
loop = asyncio.new_event_loop()
asyncio.run(main(loop.create_future()))
loop.close()
)";
    require_same_events(python, [] {
        line(1), line(2), line(7);
        EventLoop loop;
        line(8), run(Program::main(loop.create_future<int>()));
        line(9), loop.close();
    });
}
