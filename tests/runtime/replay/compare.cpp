#include "replay/compare.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

using namespace replay;
using Catch::Matchers::ContainsSubstring;
using trace::Event;
using trace::Kind;
using trace::Log;

namespace {

// A copy with each event passed through `change`, which may leave it out by returning false.
template <typename Change>
Log copy(Log const& log, Change change) {
    Log out(log.header());
    out.intern("a text of its own, so that numbers of texts differ");
    for (auto const& source : log.sources()) out.add_source(source);
    for (trace::Step step = 0; step < log.size(); ++step) {
        Event event = log[step];
        if (trace::value_is_text(event.kind)) event.value = out.intern(log.text(event));
        if (change(step, event, out)) out.append(event);
    }
    if (log.end()) out.set_end(*log.end());
    return out;
}
Log copy(Log const& log) {
    return copy(log, [](trace::Step, Event&, Log&) { return true; });
}

} // namespace

TEST_CASE("a trace agrees with itself and with a copy whose texts have other numbers") {
    for (auto const& name : recordings()) {
        auto const log = recorded(name);
        auto const result = compare(log, copy(log));
        INFO(name << "\n" << (result.difference ? result.difference->text : ""));
        CHECK(result.agree);
        CHECK_FALSE(result.difference);
        CHECK(result.compared > 0);
        CHECK(result.compared == result.pairs.size());
    }
}

TEST_CASE("different programs do not agree") {
    auto const result = compare(recorded("gather-order"), recorded("create-task"));
    CHECK_FALSE(result.agree);
    CHECK(result.difference);
}

TEST_CASE("a change in any field of any event that counts is found where it is") {
    auto const log = recorded("cancel-delivery");
    for (trace::Step changed = 0; changed < log.size(); ++changed) {
        if (log[changed].kind == Kind::local) continue;
        for (int field = 0; field < 6; ++field) {
            auto const other = copy(log, [&](trace::Step step, Event& event, Log& out) {
                if (step != changed) return true;
                if (field == 0) event.time += 1;
                if (field == 1) event.subject = trace::ObjectId(trace::ObjectType::queue, 9);
                if (field == 2) event.object = trace::ObjectId(trace::ObjectType::queue, 9);
                if (field == 3)
                    event.value =
                        trace::value_is_text(event.kind) ? out.intern("something else") : event.value + 1;
                if (field == 4) event.line += 1;
                if (field == 5) {
                    event.kind = event.kind == Kind::loop_stop ? Kind::loop_close : Kind::loop_stop;
                    event.value = 0;
                }
                return true;
            });
            auto const result = compare(log, other);
            INFO("event " << changed << ", field " << field);
            CHECK_FALSE(result.agree);
            REQUIRE(result.difference);
            CHECK(result.difference->a == changed + 1);
            CHECK(result.difference->b == changed + 1);
        }
    }
}

TEST_CASE("locals are passed over because the two engines see different ones") {
    auto const log = recorded("gather-order");
    auto const without = copy(log, [](trace::Step, Event& event, Log&) { return event.kind != Kind::local; });
    REQUIRE(without.size() < log.size());
    auto const result = compare(log, without);
    CHECK(result.agree);
    // Positions still find each other past what only one of them has.
    auto const in_log = position_of(log, "print", "t3");
    CHECK(result.to_b(in_log) == position_of(without, "print", "t3"));
    CHECK(result.to_a(result.to_b(in_log)) == in_log);
    CHECK(result.to_b(0) == 0);
    // A position of an event that the other does not have shows the moment before it.
    auto const local = position_of(log, "local", "c3");
    CHECK(result.to_b(local) == result.to_b(local - 1));
}

TEST_CASE("lines that CPython revisits are passed over whichever trace lists them") {
    auto const lines = [](char const* revisited, char const* extra) {
        return std::string("[\"source\",1,\"p.py\",\"for x in y:\\n    pass\\n\",[") + revisited + "]]\n" +
               "[0,\"line\",\"\",\"\",0,1,1]\n[0,\"line\",\"\",\"\",0,2,1]\n" + extra + "[\"end\"," +
               (extra[0] == 0 ? "2" : "3") + ",0,\"\"]\n";
    };
    auto const again = "[0,\"line\",\"\",\"\",0,1,1]\n";
    CHECK(compare(from_lines(lines("1", "")), from_lines(lines("1", again))).agree);
    CHECK(compare(from_lines(lines("1", "")), from_lines(lines("", again))).agree);
    CHECK(compare(from_lines(lines("", again)), from_lines(lines("1", ""))).agree);
    CHECK_FALSE(compare(from_lines(lines("", "")), from_lines(lines("", again))).agree);
    CHECK_FALSE(compare(from_lines(lines("2", "")), from_lines(lines("2", again))).agree);
}

TEST_CASE("the first difference is told in a few lines that a person can act on") {
    auto const log = recorded("gather-order");
    auto const at = position_of(log, "print", "t3");
    auto const other = copy(log, [&](trace::Step step, Event& event, Log& out) {
        if (step + 1 == at) event.value = out.intern("finished quick\n");
        return true;
    });
    auto const text = compare(log, other).difference->text;
    INFO(text);
    CHECK_THAT(text,
               ContainsSubstring("last in common, event " + std::to_string(at - 1) + ": Task-3 runs line 5"));
    CHECK_THAT(text, ContainsSubstring("event " + std::to_string(at) + ": Task-3 prints “finished fast”"));
    CHECK_THAT(text, ContainsSubstring("print  subject t3  text \"finished quick\\n\"  line 5"));
    CHECK_THAT(text, ContainsSubstring("| print(\"finished\", name)"));
    CHECK(std::count(text.begin(), text.end(), '\n') <= 8);
}

TEST_CASE("a trace that stops early differs where it stops") {
    auto const log = recorded("create-task");
    auto const cut = copy(log, [&](trace::Step step, Event&, Log&) { return step < 40; });
    auto const result = compare(log, cut);
    CHECK_FALSE(result.agree);
    CHECK(result.difference->b == 41);
    CHECK_THAT(result.difference->text, ContainsSubstring("has no more events"));
    auto const other_way = compare(cut, log);
    CHECK(other_way.difference->a == 41);
}

TEST_CASE("another ending is a difference even when all events are equal") {
    auto const log = recorded("create-task");
    auto failed = copy(log);
    failed.set_end({1, "ValueError: boom"});
    auto const result = compare(log, failed);
    CHECK_FALSE(result.agree);
    CHECK_THAT(result.difference->text, ContainsSubstring("exit code 1, ValueError: boom"));
    Log open = copy(log);
    Log never_ended(open.header());
    for (trace::Step step = 0; step < open.size(); ++step) {
        auto event = open[step];
        if (trace::value_is_text(event.kind)) event.value = never_ended.intern(open.text(event));
        never_ended.append(event);
    }
    for (auto const& source : open.sources()) never_ended.add_source(source);
    CHECK_THAT(compare(log, never_ended).difference->text, ContainsSubstring("cut off"));
}

TEST_CASE("runs with different knobs or arguments are not the same run") {
    auto const log = recorded("create-task");
    auto other = copy(log);
    other.header().knobs["delay"] = "2";
    CHECK_THAT(compare(log, other).difference->text, ContainsSubstring("different knobs"));
    CHECK_THAT(compare(log, other).difference->text, ContainsSubstring("delay = 2"));
    other = copy(log);
    other.header().arguments = {"--fast"};
    CHECK_THAT(compare(log, other).difference->text, ContainsSubstring("different arguments"));
    other = copy(log);
    other.header().engine = "miniature";
    other.header().program = "create-task";
    CHECK(compare(log, other).agree);
}

TEST_CASE("of an edited program lines are known by their text and calls by their function") {
    auto const run = [](std::string const& source, std::string const& line, std::string const& call,
                        std::string const& next) {
        return from_lines("[\"source\",1,\"p.py\",\"" + source + "\",[]]\n[\"text\",1,\"" + call +
                          "\"]\n[0,\"coro.create\",\"c1\",\"\",1," + line + ",1]\n[0,\"line\",\"\",\"\",0," +
                          next + ",1]\n");
    };
    auto const before = run("work(1)\\nprint()\\nend()", "1", "work(1)", "2");
    auto const now = run("x = 1\\nwork(1)\\nprint()\\nend()", "2", "work(2)", "3");
    auto const ends = run("x = 1\\nwork(1)\\nprint()\\nend()", "2", "work(2)", "4");
    auto const other = run("work(1)\\nprint()\\nend()", "1", "rest(1)", "2");
    CHECK(compare(before, now).difference->a == 1);
    CHECK(compare(before, now, Programs::edited).agree);
    CHECK(compare(before, ends, Programs::edited).difference->a == 2);
    CHECK(compare(before, other, Programs::edited).difference->a == 1);
}

TEST_CASE("two empty traces agree") { CHECK(compare(Log{}, Log{}).agree); }

TEST_CASE("kinds of a newer version are compared by name") {
    auto const a = from_lines("[0,\"new.one\",\"\",\"\",1,0,0]\n");
    auto const b = from_lines("[0,\"new.two\",\"\",\"\",1,0,0]\n");
    CHECK(compare(a, a).agree);
    CHECK_FALSE(compare(a, b).agree);
}
