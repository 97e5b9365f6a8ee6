// What a teacher does on the stage.
#include "support/catch.hpp"

#include "session/appearance.hpp"
#include "support/session_opened.hpp"

#include <vector>

using session::Hand;
using session::KeyName;
using session::Panel;
using session::Session;
namespace command = session::command;

namespace {

Session on_stage(std::string const& lesson) {
    Session session = opened(lesson);
    session::apply(session, command::TogglePresenter{});
    return session;
}

bool tap(Session& session, KeyName name) { return session::press(session, {name}); }

} // namespace

TEST_CASE("a blank screen comes back by its key and by Esc and by a step which goes nowhere") {
    Session session = on_stage("gather-order");
    for (KeyName const key : {session::letter('B'), KeyName::period}) { // a clicker sends one of them
        REQUIRE(tap(session, key));
        CHECK(session.look.stage.blank);
        REQUIRE(tap(session, key));
        CHECK_FALSE(session.look.stage.blank);
    }
    tap(session, KeyName::period);
    tap(session, KeyName::escape);
    CHECK_FALSE(session.look.stage.blank);
    CHECK(session.look.presenter);
    tap(session, KeyName::period);
    tap(session, KeyName::page_down);
    CHECK_FALSE(session.look.stage.blank);
    CHECK(session.playback.position == 0);
    tap(session, KeyName::page_down);
    CHECK(session.playback.position > 0);
}

TEST_CASE("one panel alone goes round and Esc brings the three back") {
    Session session = on_stage("gather-order");
    session.look.stage.panel = Panel::loop;
    std::vector<std::optional<Panel>> seen;
    for (int i = 0; i < 4; ++i) {
        tap(session, session::letter('Z'));
        seen.push_back(session.look.stage.whole);
    }
    CHECK(seen ==
          std::vector<std::optional<Panel>>{Panel::timeline, Panel::source, Panel::loop, std::nullopt});
    for (int i = 0; i < 3; ++i) tap(session, session::letter('Z'));
    tap(session, session::letter('V')); // the third is alone: another one takes its place
    CHECK(session.look.stage.whole == Panel::why);
    tap(session, KeyName::escape);
    CHECK_FALSE(session.look.stage.whole);
    CHECK(session.look.presenter);
    tap(session, KeyName::escape);
    CHECK_FALSE(session.look.presenter);
}

TEST_CASE("the stage of a recording has no panel for a lesson that is not there") {
    Session session = opened_file("create-task.awt");
    session::apply(session, command::TogglePresenter{});
    CHECK(session::third_panel(session) == Panel::loop);
    std::vector<Panel> seen;
    for (int i = 0; i < 3; ++i) {
        tap(session, session::letter('V'));
        seen.push_back(session::third_panel(session));
    }
    CHECK(seen == std::vector<Panel>{Panel::why, Panel::output, Panel::loop});
    session::apply(session, command::OpenLesson{"gather-order"});
    session.look.stage.panel = Panel::lesson;
    CHECK(session::third_panel(session) == Panel::lesson);
}

TEST_CASE("the mouse is a laser or a pen and never both") {
    Session session = on_stage("gather-order");
    tap(session, session::letter('H'));
    CHECK(session.look.stage.hand == Hand::laser);
    tap(session, session::letter('I'));
    CHECK(session.look.stage.hand == Hand::pen);
    tap(session, session::letter('I'));
    CHECK(session.look.stage.hand == Hand::mouse);
    session::apply(session, command::Draw{{1, 2}, true}); // there is no pen
    CHECK(session.look.stage.ink.empty());
}

TEST_CASE("the next step wipes what the pen has drawn and so does leaving the stage") {
    Session session = on_stage("gather-order");
    tap(session, session::letter('I'));
    auto const draw = [&] {
        session::apply(session, command::Draw{{10, 10}, true});
        session::apply(session, command::Draw{{20, 10}});
        session::apply(session, command::Draw{{30, 30}, true});
        REQUIRE(session.look.stage.ink.size() == 2);
        REQUIRE(session.look.stage.ink.front().size() == 2);
    };
    draw();
    tap(session, KeyName::right);
    CHECK(session.look.stage.ink.empty());
    CHECK(session.look.stage.hand == Hand::pen); // it is still held
    draw();
    tap(session, KeyName::backspace);
    CHECK(session.look.stage.ink.empty());
    draw();
    session::apply(session, command::SeekEnd{});
    CHECK(session.look.stage.ink.empty());
    draw();
    tap(session, session::letter('V'));
    CHECK(session.look.stage.ink.empty());
    draw();
    tap(session, KeyName::f11);
    CHECK(session.look.stage.ink.empty());
    CHECK(session.look.stage.hand == Hand::mouse);
}

TEST_CASE("a pen that never rests does not fill the memory") {
    Session session = on_stage("gather-order");
    tap(session, session::letter('I'));
    for (int i = 0; i < 30'000; ++i)
        session::apply(session, command::Draw{{static_cast<float>(i), 0}, i % 5000 == 0});
    std::size_t points = 0;
    for (auto const& stroke : session.look.stage.ink) points += stroke.size();
    CHECK(points == 20'000);
}

TEST_CASE("a step that comes to a question brings it before the class") {
    Session session = on_stage("gather-order");
    auto const asked = session.lesson->narration.questions[0].asked;
    session.look.stage.panel = Panel::loop;
    session.look.stage.whole = Panel::timeline;
    while (session.playback.position < asked) tap(session, KeyName::page_down);
    CHECK(session.playback.position == asked);
    CHECK(session.look.stage.panel == Panel::lesson);
    CHECK_FALSE(session.look.stage.whole);
    tap(session, session::letter('V')); // it is a help, not a rule
    CHECK(session.look.stage.panel == Panel::output);
    tap(session, KeyName::page_down);
    CHECK(session.playback.position > asked);
}

TEST_CASE("what belongs to the stage cannot be done beside it") {
    Session session = opened("gather-order");
    CHECK_FALSE(session::may(session, command::ToggleBlank{}));
    CHECK_FALSE(session::may(session, command::TakeHand{Hand::pen}));
    CHECK_FALSE(session::may(session, command::NextWholePanel{}));
    Session nothing = session::new_session(tree_catalogue());
    nothing.look.presenter = true;
    CHECK_FALSE(session::may(nothing, command::ToggleBlank{}));
}
