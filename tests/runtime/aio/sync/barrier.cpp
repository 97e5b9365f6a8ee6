// Barrier. That its events are CPython's is shown by tests/against_cpython/pairs/barrier.cpp.
#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

TEST_CASE("everybody who passes a barrier has a place of its own") {
    std::vector<std::int64_t> places;
    auto const party = [&](Barrier barrier) -> Coro<> {
        auto const place = co_await barrier.wait();
        places.push_back(place);
    };
    auto const main = [&]() -> Coro<> {
        Barrier const barrier(3);
        std::vector<Task<>> tasks;
        for (int i = 0; i < 6; ++i) tasks.push_back(create_task(party(barrier)));
        for (auto const& task : tasks) co_await task;
        CHECK(barrier.n_waiting() == 0);
    };
    aio::run(main());
    std::sort(places.begin(), places.end());
    CHECK(places == std::vector<std::int64_t>{0, 0, 1, 1, 2, 2});
}

TEST_CASE("a barrier acts in its own name only") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Barrier const barrier(2);
            auto const other = create_task(barrier.wait());
            print(co_await barrier.wait(), co_await other, str(barrier));
        };
        aio::run(main());
    });
    CHECK(run.output == "0 1 <asyncio.locks.Barrier object [filling, waiters:0/2]>\n");
    CHECK(run.events({"sync.create", "sync.wait", "sync.notify", "sync.acquire", "sync.release"}) ==
          Lines{"sync.create s1 Barrier(2)", "sync.wait s1 t1", "sync.notify s1 t2", "sync.acquire s1 t2",
                "sync.acquire s1 t1"});
}

TEST_CASE("a change of a barrier that is not awaited does not happen") {
    auto const run = run_recorded([] {
        Barrier const barrier(2);
        static_cast<void>(barrier.abort());
        print(barrier.broken());
    });
    CHECK(run.output == "False\n");
    CHECK(run.errors == "RuntimeWarning: coroutine 'Barrier.abort' was never awaited\n");
}
