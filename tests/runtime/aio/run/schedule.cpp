// The order of what is ready at one moment is an input of the run.
#include "aio/base/schedule.hpp"
#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;

namespace {

Coro<> sleeper(std::string name) {
    co_await sleep(1);
    print(name);
}

Coro<> three_at_once() {
    std::vector<Task<>> tasks;
    for (auto const* name : {"a", "b", "c"}) tasks.push_back(create_task(sleeper(name)));
    co_await gather(std::move(tasks));
}

std::string order_of(Schedule schedule, std::vector<Decision>* decisions = nullptr) {
    std::string output;
    ProgramOptions options;
    options.schedule = std::move(schedule);
    options.decisions = decisions;
    options.output = [&](std::string_view text) { output += text.substr(0, 1); };
    CHECK(run_program([] { run(three_at_once()); }, std::move(options)) == 0);
    return output;
}

} // namespace

TEST_CASE("simultaneous timers go on in the order of arming by default") {
    CHECK(order_of({}) == "abc");
    CHECK(order_of({{0, 0, 0, 0}}) == "abc");
}

TEST_CASE("a schedule gives every order of simultaneous timers") {
    CHECK(order_of({{0, 1}}) == "acb");
    CHECK(order_of({{1}}) == "bac");
    CHECK(order_of({{1, 1}}) == "bca");
    CHECK(order_of({{2}}) == "cab");
    CHECK(order_of({{2, 1}}) == "cba");
    CHECK(order_of({{}, true}) == "cba");
    CHECK(order_of({{0}, true}) == "acb");
}

TEST_CASE("a number too large for a decision takes the last one") { CHECK(order_of({{9, 9}}) == "cba"); }

TEST_CASE("a run tells which decisions it made") {
    std::vector<Decision> decisions;
    CHECK(order_of({{1}}, &decisions) == "bac");
    CHECK(decisions == std::vector<Decision>{{Choice::timers, 3, 1}, {Choice::timers, 2, 0}});
}

TEST_CASE("timers of different moments leave nothing to decide") {
    std::vector<Decision> decisions;
    ProgramOptions options;
    options.schedule.last = true;
    options.decisions = &decisions;
    std::string output;
    options.output = [&](std::string_view text) { output += text.substr(0, 1); };
    auto const at = [](std::string name, double delay) -> Coro<> {
        co_await sleep(delay);
        print(name);
    };
    auto const main = [&]() -> Coro<> { co_await gather(at("a", 1), at("b", 2)); };
    run_program([&] { run(main()); }, std::move(options));
    CHECK(output == "ab");
    CHECK(decisions.empty());
}

TEST_CASE("a schedule reads back from its text") {
    for (auto const* text :
         {"", "1", "1,0,2", "last", "0,2,last", "1@4", "1,0@4,10", "@4=0.5", "0,1@4,10=0.5,-,2"}) {
        auto const schedule = parse_schedule(text);
        REQUIRE(schedule);
        CHECK(to_string(*schedule) == text);
    }
    for (auto const* text :
         {"x", "1,", ",1", "last,1", "1 2", "-1", "1@", "1@x", "1=2", "1@4=", "1@4=x", "1@4=-1"})
        CHECK_FALSE(parse_schedule(text));
    CHECK(to_string(Schedule{{0, 0}, false}).empty());
}

namespace {

// Two wait for the outside (lines 4 and 5), one for itself.
Coro<> waits(std::string name, double seconds, std::uint32_t at) {
    line(at);
    co_await sleep(seconds);
    print(name, get_running_loop().time());
}
Coro<> three_waits() { co_await gather(waits("a", 2, 4), waits("b", 3, 5), waits("own", 4, 6)); }

struct Outside {
    std::string output;
    std::vector<Decision> decisions;
    Schedule settled;
};

Outside with(Schedule schedule) {
    Outside result;
    trace::Log log;
    ProgramOptions options;
    options.log = &log;
    options.schedule = std::move(schedule);
    options.decisions = &result.decisions;
    options.settled = &result.settled;
    options.output = [&](std::string_view text) { result.output += text; };
    run_program([] { run(three_waits()); }, std::move(options));
    return result;
}

} // namespace

TEST_CASE("sleeps that stand for the outside end in any order that is asked for") {
    Outside const usual = with({{}, false, {4, 5}, {}});
    CHECK(usual.output == "a 2.0\nb 3.0\nown 4.0\n");
    REQUIRE(usual.decisions.size() == 2);
    CHECK(usual.decisions[0].what == Choice::sleeps);
    CHECK(usual.decisions[0].among == 3); // a, b before it, own before both
    CHECK(with({{1}, false, {4, 5}, {}}).output == "b 1.0\na 2.0\nown 4.0\n");
    CHECK(with({{2}, false, {4, 5}, {}}).output == "own 4.0\na 6.0\nb 6.0\n");
    CHECK(with({{0, 1}, false, {4, 5}, {}}).output == "a 2.0\nown 4.0\nb 6.0\n");
    CHECK(with({{1}, false, {6}, {}}).output == "own 1.0\na 2.0\nb 3.0\n");
}

TEST_CASE("an order of sleeps is settled as the times that they take and comes out the same") {
    for (Schedule const& schedule : {Schedule{{1}, false, {4, 5}, {}}, Schedule{{2}, false, {4, 5}, {}},
                                     Schedule{{0, 1}, false, {4, 5}, {}}}) {
        Outside const chosen = with(schedule);
        CHECK(chosen.settled.took.size() > 0);
        Outside const again = with(chosen.settled);
        CHECK(again.output == chosen.output);
        auto const of_text = parse_schedule(to_string(chosen.settled));
        REQUIRE(of_text);
        CHECK(with(*of_text).output == chosen.output);
    }
    CHECK(to_string(with({{1}, false, {4, 5}, {}}).settled) == "@4,5=-,1");
}
