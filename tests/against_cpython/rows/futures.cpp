// What CPython's test_futures.py asserts and no test of tests/runtime/aio and tests/against_cpython/pairs
// does; futures.md says which is which.
#include "aio/protocols/generator.hpp"
#include "program.hpp"

#include <algorithm>

using namespace aio;

namespace {

std::string const invalid = "InvalidStateError('invalid state')";

template <typename T>
void check_it_stays_done(Future<T> const& future) {
    CHECK(future.done());
    CHECK(error_in([&] { future.set_result(T()); }) == invalid);
    CHECK(error_in([&] { future.set_exception(ValueError("late")); }) == invalid);
    CHECK_FALSE(future.cancel());
}

// What the program writes to its error output when a future that went through `use` is gone.
std::string errors_after(bool debug, std::function<void(Future<int> const&)> const& use) {
    return in_program([&] {
               EventLoop loop;
               loop.set_debug(debug);
               use(loop.create_future<int>());
           })
        .errors;
}

} // namespace

TEST_CASE("a future is pending until it is cancelled and then for ever cancelled") {
    in_program([] {
        EventLoop loop;
        auto const future = loop.create_future<int>();
        CHECK_FALSE(future.cancelled());
        CHECK_FALSE(future.done());
        CHECK(future.cancel());
        CHECK(future.cancelled());
        CHECK(error_in([&] { future.result(); }) == "CancelledError()");
        CHECK(error_in([&] { future.exception(); }) == "CancelledError()");
        check_it_stays_done(future);
    });
}

TEST_CASE("the message of a cancel arrives where the future is awaited") {
    in_program([] {
        EventLoop loop;
        auto const future = loop.create_future();
        future.cancel("my message");
        CHECK(error_in([&] { run_until_complete(loop, future); }) == "CancelledError('my message')");
    });
}

TEST_CASE("a future has a result or an exception and neither before it is done") {
    in_program([] {
        EventLoop loop;
        auto const future = loop.create_future<int>();
        CHECK(error_in([&] { future.result(); }) == "InvalidStateError('Result is not ready.')");
        CHECK(error_in([&] { future.exception(); }) == "InvalidStateError('Exception is not set.')");
        future.set_result(42);
        CHECK_FALSE(future.cancelled());
        CHECK(future.result() == 42);
        CHECK(future.exception() == nullptr);
        check_it_stays_done(future);

        auto const failed = loop.create_future<int>();
        auto const error = std::make_exception_ptr(RuntimeError());
        failed.set_exception(error);
        CHECK_FALSE(failed.cancelled());
        CHECK(error_in([&] { failed.result(); }) == "RuntimeError()");
        CHECK(failed.exception() == error);
        check_it_stays_done(failed);
    });
}

TEST_CASE("a StopIteration cannot be the exception of a future") {
    in_program([] {
        EventLoop loop;
        auto const future = loop.create_future();
        CHECK(
            error_in([&] { future.set_exception(StopIteration()); }) ==
            "TypeError('StopIteration interacts badly with generators and cannot be raised into a Future')");
        CHECK_FALSE(future.done());

        execution.rules.stop_iteration_becomes_runtime_error = true;
        future.set_exception(StopIteration());
        CHECK_FALSE(future.cancelled());
        CHECK(repr(future.exception()) == "RuntimeError('StopIteration interacts badly with generators and "
                                          "cannot be raised into a Future')");
    });
}

TEST_CASE("a future belongs to the loop that made it") {
    in_program([] {
        EventLoop loop;
        auto const make = []() -> Coro<Future<void>> { co_return get_running_loop().create_future(); };
        auto const future = run_until_complete(loop, loop.create_task(make()));
        CHECK(&future.base()->loop() == &loop);
    });
}

TEST_CASE("a generator gives a future to its driver once and not when it is done") {
    in_program([] {
        EventLoop loop;
        auto const future = loop.create_future<int>();
        auto const fixture = [](Future<int> its) -> Generator<> {
            co_yield "A";
            int const x = co_await its;
            co_yield x;
            int const y = co_await its;
            co_yield y + 1;
        };
        auto generator = fixture(future);
        CHECK(repr(generator.next()) == "'A'");
        CHECK(repr(generator.next()) == to_string(future.id()));
        future.set_result(42);
        CHECK(repr(generator.next()) == "42");
        CHECK(repr(generator.next()) == "43");
    });
}

TEST_CASE("a pending future that is sent to instead of awaited says so") {
    in_program([] {
        EventLoop loop;
        auto const wait = [](Future<int> future) -> Coro<> { co_await future; };
        auto coroutine = wait(loop.create_future<int>());
        coroutine.send();
        CHECK(error_in([&] { coroutine.send(); }) == "RuntimeError(\"await wasn't used with future\")");
    });
}

TEST_CASE("a pair as the result of a future comes whole out of StopIteration") {
    in_program([] {
        EventLoop loop;
        auto const future = loop.create_future<std::pair<int, int>>();
        future.set_result(1, 2);
        auto const wait = [](Future<std::pair<int, int>> its) -> Coro<std::pair<int, int>> {
            auto const result = co_await its;
            co_return result;
        };
        auto coroutine = wait(future);
        CHECK(error_in([&] { coroutine.send(); }) == "StopIteration((1, 2))");
    });
}

TEST_CASE("only an exception that nobody asked for is reported when its future goes") {
    bool const debug = GENERATE(false, true);
    auto const report = "Future exception was never retrieved\n";
    CHECK(errors_after(debug, [](auto const&) {}).empty());
    CHECK(errors_after(debug, [](auto const& future) { future.set_result(42); }).empty());
    CHECK(errors_after(debug, [](auto const& future) {
              future.set_result(42);
              future.result();
          }).empty());
    auto const errors =
        errors_after(debug, [](auto const& future) { future.set_exception(RuntimeError("boom")); });
    CHECK(errors.find(report) == 0);
    CHECK(errors_after(debug, [](auto const& future) {
              future.set_exception(RuntimeError("boom"));
              future.exception();
          }).empty());
    CHECK(errors_after(debug, [](auto const& future) {
              future.set_exception(RuntimeError("boom"));
              error_in([&] { future.result(); });
          }).empty());
    CHECK(errors_after(debug, [](auto const& future) {
              future.set_exception(RuntimeError("boom"));
              future.cancel();
          }).empty());
}

TEST_CASE("the events of a future and a task say on which line they were made") {
    auto const run = in_program([] {
        line(3);
        EventLoop loop;
        line(4);
        auto const future = loop.create_future();
        line(5);
        auto const task = loop.create_task([]() -> Coro<> { co_return; }());
        run_until_complete(loop, task);
    });
    std::vector<std::uint32_t> lines;
    for (trace::Step step = 0; step < run.log.size(); ++step)
        if (auto const& event = run.log[step];
            event.kind == trace::Kind::future_create || event.kind == trace::Kind::task_create)
            lines.push_back(event.line);
    CHECK(lines == std::vector<std::uint32_t>{4, 5});
}

TEST_CASE("done callbacks are called by the loop in the order they were added") {
    in_program([] {
        EventLoop loop;
        std::vector<int> called;
        auto const add = [&](Future<std::string> const& future, int number) {
            future.add_done_callback([&, number](auto const&) { called.push_back(number); });
        };
        auto const future = loop.create_future<std::string>();
        add(future, 42);
        add(future, 17);
        CHECK(called.empty());
        future.set_result("foo");
        CHECK(called.empty());
        run_briefly(loop);
        CHECK(called == std::vector{42, 17});
        CHECK(future.result() == "foo");

        auto const failed = loop.create_future<std::string>();
        add(failed, 100);
        auto const error = std::make_exception_ptr(RuntimeError());
        failed.set_exception(error);
        run_briefly(loop);
        CHECK(called == std::vector{42, 17, 100});
        CHECK(failed.exception() == error);
    });
}

TEST_CASE("a done callback that is taken back is not called and taking it back again changes nothing") {
    // Which of the three are taken back, and which are called.
    auto const [taken_back, expected] = GENERATE(table<std::vector<int>, std::vector<int>>(
        {{{0, 0}, {17, 100}}, {{0, 1, 0}, {100}}, {{2, 2}, {42, 17}}, {{1}, {42, 100}}}));
    in_program([&, taken = taken_back, called_at_last = expected] {
        EventLoop loop;
        std::vector<int> called;
        auto const future = loop.create_future<std::string>();
        std::vector<Ref<Handle>> handles;
        for (int const number : {42, 17, 100})
            handles.push_back(
                future.add_done_callback([&, number](auto const&) { called.push_back(number); }));
        std::vector<int> seen;
        for (int const which : taken) {
            bool const first = std::find(seen.begin(), seen.end(), which) == seen.end();
            CHECK(future.remove_done_callback(handles[static_cast<std::size_t>(which)]) == first);
            seen.push_back(which);
        }
        CHECK(called.empty());
        future.set_result("foo");
        run_briefly(loop);
        CHECK(called == called_at_last);
        CHECK(future.result() == "foo");
    });
}

TEST_CASE("a done callback that takes back the next one comes too late") {
    in_program([] {
        EventLoop loop;
        int called = 0;
        auto const future = loop.create_future<int>();
        Ref<Handle> second;
        future.add_done_callback([&](auto const& its) { CHECK_FALSE(its.remove_done_callback(second)); });
        second = future.add_done_callback([&](auto const&) { ++called; });
        future.set_result(1);
        run_briefly(loop);
        CHECK(called == 1);
    });
}

TEST_CASE("a future's text says its state and its result and who is called when it is done") {
    in_program([] {
        EventLoop loop;
        auto const made = [&](std::function<void(Future<int> const&)> const& use) {
            auto const future = loop.create_future<int>();
            use(future);
            auto const text = describe(future);
            future.cancel();
            future.base()->forget_exception();
            return text;
        };
        auto const add = [](Future<int> const& future, std::string name) {
            future.add_done_callback([](auto const&) {}, std::move(name));
        };
        CHECK(made([](auto const&) {}) == "<Future pending>");
        CHECK(made([](auto const& future) { future.cancel(); }) == "<Future cancelled>");
        CHECK(made([](auto const& future) { future.set_result(4); }) == "<Future finished result=4>");
        CHECK(made([](auto const& future) { future.set_exception(RuntimeError()); }) ==
              "<Future finished exception=RuntimeError()>");
        CHECK(made([&](auto const& future) { add(future, "fake"); }) == "<Future pending cb=[fake()]>");
        CHECK(made([&](auto const& future) {
                  add(future, "fake");
                  future.cancel();
              }) == "<Future cancelled>");
        CHECK(made([&](auto const& future) {
                  add(future, "first");
                  add(future, "last");
              }) == "<Future pending cb=[first(), last()]>");
        CHECK(made([&](auto const& future) {
                  add(future, "first");
                  for (int i = 0; i < 8; ++i) add(future, "fake");
                  add(future, "last");
              }) == "<Future pending cb=[first(), <8 more>, last()]>");
    });
}

TEST_CASE("the result in a future's text is cut as reprlib cuts it") {
    CHECK(cut_repr("'" + std::string(50, 'x') + "'") == "'xxxxxxxxxxxx...xxxxxxxxxxxxx'");
    CHECK(cut_repr("'" + std::string(28, 'x') + "'") == "'" + std::string(28, 'x') + "'");
    CHECK(cut_repr("b'" + std::string(50, 'z') + "'") == "b'zzzzzzzzzzz...zzzzzzzzzzzzz'");
    CHECK(cut_repr("1" + std::string(60, '0')) == "100000000000000000...0000000000000000000");
    CHECK(cut_repr("[0, 1, 2, 3, 4, 5, 6, 7]") == "[0, 1, 2, 3, 4, 5, ...]");
    CHECK(cut_repr("[0, 1, 2, 3, 4, 5]") == "[0, 1, 2, 3, 4, 5]");
    CHECK(cut_repr("('" + std::string(40, 'y') + "', 3)") == "('yyyyyyyyyyyy...yyyyyyyyyyyyy', 3)");
    CHECK(cut_repr("(1,)") == "(1,)");
    CHECK(cut_repr("['a, b', \"it's [\", '\\'']") == "['a, b', \"it's [\", '\\'']");
    CHECK(cut_repr("[[[[[[[[1]]]]]]]]") == "[[[[[[[...]]]]]]]");
    CHECK(cut_repr("[]") == "[]");
    CHECK(cut_repr("()") == "()");
    CHECK(cut_repr("") == "");
}
