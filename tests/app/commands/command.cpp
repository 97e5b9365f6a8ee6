#include "support/catch.hpp"

#include "support/session_opened.hpp"

#include <algorithm>
#include <set>

using replay::Position;
using replay::Unit;
using session::Key;
using session::KeyName;
using session::Session;
namespace command = session::command;

namespace {

std::vector<Position> walk(Session& session, session::Command const& step) {
    std::vector<Position> places;
    for (Position before = session.playback.position + 1;
         session.playback.position != before && places.size() < 10'000;) {
        before = session.playback.position;
        session::apply(session, step);
        if (session.playback.position != before) places.push_back(session.playback.position);
    }
    return places;
}

void answer_all(Session& session) {
    for (auto& said : session.lesson->predictions) said.skipped = true;
}

} // namespace

TEST_CASE("every command has its own id and a sentence") {
    std::set<std::string> ids;
    for (session::NamedCommand const& it : session::commands()) {
        INFO(it.id);
        CHECK(ids.emplace(it.id).second);
        CHECK_FALSE(it.title.empty());
        CHECK(it.what.ends_with('.'));
    }
}

TEST_CASE("commands of a group stand together") {
    std::vector<session::Group> order;
    for (session::NamedCommand const& it : session::commands())
        if (order.empty() || order.back() != it.group) order.push_back(it.group);
    std::sort(order.begin(), order.end());
    CHECK(std::adjacent_find(order.begin(), order.end()) == order.end());
}

TEST_CASE("stepping forward to the end and back visits the same stops") {
    for (Unit const unit : {Unit::moment, Unit::event, Unit::line, Unit::switch_, Unit::turn, Unit::output}) {
        INFO(replay::words(unit));
        Session session = opened("gather-order");
        answer_all(session);
        session::apply(session, command::SetUnit{unit});
        auto const forward = walk(session, command::Step{true, {}});
        CHECK(session.playback.position == session.run().size());
        auto back = walk(session, command::Step{false, {}});
        CHECK(session.playback.position == 0);
        REQUIRE(back.size() >= 2);
        std::reverse(back.begin(), back.end());
        back.erase(back.begin()); // position 0
        std::vector<Position> stops = forward;
        stops.pop_back(); // the end
        CHECK(back == stops);
    }
}

TEST_CASE("the state follows the position") {
    Session session = opened("create-task");
    answer_all(session);
    while (session.playback.position < session.run().size()) {
        session::apply(session, command::Step{true, Unit::switch_});
        CHECK(session.state() == replay::state_at(session.log(), session.playback.position));
    }
}

TEST_CASE("no step and no play goes past a question before something was said to it") {
    for (Unit const unit : {Unit::moment, Unit::event, Unit::line, Unit::switch_, Unit::turn, Unit::output}) {
        INFO(replay::words(unit));
        Session session = opened("gather-order");
        auto const placed = session.lesson->narration.questions[0];
        session::apply(session, command::SetUnit{unit});
        (void)walk(session, command::Step{true, {}});
        CHECK(session.playback.position == placed.asked);
        CHECK_FALSE(session.messages.empty());
        session::apply(session, command::Predict{0});
        bool stopped = false; // at the verdict too
        for (Position before = 0; session.playback.position != before;) {
            before = session.playback.position;
            session::apply(session, command::Step{true, {}});
            stopped = stopped || session.playback.position == placed.decided;
        }
        CHECK(stopped);
        CHECK(session.playback.position == session.run().size());
    }
}

TEST_CASE("the note that asks for a prediction goes when one is made") {
    Session session = opened("gather-order");
    for (int i = 0; i < 20; ++i) session::apply(session, command::Step{true, {}});
    REQUIRE(session::question_due(session));
    CHECK_FALSE(session.messages.empty());
    session::apply(session, command::Predict{0});
    CHECK(session.messages.empty());
}

TEST_CASE("a step by moments passes none of what the lesson speaks of") {
    for (lesson::Lesson const& each : tree_catalogue()->lessons)
        for (lesson::Knobs const& knobs : lesson::all_samples(each)) {
            INFO(each.id << " " << lesson::label(knobs));
            Session session = session::new_session(tree_catalogue());
            session::open_lesson(session, each, knobs);
            CHECK(session.playback.unit == Unit::moment);
            answer_all(session);
            auto const forward = walk(session, command::Step{true, {}});
            std::set<Position> const passed(forward.begin(), forward.end());
            for (auto const& step : session.lesson->narration.steps) CHECK(passed.count(step.position) == 1);
            for (auto const& placed : session.lesson->narration.questions) {
                CHECK(passed.count(placed.asked) == 1);
                CHECK(passed.count(placed.decided) == 1);
            }
            CHECK(session.lesson->narration.steps.size() == session.lesson->narration.told);
        }
}

TEST_CASE("a recording has no moments, so it steps by switch") {
    Session session = opened("gather-order");
    session::apply(session, command::OpenFile{AWAITSCOPE_ROOT "/tests/data/create-task.awt"});
    CHECK(session.playback.unit == Unit::switch_);
    session::apply(session, command::Step{true, Unit::moment});
    CHECK(session.playback.position == 0);
    CHECK_FALSE(session.messages.empty());
    session::apply(session, command::OpenLesson{"create-task"});
    CHECK(session.playback.unit == Unit::moment);
}

TEST_CASE("one goes back to where one jumped from and forward again") {
    Session session = opened("gather-order");
    answer_all(session);
    CHECK_FALSE(session::may(session, command::Travel{true}));
    session::apply(session, command::Seek{30});
    session::apply(session, command::Step{true, Unit::event}); // a step is no jump
    session::apply(session, command::SeekEnd{});
    session::apply(session, command::Seek{90, true}); // nor is what is passed while dragging
    REQUIRE(press(session, "Alt+Left"));
    CHECK(session.playback.position == 31);
    REQUIRE(press(session, "Alt+Left"));
    CHECK(session.playback.position == 0);
    CHECK_FALSE(session::may(session, command::Travel{true}));
    REQUIRE(press(session, "Alt+Right"));
    CHECK(session.playback.position == 31);
    session::apply(session, command::Seek{31}); // no jump at all
    REQUIRE(press(session, "Alt+Right"));
    CHECK(session.playback.position == 90);
    session::apply(session, command::SeekStart{});
    CHECK_FALSE(session::may(session, command::Travel{false})); // another way was taken
    session::apply(session, command::OpenLesson{"create-task"});
    CHECK_FALSE(session::may(session, command::Travel{true}));
}

TEST_CASE("F shows all that is known and once more the last turns close up") {
    Session session = opened("gather-order");
    press(session, "F");
    CHECK(session.look.timeline.all);
    press(session, "F");
    CHECK_FALSE(session.look.timeline.all);
    session.look.timeline.zoom = 3; // chosen by hand: F ends that first
    press(session, "F");
    CHECK(session.look.timeline.all);
    CHECK(session.look.timeline.zoom == 0);
}

TEST_CASE("on the stage a step passes a question, for the class has voted by hand") {
    Session session = opened("gather-order");
    auto const asked = session.lesson->narration.questions[0].asked;
    session::apply(session, command::Seek{asked});
    press(session, "Page down");
    CHECK(session.playback.position == asked);
    press(session, "F11");
    press(session, "Page down");
    CHECK(session.playback.position > asked);
    CHECK(session.lesson->predictions[0].skipped);
    CHECK(session.look.stage.panel == session::Panel::lesson);
    std::set<session::Panel> seen;
    for (int i = 0; i < 4; ++i) {
        seen.insert(session.look.stage.panel);
        press(session, "V");
    }
    CHECK(seen.size() == 4);
    CHECK(session.look.stage.panel == session::Panel::lesson);
    press(session, "F11");
    CHECK_FALSE(session::may(session, command::NextStagePanel{}));
}

TEST_CASE("what was seen cannot be predicted any more, and one is told") {
    Session session = opened("gather-order");
    auto const placed = session.lesson->narration.questions[0];
    session::apply(session, command::Predict{0}); // nothing is asked yet
    CHECK(session.messages.empty());
    session::apply(session, command::Seek{placed.asked});
    session::apply(session, command::ToggleWholeRun{});
    REQUIRE(session.messages.size() == 1); // the whole run shows the answer
    session::apply(session, command::Predict{0});
    CHECK_FALSE(session.lesson->predictions[0].chosen);
    CHECK(session.messages.back().text.find("Forget the predictions") != std::string::npos);
}

TEST_CASE("a prediction is made once, where it is asked") {
    Session session = opened("gather-order");
    session::apply(session, command::Predict{0});
    CHECK_FALSE(session.lesson->predictions[0].chosen.has_value()); // not asked yet
    session::apply(session, command::Seek{session.lesson->narration.questions[0].asked});
    session::apply(session, command::Predict{99});
    CHECK_FALSE(session.lesson->predictions[0].given());
    session::apply(session, command::Predict{2});
    session::apply(session, command::Predict{1});
    session::apply(session, command::SkipQuestion{});
    CHECK(session.lesson->predictions[0].chosen == 2U);
    CHECK_FALSE(session.lesson->predictions[0].skipped);
}

TEST_CASE("steps within a task follow the selected one") {
    Session session = opened("gather-order");
    answer_all(session);
    trace::ObjectId const third{trace::ObjectType::task, 3};
    session::apply(session, command::Select{third});
    REQUIRE(press(session, "Shift+Right"));
    // Its life begins where its coroutine is made.
    trace::Event const& born = session.log()[session.playback.position - 1];
    CHECK(born.kind == trace::Kind::coro_create);
    CHECK(session.log().text(born) == "fetch('fast', 1)");
    Position const first = session.playback.position;
    REQUIRE(press(session, "Shift+Right"));
    CHECK(session.playback.position > first);
    REQUIRE(press(session, "Shift+Left"));
    CHECK(session.playback.position == first);
}

TEST_CASE("a step within a task with none selected says what to do") {
    Session session = opened("gather-order");
    REQUIRE(press(session, "Shift+Right"));
    CHECK(session.playback.position == 0);
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages[0].text.starts_with("Select a task"));
}

TEST_CASE("lanes that are not seen yet cannot be selected") {
    Session session = opened("gather-order");
    answer_all(session);
    session::apply(session, command::Step{true, Unit::switch_}); // Task-1 runs
    for (int i = 0; i < 9; ++i) press(session, "Down");
    CHECK(session.look.selected.type() == trace::ObjectType::loop);
    press(session, "Up");
    CHECK(session.look.selected == trace::ObjectId{trace::ObjectType::task, 1});
    press(session, "Up");
    CHECK(session.look.selected == trace::ObjectId{trace::ObjectType::task, 1});
    press(session, "Esc");
    CHECK_FALSE(session.look.selected);
}

TEST_CASE("breakpoints are set where the program is and stop it") {
    Session session = opened("gather-order");
    answer_all(session);
    session::apply(session, command::ToggleBreakpoint{replay::Place{1, 5}});
    session::apply(session, command::Step{true, Unit::breakpoint});
    CHECK(session.state().at == replay::Place{1, 5});
    Position const first = session.playback.position;
    session::apply(session, command::Step{true, Unit::breakpoint});
    CHECK(session.playback.position > first);
    REQUIRE(press(session, "B"));
    CHECK(session.playback.breakpoints.empty());
    session::apply(session, command::Step{true, Unit::breakpoint});
    CHECK(session.messages.size() == 1);
}

TEST_CASE("running to a line never goes back") {
    Session session = opened("gather-order");
    std::set<Position> places;
    Position last = 0;
    for (int i = 0; i < 4; ++i) {
        session::apply(session, command::RunToLine{{1, 5}});
        CHECK(session.state().at == replay::Place{1, 5});
        CHECK(session.playback.position >= last);
        last = session.playback.position;
        places.insert(last);
    }
    CHECK(places.size() == 3); // fetch runs three times
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages[0].text.find("does not run again") != std::string::npos);
    session::apply(session, command::RunToLine{{1, 2}});
    CHECK(session.messages.size() == 2);
}

TEST_CASE("playing steps by itself and stops at the question and at the end") {
    Session session = opened("gather-order");
    REQUIRE(press(session, "Space"));
    CHECK(session.playback.playing);
    CHECK(session::tick(session, 0.1));
    CHECK(session.playback.position == 0);
    for (int i = 0; i < 100 && session.playback.playing; ++i) session::tick(session, 0.5);
    CHECK_FALSE(session.playback.playing);
    CHECK(session.playback.position == session.lesson->narration.questions[0].asked);
    press(session, "Space");
    CHECK_FALSE(session.playback.playing); // it waits for an answer
    session::apply(session, command::Predict{1});
    press(session, "Space");
    for (int i = 0; i < 1000 && session.playback.playing; ++i) session::tick(session, 0.5);
    CHECK(session.playback.position == session.lesson->narration.questions[0].decided); // the verdict
    press(session, "Space");
    for (int i = 0; i < 1000 && session.playback.playing; ++i) session::tick(session, 0.5);
    CHECK(session.playback.position == session.run().size());
    CHECK_FALSE(session.playback.playing);
    press(session, "Space");
    CHECK(session.playback.position == 0);
    CHECK(session.playback.playing);
}

TEST_CASE("playing stops at a breakpoint") {
    Session session = opened("gather-order");
    answer_all(session);
    session::apply(session, command::ToggleBreakpoint{replay::Place{1, 5}});
    press(session, "Space");
    for (int i = 0; i < 1000 && session.playback.playing; ++i) session::tick(session, 0.5);
    CHECK(session.state().at == replay::Place{1, 5});
    CHECK(session.playback.position < session.run().size());
}

TEST_CASE("nothing moves by itself when nothing plays") {
    Session session = opened("gather-order");
    CHECK_FALSE(session::tick(session, 10));
    CHECK(session.playback.position == 0);
}

TEST_CASE("notes fade and errors stay") {
    Session session = opened("gather-order");
    press(session, "Shift+Right");
    session::apply(session, command::SetTheme{"blue"});
    REQUIRE(session.messages.size() == 2);
    session::tick(session, 100);
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages[0].tone == session::Tone::error);
    CHECK(session.look.theme == "light");
    session::apply(session, command::DismissMessage{5});
    session::apply(session, command::DismissMessage{0});
    CHECK(session.messages.empty());
}

TEST_CASE("a knob runs the lesson anew and a wrong value changes nothing") {
    Session session = opened("gather-order");
    session::apply(session, command::SeekEnd{});
    session::apply(session, command::SetKnob{"fast", "3"});
    CHECK(session.playback.position == session.run().size()); // now stays where it was
    CHECK(session.log().header().knobs.at("fast") == "3");
    auto const run = session.first_run();
    session::apply(session, command::SetKnob{"fast", "77"});
    CHECK(session.first_run() == run);
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages[0].text.starts_with("fast must be"));
    session::apply(session, command::ResetKnobs{});
    CHECK(session.log().header().knobs.empty());
}

TEST_CASE("lessons follow one another and end somewhere") {
    auto const& lessons = tree_catalogue()->lessons;
    Session session = opened(lessons.front().id);
    press(session, "Ctrl+Page up");
    CHECK(session.lesson_entry() == &lessons.front());
    CHECK(session.messages.size() == 1);
    for (std::size_t i = 1; i < lessons.size(); ++i) {
        press(session, "Ctrl+Page down");
        CHECK(session.lesson_entry() == &lessons[i]);
    }
    press(session, "Ctrl+Page down");
    CHECK(session.lesson_entry() == &lessons.back());
}

TEST_CASE("an unknown lesson is answered with the nearest name") {
    Session session = opened("gather-order");
    session::apply(session, command::OpenLesson{"create-tsk"});
    CHECK(session.lesson->entry->id == "gather-order");
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages[0].text.find("create-task") != std::string::npos);
}

TEST_CASE("zooming keeps now in its place if it is seen") {
    Session session = opened("gather-order");
    session::TimelineSeen seen;
    seen.view.left = 100;
    seen.scale = 2;
    seen.now = 200;
    session::keep_seen(session, seen);
    press(session, "+");
    double const x_before = (200 - 100) * 2;
    double const x_after = (200 - session.look.timeline.left) * session.look.timeline.zoom;
    CHECK(session.look.timeline.zoom == Approx(2.5));
    CHECK(x_after == Approx(x_before));
    seen.now = 9000;
    session::keep_seen(session, seen);
    press(session, "-");
    CHECK((300 - session.look.timeline.left) * session.look.timeline.zoom == Approx(400)); // the middle stays
    press(session, "F");
    CHECK(session.look.timeline.zoom == 0);
}

TEST_CASE("the other axis starts fitted") {
    Session session = opened("gather-order");
    session::apply(session, command::SetTimeline{{.zoom = 3, .left = 50, .followed = {}}});
    session::apply(session, command::SetAxis{session::Axis::clock});
    CHECK(session.look.timeline.zoom == 0);
    CHECK(session.look.timeline.axis == session::Axis::clock);
}

TEST_CASE("what has not happened yet is shown only if asked for") {
    Session session = opened("gather-order");
    session::apply(session, command::Seek{10});
    CHECK(session.shown() == 10);
    press(session, "R");
    CHECK(session.shown() == session.run().size());
}

TEST_CASE("Esc closes what is on top first") {
    Session session = opened("gather-order");
    session::apply(session, command::Select{{trace::ObjectType::task, 1}});
    press(session, "F1");
    CHECK(session.look.overlay == session::Overlay::keys);
    press(session, "Esc");
    CHECK(session.look.overlay == session::Overlay::none);
    CHECK(session.look.selected);
    press(session, "Esc");
    CHECK_FALSE(session.look.selected);
}

TEST_CASE("the palette finds commands and lessons and steps") {
    Session session = opened("gather-order");
    press(session, "Ctrl+P");
    REQUIRE(session.look.overlay == session::Overlay::palette);
    session::apply(session, command::PaletteQuery{"42"});
    REQUIRE_FALSE(session::palette_rows(session).empty());
    CHECK(session::press(session, {KeyName::enter}));
    CHECK(session.playback.position == 42);
    CHECK(session.look.overlay == session::Overlay::none);

    press(session, "Ctrl+P");
    session::apply(session, command::PaletteQuery{"create-t"});
    CHECK(session::press(session, {KeyName::enter}));
    CHECK(session.lesson->entry->id == "create-task");

    press(session, "Ctrl+P");
    session::apply(session, command::PaletteQuery{"PREDICT"});
    CHECK(session::palette_rows(session).front().title == "Predict A");
    session::apply(session, command::PaletteQuery{"9999999"});
    CHECK_FALSE(session::palette_rows(session).front().enabled);
    session::apply(session, command::PaletteQuery{"qqqqqqqqq"});
    CHECK(session::palette_rows(session).empty());
    session::apply(session, command::PaletteTake{});
    CHECK(session.look.overlay == session::Overlay::palette);
}

TEST_CASE("letters go to the palette's text while it is open") {
    Session session = opened("gather-order");
    press(session, "Ctrl+P");
    CHECK_FALSE(session::press(session, {session::letter('F')}));
    CHECK_FALSE(session::press(session, {KeyName::space}));
    CHECK(session::press(session, {KeyName::down}));
    CHECK(session.look.palette_row == 1);
    CHECK(session::press(session, {KeyName::escape}));
    CHECK(session.look.overlay == session::Overlay::none);
}

TEST_CASE("every named command can be given in any state") {
    for (std::size_t first = 0; first < session::commands().size(); ++first) {
        Session nothing = session::new_session(tree_catalogue());
        Session session = opened("cancel-delivery");
        for (std::size_t i = 0; i < session::commands().size(); ++i) {
            auto const& it = session::commands()[(first + i * 7) % session::commands().size()];
            INFO(it.id);
            session::apply(nothing, it.command);
            session::apply(session, it.command);
            session::may(nothing, it.command);
            session::may(session, it.command);
            if (it.checked) it.checked(session);
            REQUIRE(session.is_open());
            REQUIRE(session.playback.position <= session.run().size());
        }
    }
}

TEST_CASE("a command that may not be used changes nothing") {
    for (auto const& each : session::commands()) {
        Session nothing = session::new_session(tree_catalogue());
        Session session = opened("cancel-delivery");
        INFO(each.id);
        for (Session* const one : {&nothing, &session}) {
            if (session::may(*one, each.command)) continue;
            auto const position = one->playback.position;
            auto const run = one->first_run();
            session::apply(*one, each.command);
            CHECK(one->playback.position == position);
            CHECK(one->first_run() == run);
            CHECK(one->messages.empty());
            CHECK_FALSE(one->quit);
        }
    }
}

TEST_CASE("a seek beyond the end ends at the end") {
    Session session = opened_file("deadlock.awt");
    session::apply(session, command::Seek{~Position{0}});
    CHECK(session.playback.position == session.run().size());
    CHECK(session.state() == replay::state_at(session.log(), session.run().size()));
}
