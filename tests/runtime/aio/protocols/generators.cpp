#include "support/catch.hpp"
#include "support/recorded.hpp"

#include "aio/protocols/plain_generator.hpp"
#include "aio/tasks/inspect.hpp"

using namespace aio;

namespace {
Generator<> count_to(int last) {
    for (int i = 1; i <= last; ++i) co_yield i;
}
Generator<std::string> echo() {
    Object got = co_yield "ready";
    while (!got.is_none()) got = co_yield "got " + got.str();
    co_return "bye";
}
Generator<> outer() {
    co_yield "before";
    std::string const result = co_await echo();
    co_yield "inner returned " + result;
}
Generator<> careful() {
    Finally const finally([] { print("closed"); });
    co_yield 1;
    co_yield 2;
}
Generator<int> wait_for_signal() {
    Object const got = co_yield "pause-signal";
    co_return *got.as<int>();
}
} // namespace

TEST_CASE("a generator gives its values one by one and then stops for good") {
    auto generator = count_to(2);
    CHECK(*generator.next().as<int>() == 1);
    CHECK(*generator.next().as<int>() == 2);
    CHECK_THROWS_AS(generator.next(), StopIteration);
    CHECK_THROWS_AS(generator.next(), StopIteration);
    int sum = 0;
    auto more = count_to(4);
    for (auto const& value : more) sum += *value.as<int>();
    CHECK(sum == 10);
}

TEST_CASE("yield is a two-way door") {
    auto generator = echo();
    CHECK_THROWS_AS(generator.send("too early"), TypeError);
    CHECK(generator.next().str() == "ready");
    CHECK(generator.send("a").str() == "got a");
    std::string returned;
    try {
        generator.next();
    } catch (StopIteration const& stop) {
        returned = stop.value().str();
    }
    CHECK(returned == "bye");
}

TEST_CASE("yield from passes values and sends through and gives the inner result") {
    auto generator = outer();
    CHECK(generator.next().str() == "before");
    CHECK(generator.next().str() == "ready");
    CHECK(generator.send("x").str() == "got x");
    CHECK(generator.next().str() == "inner returned bye");
}

TEST_CASE("closing a generator runs its finally once") {
    auto const run = run_recorded([] {
        auto generator = careful();
        generator.next();
        generator.close();
        generator.close();
        print("after");
    });
    CHECK(run.output == "closed\nafter\n");
}

TEST_CASE("an exception thrown into a finished generator comes straight back") {
    auto generator = count_to(0);
    CHECK_THROWS_AS(generator.next(), StopIteration);
    CHECK_THROWS_AS(generator.throw_(ValueError("boom")), ValueError);
}

TEST_CASE("a generator awaited by a coroutine talks to the coroutine's driver") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<int> { co_return co_await wait_for_signal() * 2; };
        auto coro = main();
        print(coro.send());
        try {
            coro.send(21);
        } catch (StopIteration const& stop) {
            print(stop.value());
        }
    });
    CHECK(run.output == "pause-signal\n42\n");
    CHECK(run.events({"coro.suspend"}) == std::vector<std::string>{"coro.suspend c1 yield"});
}

namespace {
PlainGenerator<std::string> ask(std::string question) {
    Object const answer = co_yield question;
    co_return answer.str();
}
PlainGenerator<> interview() {
    std::string const name = co_await ask("name?");
    module_local("name", name);
    co_yield "thanks " + name;
}
} // namespace

TEST_CASE("a generator that only the program drives is recorded and closed when it is dropped") {
    auto const run = run_recorded([] {
        auto gen = interview();
        print(gen.next());
        print(gen.send("Ada"));
    });
    CHECK(run.output == "name?\nthanks Ada\n");
    CHECK(run.events({"coro.create", "coro.start", "coro.suspend", "coro.resume", "coro.return", "coro.raise",
                      "local"}) ==
          std::vector<std::string>{
              "coro.create c1 g1 interview()", "coro.start c1", "coro.create c2 g2 ask('name?')",
              "coro.start c2 c1", "coro.suspend c2 yield", "coro.resume c2", "coro.return c2 'Ada'",
              "local c1 global name = 'Ada'", "coro.suspend c1 yield", "coro.raise c1 GeneratorExit()"});
    CHECK_FALSE(isawaitable(ask("")));
}

TEST_CASE("a coroutine may not await a plain generator nor such a generator delegate to a coroutine") {
    auto const awaits = []() -> Coro<> { co_await interview(); };
    auto const delegates = [](Coro<> inner) -> PlainGenerator<> { co_await inner; };
    auto coro = awaits();
    CHECK_THROWS_AS(coro.send(), TypeError);
    auto inner = awaits();
    auto gen = delegates(std::move(inner));
    CHECK_THROWS_AS(gen.next(), TypeError);
}
