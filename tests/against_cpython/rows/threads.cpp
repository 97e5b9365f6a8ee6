// What CPython's test_tasks.py, test_futures.py and test_base_events.py assert of threads and no other test
// of ours does.
#include "program.hpp"

using namespace aio;

namespace {

enum class Add { succeeds, fails, is_cancelled };

Coro<int> add(int a, int b, Add how) {
    co_await sleep(0.05);
    if (how == Add::fails) throw RuntimeError("Fail!");
    if (how == Add::is_cancelled) {
        current_task().cancel();
        co_await sleep(0);
    }
    co_return a + b;
}

// In a thread: asks the loop to add, and waits for the sum.
int ask(EventLoop& loop, Add how, std::optional<double> timeout) {
    auto const future = run_coroutine_threadsafe(add(1, 2, how), loop);
    Finally const given_up([&] {
        if (!future.done()) future.cancel();
    });
    return future.result(timeout);
}

// What a thread is told that asks so.
std::string sum_from_thread(Add how, std::optional<double> timeout = std::nullopt) {
    std::string result;
    in_loop([&]() -> Coro<> {
        EventLoop& loop = get_running_loop();
        auto const target = [&] { return ask(loop, how, timeout); };
        auto const call = loop.run_in_executor(nullptr, "target", target);
        std::exception_ptr error;
        try {
            int const sum = co_await call;
            result = std::to_string(sum);
        } catch (...) {
            error = std::current_exception();
        }
        if (error) result = repr(error);
        co_await sleep(0);
        co_await sleep(0);
        CHECK(all_tasks().size() == 1); // what a timeout left was cancelled
    });
    return result;
}

// The threads' own time, and the loop's: they are one.
double seconds_now() { return static_cast<double>(execution.now) / 1e9; }

} // namespace

TEST_CASE(
    "a thread gets the result or the exception or the cancellation of a coroutine it gave to the loop") {
    CHECK(sum_from_thread(Add::succeeds) == "3");
    CHECK(sum_from_thread(Add::fails) == "RuntimeError('Fail!')");
    CHECK(sum_from_thread(Add::is_cancelled) == "CancelledError()");
    CHECK(sum_from_thread(Add::succeeds, 0) == "TimeoutError()");
}

TEST_CASE("a task factory that fails fails the future of the thread and the callback in the loop") {
    for (bool const closes : {false, true}) {
        std::vector<std::string> handled;
        auto const run = in_program([&] {
            EventLoop loop;
            auto const target = [&] { return ask(loop, Add::succeeds, std::nullopt); };
            auto const call = loop.run_in_executor(nullptr, "target", target);
            loop.set_exception_handler([&](EventLoop&, ExceptionContext const& context) {
                handled.push_back(repr(context.exception));
            });
            loop.set_task_factory([&](EventLoop&, TaskOptions&, MakeTask const&) {
                if (closes) throw RuntimeError("no tasks today");
                throw KeyError("no tasks today");
            });
            std::string const error =
                closes ? "RuntimeError('no tasks today')" : "KeyError('no tasks today')";
            CHECK(error_in([&] { run_until_complete(loop, call); }) == error);
            CHECK(handled == std::vector{error});
        });
        // As ensure_future, it closes the coroutine only for a RuntimeError.
        CHECK((run.errors.find("coroutine 'add' was never awaited") == std::string::npos) == closes);
    }
}

TEST_CASE(
    "a thread's future becomes one of the loop that is named or runs and one of a loop stays what it is") {
    in_program([] {
        EventLoop loop;
        ThreadPoolExecutor pool(1);
        auto const echo = [](std::string text) { return std::pair(text, in_main_thread()); };
        auto const named = wrap_future(pool.submit("echo", echo, std::string("oi")), loop);
        CHECK(&named.get_loop() == &loop);
        CHECK(run_until_complete(loop, named) == std::pair(std::string("oi"), false));

        auto const of_thread = pool.submit("echo", echo, std::string("again"));
        CHECK(error_without_loop([&] { wrap_future(of_thread); }) == no_loop);
        set_event_loop(&loop);
        auto const of_set_loop = wrap_future(pool.submit("echo", echo, std::string("set")));
        CHECK(&of_set_loop.get_loop() == &loop);
        CHECK(run_until_complete(loop, of_set_loop).first == "set");
        auto const wrap = [](decltype(of_thread) future) -> Coro<> {
            auto const of_loop = wrap_future(future);
            CHECK(&of_loop.get_loop() == &get_running_loop());
            auto const result = co_await of_loop;
            CHECK(result.first == "again");
        };
        auto const task = loop.create_task(wrap(of_thread));
        run_until_complete(loop, task);
        pool.shutdown();

        auto const own = loop.create_future<int>();
        CHECK(wrap_future(own).base() == own.base());
    });
}

TEST_CASE("cancelling the loop's future cancels the thread's unless that is done") {
    in_program([] {
        EventLoop loop;
        ConcurrentFuture<int> const waiting;
        auto const cancelled = wrap_future(waiting, loop);
        cancelled.cancel();
        run_briefly(loop);
        CHECK(waiting.cancelled());
        CHECK(cancelled.cancelled());

        ConcurrentFuture<int> const done;
        auto const late = wrap_future(done, loop);
        done.set_result(42);
        late.cancel();
        run_briefly(loop);
        CHECK_FALSE(done.cancelled());
        CHECK(done.result() == 42);
        CHECK(late.cancelled());
    });
}

TEST_CASE("a pool that is set takes the place of the loop's own") {
    in_loop([]() -> Coro<> {
        EventLoop& loop = get_running_loop();
        auto const mine = std::make_shared<ThreadPoolExecutor>(1, "mine");
        loop.set_default_executor(mine);
        CHECK(&LoopAccess(loop).default_executor() == mine.get());
        auto const name = co_await to_thread("name", current_thread_name);
        CHECK(name == "mine_0");
    });
}

TEST_CASE("shutting down the loop's pool waits for its threads or warns when the time is over") {
    auto const run = in_loop([]() -> Coro<> {
        EventLoop& loop = get_running_loop();
        co_await loop.shutdown_default_executor(); // there is none yet
        auto const refused = [&] {
            return error_in([&] { loop.run_in_executor(nullptr, "sleep", time_sleep, 1); });
        };
        CHECK(refused() == "RuntimeError('Executor shutdown has been called')");
    });
    CHECK(run.errors.empty());
    for (auto const& [timeout, ends] : {std::pair(5.0, 1.0), std::pair(0.01, 0.01), std::pair(-1.0, 1.0)}) {
        INFO("timeout " << timeout);
        double ended = 0;
        std::string refused;
        auto const timed = in_loop([&, seconds = timeout]() -> Coro<> {
            execution.rules = rules_of({3, seconds < 0 ? 11 : 13});
            EventLoop& loop = get_running_loop();
            auto const call = loop.run_in_executor(nullptr, "sleep", time_sleep, 1);
            if (seconds < 0)
                co_await loop.shutdown_default_executor();
            else
                co_await loop.shutdown_default_executor(seconds);
            ended = loop.time();
            refused = error_in([&] { loop.run_in_executor(nullptr, "sleep", time_sleep, 1); });
            co_await call;
            CHECK(loop.time() == 1);
        });
        CHECK(ended == ends);
        CHECK(refused == "RuntimeError('Executor shutdown has been called')");
        std::string const warning = "The executor did not finishing joining its threads within 0.01 seconds.";
        CHECK((timed.errors.find(warning) != std::string::npos) == (timeout == 0.01));
    }
}

TEST_CASE(
    "a shutdown of the pool that is cancelled blocks until the threads have ended unless it had a time") {
    for (bool const timed : {false, true}) {
        in_loop([timed]() -> Coro<> {
            execution.rules = rules_of({3, timed ? 13 : 11});
            EventLoop& loop = get_running_loop();
            auto const call = loop.run_in_executor(nullptr, "sleep", time_sleep, 1);
            auto const shut = [](EventLoop* of, bool with_time) -> Coro<> {
                if (with_time)
                    co_await of->shutdown_default_executor(5);
                else
                    co_await of->shutdown_default_executor();
            };
            auto const task = create_task(shut(&loop, timed));
            co_await sleep(0.25);
            task.cancel();
            auto const error = co_await error_of(task);
            CHECK(error == "CancelledError()");
            CHECK(seconds_now() == (timed ? 0.25 : 1));
            co_await call;
        });
    }
}

TEST_CASE("in debug mode a loop refuses what another thread asks of it") {
    std::string const refusal = "RuntimeError('Non-thread-safe operation invoked on an event loop other than "
                                "the current one')";
    for (bool const debug : {true, false}) {
        for (bool const has_own_loop : {true, false}) {
            std::vector<std::string> errors;
            in_program([&] {
                EventLoop loop;
                auto const asked = loop.create_future<int>();
                auto const nothing = [] {};
                auto const ask_wrongly = [&] {
                    std::optional<EventLoop> own;
                    if (has_own_loop) own.emplace();
                    loop.set_debug(debug);
                    errors.push_back(error_in([&] { loop.call_soon(nothing); }));
                    errors.push_back(error_in([&] { loop.call_later(60, nothing); }));
                    errors.push_back(error_in([&] { loop.call_at(loop.time() + 60, nothing); }));
                    loop.call_soon_threadsafe([asked] { asked.set_result(1); }, "Future.set_result");
                };
                Thread thread("ask_wrongly", ask_wrongly);
                thread.start();
                run_until_complete(loop, asked);
                thread.join();
            });
            std::string const expected = debug ? refusal : "None";
            CHECK(errors == std::vector{expected, expected, expected});
        }
    }
}

TEST_CASE("async for over a stream gives its lines") {
    in_program([] {
        EventLoop loop;
        StreamReader const stream(std::make_shared<StreamReaderState>(default_limit, loop));
        stream.feed_data("line1\nline2\nline3");
        stream.feed_eof();
        auto const read = [](StreamReader reader) -> Coro<std::vector<Bytes>> {
            std::vector<Bytes> lines;
            auto& iterator = reader;
            for (auto next = co_await next_of(iterator); next; next = co_await next_of(iterator))
                lines.push_back(*next);
            co_return lines;
        };
        auto const task = loop.create_task(read(stream));
        CHECK(repr(run_until_complete(loop, task)) == R"([b'line1\n', b'line2\n', b'line3'])");
    });
}

TEST_CASE("names of this machine are known and no others") {
    in_loop([]() -> Coro<> {
        EventLoop& loop = get_running_loop();
        for (auto const* const host : {"localhost", "127.0.0.1", "::1", ""}) {
            auto const infos = co_await ensure_resolved(loop, Address(host, 80));
            REQUIRE(infos.size() == 1);
            std::string const known = host;
            CHECK(infos[0].address.second == 80);
            CHECK(infos[0].address.first == (known == "localhost" ? "127.0.0.1"
                                             : known.empty()      ? "0.0.0.0"
                                                                  : known));
        }
        auto const error = co_await error_of(open_connection("no.such.host.invalid", 80));
        CHECK(error == "gaierror(-2, 'Name or service not known')");
    });
}
