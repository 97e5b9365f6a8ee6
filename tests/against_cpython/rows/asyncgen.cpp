// What CPython's test_asyncgen states of asynchronous generators; asyncgen.md says which test stands where.
#include "asyncgen.hpp"

TEST_CASE("items come one by one and the awaits between them go to the driver") {
    auto const numbers = []() -> AsyncGenerator<int> {
        co_await one_yield();
        Object const sent = co_yield 123;
        CHECK(sent.is_none());
        co_await one_yield();
        co_yield 456;
        co_await one_yield();
    };
    auto generator = numbers();
    Lines seen;
    for (int i = 0; i < 3; ++i) {
        auto item = by_hand(generator);
        seen.push_back(step([&] { return item.send(); }));
        seen.push_back(step([&] { return item.send(); }));
    }
    CHECK(seen == Lines{"'pause'", "StopIteration(123)", "'pause'", "StopIteration(456)", "'pause'", ended});
    auto const slow = []() -> AsyncGenerator<int> {
        co_yield 1;
        co_await sleep(0.01);
        co_yield 2;
        co_await sleep(0.01);
    };
    CHECK(items_in_loop(slow()) == Lines{"1", "2", "end"});
}

TEST_CASE("an exception in an asynchronous generator comes to who asks for the next item") {
    auto const fails = []() -> AsyncGenerator<int> {
        co_yield 1;
        co_await sleep(0.01);
        co_yield 2;
        throw ZeroDivisionError();
    };
    CHECK(items_in_loop(fails()) == Lines{"1", "2", "ZeroDivisionError()"});
    auto const waits = []() -> AsyncGenerator<int> {
        co_yield 1;
        co_await one_yield();
        co_yield 2;
    };
    auto generator = waits();
    auto first = by_hand(generator);
    CHECK(step([&] { return first.send(); }) == "StopIteration(1)");
    auto second = by_hand(generator);
    second.send();
    CHECK(step([&] { return second.throw_(KeyError("x")); }) == "KeyError('x')");
    auto third = by_hand(generator);
    CHECK(step([&] { return third.send(); }) == ended);
}

TEST_CASE("a stop raised by hand in an asynchronous generator is a RuntimeError") {
    auto const stops = [](bool async) -> AsyncGenerator<int> {
        co_yield 123;
        if (async) throw StopAsyncIteration();
        throw StopIteration();
    };
    CHECK(items_in_loop(stops(true)) ==
          Lines{"123", "RuntimeError('async generator raised StopAsyncIteration')"});
    CHECK(items_in_loop(stops(false)) ==
          Lines{"123", "RuntimeError('async generator raised StopIteration')"});
}

TEST_CASE("items may be yielded in the cleanup and the exception follows them") {
    auto const cleans_up = [](bool awaits, bool fails_again) -> AsyncGenerator<int> {
        std::exception_ptr error;
        if (awaits) co_await sleep(0);
        try {
            co_yield 1;
            throw ZeroDivisionError();
        } catch (...) {
            error = std::current_exception();
        }
        co_yield 2;
        if (awaits) co_await sleep(0);
        if (fails_again) throw KeyError("again");
        co_yield 3;
        std::rethrow_exception(error);
    };
    for (bool const awaits : {false, true}) {
        CHECK(items_in_loop(cleans_up(awaits, false)) == Lines{"1", "2", "3", "ZeroDivisionError()"});
        CHECK(items_in_loop(cleans_up(awaits, true)) == Lines{"1", "2", "KeyError('again')"});
    }
}

TEST_CASE("a just started asynchronous generator takes nothing but None") {
    auto item = by_hand(one_two(), 100);
    CHECK(step([&] { return item.send(); }) ==
          "TypeError(\"can't send non-None value to a just-started async generator\")");
}

TEST_CASE("asend gives its value to the yield and athrow raises there and each gives the next item") {
    in_loop([]() -> Coro<> {
        auto const echo = []() -> AsyncGenerator<int> {
            std::optional<Object> sent;
            try {
                sent = co_yield 1;
            } catch (KeyError const&) {
            }
            co_await sleep(0.01);
            int const factor = sent ? *sent->as<int>() : 1000;
            co_yield factor * 2;
            co_await sleep(0.01);
        };
        auto sent_to = echo();
        int item = co_await sent_to.asend({});
        CHECK(item == 1);
        item = co_await sent_to.asend(100);
        CHECK(item == 200);
        std::string end = co_await error_of(sent_to.asend({}));
        CHECK(end == ended);

        auto thrown_at = echo();
        item = co_await thrown_at.asend({});
        CHECK(item == 1);
        auto const after_throw = co_await thrown_at.athrow(KeyError());
        CHECK(after_throw == 2000);
        end = co_await error_of(thrown_at.asend({}));
        CHECK(end == ended);
    });
}

TEST_CASE("tuples and StopIterations are items like any other") {
    in_loop([]() -> Coro<> {
        auto const tuples = []() -> AsyncGenerator<std::tuple<int>> {
            bool thrown = false;
            try {
                co_yield std::tuple<int>(1);
            } catch (ZeroDivisionError const&) {
                thrown = true;
            }
            if (thrown) co_yield std::tuple<int>(2);
        };
        auto generator = tuples();
        auto const first = co_await generator.anext();
        CHECK(repr(first) == "(1,)");
        auto const second = co_await generator.athrow(ZeroDivisionError());
        CHECK(repr(second) == "(2,)");
        std::string const end = co_await error_of(generator.anext());
        CHECK(end == ended);

        auto const stops = []() -> AsyncGenerator<StopIteration> { co_yield StopIteration(1); };
        auto others = stops();
        auto const stop = co_await others.anext();
        CHECK(stop.value().repr() == "1");
    });
}

TEST_CASE("a generator that swallows what is thrown in just ends") {
    in_loop([]() -> Coro<> {
        int done = 0;
        auto const swallows = [&]() -> AsyncGenerator<int> {
            try {
                co_yield 0;
            } catch (...) {
            }
            done += 1;
        };
        auto ends = swallows();
        co_await ends.anext();
        std::string end = co_await error_of(ends.anext());
        CHECK(end == ended);
        auto thrown_at = swallows();
        co_await thrown_at.anext();
        end = co_await error_of(thrown_at.athrow(ValueError()));
        CHECK(end == ended);
        auto closed = swallows();
        co_await closed.anext();
        end = co_await error_of(closed.aclose());
        CHECK(end == "None");
        CHECK(done == 3);
    });
}

TEST_CASE("GeneratorExit thrown into a generator comes out again") {
    in_loop([]() -> Coro<> {
        auto generator = one_two();
        co_await generator.anext();
        std::string const end = co_await error_of(generator.athrow(GeneratorExit()));
        CHECK(end == "GeneratorExit()");
    });
}

TEST_CASE("an error or a cancellation below a generator runs its cleanup before it comes out") {
    in_loop([]() -> Coro<> {
        int done = 0;
        auto const crashes = []() -> Coro<> {
            co_await sleep(0.01);
            throw ZeroDivisionError();
        };
        auto const is_cancelled = []() -> Coro<> {
            auto const napping = create_task([]() -> Coro<> { co_await sleep(0.01); }());
            get_running_loop().call_later(0.005, [=] { napping.cancel(); });
            co_await napping;
        };
        auto const cleans_up = [&](bool cancelled) -> AsyncGenerator<int> {
            std::exception_ptr error;
            try {
                bool thrown = false;
                try {
                    co_yield 1;
                } catch (KeyError const&) {
                    thrown = true;
                }
                if (thrown || !cancelled)
                    co_await crashes();
                else
                    co_await is_cancelled();
            } catch (...) {
                error = std::current_exception();
            }
            co_await sleep(0.01);
            co_await sleep(0.01);
            ++done;
            std::rethrow_exception(error);
        };
        for (bool const cancelled : {false, true}) {
            auto generator = cleans_up(cancelled);
            co_await generator.anext();
            std::string const error = co_await error_of(generator.asend(100));
            CHECK(error == (cancelled ? "CancelledError()" : "ZeroDivisionError()"));
        }
        auto thrown_at = cleans_up(true);
        co_await thrown_at.anext();
        std::string const error = co_await error_of(thrown_at.athrow(KeyError()));
        CHECK(error == "ZeroDivisionError()");
        CHECK(done == 3);
    });
}

TEST_CASE("aclose runs the cleanup with its awaits and does not go on behind it") {
    in_loop([]() -> Coro<> {
        int done = 0;
        auto const target = []() -> Coro<> {
            co_await sleep(0.01);
            throw ZeroDivisionError();
        };
        auto const cleans_up = [&]() -> AsyncGenerator<int> {
            auto const task = create_task(target());
            std::exception_ptr error;
            try {
                co_yield 1;
                done += 1000;
                co_yield 2;
            } catch (GeneratorExit const&) {
                error = std::current_exception();
            }
            try {
                co_await task;
            } catch (ZeroDivisionError const&) {
                done += 1;
            }
            co_await sleep(0.01);
            if (error) std::rethrow_exception(error);
        };
        auto generator = cleans_up();
        int const first = co_await generator.anext();
        CHECK(first == 1);
        co_await generator.aclose();
        CHECK(done == 1);
        co_await generator.aclose(); // once more is harmless
        CHECK(done == 1);
    });
}

TEST_CASE("a generator may not ignore GeneratorExit by yielding again") {
    in_loop([]() -> Coro<> {
        auto const ignores = []() -> AsyncGenerator<int> {
            try {
                co_yield 1;
            } catch (...) {
            }
            co_await sleep(0.01);
            co_yield 12;
        };
        auto generator = ignores();
        co_await generator.anext();
        std::string const error = co_await error_of(generator.aclose());
        CHECK(error == "RuntimeError('async generator ignored GeneratorExit')");
    });
}

TEST_CASE("a generator that has ended or never begun can be closed") {
    in_loop([]() -> Coro<> {
        auto exhausted = one_two();
        Lines const items = co_await items_of(exhausted);
        CHECK(items == Lines{"1", "2", "end"});
        std::string error = co_await error_of(exhausted.aclose());
        CHECK(error == "None");
        auto fresh = one_two();
        error = co_await error_of(fresh.aclose());
        CHECK(error == "None");
        error = co_await error_of(fresh.aclose());
        CHECK(error == "None");
        error = co_await error_of(fresh.anext());
        CHECK(error == ended);
    });
}

TEST_CASE("what anext and aclose give can be awaited once") {
    in_loop([]() -> Coro<> {
        auto generator = one_two();
        auto item = generator.anext();
        int const first = co_await item;
        CHECK(first == 1);
        std::string again;
        try {
            co_await item;
        } catch (RuntimeError const& error) {
            again = error.message();
        }
        CHECK(again == "cannot reuse already awaited __anext__()/asend()");
        auto closing = generator.aclose();
        co_await closing;
        again.clear();
        try {
            co_await closing;
        } catch (RuntimeError const& error) {
            again = error.message();
        }
        CHECK(again == "cannot reuse already awaited aclose()/athrow()");
    });
}

TEST_CASE("a generator that waits in one await takes no second one") {
    auto const waits = []() -> AsyncGenerator<int> {
        for (;;) co_await one_yield();
        co_yield 1;
    };
    auto generator = waits();
    auto first = by_hand(generator);
    first.send();
    auto second = by_hand(generator);
    CHECK(step([&] { return second.send(); }) ==
          "RuntimeError('anext(): asynchronous generator is already running')");
    auto third = throwing_by_hand(generator, std::make_exception_ptr(KeyError()));
    CHECK(step([&] { return third.send(); }) ==
          "RuntimeError('athrow(): asynchronous generator is already running')");
    CHECK(error_in([&] { first.close(); }) == "None");
}

TEST_CASE("a generator that awaits again while it is closed ignored GeneratorExit") {
    auto const ignores = []() -> AsyncGenerator<int> {
        try {
            co_yield 0;
        } catch (KeyError const&) {
        }
        try {
            co_await one_yield();
        } catch (GeneratorExit const&) {
        }
        co_await one_yield();
    };
    std::string const ignored = "RuntimeError('coroutine ignored GeneratorExit')";
    auto sent_to = ignores();
    auto first = by_hand(sent_to);
    CHECK(step([&] { return first.send(); }) == "StopIteration(0)");
    auto sending = by_hand(sent_to);
    sending.send();
    CHECK(error_in([&] { sending.close(); }) == ignored);

    auto thrown_at = ignores();
    auto second = by_hand(thrown_at);
    CHECK(step([&] { return second.send(); }) == "StopIteration(0)");
    auto throwing = throwing_by_hand(thrown_at, std::make_exception_ptr(KeyError()));
    throwing.send();
    CHECK(error_in([&] { throwing.close(); }) == ignored);
}

TEST_CASE("a generator that is dropped is closed by a task of its loop") {
    in_loop([]() -> Coro<> {
        bool closed = false;
        auto const endless = [&]() -> AsyncGenerator<int> {
            std::exception_ptr error;
            try {
                for (;;) co_yield 1;
            } catch (...) {
                error = std::current_exception();
            }
            co_await sleep(0);
            closed = true;
            std::rethrow_exception(error);
        };
        {
            auto generator = endless();
            co_await generator.anext();
            co_await generator.anext();
        }
        CHECK_FALSE(closed);
        for (int i = 0; i < 3; ++i) co_await sleep(0);
        CHECK(closed);
    });
}

TEST_CASE("generators that are cancelled or left open are closed when run ends and nothing is logged") {
    int closed = 0;
    std::optional<AsyncGenerator<int>> kept;
    auto const run = in_program([&] {
        auto const waits = [&](double delay) -> AsyncGenerator<int> {
            std::exception_ptr error;
            try {
                co_await sleep(delay);
                co_yield 1;
                co_yield 2;
            } catch (...) {
                error = std::current_exception();
            }
            co_await sleep(0);
            ++closed;
            if (error) std::rethrow_exception(error);
        };
        auto const iterates = [&]() -> Coro<> {
            auto generator = waits(1);
            co_await generator.next();
        };
        auto const main = [&]() -> Coro<> {
            auto const first = create_task(iterates());
            auto const second = create_task(iterates());
            co_await sleep(0.1);
            kept.emplace(waits(0));
            co_await kept->next();
        };
        aio::run(main());
        CHECK(closed == 3);
        kept.reset();
    });
    CHECK(run.errors.empty());
}

TEST_CASE("an error while a generator is closed at the end of run is reported") {
    auto const fails = []() -> AsyncGenerator<int> {
        bool closed = false;
        try {
            co_yield 1;
        } catch (...) {
            closed = true;
        }
        if (closed) throw ZeroDivisionError();
    };
    std::optional<AsyncGenerator<int>> kept;
    auto const left_open = in_program([&] {
        aio::run([&]() -> Coro<> {
            kept.emplace(fails());
            co_await kept->next();
        }());
        kept.reset();
    });
    CHECK_THAT(left_open.errors, Catch::Matchers::ContainsSubstring(
                                     "an error occurred during closing of asynchronous generator"));
    auto const dropped = in_loop([&]() -> Coro<> {
        auto generator = fails();
        co_await generator.next();
    }); // the task that closes it is cancelled before its first step
    CHECK_THAT(dropped.errors,
               Catch::Matchers::ContainsSubstring("unhandled exception during asyncio.run() shutdown"));
}
