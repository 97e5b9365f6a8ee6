#include "support/catch.hpp"
#include "support/cut_after.hpp"
#include "support/recorded.hpp"

using namespace aio;

namespace {

int alive = 0;
struct Counted {
    Counted() { ++alive; }
    Counted(Counted const&) { ++alive; }
    Counted& operator=(Counted const&) = default;
    ~Counted() { --alive; }
};

AsyncGenerator<Counted> items(int count) {
    Counted const counted;
    std::exception_ptr error;
    try {
        for (int i = 0; i < count; ++i) {
            co_await sleep(0);
            Counted const item;
            co_yield item;
        }
    } catch (...) {
        error = std::current_exception();
    }
    co_await sleep(0);
    if (error) std::rethrow_exception(error);
}

struct Manager {
    Counted counted;
    Coro<Counted> aenter() {
        co_await sleep(0);
        co_return Counted();
    }
    Coro<> aexit(std::exception_ptr) { co_await sleep(0); }
};

Coro<> iterate() {
    auto dropped = items(3);
    co_await dropped.next();
    auto all = items(2);
    for (auto item = co_await all.next(); item; item = co_await all.next()) co_await sleep(0);
    auto const waiting = create_task(items(1).anext());
    Manager manager;
    co_await async_with(manager, [&](Counted&) -> Block<> {
        co_await async_with(aclosing(items(3)), [&](AsyncGenerator<Counted>& closing) -> Block<> {
            auto const item = co_await closing.anext();
            co_await sleep(0);
        });
        co_await sleep(0);
    });
    co_await waiting;
}

} // namespace

TEST_CASE("async generators and async with blocks may be cut at every turn") {
    int turns = 0;
    while (cut_after(turns, iterate())) {
        INFO("cut after " << turns << " turns");
        CHECK(alive == 0);
        ++turns;
    }
    CHECK(turns > 10);
    CHECK(alive == 0);
}

TEST_CASE("an async generator that outlives its loop is dropped without a word") {
    auto const run = run_recorded([] {
        std::optional<AsyncGenerator<Counted>> kept;
        {
            EventLoop loop;
            auto const main = [](std::optional<AsyncGenerator<Counted>>& keep) -> Coro<> {
                keep = items(3);
                co_await keep->next();
            };
            auto const task = loop.create_task(main(kept));
            loop.run_until_complete(task.state());
        }
        CHECK(alive == 2); // its own, and the item it stands at
    });
    CHECK(alive == 0);
    CHECK(run.errors.empty());
}

TEST_CASE("a generator awaited by an async generator and thrown into keeps its order") {
    auto const run = run_recorded([] {
        auto const numbers = []() -> AsyncGenerator<int> {
            for (int i = 0;; ++i) {
                try {
                    co_yield i;
                } catch (ValueError const& error) {
                    print("caught", error.what());
                }
            }
        };
        auto const main = [](AsyncGenerator<int> n) -> Coro<> {
            print(co_await n.next(), co_await n.athrow(ValueError("x")), co_await anext(n));
            co_await n.aclose();
            co_await n.aclose();
            print(co_await n.next());
        };
        aio::run(main(numbers()));
    });
    CHECK(run.output == "caught x\n0 1 2\nNone\n");
}

TEST_CASE("an anext that is awaited twice is refused") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto const numbers = items(3);
            auto next = numbers.anext();
            co_await next;
            try {
                co_await next;
            } catch (RuntimeError const& error) {
                print(error.what());
            }
        };
        aio::run(main());
    });
    CHECK(run.output.starts_with("cannot reuse already awaited"));
}

TEST_CASE("a block that an async with swallows leaves no value") {
    struct Forgiving {
        Coro<> aenter() { co_return; }
        Coro<bool> aexit(std::exception_ptr) { co_return true; }
    };
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            print(co_await async_with(Forgiving(), [&]() -> Block<int> { co_return 7; }));
            print(co_await async_with(Forgiving(), [&]() -> Block<int> {
                throw ValueError("boom");
                co_return 7;
            }));
        };
        aio::run(main());
    });
    CHECK(run.output == "7\nNone\n");
}
