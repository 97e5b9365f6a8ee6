// What runs answer, against what the lessons' programs are known to do.
#include "replay/answer.hpp"

#include "replay/moment.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

using replay::Asks;

namespace {

std::vector<std::string> asked(trace::Log const& log, Asks kind, std::string const& of,
                               std::string const& from, std::string const& to) {
    auto const at = [&](std::string const& moment) {
        return replay::find(replay::parse_moment(moment), log).value();
    };
    return replay::answers(replay::Index(log), {kind, of, at(from), at(to)});
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("each kind of question has its answer in a run") {
    auto const log = recorded("gather-order");
    CHECK(asked(log, Asks::next, "", "suspend main", "end") == Texts{"Task-2", "fetch('slow', 3)"});
    CHECK(asked(log, Asks::order, "", "line 11", "line 12") ==
          Texts{"finished fast · finished mid · finished slow"});
    CHECK(asked(log, Asks::order, "first", "line 11", "end") == Texts{"finished fast"});
    CHECK(asked(log, Asks::order, "last", "line 11", "end") == Texts{"['slow', 'fast', 'mid'] 3s"});
    CHECK(asked(log, Asks::order, "", "begin", "line 11") == Texts{"nothing"});
    CHECK(asked(log, Asks::value, "results", "line 11", "line 12") == Texts{"['slow', 'fast', 'mid']"});
    CHECK(asked(log, Asks::value, "delay", "line 11", "suspend fetch 2") == Texts{"1"}); // the last so far
    CHECK(asked(log, Asks::value, "nothing", "line 11", "end").empty());
    CHECK(asked(log, Asks::time, "", "line 11", "line 12") == Texts{"3 s", "3s"});
    CHECK(asked(log, Asks::state, "Task-3", "begin", "line 12") == Texts{"done"});
    CHECK(asked(log, Asks::state, "main", "begin", "advance") == Texts{"waiting"});
    CHECK(asked(log, Asks::state, "cook", "begin", "end").empty());
    CHECK(asked(log, Asks::queue, "", "begin", "suspend main") ==
          Texts{"Task-2, Task-3, Task-4", "fetch('slow', 3), fetch('fast', 1), fetch('mid', 2)"});
    CHECK(asked(log, Asks::queue, "", "begin", "begin") == Texts{"nothing"});
    CHECK(asked(log, Asks::woken, "", "advance", "line 5") == Texts{"Task-3", "fetch('fast', 1)"});
    CHECK(asked(log, Asks::woken, "", "begin", "line 11") == Texts{"nobody"});
    CHECK(asked(log, Asks::raises, "", "begin", "end") == Texts{"none"});
    CHECK(asked(log, Asks::free, "", "begin", "end").empty());
    auto const cancelled = recorded("cancel-delivery");
    CHECK(asked(cancelled, Asks::raises, "", "line 16", "end") == Texts{"line 6", "6"});
    CHECK(asked(cancelled, Asks::state, "worker", "begin", "line 16") == Texts{"waiting"});
    CHECK(asked(cancelled, Asks::state, "worker", "begin", "end") == Texts{"cancelled"});
}

TEST_CASE("kinds of question have names and an answer is known however it is set off") {
    for (auto const name : replay::asks_names()) CHECK(replay::name_of(*replay::asks_named(name)) == name);
    CHECK_FALSE(replay::asks_named("taste"));
    CHECK(replay::means(" `3 s`", {"3 s", "3s"}));
    CHECK(replay::means("3s", {"3 s", "3s"}));
    CHECK_FALSE(replay::means("3", {"3 s", "3s"}));
    CHECK_FALSE(replay::means("", {}));
    CHECK(replay::plain_seconds(0) == "0 s");
    CHECK(replay::plain_seconds(1'500'000'000) == "1.5 s");
    CHECK(replay::plain_seconds(-20'000) == "-0.00002 s");
}

TEST_CASE("an index of a part knows nothing of what comes after it") {
    auto const log = recorded("gather-order");
    for (replay::Position size = 0; size <= log.size(); ++size) {
        replay::Index const part(log, size);
        CHECK(part.size() == size);
        CHECK(part.end().has_value() == (size == log.size()));
        CHECK((part.prints().empty() || part.prints().back() <= size));
        CHECK(part.task(*trace::parse_object_id("t3")).ended <= size);
    }
}
