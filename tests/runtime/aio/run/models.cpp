// Each wrong model differs from the truth exactly where the misconception says.
#include "aio/loop/clock.hpp"
#include "aio/loop/detail/belief.hpp"
#include "support/catch.hpp"
#include "support/recorded.hpp"

#include <algorithm>

using namespace aio;

namespace {

Recorded under(Models model, std::function<void()> const& module) {
    Recorded recorded;
    ProgramOptions options;
    options.log = &recorded.log;
    options.models = model;
    options.output = [&](std::string_view text) { recorded.output += text; };
    options.error = [&](std::string_view text) { recorded.errors += text; };
    recorded.exit_code = run_program(module, std::move(options));
    return recorded;
}

std::string output(Models model, std::function<void()> const& module) { return under(model, module).output; }

std::string now() { return fixed(get_running_loop().time(), 0); }

Coro<std::string> fetch(std::string name, int delay) {
    print(now(), name, "starts");
    co_await sleep(delay);
    print(now(), name, "done");
    co_return name;
}

Coro<int> add(int a, int b) {
    print("adding");
    co_return a + b;
}

} // namespace

TEST_CASE("model: calling a coroutine function runs its body") {
    auto const program = [] {
        auto coroutine = add(1, 2);
        print("called");
        print(run(std::move(coroutine)));
    };
    CHECK(output(Model::truth, program) == "called\nadding\n3\n");
    CHECK(output(Model::calling_runs_it, program) == "adding\ncalled\n3\n");
}

TEST_CASE("model: what was run when called goes on where it stands when it is awaited") {
    auto const main = []() -> Coro<> {
        auto a = fetch("a", 1);
        auto b = fetch("b", 2);
        print("called");
        auto const task = create_task(std::move(b));
        print(co_await a, co_await task);
        auto failed = []() -> Coro<> {
            print("fails");
            throw ValueError("boom");
            co_return;
        };
        auto coroutine = failed();
        print("not yet");
        try {
            co_await coroutine;
        } catch (ValueError const&) {
            print("now");
        }
    };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) ==
          "called\n0 a starts\n0 b starts\n1 a done\n2 b done\na b\nnot yet\nfails\nnow\n");
    CHECK(output(Model::calling_runs_it, program) ==
          "0 a starts\n0 b starts\ncalled\n1 a done\n2 b done\na b\nfails\nnot yet\nnow\n");
}

TEST_CASE("model: main runs up to its first wait before the run that it is called for") {
    auto const main = []() -> Coro<int> {
        print("main", now());
        auto const task = create_task(fetch("one", 1));
        co_await task;
        co_return 5;
    };
    auto const program = [&] {
        auto coroutine = main();
        print("called");
        print(run(std::move(coroutine)));
        auto dropped = main();
        print("over");
    };
    CHECK(output(Model::truth, program) == "called\nmain 0\n0 one starts\n1 one done\n5\nover\n");
    CHECK(output(Model::calling_runs_it, program) ==
          "main 0\n0 one starts\ncalled\n1 one done\n5\nmain 1\n1 one starts\nover\n");
}

TEST_CASE("model: every await gives the loop a turn") {
    auto const talk = [](std::string name) -> Coro<> {
        for (int i = 0; i < 2; ++i) print(name, co_await add(i, i));
    };
    auto const main = [&]() -> Coro<> {
        auto const a = create_task(talk("a"));
        auto const b = create_task(talk("b"));
        co_await gather(a, b);
    };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) == "adding\na 0\nadding\na 2\nadding\nb 0\nadding\nb 2\n");
    CHECK(output(Model::await_always_yields, program) ==
          "adding\na 0\nadding\nb 0\nadding\na 2\nadding\nb 2\n");
}

TEST_CASE("model: awaiting what is done gives the loop a turn too and a cancel arrives there") {
    auto const main = []() -> Coro<> {
        auto const task = create_task(add(1, 1));
        co_await task;
        auto const waiter = [](Task<int> done) -> Coro<> {
            print("before");
            co_await done;
            print("after");
            co_await add(2, 2);
        };
        auto const waiting = create_task(waiter(task));
        co_await sleep(0);
        print(waiting.cancel());
        co_await sleep(0);
        co_await sleep(0);
        print(waiting.cancelled());
    };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) == "adding\nbefore\nafter\nadding\nFalse\nFalse\n");
    CHECK(output(Model::await_always_yields, program) == "adding\nbefore\nTrue\nTrue\n");
}

TEST_CASE("model: create_task starts the task at once") {
    auto const main = []() -> Coro<> {
        auto const task = create_task(fetch("one", 1));
        print("made");
        co_await task;
    };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) == "made\n0 one starts\n1 one done\n");
    CHECK(output(Model::create_task_runs_now, program) == "0 one starts\nmade\n1 one done\n");
}

TEST_CASE("model: awaits one after the other overlap") {
    auto const main = []() -> Coro<> {
        co_await fetch("users", 1);
        co_await fetch("posts", 2);
        print(now());
    };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) == "0 users starts\n1 users done\n1 posts starts\n3 posts done\n3\n");
    CHECK(output(Model::await_is_concurrent, program) ==
          "0 users starts\n1 users done\n1 posts starts\n2 posts done\n2\n");
}

TEST_CASE("model: a failing child of gather cancels its siblings") {
    auto const fail = []() -> Coro<std::string> {
        co_await sleep(1);
        throw ValueError("boom");
    };
    auto const main = [&]() -> Coro<> {
        auto const sibling = create_task(fetch("sibling", 2));
        try {
            co_await gather(sibling, fail());
        } catch (ValueError const&) {
            print(now(), "failed");
        }
        std::vector<Task<std::string>> const all(1, sibling);
        co_await wait(all);
        print(now(), sibling.cancelled());
    };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) == "0 sibling starts\n1 failed\n2 sibling done\n2 False\n");
    CHECK(output(Model::gather_cancels_siblings, program) == "0 sibling starts\n1 failed\n1 True\n");
}

TEST_CASE("model: gather gives its results in the order of finishing") {
    auto const main = []() -> Coro<> {
        print(co_await gather(fetch("slow", 3), fetch("fast", 1), fetch("mid", 2)));
    };
    auto const last_line = [&](Model model) {
        auto const text = output(model, [&] { run(main()); });
        return text.substr(text.rfind("\n", text.size() - 2) + 1);
    };
    CHECK(last_line(Model::truth) == "['slow', 'fast', 'mid']\n");
    CHECK(last_line(Model::gather_returns_in_finishing_order) == "['fast', 'mid', 'slow']\n");
}

TEST_CASE("model: cancel stops the task before it returns") {
    auto const worker = []() -> Coro<> {
        Finally const finally([] { print("finally"); });
        co_await sleep(10);
    };
    auto const outer = [&]() -> Coro<> {
        Finally const finally([] { print("outer"); });
        co_await create_task(worker());
    };
    auto const main = [&]() -> Coro<> {
        auto const task = create_task(outer());
        co_await sleep(1);
        print(task.cancel());
        print(task.done());
        auto const fresh = create_task(worker());
        print(fresh.cancel());
        print(fresh.done());
        try {
            co_await task;
        } catch (CancelledError const&) {
            print("cancelled at", now());
        }
    };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) == "True\nFalse\nTrue\nFalse\nfinally\nouter\ncancelled at 1\n");
    CHECK(output(Model::cancel_is_immediate, program) ==
          "finally\nouter\nTrue\nTrue\nTrue\nTrue\ncancelled at 1\n");
}

TEST_CASE("model: a task that survives an immediate cancel waits on") {
    auto const stubborn = []() -> Coro<> {
        try {
            co_await sleep(10);
        } catch (CancelledError const&) {
            print("no");
        }
        co_await sleep(1);
        print("done at", now());
    };
    auto const main = [&]() -> Coro<> {
        auto const task = create_task(stubborn());
        co_await sleep(1);
        task.cancel();
        print("cancelled");
        co_await task;
    };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) == "cancelled\nno\ndone at 2\n");
    CHECK(output(Model::cancel_is_immediate, program) == "no\ncancelled\ndone at 2\n");
}

TEST_CASE("model: sleep blocks everyone") {
    auto const main = []() -> Coro<> { co_await gather(fetch("a", 2), fetch("b", 1)); };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) == "0 a starts\n0 b starts\n1 b done\n2 a done\n");
    CHECK(output(Model::sleep_blocks_everyone, program) == "0 a starts\n2 a done\n2 b starts\n3 b done\n");
}

TEST_CASE("model: tasks run in parallel while one computes") {
    auto const compute = [](std::string name) -> Coro<> {
        print(now(), name, "begins");
        block_for(2'000'000'000);
        print(now(), name, "ends");
        co_return;
    };
    auto const beat = []() -> Coro<> {
        for (int i = 0; i < 3; ++i) {
            print(now(), "beat");
            co_await sleep(1);
        }
    };
    auto const main = [&]() -> Coro<> { co_await gather(compute("a"), compute("b"), beat()); };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) ==
          "0 a begins\n2 a ends\n2 b begins\n4 b ends\n4 beat\n5 beat\n6 beat\n");
    CHECK(output(Model::tasks_run_in_parallel, program) ==
          "0 a begins\n0 b begins\n0 beat\n1 beat\n2 beat\n2 b ends\n2 a ends\n");
}

TEST_CASE("model: tasks run in parallel while one sleeps without awaiting it and threads go on too") {
    auto const job = [](std::string name, double seconds) {
        time_sleep(seconds);
        return name;
    };
    auto const compute = []() -> Coro<> {
        time_sleep(2.0);
        print(now(), "computed");
        co_return;
    };
    auto const ask = [&]() -> Coro<> {
        print(co_await to_thread("job", job, std::string("job"), 1.25), now());
    };
    auto const main = [&]() -> Coro<> { co_await gather(ask(), compute(), fetch("one", 1)); };
    auto const program = [&] { run(main()); };
    CHECK(output(Model::truth, program) == "2 computed\n2 one starts\njob 2\n3 one done\n");
    CHECK(output(Model::tasks_run_in_parallel, program) == "0 one starts\n1 one done\njob 1\n2 computed\n");
}

TEST_CASE("a program without what a model is about runs the same under it") {
    auto const main = []() -> Coro<> {
        print(now());
        co_await sleep(1);
        print(now());
    };
    auto const program = [&] { run(main()); };
    auto const events = [&](Model model) {
        auto const recorded = under(model, program);
        std::vector<std::string> lines;
        for (trace::Step step = 0; step < recorded.log.size(); ++step) {
            auto const event = recorded.log[step];
            lines.push_back(std::string(recorded.log.kind_name(event.kind)) + to_string(event.subject) +
                            std::to_string(event.time));
        }
        return lines;
    };
    auto const truth = events(Model::truth);
    for (auto const model :
         {Model::await_always_yields, Model::create_task_runs_now, Model::await_is_concurrent,
          Model::gather_cancels_siblings, Model::gather_returns_in_finishing_order,
          Model::cancel_is_immediate, Model::tasks_run_in_parallel})
        CHECK(events(model) == truth);
}

TEST_CASE("a wrong model leaves nothing behind wherever the program is cut") {
    auto const fail = []() -> Coro<std::string> {
        co_await sleep(1);
        throw ValueError("boom");
    };
    auto const main = [&]() -> Coro<> {
        auto const sibling = create_task(fetch("sibling", 2));
        auto const task = create_task(fetch("cancelled", 5));
        auto called = fetch("called", 1);
        co_await sleep(0);
        task.cancel();
        block_for(500'000'000);
        co_await called;
        try {
            co_await gather(sibling, fail());
        } catch (ValueError const&) {
        }
        co_await add(1, 2);
        co_await sibling;
    };
    for (auto const& model : wrong_models()) {
        INFO(model.name);
        for (std::uint64_t callbacks = 0;; ++callbacks) {
            Alive const before = objects_alive;
            CallbackLimit limit{callbacks};
            ProgramOptions options;
            options.models = model.model;
            options.limit = &limit;
            options.output = [](std::string_view) {};
            options.error = [](std::string_view) {};
            run_program([&] { run(main()); }, std::move(options));
            CHECK(objects_alive == before);
            if (!limit.reached) break;
            REQUIRE(callbacks < 200);
        }
    }
}

TEST_CASE("several wrong models can be believed together") {
    auto const child = []() -> Coro<> {
        print("child begins");
        co_await sleep(1);
        print("child ends");
    };
    auto const main = [child]() -> Coro<> {
        auto const task = create_task(child());
        print("made");
        co_await add(1, 2);
        co_await task;
    };
    auto const program = [&] { run(main()); };
    std::string const both =
        output(Models(Model::create_task_runs_now) | Model::await_always_yields, program);
    CHECK(both.starts_with("child begins\nmade\n"));
    CHECK(output(Model::await_always_yields, program).starts_with("made\n"));
    Recorded const recorded =
        under(Models(Model::create_task_runs_now) | Model::await_always_yields, program);
    CHECK(recorded.log.header().model == "await-always-yields+create-task-runs-now");
}

TEST_CASE("models are found by their names") {
    CHECK(wrong_models().size() == 9);
    for (auto const& model : wrong_models()) {
        CHECK(models_named(model.name) == model.model);
        CHECK(name_of(model.model) == model.name);
    }
    CHECK(models_named("") == Model::truth);
    CHECK_FALSE(models_named("true"));

    Models const both = Models(Model::cancel_is_immediate) | Model::calling_runs_it;
    CHECK(both.holds(Model::calling_runs_it));
    CHECK_FALSE(both.holds(Model::sleep_blocks_everyone));
    CHECK_FALSE(both.holds(Model::truth));
    CHECK(name_of(both) == "calling-runs-it+cancel-is-immediate");
    CHECK(models_named("cancel-is-immediate+calling-runs-it") == both);
    CHECK_FALSE(models_named("cancel-is-immediate+true"));
}
