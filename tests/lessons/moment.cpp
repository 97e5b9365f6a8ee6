#include "catalogue/moment.hpp"
#include "catalogue/program.hpp"
#include "support/catch.hpp"

using Catch::Matchers::ContainsSubstring;
using lesson::find;
using lesson::parse_moment;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

// Two fetches in tasks of their own under a main that awaits an inner coroutine, in a few events.
trace::Log small_log() {
    trace::Log log;
    ObjectId const c1(ObjectType::coroutine, 1), c2(ObjectType::coroutine, 2), c3(ObjectType::coroutine, 3);
    ObjectId const t1(ObjectType::task, 1), t2(ObjectType::task, 2), l1(ObjectType::loop, 1);
    auto const add = [&](Kind kind, ObjectId subject, ObjectId object, std::string_view text,
                         std::uint32_t line) {
        trace::Event event;
        event.kind = kind;
        event.subject = subject;
        event.object = object;
        event.line = line;
        if (!text.empty()) event.value = log.intern(text);
        log.append(event);
    };
    add(Kind::coro_create, c1, {}, "main()", 9);           // 1
    add(Kind::task_create, t1, c1, "Task-1", 0);           // 2
    add(Kind::loop_iteration, l1, {}, "", 0);              // 3
    add(Kind::task_step, t1, {}, "", 0);                   // 4
    add(Kind::coro_start, c1, t1, "", 0);                  // 5
    add(Kind::coro_create, c2, {}, "fetch('slow', 3)", 6); // 6
    add(Kind::task_create, t2, c2, "Task-2", 6);           // 7
    add(Kind::coro_create, c3, {}, "fetch('fast', 1)", 7); // 8
    add(Kind::coro_start, c3, c1, "", 7);                  // 9
    add(Kind::line, c3, {}, "", 2);                        // 10
    add(Kind::coro_suspend, c3, {}, "sleep(1)", 2);        // 11
    add(Kind::loop_iteration, l1, {}, "", 0);              // 12
    add(Kind::coro_start, c2, t2, "", 0);                  // 13
    add(Kind::line, c2, {}, "", 2);                        // 14
    add(Kind::coro_suspend, c2, {}, "sleep(3)", 2);        // 15
    add(Kind::loop_advance, l1, {}, "", 0);                // 16
    add(Kind::print, t1, {}, "finished fast\n", 3);        // 17
    return log;
}

} // namespace

TEST_CASE("a moment reads and writes as itself") {
    for (char const* const text :
         {"begin", "end", "suspend fetch", "suspend fetch 2", "done Task-3", "throw worker last", "line 11",
          "line 4 fetch 3", "line 4 last", "print \"cancel() ->\"", "print \"a\" 2", "advance", "turn 5",
          "start \"fetch('slow'\"", "print \"say \\\"hi\\\"\"", "start Reader.read"})
        CHECK(to_string(parse_moment(text)) == text);
    CHECK(to_string(parse_moment("suspend  fetch 1")) == "suspend fetch");
}

TEST_CASE("what is no moment is refused with a reason") {
    CHECK_THROWS_WITH(parse_moment(""),
                      ContainsSubstring("begins with no known word; it can begin with: begin, end, create"));
    CHECK_THROWS_WITH(parse_moment("suspned fetch"),
                      ContainsSubstring("`suspned fetch` begins with no known word"));
    CHECK_THROWS_WITH(parse_moment("suspend"), ContainsSubstring("needs a coroutine function or a task"));
    CHECK_THROWS_WITH(parse_moment("line fetch"), ContainsSubstring("needs the number of a line"));
    CHECK_THROWS_WITH(parse_moment("line 0"), ContainsSubstring("needs the number of a line"));
    CHECK_THROWS_WITH(parse_moment("print hello"), ContainsSubstring("needs the text in quotes"));
    CHECK_THROWS_WITH(parse_moment("print \"hello"), ContainsSubstring("lacks its closing quote"));
    CHECK_THROWS_WITH(parse_moment("suspend fetch two"), ContainsSubstring("ends with `two`"));
    CHECK_THROWS_WITH(parse_moment("suspend fetch 0"), ContainsSubstring("ends with `0`"));
    CHECK_THROWS_WITH(parse_moment("suspend fetch 1 2"), ContainsSubstring("goes on after its end with `2`"));
    CHECK_THROWS_WITH(parse_moment("begin 2"), ContainsSubstring("goes on after its end"));
    CHECK_THROWS_WITH(parse_moment("advance fetch"), ContainsSubstring("ends with `fetch`"));
}

TEST_CASE("a moment is found as the number of events that have happened") {
    trace::Log const log = small_log();
    auto const at = [&](char const* text) { return find(parse_moment(text), log); };
    CHECK(at("begin") == 0);
    CHECK(at("end") == 17);
    CHECK(at("create main") == 1);
    CHECK(at("create Task-1") == 2);
    CHECK(at("create fetch") == 6);
    CHECK(at("create fetch 2") == 8);
    CHECK(at("create \"fetch('fast'\"") == 8);
    CHECK(at("start fetch") == 9);
    CHECK(at("start fetch 2") == 13);
    CHECK(at("start \"fetch('slow'\"") == 13);
    CHECK(at("suspend fetch last") == 15);
    CHECK(at("step main") == 4);
    CHECK(at("step Task-1") == 4);
    CHECK(at("line 2 2") == 14);
    CHECK(at("line 2 \"fetch('slow'\"") == 14);
    CHECK(at("print \"fast\"") == 17);
    CHECK(at("advance") == 16);
    CHECK(at("turn 2") == 12);
}

TEST_CASE("a coroutine is known by the task it runs in also when another awaits it") {
    trace::Log const log = small_log();
    CHECK(find(parse_moment("suspend Task-1"), log) == 11);
    CHECK(find(parse_moment("suspend Task-2"), log) == 15);
}

TEST_CASE("a moment that does not come is none") {
    trace::Log const log = small_log();
    for (char const* const text :
         {"suspend main", "start fetch 3", "line 3 last", "print \"slow\"", "done Task-1", "turn 3"})
        CHECK_FALSE(find(parse_moment(text), log).has_value());
    CHECK_FALSE(find(parse_moment("suspend fetch"), trace::Log{}).has_value());
}

TEST_CASE("lines of a moment follow the program into its variant") {
    trace::Log const log = small_log();
    lesson::Program program;
    program.lines = {0, 1, 0, 2};
    CHECK(find(parse_moment("line 3"), log, program) == 10);
    CHECK_FALSE(find(parse_moment("line 2"), log, program).has_value());
    CHECK_FALSE(find(parse_moment("line 4"), log, program).has_value());
    CHECK(find(parse_moment("suspend fetch"), log, program) == 11);
}
