// The goals at a lesson's end, as the panel shows them.
#include "support/catch.hpp"

#include "support/session_opened.hpp"
#include "support/temporary_folder.hpp"
#include "views/panels/lesson.hpp"

#include <algorithm>
#include <variant>

namespace {

bool says(session::Session const& session, std::string const& words) {
    auto const content = ui::lesson_panel(session, 380);
    return std::any_of(content.copies.begin(), content.copies.end(),
                       [&](ui::Copy const& copy) { return copy.text.find(words) != std::string::npos; });
}

} // namespace

TEST_CASE("a goal is offered at the lesson's end and says what the knobs come to") {
    auto session = opened("semaphore-pool");
    std::string const goal = session.lesson->goals.at(0).goal->text;
    CHECK_FALSE(says(session, goal));
    session::apply(session, session::command::SeekEnd{});
    CHECK(says(session, goal + "\nTurn the knobs"));
    auto const content = ui::lesson_panel(session, 380);
    REQUIRE(content.keep.has_value()); // it is brought into view
    CHECK(content.keep->bottom >= content.find("goal/1/knobs")->at.bottom());
    session::apply(session, session::command::SetKnob{"slots", "1"});
    CHECK(says(session, "Not yet. One at a time: five rounds."));
    session::apply(session, session::command::SetKnob{"slots", "2"});
    session::apply(session, session::command::SetKnob{"seconds", "2"});
    CHECK(says(session, goal + "\nNot yet: this run does otherwise."));
    session::apply(session, session::command::ResetKnobs{});
    session::apply(session, session::command::SetKnob{"slots", "3"});
    CHECK(says(session, goal + "\nReached"));
    session::apply(session, session::command::ResetKnobs{});
    CHECK(says(session, "You have reached it before."));
}

TEST_CASE("a goal's hints and its knobs are a click away") {
    auto session = opened("semaphore-pool");
    session::apply(session, session::command::SeekEnd{});
    auto const click = [&](std::string const& mark) {
        auto const content = ui::lesson_panel(session, 380);
        REQUIRE(content.find(mark) != nullptr);
        session::apply(session, std::get<session::Command>(content.find(mark)->action));
    };
    auto const before = ui::lesson_panel(session, 380).height;
    click("goal/1/hint");
    CHECK(ui::lesson_panel(session, 380).height > before);
    click("goal/1/knobs");
    CHECK(session.look.overlay == session::Overlay::knobs);
}

TEST_CASE("a goal that is reached by editing offers a copy of the program where somebody would run it") {
    auto session = opened("call-does-nothing");
    session::apply(session, session::command::SeekEnd{});
    std::string const goal = session.lesson->goals.at(0).goal->text;
    CHECK(says(session, goal + "\nChange the program"));
    CHECK(ui::lesson_panel(session, 380).find("goal/1/edit") == nullptr);
    CHECK(ui::lesson_panel(session, 380).find("goal/1/knobs") == nullptr);
    TemporaryFolder const folder;
    session.makes = true;
    session.copies = folder.path;
    auto const content = ui::lesson_panel(session, 380);
    REQUIRE(content.find("goal/1/edit") != nullptr);
    session::apply(session, std::get<session::Command>(content.find("goal/1/edit")->action));
    CHECK(session.look.overlay == session::Overlay::agreement);
    REQUIRE(session.proposed);
    CHECK(session.proposed->goal == session.lesson->goals[0].goal);
}
