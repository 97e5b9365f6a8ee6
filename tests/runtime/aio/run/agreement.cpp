// What random programs showed to be different from CPython, and is the same since.
#include "aio/base/detail/ellipsized.hpp"
#include "support/catch.hpp"
#include "support/recorded.hpp"

#include <optional>

using namespace aio;
using Lines = std::vector<std::string>;

namespace {

template <typename Main>
Recorded run_main(Main const& main) {
    return run_recorded([&] { aio::run(main()); });
}

Coro<int> gives(int value) { co_return value; }

Coro<> sleeps(double delay) { co_await sleep(delay); }

Coro<> fails_when_cancelled() {
    bool cancelled = false;
    try {
        co_await sleep(9);
    } catch (CancelledError const&) {
        cancelled = true;
    }
    if (cancelled) throw ValueError("instead");
}

std::string caught(std::exception_ptr const& error) { return repr(error); }

} // namespace

TEST_CASE("A done callback of the program has lines of its own") {
    auto const run = run_main([]() -> Coro<> {
        auto const task = create_task(gives(1));
        task.add_done_callback([](FutureBase&) { line(7); }, "k0");
        co_await sleep(0);
        co_await sleep(0);
    });
    REQUIRE(run.count("line") == 1);
    for (trace::Step step = 0; step < run.log.size(); ++step)
        if (run.log[step].kind == Kind::line) CHECK(run.log[step].line == 7);
}

TEST_CASE("A gather of nothing is done at once with an empty list") {
    auto const run = run_main([]() -> Coro<> {
        auto const all = gather(std::vector<Coro<int>>());
        print(all.done());
        auto const results = co_await all;
        print(results);
    });
    CHECK(run.output == "True\n[]\n");
    CHECK(run.events({"future.result"}).at(0) == "future.result f1 []");
}

TEST_CASE("A cancelled gather ends with the cancellation of its last child and has seen all exceptions") {
    auto const run = run_main([]() -> Coro<> {
        auto const first = create_task(sleeps(9));
        auto const last = create_task(fails_when_cancelled());
        std::vector<Task<>> const both{first, last};
        auto const all = gather(return_exceptions, both);
        co_await sleep(0);
        all.cancel("enough");
        std::exception_ptr error;
        try {
            co_await all;
        } catch (...) {
            error = std::current_exception();
        }
        print(caught(error));
        print(caught(last.exception()));
    });
    CHECK(run.output == "CancelledError()\nValueError('instead')\n");
    CHECK(run.count("future.unretrieved") == 0);
}

TEST_CASE("An exception of a gather that nobody asks for is reported under the name of its class") {
    auto const run = run_main([]() -> Coro<> {
        std::vector<Task<>> const tasks{create_task(fails_when_cancelled())};
        auto const all = gather(tasks);
        co_await sleep(0);
        tasks[0].cancel();
        co_await sleep(1);
    });
    CHECK(run.events({"log"}) == Lines{"log t1 _GatheringFuture exception was never retrieved"});
}

TEST_CASE("An exception nobody asked for is reported too if only a callback still held its future") {
    std::optional<Future<int>> kept;
    auto const run = run_main([&]() -> Coro<> {
        kept = get_running_loop().create_future<int>();
        auto const failing = create_task([]() -> Coro<int> {
            throw ValueError("unseen");
            co_return 1;
        }());
        {
            auto const both = gather(*kept, failing);
            co_await sleep(0);
            co_await sleep(0);
        }
    });
    CHECK(run.count("future.unretrieved") == 1);
}

TEST_CASE("A cancelled gather that itself gathers passes no message of its own on") {
    auto const run = run_main([]() -> Coro<> {
        std::vector<Task<int>> const one{create_task(gives(1))};
        std::vector<Gather<std::vector<int>>> const inner{gather(one)};
        auto const outer = gather(return_exceptions, inner);
        outer.cancel("why");
        std::exception_ptr error;
        try {
            co_await outer;
        } catch (...) {
            error = std::current_exception();
        }
        print(caught(error));
    });
    CHECK(run.output == "CancelledError()\n");
}

TEST_CASE("The message of a cancel before the first step goes on to what the task then awaits") {
    auto const run = run_main([]() -> Coro<> {
        auto const target = create_task([]() -> Coro<> {
            thread_state.task->cancel("why");
            co_await sleep(1);
        }());
        co_await sleep(0);
        co_await sleep(0);
    });
    CHECK(run.events({"future.cancel"}) == Lines{"future.cancel f1 why"});
}

TEST_CASE("A task cancelled in its last step keeps the message") {
    auto const run = run_main([]() -> Coro<> {
        auto const task = create_task([]() -> Coro<> {
            thread_state.task->cancel("late");
            co_return;
        }());
        std::exception_ptr error;
        try {
            co_await task;
        } catch (...) {
            error = std::current_exception();
        }
        print(caught(error));
    });
    CHECK(run.output == "CancelledError('late')\n");
}

TEST_CASE("A task that cancelled itself passes it on in its own name to the task it then awaits") {
    auto const run = run_main([]() -> Coro<> {
        auto const task = create_task(sleeps(1));
        co_await sleep(0);
        thread_state.task->cancel();
        co_await task;
    });
    CHECK(run.events({"task.cancel"}) == Lines{"task.cancel t1 t1", "task.cancel t2 t1"});
}

TEST_CASE("A task that ends by CancelledError keeps no message of an earlier cancel") {
    auto const run = run_main([]() -> Coro<> {
        auto const task = create_task([]() -> Coro<> {
            try {
                co_await sleep(1);
            } catch (CancelledError const&) {
            }
            co_await sleep(1);
        }());
        co_await sleep(0);
        task.cancel("first");
        task.cancel("again");
        co_await sleep(0);
        task.cancel();
        std::vector<Task<>> const all{task};
        auto const outcomes = co_await gather(return_exceptions, all);
        print(caught(std::get<std::exception_ptr>(outcomes[0])));
    });
    CHECK(run.output == "CancelledError('')\n");
}

TEST_CASE("A shield of what is done is that itself") {
    auto const run = run_main([]() -> Coro<> {
        auto const task = create_task(gives(5));
        co_await task;
        auto const shielded = shield(task);
        print(shielded.done(), shielded.id() == task.id());
        int const value = co_await shielded;
        print(value);
    });
    CHECK(run.output == "True True\n5\n");
    CHECK(run.count("future.create") == 0);
}

TEST_CASE("wait deals with its futures in the order they are given") {
    auto const run = run_main([]() -> Coro<> {
        auto const first = create_task(sleeps(1));
        auto const second = create_task(sleeps(1));
        std::vector<Task<>> const backwards{second, first, second};
        auto const sets = co_await wait(backwards);
        print(sets.first.size(), sets.first[0].id() == second.id());
    });
    CHECK(run.output == "2 True\n");
    CHECK(run.events({"future.callback"}).at(1) == "future.callback t3 _wait.<locals>._on_completion");
}

TEST_CASE("A long value is cut in a trace after 199 characters and an ellipsis") {
    auto const run = run_main([]() -> Coro<std::string> { co_return std::string(300, 'x'); });
    auto const returned = run.events({"coro.return"}).at(0);
    CHECK(returned == "coro.return c1 '" + std::string(198, 'x') + "…");
    CHECK(ellipsized(std::string(200, 'y')) == std::string(200, 'y'));
    std::string umlauts;
    for (int i = 0; i < 200; ++i) umlauts += "ä";
    CHECK(ellipsized(umlauts) == umlauts);
    CHECK(ellipsized(umlauts + "ä").size() == 2 * 199 + 3);
}

TEST_CASE("What main leaves in the ready queue still runs while the loop shuts down") {
    auto const run = run_main([]() -> Coro<> {
        get_running_loop().call_soon([] {
            get_running_loop().call_soon([] { get_running_loop().call_soon([] { print("third"); }); });
        });
        co_return;
    });
    CHECK(run.output == "third\n");
}

TEST_CASE("The gather of the shutdown lists how the leftovers ended") {
    auto const run = run_main([]() -> Coro<> {
        auto const task = create_task(sleeps(9));
        auto const other = create_task([]() -> Coro<int> {
            try {
                co_await sleep(9);
            } catch (CancelledError const&) {
            }
            co_return 3;
        }());
        co_await sleep(0);
    });
    auto const results = run.events({"future.result"});
    CHECK(results.back() == "future.result f3 [CancelledError(''), 3]");
}

TEST_CASE("An exception without a message and one with an empty message read differently") {
    CHECK(repr(std::make_exception_ptr(ValueError())) == "ValueError()");
    CHECK(repr(std::make_exception_ptr(ValueError(""))) == "ValueError('')");
}

TEST_CASE("A coroutine of the library that is cancelled before it starts was not forgotten") {
    auto const run = run_main([]() -> Coro<> {
        Queue<int> const queue;
        auto const task = create_task(queue.get());
        task.cancel();
        co_await sleep(0);
        co_await sleep(0);
    });
    CHECK(run.count("warn") == 0);
}

TEST_CASE("A coroutine of the library that is never awaited is named") {
    auto const run = run_main([]() -> Coro<> {
        auto const task = create_task(gives(1));
        { [[maybe_unused]] auto const forgotten = wait_for(task, 1); }
        co_await task;
    });
    CHECK(run.events({"warn"}) == Lines{"warn t1 RuntimeWarning: coroutine 'wait_for' was never awaited"});
}

TEST_CASE("The same warning from the same line is shown once") {
    auto const run = run_main([]() -> Coro<> {
        for (std::uint32_t const number : {3U, 3U, 4U}) {
            line(number);
            { [[maybe_unused]] auto const forgotten = gives(1); }
        }
        co_return;
    });
    CHECK(run.count("coro.unawaited") == 3);
    CHECK(run.count("warn") == 2);
}

TEST_CASE("A sleep without a limit inside wait_for makes a future of wait_for") {
    auto const run = run_main([]() -> Coro<> {
        auto const slept = [](double delay) -> Library<None> {
            co_await sleep(delay);
            co_return None();
        };
        auto waiting = wait_for(slept(1), None());
        co_await waiting;
    });
    CHECK(run.events({"future.create"}) == Lines{"future.create f1 wait_for"});
}

TEST_CASE("A group asked to follow the rules up to 3.12 leaves the cancel request of a late failure") {
    auto const program = [](Rules rules) {
        std::string output;
        ProgramOptions options;
        options.rules = rules;
        options.output = [&](std::string_view text) { output += text; };
        run_program(
            [] {
                aio::run([]() -> Coro<> {
                    TaskGroup group;
                    group.create_task([]() -> Coro<> {
                        co_await sleep(1);
                        throw ValueError("late");
                    }());
                    bool failed = false;
                    try {
                        co_await group.exit();
                    } catch (ExceptionGroup const&) {
                        failed = true;
                    }
                    print(failed, thread_state.task->cancelling());
                }());
            },
            options);
        return output;
    };
    CHECK(program(rules_of({3, 13})) == "True 0\n");
    CHECK(program(rules_of({3, 12})) == "True 1\n");
}

TEST_CASE("A group asked to follow the rules up to 3.12 leaves the coroutine it refuses to the error") {
    auto const program = [](Rules rules) {
        std::string said;
        ProgramOptions options;
        options.rules = rules;
        options.output = [&](std::string_view text) { said += text; };
        options.error = [&](std::string_view text) { said += text; };
        auto const never = []() -> Coro<> { co_return; };
        run_program(
            [&] {
                aio::run([](auto const& refused) -> Coro<> {
                    TaskGroup group;
                    co_await group.exit();
                    try {
                        group.create_task(refused());
                    } catch (RuntimeError const& error) {
                        print(error.message());
                    }
                    print("after");
                }(never));
            },
            options);
        return said;
    };
    CHECK(program(rules_of({3, 13})) == "TaskGroup <TaskGroup entered> is finished\nafter\n");
    CHECK(program(rules_of({3, 12})) == "TaskGroup <TaskGroup entered> is finished\n"
                                        "RuntimeWarning: coroutine '<lambda>' was never awaited\n"
                                        "after\n");
}

TEST_CASE(
    "A gather that fails in the last turn of the shutdown is reported though its frame dies with the loop") {
    auto const run = run_recorded([] {
        auto const gathers = []() -> Coro<> {
            auto const slept = []() -> Library<None> {
                co_await sleep(0);
                co_return None();
            };
            auto const all = gather(wait_for(slept(), 0));
            co_await all;
        };
        std::optional<Task<void>> kept;
        auto const stopped = [&]() -> Coro<> {
            std::exception_ptr cancelled;
            try {
                co_await sleep(1);
            } catch (CancelledError const&) {
                cancelled = std::current_exception();
            }
            kept = create_task(gathers());
            std::rethrow_exception(cancelled);
        };
        std::optional<Task<void>> first;
        aio::run([&]() -> Coro<> {
            first = create_task(stopped());
            co_await sleep(0);
        }());
    });
    CHECK(run.events({"future.unretrieved"}) == Lines{"future.unretrieved f3"});
}
