// Debug mode, where no comparison with CPython shows it: threads, origins, and what is only written.
#include "support/catch.hpp"
#include "support/recorded.hpp"

#include <thread>

using namespace aio;

namespace {

Coro<> never() { co_return; }

} // namespace

TEST_CASE("without debug mode a coroutine function as a callback makes a coroutine that is never awaited") {
    auto const recorded = run_recorded([] {
        run([]() -> Coro<> {
            get_running_loop().call_soon(never, "never");
            co_await sleep(0);
        }());
    });
    CHECK(recorded.events({"coro.unawaited"}) == std::vector<std::string>{"coro.unawaited c2"});
    CHECK(recorded.errors == "RuntimeWarning: coroutine 'never' was never awaited\n");
}

TEST_CASE("a coroutine never awaited says in debug mode where it was made") {
    auto const warning_of = [](bool debug) {
        return run_recorded([&] {
                   line(7), run(
                                []() -> Coro<> {
                                    line(3), static_cast<void>(never());
                                    co_return;
                                }(),
                                debug);
               })
            .errors;
    };
    CHECK(warning_of(false) == "RuntimeWarning: coroutine 'never' was never awaited\n");
    CHECK(warning_of(true) == "RuntimeWarning: coroutine 'never' was never awaited\n"
                              "Coroutine created at (most recent call last)\n"
                              "  File \"program.py\", line 3\n");
}

TEST_CASE("only the first line of a warning is recorded") {
    auto const recorded = run_recorded([] {
        run(
            []() -> Coro<> {
                { auto const dropped = never(); }
                co_return;
            }(),
            true);
    });
    CHECK(recorded.events({"warn"}) ==
          std::vector<std::string>{"warn t1 RuntimeWarning: coroutine 'never' was never awaited"});
}

TEST_CASE("in debug mode a call from another thread is refused") {
    bool const debug = GENERATE(false, true);
    std::string error;
    run_recorded([&] {
        run(
            [](std::string& said) -> Coro<> {
                EventLoop& loop = get_running_loop();
                std::thread([&] {
                    try {
                        LoopAccess(loop).check_thread();
                    } catch (RuntimeError const& wrong) {
                        said = wrong.what();
                    }
                }).join();
                co_return;
            }(error),
            debug);
    });
    CHECK(error ==
          (debug ? "Non-thread-safe operation invoked on an event loop other than the current one" : ""));
}

TEST_CASE("the default exception handler writes all there is to say") {
    auto const recorded = run_recorded([] {
        run([]() -> Coro<> {
            get_running_loop().call_soon([] { throw ValueError("boom"); }, "boom");
            co_await sleep(0);
        }());
    });
    CHECK(recorded.events({"log"}) == std::vector<std::string>{"log Exception in callback boom()"});
    CHECK(recorded.errors == "Exception in callback boom()\nhandle: h2\nValueError: boom\n");
}

TEST_CASE("an exception that leaves a handler called by a destructor is not lost silently") {
    auto const recorded = run_recorded([] {
        run([]() -> Coro<> {
            get_running_loop().set_exception_handler(
                [](EventLoop&, ExceptionContext const&) { throw SystemExit("out"); });
            auto const fail = []() -> Coro<> {
                throw ValueError("unseen");
                co_return;
            };
            create_task(fail());
            co_await sleep(0);
            co_await sleep(0);
        }());
    });
    CHECK(recorded.exit_code == 0);
    CHECK(recorded.count("future.unretrieved") == 1);
    CHECK(recorded.errors == "Exception ignored in the end of t2\n");
}
