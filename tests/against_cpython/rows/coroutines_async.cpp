// What CPython's test_coroutines states of async with, async for and comprehensions; coroutines.md says which
// test stands where.
#include "aio/protocols/generator.hpp"
#include "outcome.hpp"
#include "program.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

namespace {

Generator<> one_signal(std::string text) { co_yield text; }

// Yields twice while it is entered and twice while it is left.
struct Manager {
    std::string name;
    bool swallows = false;

    Coro<std::string> aenter() const {
        co_await one_signal("enter-1-" + name);
        co_await one_signal("enter-2-" + name);
        co_return name;
    }
    Coro<bool> aexit(std::exception_ptr) const {
        co_await one_signal("exit-1-" + name);
        co_await one_signal("exit-2-" + name);
        co_return swallows;
    }
};

// Gives (n, n) and yields n * 10 to the driver at every tenth item.
struct Numbers {
    int last;
    int* asked;
    int count = 0;

    Numbers aiter() const {
        ++*asked;
        return *this;
    }
    Coro<int> anext() {
        ++count;
        if (count % 10 == 0) co_await one_signal(std::to_string(count * 10));
        if (count > last) throw StopAsyncIteration();
        co_return count;
    }
};

struct DrivenToEnd {
    Lines yielded;
    std::string ended; // repr of the result, or of what it raised
};

template <typename T>
DrivenToEnd drive_to_end(Coro<T> coroutine) {
    DrivenToEnd driven;
    try {
        for (;;) driven.yielded.push_back(coroutine.send().str());
    } catch (StopIteration const& stop) {
        driven.ended = stop.value().repr();
    } catch (...) {
        driven.ended = repr(std::current_exception());
    }
    return driven;
}

AsyncGenerator<int> items(std::vector<int> values) {
    for (int const value : values) co_yield value;
}

} // namespace

TEST_CASE("managers are entered in order and left in reverse order and one of them may swallow the error") {
    auto const two = [](Manager first, Manager second) -> Coro<> {
        auto const inner = [&](std::string& a) -> Block<> {
            auto const body = [&](std::string& b) -> Block<> {
                co_await one_signal("in " + a + b);
                throw ZeroDivisionError();
            };
            co_await async_with(second, body);
        };
        co_await async_with(first, inner);
    };
    Lines const order{"enter-1-A", "enter-2-A", "enter-1-B", "enter-2-B", "in AB",
                      "exit-1-B",  "exit-2-B",  "exit-1-A",  "exit-2-A"};
    auto const swallowed = drive_to_end(two({"A"}, {"B", true}));
    CHECK(swallowed.yielded == order);
    CHECK(swallowed.ended == "None");
    auto const passed = drive_to_end(two({"A"}, {"B"}));
    CHECK(passed.yielded == order);
    CHECK(passed.ended == "ZeroDivisionError()");
}

TEST_CASE("an error in the body passes through a manager that does not swallow it") {
    auto const main = []() -> Coro<> {
        Manager const manager{"A"};
        auto const body = []() -> Block<> {
            throw AssertionError();
            co_return;
        };
        co_await async_with(manager, body);
    };
    CHECK(drive_to_end(main()).ended == "AssertionError()");
}

TEST_CASE("an error in aexit takes the place of the body's and one in aenter keeps the body from running") {
    struct FailsAtExit {
        Coro<> aenter() const { co_return; }
        Coro<bool> aexit(std::exception_ptr) const {
            throw ZeroDivisionError();
            co_return true;
        }
    };
    struct FailsAtEntry {
        Coro<> aenter() const {
            throw KeyError();
            co_return;
        }
        Coro<bool> aexit(std::exception_ptr) const { co_return true; }
    };
    int bodies = 0;
    auto const at_exit = [&](bool body_fails) -> Coro<> {
        FailsAtExit const manager;
        auto const body = [&]() -> Block<> {
            ++bodies;
            if (body_fails) throw RuntimeError("x");
            co_return;
        };
        auto const outer = [&]() -> Block<> { co_await async_with(manager, body); };
        co_await async_with(manager, outer);
    };
    CHECK(drive_to_end(at_exit(false)).ended == "ZeroDivisionError()");
    CHECK(drive_to_end(at_exit(true)).ended == "ZeroDivisionError()");
    CHECK(bodies == 2);
    auto const at_entry = [&]() -> Coro<> {
        FailsAtEntry const manager;
        auto const body = [&]() -> Block<> {
            ++bodies;
            co_return;
        };
        co_await async_with(manager, body);
        ++bodies;
    };
    CHECK(drive_to_end(at_entry()).ended == "KeyError()");
    CHECK(bodies == 2);
}

TEST_CASE("async for asks for the iterator once and ends by break or by StopAsyncIteration") {
    int asked = 0;
    Lines hundreds;
    for (int i = 100; i <= 1000; i += 100) hundreds.push_back(std::to_string(i));
    auto const sum = [&](int until, bool& ended) -> Coro<int> {
        int total = 0;
        Numbers const numbers{100, &asked};
        auto iterator = aiter(numbers);
        for (;;) {
            auto const number = co_await next_of(iterator);
            ended = !number;
            if (!number) break;
            total += *number;
            if (*number == until) break;
        }
        co_return total;
    };
    bool ended = false;
    auto const all = drive_to_end(sum(0, ended));
    CHECK(all.ended == "5050");
    CHECK(all.yielded == hundreds);
    CHECK(ended);
    CHECK(asked == 1);
    auto const some = drive_to_end(sum(20, ended));
    CHECK(some.ended == "210");
    CHECK(some.yielded == Lines{"100", "200"});
    CHECK_FALSE(ended);
    CHECK(asked == 2);
}

TEST_CASE("async for inside async with runs each item and leaves each block once") {
    struct Counts {
        int& total;
        Coro<> aenter() const {
            total += 10000;
            co_return;
        }
        Coro<> aexit(std::exception_ptr) const {
            total += 100000;
            co_return;
        }
    };
    int total = 0;
    int asked = 0;
    auto const main = [&]() -> Coro<> {
        Counts const manager{total};
        auto const body = [&]() -> Block<> {
            auto iterator = Numbers{11, &asked};
            for (;;) {
                auto const number = co_await next_of(iterator);
                if (!number) break;
                total += 1;
            }
        };
        co_await async_with(manager, body);
        total += 1000;
        co_await async_with(manager, body);
        total += 1000;
    };
    drive_to_end(main());
    CHECK(total == 222022);
}

TEST_CASE("an error of aiter keeps the loop from beginning") {
    struct Fails {
        Numbers aiter() const { throw ZeroDivisionError(); }
    };
    int count = 0;
    auto const main = [&]() -> Coro<> {
        auto iterator = aiter(Fails());
        ++count;
        co_await next_of(iterator);
    };
    CHECK(drive_to_end(main()).ended == "ZeroDivisionError()");
    CHECK(count == 0);
}

TEST_CASE("a comprehension may await its items and stand in another one") {
    auto const value = [](int number) -> Coro<int> { co_return number; };
    auto const awaits_items = [&]() -> Coro<std::vector<int>> {
        std::vector<int> list;
        for (int const number : {1, 41}) list.push_back(co_await value(number));
        co_return list;
    };
    CHECK(drive_to_end(awaits_items()).ended == "[1, 41]");
    auto const nested = []() -> Coro<std::vector<std::vector<int>>> {
        std::vector<std::vector<int>> lists;
        for (int const base : {10, 20}) {
            auto const add = [&](int number) { return number + base; };
            auto source = items({1, 2});
            lists.push_back(co_await collect(source, add));
        }
        co_return lists;
    };
    CHECK(drive_to_end(nested()).ended == "[[11, 12], [21, 22]]");
    auto const chosen = []() -> Coro<std::vector<int>> {
        auto const add_one = [](int number) { return number + 1; };
        auto const above_30 = [](int number) { return number > 30; };
        auto source = items({30, 40});
        co_return co_await collect(source, add_one, above_30);
    };
    CHECK(drive_to_end(chosen()).ended == "[41]");
    auto const sum = [](std::vector<int> const& list) {
        int total = 0;
        for (int const number : list) total += number;
        return total;
    };
    auto const inner_lists = [&]() -> Coro<std::vector<int>> {
        std::vector<int> sums;
        auto lists = [](int count) -> AsyncGenerator<std::vector<int>> {
            for (int i = 0; i < count; ++i) co_yield std::vector<int>(static_cast<std::size_t>(i), i);
        }(3);
        for (;;) {
            auto const list = co_await next_of(lists);
            if (!list) break;
            sums.push_back(sum(*list));
        }
        co_return sums;
    };
    CHECK(drive_to_end(inner_lists()).ended == "[0, 1, 4]");
}

TEST_CASE("an error in the items ends a comprehension") {
    auto const fails = []() -> AsyncGenerator<int> {
        co_yield 1;
        co_yield 2;
        throw KeyError("aaa");
    };
    auto const main = [&]() -> Coro<std::vector<int>> { co_return co_await collect(fails()); };
    CHECK(drive_to_end(main()).ended == "KeyError('aaa')");
}

TEST_CASE("a StopAsyncIteration raised by the body of async for is no end of the items") {
    auto const main = []() -> Coro<std::string> {
        auto source = items({10});
        for (;;) {
            auto const item = co_await next_of(source);
            if (!item) break;
            throw StopAsyncIteration("42");
        }
        co_return "end";
    };
    CHECK(drive_to_end(main()).ended == "StopAsyncIteration('42')");
    auto const comprehension = []() -> Coro<std::vector<int>> {
        auto const fails = [](int) -> int { throw StopAsyncIteration("42"); };
        auto source = items({10});
        co_return co_await collect(source, fails);
    };
    CHECK(drive_to_end(comprehension()).ended == "StopAsyncIteration('42')");
    auto const generator = []() -> AsyncGenerator<int> {
        auto source = items({10});
        auto const item = co_await next_of(source);
        if (item) throw StopAsyncIteration("42");
        co_yield 0;
    };
    auto const asks = [&]() -> Coro<int> { co_return co_await generator().asend({}); };
    CHECK(drive_to_end(asks()).ended == "RuntimeError('async generator raised StopAsyncIteration')");
}

TEST_CASE("a manager may sleep while it is entered and left and sees the body's error") {
    Lines seen;
    struct Sleeps {
        Lines& seen;
        Coro<> aenter() const {
            seen.push_back("1");
            co_await sleep(0.01);
            seen.push_back("2");
        }
        Coro<> aexit(std::exception_ptr error) const {
            co_await sleep(0.01);
            seen.push_back(repr(error));
        }
    };
    auto const main = [&]() -> Coro<> {
        Sleeps const manager{seen};
        auto const body = []() -> Block<> {
            co_await sleep(0.01);
            throw KeyError("mine");
        };
        co_await async_with(manager, body);
        seen.push_back("unreachable");
    };
    in_program([&] { CHECK(error_in([&] { aio::run(main()); }) == "KeyError('mine')"); });
    CHECK(seen == Lines{"1", "2", "KeyError('mine')"});
}
