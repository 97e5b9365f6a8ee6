// What a person does to a running program from outside, and under what a trace says it was made.
#include "support/catch.hpp"
#include "support/recorded.hpp"
#include "trace/reader.hpp"
#include "trace/writer.hpp"

#include <chrono>
#include <sstream>

using namespace aio;

namespace {

using Act = Intervention::Act;

Recorded with(std::vector<Intervention> interventions, std::function<void()> const& module) {
    Recorded recorded;
    ProgramOptions options;
    options.log = &recorded.log;
    options.interventions = std::move(interventions);
    options.output = [&](std::string_view text) { recorded.output += text; };
    options.error = [&](std::string_view text) { recorded.errors += text; };
    recorded.exit_code = run_program(module, std::move(options));
    return recorded;
}

Coro<> waits_for(Future<int> future) {
    try {
        print("got", co_await future);
    } catch (CancelledError const&) {
        print("cancelled");
    } catch (Exception const& error) {
        print(error.type_name(), error.what());
    }
}

Coro<> waiting() {
    auto const future = get_running_loop().create_future<int>();
    co_await waits_for(future);
    co_await sleep(100);
    print("slept until", fixed(get_running_loop().time(), 0));
}

void program() { run(waiting()); }

// The step at which the trace holds this event, the n-th of its kind.
trace::Step step_of(std::string_view kind, std::size_t number = 1) {
    auto const truth = with({{1'000'000, Act::cancel, {ObjectType::task, 1}, ""}}, program);
    for (trace::Step step = 0; step < truth.log.size(); ++step)
        if (truth.log.kind_name(truth.log[step].kind) == kind && --number == 0) return step + 1;
    return 0;
}

trace::Step step_at(Recorded const& run, std::string_view kind, std::size_t number = 1) {
    for (trace::Step step = 0; step < run.log.size(); ++step)
        if (run.log.kind_name(run.log[step].kind) == kind && --number == 0) return step + 1;
    return 0;
}

trace::Step step_of_line(Recorded const& run, std::uint32_t line) {
    for (trace::Step step = 0; step < run.log.size(); ++step)
        if (run.log[step].kind == Kind::line && run.log[step].line == line) return step + 1;
    return 0;
}

int current_cancelling() { return thread_state.task->cancelling(); }

Coro<> sleep_for(double seconds) { co_await sleep(seconds); }

ObjectId const future_1{ObjectType::future, 1};
ObjectId const task_1{ObjectType::task, 1};

} // namespace

TEST_CASE("without help the program waits for ever") {
    auto const run = with({}, program);
    CHECK(run.exit_code == 1);
    CHECK(run.output.empty());
}

TEST_CASE("a future is resolved, failed and cancelled from outside") {
    auto const step = step_of("task.suspend");
    REQUIRE(step > 0);
    CHECK(with({{step, Act::resolve, future_1, "42"}}, program).output == "got 42\nslept until 100\n");
    CHECK(with({{step, Act::fail, future_1, "ValueError: boom"}}, program).output ==
          "ValueError boom\nslept until 100\n");
    CHECK(with({{step, Act::cancel, future_1, ""}}, program).output == "cancelled\nslept until 100\n");
    CHECK(with({{step, Act::cancel, task_1, ""}}, program).output == "cancelled\nslept until 100\n");
}

TEST_CASE("a timer fires before its time") {
    auto const step = step_of("task.suspend");
    auto const resolve = Intervention{step, Act::resolve, future_1, "1"};
    for (auto const& id : {ObjectId(ObjectType::future, 2), task_1}) {
        auto const run = with({resolve, {step + 15, Act::fire, id, ""}}, program);
        CHECK(run.output == "got 1\nslept until 0\n");
        CHECK(run.count("loop.advance") == 0);
    }
}

TEST_CASE("the trace is the same up to the intervention and says what was done") {
    auto const step = step_of("task.suspend");
    auto const truth = with({}, program);
    auto const run =
        with({{step, Act::resolve, future_1, "7"}, {step, Act::resolve, future_1, "8"}}, program);
    for (trace::Step i = 0; i < step; ++i) CHECK(run.log[i].kind == truth.log[i].kind);
    CHECK(run.events({"run.intervene"}) == std::vector<std::string>{"run.intervene f1 resolve 7",
                                                                    "run.intervene f1 resolve 8",
                                                                    "run.intervene f1 without effect"});
    CHECK(run.log.header().interventions == std::vector<std::string>{std::to_string(step) + " resolve f1 7",
                                                                     std::to_string(step) + " resolve f1 8"});
}

TEST_CASE("what cannot be done is without effect") {
    auto const step = step_of("task.suspend");
    for (Intervention const& each :
         {Intervention{step, Act::resolve, task_1, "1"}, Intervention{step, Act::fail, task_1, "ValueError"},
          Intervention{step, Act::resolve, future_1, "text"}, Intervention{step, Act::fire, future_1, ""},
          Intervention{step, Act::cancel, {ObjectType::task, 9}, ""}}) {
        auto const run = with({each}, program);
        CHECK(run.count("run.intervene") == 2);
        CHECK(run.output.empty());
    }
}

TEST_CASE("an intervention at a line comes while the task runs") {
    auto const main = []() -> Coro<> {
        line(1), print(current_cancelling());
        line(2), print(current_cancelling());
        co_await sleep(0);
    };
    auto const module = [&] { run(main()); };
    auto const truth = with({}, module);
    trace::Step step = 0;
    while (truth.log[step].line != 2) ++step;
    auto const run = with({{step + 1, Act::cancel, task_1, ""}}, module);
    CHECK(run.output == "0\n1\n");
    CHECK(run.events({"task.done"}) == std::vector<std::string>{"task.done t1 cancelled"});
}

TEST_CASE("a cancellation from outside carries its message") {
    auto const main = []() -> Coro<> {
        try {
            co_await sleep(1);
        } catch (CancelledError const& error) {
            print("because", error.what());
        }
    };
    auto const module = [&] { run(main()); };
    auto const step = step_at(with({{1'000'000, Act::cancel, task_1, ""}}, module), "task.suspend");
    CHECK(with({{step, Act::cancel, task_1, "no time"}}, module).output == "because no time\n");
    CHECK(with({{step, Act::cancel, task_1, "'no time'"}}, module).output == "because no time\n");
    CHECK(with({{step, Act::cancel, task_1, ""}}, module).output == "because \n");
}

TEST_CASE("a timer that is late goes off so much later and the clock shows it") {
    auto const main = []() -> Coro<> {
        co_await sleep(1);
        print("slept until", fixed(get_running_loop().time(), 1));
    };
    auto const module = [&] { run(main()); };
    auto const truth = with({{1'000'000, Act::cancel, task_1, ""}}, module);
    REQUIRE(truth.output == "slept until 1.0\n");
    auto const step = step_at(truth, "task.suspend");
    for (auto const& id :
         {ObjectId(ObjectType::future, 1), task_1, truth.log[step_at(truth, "handle.timer") - 1].subject}) {
        auto const run = with({{step, Act::late, id, "0.5"}}, module);
        CHECK(run.output == "slept until 1.5\n");
        // For whoever shows it the old timer is gone, and another there.
        CHECK(run.count("handle.cancel") == 1);
        CHECK(run.count("handle.timer") == 2);
    }
    CHECK(with({{step, Act::late, task_1, "0.5"}, {step, Act::late, task_1, "2"}}, module).output ==
          "slept until 3.5\n");
}

TEST_CASE("a late timer may be that of a callback which nobody else holds") {
    auto const main = []() -> Coro<> {
        get_running_loop().call_later(1, [] { print("called at", fixed(get_running_loop().time(), 0)); });
        co_await sleep(9);
    };
    auto const module = [&] { run(main()); };
    auto const truth = with({{1'000'000, Act::cancel, task_1, ""}}, module);
    auto const timer = truth.log[step_at(truth, "handle.timer") - 1].subject;
    auto const step = step_at(truth, "task.suspend");
    CHECK(with({{step, Act::late, timer, "4"}}, module).output == "called at 5\n");
}

TEST_CASE("an exception is raised where a task stands") {
    auto const child = []() -> Coro<> {
        line(1), print("begins");
        try {
            line(2), co_await sleep(1);
        } catch (ValueError const& error) {
            print("caught", error.what(), "at", fixed(get_running_loop().time(), 0));
        }
        line(3), print("ends");
    };
    auto const main = [&]() -> Coro<> {
        auto task = create_task(child());
        line(7), co_await sleep(0);
        line(8), co_await task;
    };
    auto const module = [&] { run(main()); };
    ObjectId const task_2{ObjectType::task, 2};
    auto const truth = with({{1'000'000, Act::cancel, task_1, ""}}, module);
    auto const raised = [&](trace::Step step) {
        return with({{step, Act::raise, task_2, "ValueError: boom"}}, module);
    };
    // It waits: at its await, at once.
    CHECK(raised(step_at(truth, "coro.suspend", 2)).output == "begins\ncaught boom at 0\nends\n");
    // It runs: instead of the statement that was about to run.
    auto const at_line = raised(step_of_line(truth, 1));
    CHECK(at_line.output.empty());
    CHECK(at_line.events({"task.done"}).at(0) == "task.done t2 exception ValueError('boom')");
    CHECK(at_line.exit_code == 1);
    // It has not begun: it never does.
    CHECK(raised(step_at(truth, "task.create", 2)).output.empty());
    // It is done.
    auto const vain = raised(step_at(truth, "task.done"));
    CHECK(vain.output == truth.output);
    CHECK(vain.count("run.intervene") == 2);
}

TEST_CASE("nothing is raised out of a plain function but once it returns") {
    auto const plain = [] {
        FunctionFrame const frame;
        line(4), print("in the function");
    };
    auto const main = [&]() -> Coro<> {
        line(1), plain();
        line(2), print("after it");
        co_await sleep(0);
    };
    auto const module = [&] { run(main()); };
    auto const truth = with({{1'000'000, Act::cancel, task_1, ""}}, module);
    auto const run = with({{step_of_line(truth, 4), Act::raise, task_1, "ValueError: boom"}}, module);
    CHECK(run.output == "in the function\n");
    CHECK(run.events({"task.done"}).at(0) == "task.done t1 exception ValueError('boom')");
}

TEST_CASE("what is raised does not take the place of a cancellation that comes first") {
    auto const main = []() -> Coro<> {
        try {
            co_await sleep(1);
        } catch (CancelledError const&) {
            print("cancelled");
        }
    };
    auto const module = [&] { run(main()); };
    auto const step = step_at(with({{1'000'000, Act::cancel, task_1, ""}}, module), "task.suspend");
    auto const run =
        with({{step, Act::cancel, task_1, ""}, {step, Act::raise, task_1, "ValueError"}}, module);
    CHECK(run.output == "cancelled\n");
    CHECK(run.count("run.intervene") == 3);
}

TEST_CASE("an intervention that is due while a thread runs comes once the loop goes on") {
    auto const main = []() -> Coro<> {
        co_await to_thread("work", [] { line(5), block_for(10); });
        co_await sleep(1);
    };
    auto const module = [&] { run(main()); };
    auto const truth = with({{1'000'000, Act::cancel, task_1, ""}}, module);
    auto const run = with({{step_of_line(truth, 5), Act::cancel, task_1, ""}}, module);
    CHECK(run.count("run.intervene") == 1);
    CHECK(run.events({"task.done"}) == std::vector<std::string>{"task.done t1 cancelled"});
}

TEST_CASE("interventions read back from their texts") {
    for (auto const* text : {"12 cancel t2", "12 cancel t2 two words", "0 resolve f1",
                             "7 resolve f1 'two words'", "3 fail f2 ValueError: boom", "99 fire h5",
                             "5 late h3 2", "5 late t3 0.25", "40 raise t2 ValueError: boom"}) {
        auto const read = parse_intervention(text);
        REQUIRE(read);
        CHECK(to_string(*read) == text);
    }
    for (auto const* text : {"", "x cancel t1", "1 stop t1", "1 cancel", "1 cancel z", "-1 cancel t1",
                             "1 late t1", "1 late t1 soon", "1 late t1 -2", "1 late t1 0", "1 raise t1"})
        CHECK_FALSE(parse_intervention(text));
}

TEST_CASE("a trace says under what it was made") {
    trace::Log log;
    ProgramOptions options;
    options.log = &log;
    options.models = Model::cancel_is_immediate;
    options.schedule.last = true;
    options.interventions = {{5, Act::cancel, task_1, ""}};
    options.output = [](std::string_view) {};
    options.error = [](std::string_view) {};
    run_program([] { run([]() -> Coro<> { co_await sleep(1); }()); }, std::move(options));
    std::ostringstream file;
    trace::write(log, file);
    auto const header = trace::read(file.str()).log.header();
    CHECK(header == log.header());
    CHECK(header.clock == "virtual");
    CHECK(header.model == "cancel-is-immediate");
    CHECK(header.schedule == "last");
    CHECK(header.interventions == std::vector<std::string>{"5 cancel t1"});
}

TEST_CASE("a run as ever has no such words in its header") {
    trace::Log log({1, "miniature", "3.11", "virtual", "p", {}, {}});
    std::ostringstream file;
    trace::write(log, file);
    CHECK(file.str() ==
          "{\"awaitscope\":1,\"engine\":\"miniature\",\"version\":\"3.11\",\"clock\":\"virtual\","
          "\"program\":\"p\",\"arguments\":[],\"knobs\":{}}\n");
}

TEST_CASE("under a steady clock sleeping takes its time") {
    trace::Log log;
    ProgramOptions options;
    options.log = &log;
    options.clock = Clock::steady;
    std::string output;
    options.output = [&](std::string_view text) { output += text; };
    auto const main = []() -> Coro<> {
        double const began = get_running_loop().time();
        co_await gather(sleep_for(0.05), sleep_for(0.02));
        print(get_running_loop().time() - began >= 0.05);
        block_for(10'000'000);
        print(get_running_loop().time() - began >= 0.06);
    };
    auto const start = std::chrono::steady_clock::now();
    CHECK(run_program([&] { run(main()); }, std::move(options)) == 0);
    CHECK(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(60));
    CHECK(output == "True\nTrue\n");
    CHECK(log.header().clock == "steady");
    std::int64_t time = 0;
    for (trace::Step step = 0; step < log.size(); ++step) {
        CHECK(log[step].time >= time);
        time = log[step].time;
    }
}
