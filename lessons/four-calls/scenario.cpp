#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_four_calls {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    static std::string plain() {
        line(4);
        return "sync result";
    }
    static std::string plain_called() {
        FunctionFrame const frame;
        return plain();
    }

    static Coro<std::string> coro() {
        line(7);
        co_await sleep(0.1);
        line(8);
        co_return "async result";
    }

    static void from_sync() {
        FunctionFrame const frame;
        line(11);
        std::string const result = plain_called();
        print("1 sync  -> sync :", result);
        line(12);
        print("2 sync  -> async:", run(coro()));
    }

    Coro<> from_async() {
        line(15);
        std::string const result = co_await coro();
        print("3 async -> async:", result);
        line(16);
        if (knobs.choice("plain") == "direct") {
            std::string const called = plain_called();
            print("4 async -> sync :", called);
        } else {
            std::string const called = co_await to_thread("plain", plain);
            print("4 async -> sync :", called);
        }
        line(17), print("slips:");
        line(18);
        Coro<std::string> forgotten = coro();
        local("forgotten", forgotten);
        line(19), print("  no await       ->", "coroutine");
        line(20); // try
        try {
            line(21);
            Object const text(plain_called());
            co_await text;
        } catch (TypeError const& error) {
            line(22); // except
            line(23), print("  await sync     ->", error.what());
        }
        line(24); // try
        try {
            line(25), run(std::move(forgotten)); // refused before it takes it
        } catch (RuntimeError const& error) {
            line(26); // except
            line(27), print("  run in async   ->", error.what());
        }
        line(28);
        if (knobs.choice("forgotten") == "awaited") {
            std::string const later = co_await forgotten; // NOLINT(bugprone-use-after-move)
            print("  later          ->", later);
        } else {
            forgotten.close(); // NOLINT(bugprone-use-after-move)
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // def plain
    line(6);  // async def coro
    line(10); // def from_sync
    line(14); // async def from_async
    Module module{given.knobs};
    line(30), module.from_sync();
    line(31), run(module.from_async());
}

} // namespace lesson_four_calls
