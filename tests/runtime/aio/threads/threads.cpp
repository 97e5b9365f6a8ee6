#include "support/cut_after.hpp"
#include "support/recorded.hpp"

#include "aio/aio.hpp"
#include "support/catch.hpp"

#include <pthread.h>

using namespace aio;

namespace {

// What a thread leaves in the trace of a program.
std::vector<std::string> thread_events(trace::Log const& log) {
    std::vector<std::string> events;
    for (trace::Step step = 0; step < log.size(); ++step) {
        auto const& event = log[step];
        auto const name = std::string(trace::name_of(event.kind));
        if (name.rfind("thread.", 0) == 0) events.push_back(name + " " + to_string(event.subject));
    }
    return events;
}

struct Counted {
    static inline int alive = 0;
    Counted() { ++alive; }
    Counted(Counted const&) { ++alive; }
    ~Counted() { --alive; }
};

// While it lives no thread can be made: each would want nearly all addresses there are for its stack.
class NoThreads {
  public:
    NoThreads() {
        REQUIRE(pthread_getattr_default_np(&before_) == 0);
        pthread_attr_t greedy;
        pthread_attr_init(&greedy);
        pthread_attr_setstacksize(&greedy, ~std::size_t{0} - (std::size_t{1} << 24U));
        REQUIRE(pthread_setattr_default_np(&greedy) == 0);
        pthread_attr_destroy(&greedy);
    }
    NoThreads(NoThreads const&) = delete;
    NoThreads& operator=(NoThreads const&) = delete;
    ~NoThreads() {
        pthread_setattr_default_np(&before_);
        pthread_attr_destroy(&before_);
    }

  private:
    pthread_attr_t before_{};
};

int run_silently(
    std::function<void()> const& module, trace::Log* log = nullptr,
    std::function<void(std::string_view)> error = [](std::string_view) {}) {
    ProgramOptions options;
    options.log = log;
    options.output = [](std::string_view) {};
    options.error = std::move(error);
    return run_program(module, std::move(options));
}

} // namespace

TEST_CASE("threads that sleep end in the order of their moments and take no real time") {
    std::vector<int> order;
    run_silently([&] {
        auto const main = [](std::vector<int>& ended) -> Coro<> {
            std::vector<Future<void>> calls;
            for (int const n : {3000, 1000, 2000})
                calls.push_back(get_running_loop().run_in_executor(nullptr, "work", [n, &ended] {
                    time_sleep(n);
                    ended.push_back(n);
                }));
            co_await gather(std::move(calls));
            CHECK(get_running_loop().time() == 3000);
        };
        run(main(order));
    });
    CHECK(order == std::vector{1000, 2000, 3000});
}

TEST_CASE("a schedule says which of the threads that end at one moment goes on first") {
    auto const ended_with = [](Schedule const& schedule) {
        std::vector<int> order;
        ProgramOptions options;
        options.schedule = schedule;
        options.output = [](std::string_view) {};
        auto const main = [](std::vector<int>& ended) -> Coro<> {
            std::vector<Future<void>> calls;
            for (int const n : {0, 1, 2})
                calls.push_back(get_running_loop().run_in_executor(nullptr, "work", [n, &ended] {
                    time_sleep(1);
                    ended.push_back(n);
                }));
            co_await gather(std::move(calls));
        };
        run_program([&] { run(main(order)); }, std::move(options));
        return order;
    };
    CHECK(ended_with({}) == std::vector{0, 1, 2});
    CHECK(ended_with({{2, 1}, false}) == std::vector{2, 1, 0});
}

TEST_CASE("a program torn down while threads wait ends them where they stand") {
    std::string said;
    int const code = run_silently(
        [] {
            auto const main = []() -> Coro<> {
                EventLoop* const loop = &get_running_loop();
                auto const never = loop->create_future<int>();
                auto const stuck = [](Future<int> future) -> Coro<int> { co_return co_await future; };
                auto const call = [loop, never, stuck] {
                    Counted const counted;
                    return run_coroutine_threadsafe(stuck(never), *loop).result();
                };
                co_await to_thread("call", call);
            };
            run(main());
        },
        nullptr, [&](std::string_view text) { said += text; });
    CHECK(code == 1);
    CHECK(said == "deadlock: nothing is ready to run and no timer is set; waiting: Task-1, Task-2\n");
    CHECK(Counted::alive == 0);
}

TEST_CASE("a loop destroyed with threads that work leaves nothing behind") {
    auto const work = [](int n) -> Coro<int> {
        Counted const counted;
        co_return co_await to_thread(
            "work",
            [](int seconds) {
                Counted const held;
                time_sleep(seconds);
                return seconds;
            },
            n);
    };
    auto const both = [&]() -> Coro<> {
        auto const one = create_task(work(1));
        auto const two = create_task(work(2));
        co_await one;
        co_await two;
    };
    for (int turns = 0; turns < 12; ++turns) {
        run_silently([&] { CHECK(cut_after(turns, both())); });
        CHECK(Counted::alive == 0);
    }
}

TEST_CASE("what a thread raises comes to who awaits it and is in the trace") {
    trace::Log log;
    run_silently(
        [] {
            auto const main = []() -> Coro<> {
                bool caught = false;
                try {
                    co_await to_thread("fail", []() -> int { throw ValueError("from the thread"); });
                } catch (ValueError const& error) {
                    caught = error.message() == "from the thread";
                }
                CHECK(caught);
            };
            run(main());
        },
        &log);
    CHECK(thread_events(log) == std::vector<std::string>{"thread.submit x1", "thread.start x1",
                                                         "thread.end x1", "thread.callback x1"});
}

TEST_CASE("a pool that was shut down takes no more work") {
    run_silently([] {
        ThreadPoolExecutor pool(1);
        auto const first = pool.submit("one", [] { return 1; });
        pool.shutdown();
        CHECK(first.result() == 1);
        CHECK_THROWS_WITH(pool.submit("two", [] { return 2; }), "cannot schedule new futures after shutdown");
        CHECK_THROWS_WITH(ThreadPoolExecutor(0), "max_workers must be greater than 0");
    });
}

TEST_CASE("waiting in the loop's own thread for what only the loop can do ends by the timeout") {
    run_silently([] {
        auto const main = []() -> Coro<> {
            EventLoop& loop = get_running_loop();
            auto const answer = []() -> Coro<int> { co_return 42; };
            auto const future = run_coroutine_threadsafe(answer(), loop);
            CHECK_THROWS_AS(future.result(2), TimeoutError);
            CHECK(loop.time() == 2);
            co_await sleep(0);
            co_await sleep(0);
            co_await sleep(0);
            CHECK(future.result() == 42);
        };
        run(main());
    });
}

TEST_CASE("a future of a thread that was cancelled before it began never begins") {
    run_silently([] {
        ThreadPoolExecutor pool(1);
        bool began = false;
        auto const first = pool.submit("first", time_sleep, 1.0);
        auto const second = pool.submit("second", [&] { began = true; });
        CHECK(second.cancel());
        CHECK_THROWS_AS(second.result(), FutureCancelledError);
        pool.shutdown();
        CHECK_FALSE(began);
        CHECK_FALSE(first.cancel());
    });
}

TEST_CASE("a thread that could not be made is waited for by nobody and may be started again") {
    int ran = 0;
    run_silently([&] {
        Thread thread("work", [&] { ++ran; });
        {
            NoThreads const none;
            CHECK_THROWS_WITH(thread.start(), "can't start new thread");
        }
        CHECK_FALSE(thread.is_alive());
        CHECK_THROWS_WITH(thread.join(), "cannot join thread before it is started");
        thread.start();
        CHECK_THROWS_WITH(thread.start(), "threads can only be started once");
        CHECK(thread.join());
    });
    CHECK(ran == 1);
}

TEST_CASE("a program whose pool gets no thread goes on and ends") {
    run_silently([] {
        auto const main = []() -> Coro<> {
            NoThreads const none;
            ThreadPoolExecutor pool(1);
            CHECK_THROWS_WITH(pool.submit("work", [] {}), "can't start new thread");
            CHECK_THROWS_WITH(get_running_loop().run_in_executor(nullptr, "work", [] {}),
                              "can't start new thread");
            pool.shutdown();
            co_await sleep(1);
            CHECK(get_running_loop().time() == 1);
        };
        run(main());
    });
}
