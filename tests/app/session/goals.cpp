// Goals of a lesson that turning knobs reaches.
#include "support/catch.hpp"

#include "session/check/goal.hpp"
#include "session/keeping.hpp"
#include "support/session_opened.hpp"

#include <algorithm>

using session::Session;
namespace command = session::command;

TEST_CASE("a goal is reached where the run of the knobs has shown it and stays so") {
    Session session = opened("semaphore-pool");
    REQUIRE(session.lesson->goals.size() == 1);
    session::apply(session, command::SeekEnd{});
    CHECK_FALSE(session::is_reached(session, 0));
    session::apply(session, command::SetKnob{"slots", "3"});
    CHECK(session::is_reached(session, 0));
    session::apply(session, command::SeekStart{});
    CHECK_FALSE(session::is_reached(session, 0)); // what is to come is not told
    CHECK(session::goal_kept(session, 0).reached);
    session::apply(session, command::ResetKnobs{});
    CHECK_FALSE(session::is_reached(session, 0));
    CHECK(session::goal_kept(session, 0).reached);
    session::apply(session, command::ForgetPredictions{});
    CHECK_FALSE(session::goal_kept(session, 0).reached);
}

TEST_CASE("hints come one by one and no more than there are") {
    Session session = opened("semaphore-pool");
    auto const hints = session.lesson->goals[0].goal->hints.size();
    for (std::size_t i = 0; i < hints; ++i) {
        CHECK(session::goal_kept(session, 0).hints == i);
        CHECK(session::may(session, command::AskHint{0}));
        session::apply(session, command::AskHint{0});
    }
    CHECK_FALSE(session::may(session, command::AskHint{0}));
    CHECK_FALSE(session::may(session, command::AskHint{1}));
    session::apply(session, command::SetKnob{"slots", "1"});
    CHECK(session::goal_kept(session, 0).hints == hints);
}

TEST_CASE("every goal by choices can be reached by turning knobs and is not there before") {
    std::size_t found = 0;
    for (lesson::Lesson const& lesson : tree_catalogue()->lessons) {
        bool const any = std::any_of(lesson.goals.begin(), lesson.goals.end(),
                                     [](auto const& goal) { return goal.by == lesson::GoalBy::choices; });
        if (!any) continue;
        Session session = opened(lesson.id);
        session::apply(session, command::SeekEnd{});
        for (std::size_t i = 0; i < session.lesson->goals.size(); ++i) {
            lesson::Goal const& goal = *session.lesson->goals[i].goal;
            if (goal.by != lesson::GoalBy::choices) continue;
            INFO(lesson.id << ": " << goal.text);
            ++found;
            CHECK_FALSE(session::is_reached(session, i));
            session::apply(session, command::ResetKnobs{});
            for (auto const& [name, value] : goal.wrong.front().knobs)
                session::apply(session, command::SetKnob{name, value});
            CHECK(session::wrong_attempt(goal, lesson, session.lesson->knobs) == &goal.wrong.front());
            session::apply(session, command::ResetKnobs{});
            for (auto const& [name, value] : goal.solution.knobs)
                session::apply(session, command::SetKnob{name, value});
            session::apply(session, command::SeekEnd{});
            CHECK(session::is_reached(session, i));
            CHECK(session::wrong_attempt(goal, lesson, session.lesson->knobs) == nullptr);
        }
    }
    CHECK(found >= 27);
}
