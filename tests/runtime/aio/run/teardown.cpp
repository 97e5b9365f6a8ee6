// Programs are cut at every turn and torn down with coroutines suspended: nothing may leak or be used after
// it is gone. The sanitizers judge; the counter catches frames that are never destroyed.
#include "support/catch.hpp"
#include "support/cut_after.hpp"
#include "support/recorded.hpp"

using namespace aio;

namespace {

int alive = 0;
struct Counted {
    Counted() { ++alive; }
    Counted(Counted const&) { ++alive; }
    ~Counted() { --alive; }
};

Coro<int> child(double delay) {
    Counted const counted;
    co_await sleep(delay);
    co_await sleep(0);
    co_return 1;
}

Coro<> body() {
    Counted const counted;
    auto const task = create_task(child(2));
    auto const other = create_task(child(5));
    auto const waiting = gather(child(1), child(0), task);
    co_await sleep(0.5);
    other.cancel();
    co_await waiting;
    auto never_started = child(1);
    Counted const late;
    co_await task;
    never_started.close();
}

} // namespace

TEST_CASE("a loop torn down after any number of turns destroys every coroutine once") {
    bool recorded = GENERATE(false, true);
    int turns = 0;
    bool cut = true;
    auto const all = [&] {
        // Virtual time stands still while callbacks are ready, so let timers through between the ticks.
        for (; cut && turns < 40; ++turns) {
            cut = cut_after(turns, body());
            CHECK(alive == 0);
        }
    };
    if (recorded)
        run_recorded(all);
    else
        all();
    CHECK(turns > 5);
}

TEST_CASE("what a cut program leaves behind says nothing more") {
    auto const run = run_recorded([] {
        EventLoop loop;
        auto const left = []() -> Coro<> {
            Finally const finally([] { print("must not be heard"); });
            co_await sleep(10);
        };
        auto const task = loop.create_task(left());
        loop.call_later(1, [&] { loop.stop(); });
        loop.run_forever();
    });
    CHECK(run.output.empty());
    CHECK(run.errors.empty());
}

TEST_CASE("tasks that are pending when their loop was closed are reported") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> { co_await sleep(1); };
        EventLoop loop;
        auto const kept = loop.create_task(child(1000));
        loop.create_task(child(2000));
        auto const whole = loop.create_task(main());
        loop.run_until_complete(whole.state());
        loop.close();
        print("closed");
    });
    CHECK(run.output == "closed\n");
    CHECK(run.errors == "Task was destroyed but it is pending!\ntask: t1\n"
                        "Task was destroyed but it is pending!\ntask: t2\n");
    CHECK(run.events({"loop.close", "task.destroyed"}) ==
          std::vector<std::string>{"loop.close l1", "task.destroyed t1", "task.destroyed t2"});
}

TEST_CASE("a task and its future may outlive their loop") {
    std::optional<Task<int>> kept;
    {
        EventLoop loop;
        auto const task = loop.create_task(child(1));
        task.add_done_callback([&](FutureBase&) { loop.stop(); });
        loop.run_forever();
        kept = task;
    }
    CHECK(kept->result() == 1);
    kept.reset();
    CHECK(alive == 0);
}
