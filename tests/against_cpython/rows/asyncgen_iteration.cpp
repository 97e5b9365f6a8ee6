// What CPython's test_asyncgen states of iterating: anext, aiter, comprehensions; asyncgen.md says which test
// stands where.
#include "asyncgen.hpp"

TEST_CASE("any object with anext is iterated and anext takes a default for the end") {
    struct Counter {
        int count = 0;
        Coro<int> anext() {
            if (count >= 2) throw StopAsyncIteration();
            co_return ++count;
        }
    };
    struct GeneratorBased {
        int count = 0;
        Generator<int> anext() {
            if (count >= 2) throw StopAsyncIteration();
            co_return ++count;
            co_yield None{};
        }
    };
    auto const consume = [](auto iterator) -> Coro<> {
        int item = co_await anext(iterator);
        CHECK(item == 1);
        item = co_await anext(iterator, 99);
        CHECK(item == 2);
        for (int i = 0; i < 2; ++i) {
            item = co_await anext(iterator, 99);
            CHECK(item == 99);
            std::string const error = co_await error_of(anext(iterator));
            CHECK(error == ended);
        }
    };
    in_loop([&]() -> Coro<> {
        co_await consume(Counter());
        co_await consume(GeneratorBased());
        co_await consume(one_two());
    });
}

TEST_CASE("an object may give its iterator by aiter and an iterator gives itself") {
    struct Numbers {
        AsyncGenerator<int> aiter() const { return one_two(); }
    };
    CHECK(items_in_loop(Numbers()) == Lines{"1", "2", "end"});
    CHECK(items_in_loop(aiter(aiter(one_two()))) == Lines{"1", "2", "end"});
}

TEST_CASE("an error in anext is no end of the items and a default does not hide it") {
    struct Fails {
        Coro<int> anext() {
            throw ZeroDivisionError();
            co_return 0;
        }
    };
    in_loop([]() -> Coro<> {
        Fails iterator;
        std::string error = co_await error_of(anext(iterator));
        CHECK(error == "ZeroDivisionError()");
        error = co_await error_of(anext(iterator, 99));
        CHECK(error == "ZeroDivisionError()");
    });
}

TEST_CASE("anext with a default can be driven by hand like any await") {
    auto const items = []() -> AsyncGenerator<std::string> {
        bool thrown = false;
        try {
            co_await one_yield("1");
        } catch (KeyError const&) {
            thrown = true;
        }
        if (thrown) co_await one_yield("2");
        co_return;
        co_yield "";
    };
    auto const next = [&]() -> Coro<std::string> {
        auto generator = items();
        co_return co_await anext(generator, std::string("default"));
    };
    auto ends = next();
    CHECK(step([&] { return ends.send(); }) == "'1'");
    CHECK(step([&] { return ends.throw_(KeyError()); }) == "'2'");
    CHECK(step([&] { return ends.send(); }) == "StopIteration('default')");
    auto fails = next();
    fails.send();
    fails.throw_(KeyError());
    CHECK(step([&] { return fails.throw_(ValueError("val")); }) == "ValueError('val')");
    auto closed = next();
    closed.send();
    closed.close();
    CHECK(step([&] { return closed.send(); }) == "RuntimeError('cannot reuse already awaited coroutine')");
    auto not_started = next();
    CHECK(step([&] { return not_started.throw_(KeyError()); }) == "KeyError()");
}

TEST_CASE("an asynchronous comprehension changes and chooses items and may await in both") {
    in_loop([]() -> Coro<> {
        auto const arange = [](int count) -> AsyncGenerator<int> {
            for (int i = 0; i < count; ++i) {
                co_await sleep(0.01);
                co_yield i;
            }
        };
        auto const doubled = [](AsyncGenerator<int> numbers) -> AsyncGenerator<int> {
            for (;;) {
                auto const number = co_await numbers.next();
                if (!number) break;
                co_yield *number * 2;
            }
        };
        auto const twice = co_await collect(doubled(arange(5)));
        CHECK(twice == std::vector<int>{0, 2, 4, 6, 8});
        auto const wrap = [](int number) -> Coro<int> {
            co_await sleep(0.01);
            co_return number;
        };
        auto const truthy = [&](int count) -> AsyncGenerator<int> {
            for (int i = 0; i < count; ++i) {
                int const wrapped = co_await wrap(i);
                if (wrapped != 0) co_yield i * 2;
            }
        };
        auto const some = co_await collect(truthy(5));
        CHECK(some == std::vector<int>{2, 4, 6, 8});
        auto const add_ten = [](int number) { return number + 10; };
        auto const inner = [](int number) { return 0 < number && number < 4; };
        auto const chosen = co_await collect(arange(5), add_ten, inner);
        CHECK(chosen == std::vector<int>{11, 12, 13});
    });
}
