// What CPython's test_locks.py asserts of barriers and no other test of ours does.
#include "program.hpp"

#include <algorithm>

using namespace aio;

namespace {

// Starts `count` of the same party and waits for all.
template <typename Party>
Coro<> together(int count, Party const& party) {
    std::vector<Task<>> tasks;
    for (int i = 0; i < count; ++i) tasks.push_back(create_task(party()));
    for (auto const& task : tasks) co_await task;
}

void check_at_rest(Barrier const& barrier) {
    CHECK(barrier.n_waiting() == 0);
    CHECK_FALSE(barrier.broken());
}

bool says(Barrier const& barrier, std::string const& word) {
    return str(barrier).find(word) != std::string::npos;
}

} // namespace

TEST_CASE("a barrier's text goes through filling and draining and resetting and broken") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        std::vector<Task<std::int64_t>> tasks;
        auto const come = [&](int count) {
            for (int i = 0; i < count; ++i) tasks.push_back(create_task(barrier.wait()));
        };
        CHECK(str(barrier) == "<asyncio.locks.Barrier object [filling, waiters:0/5]>");
        come(2);
        co_await sleep(0);
        CHECK(str(barrier) == "<asyncio.locks.Barrier object [filling, waiters:2/5]>");
        come(3);
        co_await sleep(0);
        CHECK(str(barrier) == "<asyncio.locks.Barrier object [draining, waiters:0/5]>");
        come(2);
        co_await sleep(0);
        co_await barrier.reset();
        CHECK(says(barrier, "[resetting"));
        come(2);
        co_await sleep(0);
        co_await barrier.abort();
        CHECK(str(barrier) == "<asyncio.locks.Barrier object [broken]>");
        CHECK(barrier.broken());
        co_await gather(return_exceptions, tasks);
    });
}

TEST_CASE("a barrier needs at least one party") {
    CHECK(error_in([] { Barrier const none(0); }) == "ValueError('parties must be > 0')");
    CHECK(error_in([] { Barrier const fewer(-4); }) == "ValueError('parties must be > 0')");
    CHECK(Barrier(5).parties() == 5);
}

TEST_CASE("a barrier of one is passed by one task after the other") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(1);
        auto const a = create_task(barrier.wait());
        co_await sleep(0);
        CHECK(barrier.n_waiting() == 0);
        auto const b = create_task(barrier.wait());
        co_await sleep(0);
        CHECK(a.result() == b.result());
        co_await barrier.wait();
        check_at_rest(barrier);
    });
}

TEST_CASE("a barrier counts who waits as they come and is at rest when all are through") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(3);
        std::vector<Task<std::int64_t>> tasks;
        for (int waiting = 1; waiting <= 2; ++waiting) {
            tasks.push_back(create_task(barrier.wait()));
            co_await sleep(0);
            CHECK(barrier.n_waiting() == waiting);
            CHECK(says(barrier, "filling"));
        }
        tasks.push_back(create_task(barrier.wait()));
        co_await sleep(0);
        co_await wait(tasks);
        std::vector<std::int64_t> places;
        for (auto const& task : tasks) places.push_back(task.result());
        std::sort(places.begin(), places.end());
        CHECK(places == std::vector<std::int64_t>{0, 1, 2});
        check_at_rest(barrier);
    });
}

TEST_CASE("parties that pass a barrier twice get places of their own the second time too") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        int first = 0;
        std::vector<std::int64_t> places;
        auto const party = [&]() -> Coro<> {
            co_await barrier.wait();
            ++first;
            auto const place = co_await barrier.wait();
            places.push_back(place);
        };
        co_await together(5, party);
        CHECK(first == 5);
        std::sort(places.begin(), places.end());
        CHECK(places == std::vector<std::int64_t>{0, 1, 2, 3, 4});
        check_at_rest(barrier);
    });
}

TEST_CASE("a barrier is draining until the last party has left") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        std::vector<bool> draining;
        auto const party = [&]() -> Coro<> {
            co_await barrier.wait();
            draining.push_back(says(barrier, "draining"));
        };
        co_await together(5, party);
        CHECK(draining == std::vector{true, true, true, true, false});
        check_at_rest(barrier);
    });
}

TEST_CASE("who waits again while a barrier drains is let in when all have left") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        Barrier const others(3);
        int again = 2;
        auto const party = [&]() -> Coro<> {
            co_await barrier.wait();
            if (again > 0) {
                --again;
                co_await barrier.wait();
            } else {
                co_await others.wait();
                co_await barrier.wait();
            }
        };
        co_await together(5, party);
        check_at_rest(barrier);
        check_at_rest(others);
    });
}

TEST_CASE("a cancelled party gives its place at a barrier to the next one") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(3);
        int through = 0;
        auto const party = [&]() -> Coro<> {
            co_await barrier.wait();
            ++through;
        };
        auto const a = create_task(party());
        co_await sleep(0);
        CHECK(barrier.n_waiting() == 1);
        auto const b = create_task(party());
        co_await sleep(0);
        CHECK(barrier.n_waiting() == 2);
        a.cancel();
        co_await sleep(0);
        CHECK(barrier.n_waiting() == 1);
        auto const error = co_await error_of(a);
        CHECK(error == "CancelledError()");
        CHECK(a.cancelled());
        auto const c = create_task(party());
        co_await sleep(0);
        CHECK(barrier.n_waiting() == 2);
        co_await gather(b, c, create_task(party()));
        CHECK(through == 3);
        check_at_rest(barrier);
    });
}

TEST_CASE("a barrier where nobody waits is reset to what it was and aborted to broken") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(1);
        create_task(barrier.reset());
        co_await sleep(0);
        check_at_rest(barrier);
        create_task(barrier.abort());
        co_await sleep(0);
        CHECK(barrier.n_waiting() == 0);
        CHECK(barrier.broken());
    });
}

TEST_CASE("a reset sends away everybody who waits at a barrier") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        int sent_away = 0;
        auto const party = [&]() -> Coro<> {
            try {
                co_await barrier.wait();
            } catch (BrokenBarrierError const&) {
                ++sent_away;
            }
        };
        std::vector<Task<>> tasks;
        for (int i = 0; i < 4; ++i) tasks.push_back(create_task(party()));
        co_await sleep(0);
        create_task(barrier.reset());
        co_await gather(tasks);
        CHECK(sent_away == 4);
        CHECK_FALSE(says(barrier, "resetting"));
        check_at_rest(barrier);
    });
}

TEST_CASE("a reset in the middle of draining sends away those who are still inside") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        int sent_away = 0;
        int left = 0;
        auto const party = [&]() -> Coro<> {
            bool broken = false;
            try {
                co_await barrier.wait();
            } catch (BrokenBarrierError const&) {
                broken = true;
            }
            if (broken)
                ++sent_away;
            else if (++left == 3)
                co_await barrier.reset();
        };
        co_await together(5, party);
        CHECK(sent_away == 2);
        CHECK_FALSE(says(barrier, "resetting"));
        check_at_rest(barrier);
    });
}

TEST_CASE("a reset in the middle of draining leaves those alone who are blocked before the barrier") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        int sent_away = 0;
        int blocked_sent_away = 0;
        int left = 0;
        auto const wait_again = [&](int& counter) -> Coro<> {
            try {
                co_await barrier.wait();
            } catch (BrokenBarrierError const&) {
                ++counter;
            }
        };
        auto const party = [&]() -> Coro<> {
            bool broken = false;
            try {
                co_await barrier.wait();
            } catch (BrokenBarrierError const&) {
                broken = true;
            }
            if (broken) {
                ++sent_away;
                co_await barrier.wait();
            } else if (++left > 2) {
                co_await barrier.reset();
                co_await barrier.wait();
            } else {
                co_await wait_again(blocked_sent_away);
            }
        };
        co_await together(5, party);
        CHECK(sent_away == 2);
        CHECK(blocked_sent_away == 0);
        CHECK_FALSE(says(barrier, "resetting"));
        check_at_rest(barrier);
    });
}

TEST_CASE("parties sent away by a reset can meet again at the same barrier") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        int sent_away = 0;
        int through = 0;
        auto const party = [&]() -> Coro<> {
            try {
                co_await barrier.wait();
            } catch (BrokenBarrierError const&) {
                ++sent_away;
            }
            co_await barrier.wait();
            ++through;
        };
        auto const late = [&]() -> Coro<> {
            co_await barrier.wait();
            ++through;
        };
        std::vector<Task<>> tasks;
        for (int i = 0; i < 4; ++i) tasks.push_back(create_task(party()));
        create_task(barrier.reset());
        co_await sleep(0);
        create_task(late());
        co_await gather(tasks);
        CHECK(sent_away == 4);
        CHECK(through == 5);
        check_at_rest(barrier);
    });
}

TEST_CASE("the last party out may reset the barrier and nobody is sent away") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        int again = 0;
        int sent_away = 0;
        int last = 0;
        int out = 0;
        auto const second = [&]() -> Coro<> {
            try {
                co_await barrier.wait();
                ++again;
            } catch (Exception const&) {
                ++sent_away;
            }
        };
        auto const party = [&]() -> Coro<> {
            co_await barrier.wait();
            if (++out == 5) {
                co_await barrier.reset();
                co_await barrier.wait();
            } else {
                co_await second();
            }
            co_await barrier.wait();
            ++last;
        };
        co_await together(5, party);
        CHECK(again == 4);
        CHECK(sent_away == 0);
        CHECK(last == 5);
        check_at_rest(barrier);
    });
}

TEST_CASE("abort in the middle of draining sends away those inside and those blocked before the barrier") {
    in_loop([]() -> Coro<> {
        Barrier const barrier(5);
        int inside = 0;
        int blocked = 0;
        int left = 0;
        auto const wait_again = [&]() -> Coro<> {
            try {
                co_await barrier.wait();
            } catch (BrokenBarrierError const&) {
                ++blocked;
            }
        };
        auto const party = [&]() -> Coro<> {
            bool broken = false;
            try {
                co_await barrier.wait();
            } catch (BrokenBarrierError const&) {
                broken = true;
            }
            if (broken)
                ++inside;
            else if (++left > 2)
                co_await barrier.abort();
            else
                co_await wait_again();
        };
        co_await together(5, party);
        CHECK(barrier.broken());
        CHECK(inside == 2);
        CHECK(blocked == 2);
        CHECK(barrier.n_waiting() == 0);
    });
}

TEST_CASE("a party that fails can abort the barrier for the others and a reset mends it") {
    in_loop([]() -> Coro<> {
        Barrier const work(5);
        Barrier const meeting(5);
        int passed = 0;
        int sent_away = 0;
        int after_reset = 0;
        auto const work_together = [&]() -> Coro<> {
            auto const place = co_await work.wait();
            if (place == 2) throw RuntimeError();
            co_await work.wait();
            ++passed;
        };
        auto const party = [&]() -> Coro<> {
            auto const error = co_await error_of(work_together());
            if (error == "RuntimeError()") co_await work.abort();
            if (error.find("BrokenBarrierError(") == 0) ++sent_away;
            auto const place = co_await meeting.wait();
            if (place == 2) {
                CHECK(work.broken());
                CHECK(work.n_waiting() == 0);
                co_await work.reset();
            }
            co_await meeting.wait();
            co_await work.wait();
            ++after_reset;
        };
        co_await together(5, party);
        CHECK(passed == 0);
        CHECK(sent_away == 4);
        CHECK(after_reset == 5);
        check_at_rest(work);
    });
}
