#include "replay/timeline/watched.hpp"
#include "support/catch.hpp"
#include "trace/reader.hpp"

#include <sstream>

namespace {

// The events of a program that keeps its own queue: told at the module, in a function, in a coroutine.
trace::Log log_of(std::vector<std::pair<trace::ObjectId, std::string>> const& locals) {
    trace::Log log(trace::Header{1, "miniature", "3.11", "virtual", "queue", {}, {}});
    trace::ObjectId const wash{trace::ObjectType::coroutine, 1};
    auto const add = [&](trace::Kind kind, trace::ObjectId subject, std::string const& text) {
        trace::Event event;
        event.kind = kind;
        event.subject = subject;
        event.value = static_cast<std::int64_t>(log.intern(text));
        log.append(event);
    };
    add(trace::Kind::coro_create, wash, "chore('wash', 3)");
    for (auto const& [subject, text] : locals) add(trace::Kind::local, subject, text);
    return log;
}

} // namespace

TEST_CASE("a watched name has its values in order wherever the module's name is set") {
    trace::ObjectId const wash{trace::ObjectType::coroutine, 1};
    auto const log = log_of({{{}, "ready = []"},
                             {{}, "readymade = 1"},
                             {wash, "ready = 'own'"},
                             {wash, "global ready = [c1]"},
                             {{}, "ready = [c1]"},
                             {{}, "ready = []"}});
    replay::Index const index(log);
    auto const values = replay::watched_values(index, "ready", "");
    REQUIRE(values.size() == 3);
    CHECK(values[0].text == "[]");
    CHECK(values[0].from == 2);
    CHECK(values[1].text == "[c1]");
    CHECK(values[1].from == 5);
    CHECK(values[2].from == 7);
    auto const own = replay::watched_values(index, "ready", "chore");
    REQUIRE(own.size() == 1);
    CHECK(own[0].text == "'own'");
    CHECK(replay::watched_values(index, "nothing", "").empty());
    replay::Index const early(log, 4); // what comes later is not known
    CHECK(replay::watched_values(early, "ready", "").size() == 1);
}

TEST_CASE("a watched value calls coroutines by what they are about") {
    auto const log = log_of({});
    replay::Index const index(log);
    CHECK(replay::watched_words(index, "deque([c1, c7])") == "deque([wash, c7])");
    CHECK(replay::watched_words(index, "['c1', abc1, c1x]") == "['c1', abc1, c1x]");
}

TEST_CASE("a watched value calls methods and objects by their names alone") {
    auto const log = log_of({});
    replay::Index const index(log);
    auto const words = [&](std::string_view text) { return replay::watched_words(index, text); };
    CHECK(words("[<bound method Task.step of <__main__.Task object>>]") == "[Task.step]");
    CHECK(words("[<bound method Task.step of <__main__.Task object>>, <bound method Task.step of "
                "<__main__.Task object>>]") == "[Task.step, Task.step]");
    CHECK(words("[<bound method Future.set_result of f1>, c1]") == "[Future.set_result, wash]");
    CHECK(words("deque([(3, <__main__.Timer object>), None])") == "deque([(3, Timer), None])");
    CHECK(words("<__main__.main.<locals>.Job object>") == "main.Job");
    // A long text is cut off where it was recorded.
    CHECK(words("[<bound method Task.step of <__main__.Task object>>, <bound method Task.step of <__ma…") ==
          "[Task.step, Task.step…");
    // Everything else stays as it is.
    for (auto const* text : {"['<__main__.Task object>']", "[1 < 2]", "<function run>", "<bound method",
                             "[<bound method Task.…", "<__main__.Task obj…"})
        CHECK(words(text) == text);
}
