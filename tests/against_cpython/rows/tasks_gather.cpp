// What CPython's test_tasks.py asserts of gather and shield and no other test of ours does.
#include "program.hpp"

using namespace aio;

namespace {

void run_ready(EventLoop& loop) {
    for (int i = 0; i < 3; ++i) run_briefly(loop);
}

// Futures, a gather of them or of coroutines that await them, and how often its done callback was called.
struct Gathered {
    EventLoop loop;
    std::vector<Future<int>> children;
    int called = 0;

    explicit Gathered(int count) {
        for (int i = 0; i < count; ++i) children.push_back(loop.create_future<int>());
    }

    template <typename... Options>
    auto gather_futures(Options... options) {
        auto const body = [&]() -> Coro<decltype(gather(options..., children))> {
            co_return gather(options..., children);
        };
        return watch(run_until_complete(loop, loop.create_task(body())));
    }
    template <typename... Options>
    auto gather_coroutines(Options... options) {
        auto const body = [&]() -> Coro<decltype(gather(options..., coroutines()))> {
            co_return gather(options..., coroutines());
        };
        return watch(run_until_complete(loop, loop.create_task(body())));
    }

  private:
    static Coro<int> wait(Future<int> future) {
        int const result = co_await future;
        co_return result;
    }
    std::vector<Coro<int>> coroutines() const {
        std::vector<Coro<int>> made;
        for (auto const& child : children) made.push_back(wait(child));
        return made;
    }
    template <typename G>
    G watch(G const& gathering) {
        gathering.base()->add_done_callback([this](FutureBase&) { ++called; });
        return gathering;
    }
};

template <typename G>
void check_order(Gathered& g, G const& gathering) {
    g.children[1].set_result(1);
    g.children[0].set_result(2);
    run_ready(g.loop);
    CHECK(g.called == 0);
    CHECK_FALSE(gathering.done());
    g.children[2].set_result(3);
    run_ready(g.loop);
    CHECK(g.called == 1);
    CHECK(repr(gathering.result()) == "[2, 1, 3]");
}

template <typename G>
void check_first_exception(Gathered& g, G const& gathering) {
    auto const error = std::make_exception_ptr(ZeroDivisionError());
    g.children[0].set_result(1);
    g.children[1].set_exception(error);
    run_ready(g.loop);
    CHECK(gathering.done());
    CHECK(g.called == 1);
    CHECK(gathering.base()->exception() == error);
    g.children[2].set_result(3);
    g.children[3].cancel();
    g.children[4].set_exception(RuntimeError());
    g.children[4].exception();
    run_ready(g.loop);
    CHECK(g.called == 1);
    CHECK(gathering.base()->exception() == error);
}

template <typename G>
void check_returned_exceptions(Gathered& g, G const& gathering) {
    g.children[1].set_result(1);
    g.children[2].set_exception(ZeroDivisionError());
    g.children[0].set_result(3);
    run_ready(g.loop);
    CHECK_FALSE(gathering.done());
    g.children[3].set_exception(RuntimeError());
    run_ready(g.loop);
    CHECK(g.called == 1);
    CHECK(repr(gathering.result()) == "[3, 1, ZeroDivisionError(), RuntimeError()]");
}

} // namespace

TEST_CASE("gather of futures and of coroutines keeps the order whatever ends first") {
    in_program([] {
        Gathered futures(3);
        check_order(futures, futures.gather_futures());
    });
    in_program([] {
        Gathered coroutines(3);
        check_order(coroutines, coroutines.gather_coroutines());
    });
    in_program([] {
        Gathered futures(3);
        check_order(futures, futures.gather_futures(return_exceptions));
    });
    in_program([] {
        Gathered coroutines(3);
        check_order(coroutines, coroutines.gather_coroutines(return_exceptions));
    });
}

TEST_CASE("the first exception is that of the gather and nothing after it changes that") {
    in_program([] {
        Gathered futures(5);
        check_first_exception(futures, futures.gather_futures());
    });
    in_program([] {
        Gathered coroutines(5);
        check_first_exception(coroutines, coroutines.gather_coroutines());
    });
}

TEST_CASE("exceptions that are to be results come in the order of the children") {
    in_program([] {
        Gathered futures(4);
        check_returned_exceptions(futures, futures.gather_futures(return_exceptions));
    });
    in_program([] {
        Gathered coroutines(4);
        check_returned_exceptions(coroutines, coroutines.gather_coroutines(return_exceptions));
    });
}

TEST_CASE("a gather of nothing is a done future of the loop that runs or is set") {
    in_program([] {
        EventLoop loop;
        auto const body = []() -> Coro<> {
            auto const nothing = gather(std::vector<Future<int>>{});
            CHECK(&nothing.base()->loop() == &get_running_loop());
            CHECK(nothing.done());
            CHECK(nothing.result().empty());
            co_return;
        };
        run_until_complete(loop, loop.create_task(body()));
        CHECK(error_without_loop([] { gather(std::vector<Future<int>>{}); }) == no_loop);
        set_event_loop(&loop);
        auto const nothing = gather(std::vector<Future<int>>{});
        CHECK(&nothing.base()->loop() == &loop);
        CHECK(nothing.result().empty());
    });
}

TEST_CASE("a gather of coroutines needs a loop that runs or is set and its tasks belong to it") {
    auto const body = []() -> Coro<std::string> { co_return "abc"; };
    in_program([&] {
        auto coroutine = body();
        CHECK(error_without_loop([&] { gather(std::move(coroutine)); }) == no_loop);
        coroutine.close();
        EventLoop loop;
        auto const in_loop = [&]() -> Coro<> {
            auto const both = gather(body(), body());
            CHECK(&both.base()->loop() == &loop);
            auto const results = co_await both;
            CHECK(repr(results) == "['abc', 'abc']");
        };
        run_until_complete(loop, loop.create_task(in_loop()));
        set_event_loop(&loop);
        auto const outside = gather(body(), body());
        CHECK(&outside.base()->loop() == &loop);
        auto const results = run_until_complete(loop, outside);
        CHECK(repr(results) == "['abc', 'abc']");
    });
}

TEST_CASE("a cancelled child is an exception of the gather which itself is not cancelled") {
    in_program([] {
        Gathered g(5);
        auto const gathering = g.gather_futures();
        g.children[0].set_result(1);
        g.children[1].cancel();
        run_ready(g.loop);
        CHECK(gathering.done());
        CHECK(g.called == 1);
        CHECK_FALSE(gathering.cancelled());
        CHECK(repr(gathering.base()->exception()) == "CancelledError()");
        g.children[2].set_result(3);
        g.children[3].cancel();
        g.children[4].set_exception(RuntimeError());
        g.children[4].exception();
        run_ready(g.loop);
        CHECK(g.called == 1);
    });
    in_program([] {
        Gathered g(6);
        auto const gathering = g.gather_futures(return_exceptions);
        g.children[0].set_result(1);
        g.children[1].set_exception(ZeroDivisionError());
        g.children[2].cancel();
        run_ready(g.loop);
        CHECK_FALSE(gathering.done());
        g.children[3].set_result(3);
        g.children[4].cancel();
        g.children[5].set_exception(RuntimeError());
        auto const results = run_until_complete(g.loop, gathering);
        CHECK(repr(results) ==
              "[1, ZeroDivisionError(), CancelledError(''), 3, CancelledError(''), RuntimeError()]");
        CHECK(g.called == 1);
    });
}

TEST_CASE("cancelling who awaits a gather cancels all its children and then the gather refuses") {
    in_program([] {
        EventLoop loop;
        int proof = 0;
        auto const waiter = loop.create_future();
        auto const inner = [&]() -> Coro<> {
            co_await waiter;
            proof += 1;
        };
        auto const one = loop.create_task(inner());
        auto const other = loop.create_task(inner());
        std::vector<Ref<FutureBase>> gathering;
        auto const outer = [&]() -> Coro<> {
            auto const both = gather(one, other);
            gathering.push_back(both.base());
            co_await both;
            proof += 100;
        };
        auto const task = loop.create_task(outer());
        run_briefly(loop);
        CHECK(task.cancel());
        CHECK(error_in([&] { run_until_complete(loop, task); }) == "CancelledError()");
        CHECK_FALSE(gathering[0]->cancel());
        CHECK(waiter.cancelled());
        CHECK(one.cancelled());
        CHECK(other.cancelled());
        run_briefly(loop);
        CHECK(proof == 0);
    });
}

TEST_CASE("a gather refuses to be cancelled once its children are done") {
    in_program([] {
        EventLoop loop;
        auto const future = loop.create_future<int>();
        auto const child = [&]() -> Coro<int> {
            int const result = co_await future;
            co_return result;
        };
        auto const make = [&]() -> Coro<decltype(gather(std::vector<Coro<int>>()))> {
            std::vector<Coro<int>> one;
            one.push_back(child());
            co_return gather(std::move(one));
        };
        auto const gathering = run_until_complete(loop, loop.create_task(make()));
        run_briefly(loop);
        std::vector<bool> cancelled;
        // Called in the turn in which the child ends too, but behind its step.
        future.add_done_callback([&](auto const&) { cancelled.push_back(gathering.cancel()); });
        future.set_result(42);
        auto const results = run_until_complete(loop, gathering);
        CHECK(cancelled == std::vector{false});
        CHECK_FALSE(gathering.cancelled());
        CHECK(results == std::vector{42});
    });
}

TEST_CASE("a task that gathers again and again with return_exceptions can be cancelled") {
    auto const message = GENERATE("", "my message");
    auto const expected = *message ? "CancelledError('my message')" : "CancelledError()";
    in_program([=] {
        EventLoop loop;
        auto const nap = []() -> Coro<> { co_await sleep(0.05); };
        auto const again = [&]() -> Coro<> {
            for (double time = 0; time <= 1; time += 0.05) co_await gather(return_exceptions, nap());
        };
        auto const main = [&]() -> Coro<> {
            auto const task = create_task(again());
            co_await sleep(0.2);
            task.cancel(message);
            co_await task;
        };
        CHECK(error_in([&] { run_until_complete(loop, loop.create_task(main())); }) == expected);
    });
}

TEST_CASE("an exception that comes after that of the gather counts as seen") {
    auto const run = in_program([] {
        EventLoop loop;
        auto const a = loop.create_future();
        auto const b = loop.create_future();
        auto const inner = [](Future<void> future) -> Coro<> {
            co_await future;
            throw RuntimeError("should not be ignored");
        };
        auto const outer = [&]() -> Coro<> { co_await gather(inner(a), inner(b)); };
        auto const task = loop.create_task(outer());
        run_briefly(loop);
        a.set_result();
        run_briefly(loop);
        b.set_result();
        run_briefly(loop);
        CHECK(repr(task.exception()) == "RuntimeError('should not be ignored')");
    });
    CHECK(run.errors.empty());
}

TEST_CASE("a task given several times to gather is one child and one result in each place") {
    in_loop([]() -> Coro<> {
        auto const echo = [](std::string text) -> Coro<std::string> { co_return text; };
        auto const abc = create_task(echo("abc"));
        auto const results = co_await gather(abc, abc, create_task(echo("def")), abc);
        CHECK(repr(results) == "['abc', 'abc', 'def', 'abc']");
    });
}

TEST_CASE("futures of one loop can be gathered while it does not run and those of two loops cannot") {
    in_program([] {
        EventLoop one;
        EventLoop other;
        auto const a = one.create_future<int>();
        auto const b = one.create_future<int>();
        auto const c = other.create_future<int>();
        auto const both = gather(a, b);
        CHECK(&both.base()->loop() == &one);
        run_briefly(one);
        CHECK_FALSE(both.done());
        CHECK(error_in([&] { gather(a, c); }) ==
              "ValueError('The future belongs to a different loop than the one specified as the loop "
              "argument')");
    });
}

TEST_CASE("a shield gives the result or the exception of what it shields") {
    in_program([] {
        EventLoop loop;
        auto const inner = loop.create_future<int>();
        auto const outer = shield(inner);
        inner.set_result(42);
        CHECK(run_until_complete(loop, outer) == 42);
        CHECK(run_until_complete(loop, shield(inner)) == 42);

        auto const fails = loop.create_future<int>();
        auto const shielded = shield(fails);
        run_briefly(loop);
        auto const error = std::make_exception_ptr(RuntimeError("expected"));
        fails.set_exception(error);
        run_briefly(loop);
        CHECK(shielded.exception() == error);
    });
}

TEST_CASE("a cancelled future cancels its shield and a cancelled shield nothing") {
    in_program([] {
        EventLoop loop;
        auto const inner = loop.create_future();
        auto const outer = shield(inner);
        run_briefly(loop);
        inner.cancel();
        run_briefly(loop);
        CHECK(outer.cancelled());

        auto const spared = loop.create_future();
        auto const cancelled = shield(spared);
        run_briefly(loop);
        cancelled.cancel();
        run_briefly(loop);
        CHECK(cancelled.cancelled());
        CHECK_FALSE(spared.done());
    });
}

TEST_CASE("work behind a shield goes on when who awaits it is cancelled") {
    in_program([] {
        EventLoop loop;
        int proof = 0;
        auto const waiter = loop.create_future();
        auto const inner = [&]() -> Coro<> {
            co_await waiter;
            proof += 1;
        };
        auto const outer = [&]() -> Coro<> {
            co_await shield(inner());
            proof += 100;
        };
        auto const task = loop.create_task(outer());
        run_briefly(loop);
        task.cancel();
        CHECK(error_in([&] { run_until_complete(loop, task); }) == "CancelledError()");
        waiter.set_result();
        run_briefly(loop);
        CHECK(proof == 1);
    });
}

TEST_CASE("a shield around a gather saves the children and shields in a gather are cancelled without them") {
    in_program([] {
        EventLoop loop;
        auto const a = loop.create_future<int>();
        auto const b = loop.create_future<int>();
        auto const parent = gather(a, b);
        auto const outer = shield(parent);
        run_briefly(loop);
        outer.cancel();
        run_briefly(loop);
        CHECK(outer.cancelled());
        a.set_result(1);
        b.set_result(2);
        run_briefly(loop);
        CHECK(repr(parent.result()) == "[1, 2]");
    });
    in_program([] {
        EventLoop loop;
        auto const a = loop.create_future<int>();
        auto const b = loop.create_future<int>();
        auto const one = shield(a);
        auto const other = shield(b);
        auto const parent = gather(one, other);
        run_briefly(loop);
        parent.cancel();
        run_briefly(loop);
        CHECK(repr(parent.base()->exception()) == "CancelledError()");
        CHECK(one.cancelled());
        CHECK(other.cancelled());
        a.set_result(1);
        b.set_result(2);
        run_briefly(loop);
        CHECK(a.result() + b.result() == 3);
    });
}

TEST_CASE("a shield of a coroutine needs a loop that runs or is set and belongs to it") {
    auto const body = []() -> Coro<int> { co_return 42; };
    in_program([&] {
        auto coroutine = body();
        CHECK(error_without_loop([&] { shield(std::move(coroutine)); }) == no_loop);
        CHECK(coroutine.state() == CoroutineState::created);
        coroutine.close();
        EventLoop loop;
        auto const in_loop = [&]() -> Coro<Shield<Task<int>>> { co_return shield(body()); };
        auto const outer = run_until_complete(loop, loop.create_task(in_loop()));
        CHECK(&outer.base()->loop() == &loop);
        CHECK(run_until_complete(loop, outer) == 42);
        set_event_loop(&loop);
        auto const outside = shield(body());
        CHECK(&outside.base()->loop() == &loop);
        CHECK(run_until_complete(loop, outside) == 42);
    });
}
