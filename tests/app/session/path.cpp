// The lessons as one goes through them.
#include "session/path.hpp"
#include "commands/command.hpp"
#include "support/catch.hpp"
#include "support/session_opened.hpp"

#include <algorithm>

namespace command = session::command;

namespace {

std::vector<std::string> ids(session::Session const& session) {
    std::vector<std::string> all;
    for (auto const* const each : session::path_of(session)) all.push_back(each->id);
    return all;
}

} // namespace

TEST_CASE("a way through the lessons has its own order and its own next lesson") {
    session::Session session = opened("sequential-await");
    auto const everything = ids(session);
    CHECK(everything.size() == session.catalogue->lessons.size());
    session::apply(session, command::TakeWay{"trust"});
    auto const way = ids(session);
    CHECK(way.size() < everything.size());
    CHECK(way.front() == "concurrent-not-parallel");
    session::apply(session, command::OpenLesson{"wait-for"});
    auto const here = std::find(way.begin(), way.end(), "wait-for");
    session::apply(session, command::OpenNeighbour{true});
    CHECK(session.lesson->entry->id == *(here + 1));
    session::apply(session, command::TakeWay{"nowhere"}); // as without any
    CHECK(ids(session) == everything);
}

TEST_CASE("a chapter's end tells what one predicted wrongly in it and where") {
    session::Session session = opened("gather-order");
    auto& answers = session.kept.progress.lessons["gather-order"].answers;
    answers.push_back({{}, "a?", kept::How::chosen, "x", true, {}});
    CHECK(session::beliefs_of_chapter(session, 5).empty());
    answers.push_back({{}, "b?", kept::How::chosen, "y", false, "await-is-concurrent"});
    answers.push_back({{}, "c?", kept::How::chosen, "z", false, "await-is-concurrent"});
    answers.push_back({{}, "d?", kept::How::chosen, "a set", false, {}});
    auto const beliefs = session::beliefs_of_chapter(session, 5);
    REQUIRE(beliefs.size() == 2);
    CHECK(beliefs[0].lesson->id == "gather-order");
    CHECK(beliefs[1].belief == "a set");
    CHECK(session::beliefs_of_chapter(session, 6).empty());
    auto const& lessons = session.catalogue->lessons;
    auto const chapter = [&](int number) {
        return std::count_if(lessons.begin(), lessons.end(), [&](auto const& each) {
            return each.chapter == number && session::ends_chapter(session, each);
        });
    };
    CHECK(chapter(5) == 1);
}
