#include "support/catch.hpp"

#include "replay/describe.hpp"
#include "replay/why.hpp"
#include "support/driver.hpp"
#include "theme/theme.hpp"

#include <algorithm>

using compat::Key;
using session::Overlay;
namespace command = session::command;

namespace {

session::Session at_position(std::string const& lesson, replay::Position position) {
    auto session = opened(lesson);
    session::apply(session, command::Seek{position});
    return session;
}

// Just after the first event of a kind.
replay::Position first_of(session::Session const& session, trace::Kind kind) {
    for (trace::Step step = 0; step < session.log().size(); ++step)
        if (session.log()[step].kind == kind) return step + 1;
    FAIL("no such event");
    return 0;
}

std::size_t right_answer(session::Session const& session, std::size_t question) {
    auto const& choices = session.lesson->narration.questions[question].question.choices;
    return static_cast<std::size_t>(
        std::find_if(choices.begin(), choices.end(), [](auto const& each) { return each.right; }) -
        choices.begin());
}

// No step goes past one that waits.
void skip_questions(session::Session& session) {
    for (auto& said : session.lesson->predictions) said.skipped = true;
}

bool overlap(paint::Rect a, paint::Rect b) {
    return a.x + 0.5F < b.right() && b.x + 0.5F < a.right() && a.y + 0.5F < b.bottom() &&
           b.y + 0.5F < a.bottom();
}

} // namespace

TEST_CASE("a click on step goes one moment on and a click on back takes it back") {
    Driver driver(opened("gather-order"));
    skip_questions(driver.session);
    auto const before = driver.session.playback.position;
    driver.click("toolbar/step");
    auto const after = driver.session.playback.position;
    CHECK(after > before);
    driver.click("toolbar/step");
    CHECK(driver.session.playback.position > after);
    driver.click("toolbar/back");
    CHECK(driver.session.playback.position == after);
    driver.click("toolbar/first");
    CHECK(driver.session.playback.position == 0);
}

TEST_CASE("the buttons that lead nowhere do not listen") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, command::SeekStart{});
    driver.frames(2);
    CHECK_FALSE(driver.shows("toolbar/back"));
    session::apply(driver.session, command::SeekEnd{});
    driver.frames(2);
    CHECK_FALSE(driver.shows("toolbar/step"));
    CHECK(driver.shows("toolbar/back"));
}

TEST_CASE("the arrow keys step by the unit and by turns of the loop") {
    Driver driver(at_position("gather-order", 0));
    skip_questions(driver.session);
    driver.key(Key::right);
    auto const first = driver.session.playback.position;
    CHECK(first > 0);
    driver.key(Key::right);
    CHECK(driver.session.playback.position > first);
    driver.key(Key::left);
    CHECK(driver.session.playback.position == first);
    driver.key(Key::home);
    CHECK(driver.session.playback.position == 0);
    driver.key(Key::right, true);
    CHECK(driver.session.log()[driver.session.playback.position - 1].kind == trace::Kind::loop_iteration);
    driver.key(Key::end);
    CHECK(driver.session.playback.position == driver.session.run().size());
}

TEST_CASE("the keys of a clicker step and with Ctrl they change the lesson") {
    Driver driver(at_position("gather-order", 0));
    skip_questions(driver.session);
    driver.key(Key::right);
    auto const first = driver.session.playback.position;
    driver.key(Key::page_down);
    auto const second = driver.session.playback.position;
    CHECK(second > first);
    driver.key(Key::page_up);
    CHECK(driver.session.playback.position == first);
    auto const* const lesson = driver.session.lesson_entry();
    driver.key(Key::page_down, true);
    CHECK(driver.session.lesson_entry() != lesson);
    driver.key(Key::page_up, true);
    CHECK(driver.session.lesson_entry() == lesson);
}

TEST_CASE("another lesson begins at its top wherever the one before was scrolled to") {
    DriverSize const small{1024, 600, 1};
    Driver driver(at_position("gather-order", 0), small);
    driver.key(Key::page_down, true);
    std::string const lesson = driver.session.lesson_entry()->id;
    driver.key(Key::page_up, true);
    auto const top = driver.at("source/line/3").y;
    driver.wheel("panel/source", -50);
    driver.wheel("panel/lesson", -50);
    REQUIRE((!driver.shows("source/line/3") || driver.at("source/line/3").y != top));
    driver.key(Key::page_down, true);
    Driver fresh(opened(lesson), small);
    driver.frames(2), fresh.frames(2);
    CHECK(driver.session.playback.position == fresh.session.playback.position);
    for (auto const& [name, at] : fresh.marks) {
        if (!name.starts_with("source/") && !name.starts_with("lesson/")) continue;
        INFO(name);
        REQUIRE(driver.shows(name));
        CHECK(driver.at(name).y == at.y);
    }
}

TEST_CASE("shift with an arrow stays within the selected task") {
    Driver driver(at_position("gather-order", 0));
    auto const task = *trace::parse_object_id("t3");
    skip_questions(driver.session);
    session::apply(driver.session, command::Select{task});
    driver.key(Key::right, false, true);
    auto const& event = driver.session.log()[driver.session.playback.position - 1];
    auto const& index = driver.session.run().index;
    auto const coroutine = index.task(task).coroutine;
    CAPTURE(driver.session.playback.position, replay::describe(index, driver.session.playback.position));
    CHECK((event.subject == task || event.object == task || event.subject == coroutine ||
           index.task_at(driver.session.playback.position) == task));
}

TEST_CASE("a task's lane in the timeline selects it") {
    Driver driver(at_position("gather-order", 100));
    driver.click("timeline/lane/t2");
    CHECK(driver.session.look.selected == *trace::parse_object_id("t2"));
}

TEST_CASE("a card of the loop machine selects its task") {
    auto session = opened("gather-order");
    Driver driver(at_position("gather-order", first_of(session, trace::Kind::loop_advance)));
    driver.click("loop/timer/1");
    CHECK(driver.session.look.selected == *trace::parse_object_id("t3"));
    driver.click("loop/timer/3");
    CHECK(driver.session.look.selected == *trace::parse_object_id("t2"));
}

TEST_CASE("a reason leads to its step") {
    auto session = opened("gather-order");
    Driver driver(at_position("gather-order", first_of(session, trace::Kind::print)));
    auto const reasons = replay::why(driver.session.run().index, driver.session.playback.position);
    REQUIRE(reasons.size() > 2);
    auto const here = driver.session.playback.position;
    driver.click("why/2");
    CHECK(driver.session.playback.position == here); // a click never travels
    driver.frames(30);
    driver.double_click("why/2");
    CHECK(driver.session.playback.position == reasons[1].position);
}

TEST_CASE("the number of an event beside a reason leads there with one click") {
    auto session = opened("gather-order");
    Driver driver(at_position("gather-order", first_of(session, trace::Kind::print)));
    auto const reasons = replay::why(driver.session.run().index, driver.session.playback.position);
    REQUIRE(reasons.size() > 2);
    driver.click("why/2/go");
    CHECK(driver.session.playback.position == reasons[1].position);
}

TEST_CASE("a printed line and a row of the events lead to their steps") {
    auto session = opened("gather-order");
    Driver driver(at_position("gather-order", session.run().size()));
    auto const printed = first_of(session, trace::Kind::print);
    driver.wheel("panel/output", 50);
    driver.double_click("output/" + std::to_string(printed));
    CHECK(driver.session.playback.position == printed);
    driver.click("tab/events");
    CHECK(driver.shows("panel/events"));
    driver.click("events/level");
    CHECK(driver.session.look.level == session::Level::exact);
    driver.double_click("event/" + std::to_string(printed - 2));
    CHECK(driver.session.playback.position == printed - 2);
    driver.click("event/" + std::to_string(printed - 4) + "/go");
    CHECK(driver.session.playback.position == printed - 4);
    driver.click("tab/why");
    CHECK(driver.shows("panel/why"));
}

TEST_CASE("a line of the program leads to where it runs next") {
    Driver driver(at_position("gather-order", 0));
    driver.double_click("source/line/5");
    auto const& event = driver.session.log()[driver.session.playback.position - 1];
    CHECK(event.kind == trace::Kind::line);
    CHECK(event.line == 5);
    auto const first = driver.session.playback.position;
    driver.frames(30); // else the next click is the third of one
    driver.wheel("panel/source", 50);
    driver.double_click("source/line/5");
    CHECK(driver.session.playback.position > first);
    CHECK(driver.session.log()[driver.session.playback.position - 1].line == 5);
}

TEST_CASE("a click in the gutter sets a breakpoint and another takes it away") {
    Driver driver(at_position("gather-order", 0));
    driver.click("source/gutter/5");
    REQUIRE(driver.session.playback.breakpoints.size() == 1);
    CHECK(driver.session.playback.breakpoints.front().line == 5);
    CHECK(driver.session.playback.position == 0);
    driver.click("source/gutter/5");
    CHECK(driver.session.playback.breakpoints.empty());
}

TEST_CASE("a tip comes by itself to a pointer that rests") {
    Driver driver(opened("gather-order"));
    driver.frames(3);
    CHECK_FALSE(driver.output.wake_after);
    driver.move_to(driver.at("source/gutter/5").centre());
    driver.frames(2);
    REQUIRE(driver.output.wake_after);
    auto const frames = static_cast<int>(*driver.output.wake_after * 60) + 1;
    CHECK(frames > 10);
    CHECK(frames < 40);
    CHECK_FALSE(driver.shows("tip"));
    driver.frames(frames);
    CHECK(driver.shows("tip"));
    CHECK_FALSE(driver.output.wake_after);
}

TEST_CASE("a dot in the gutter selects the task that stands there") {
    auto session = opened("gather-order");
    Driver driver(at_position("gather-order", first_of(session, trace::Kind::loop_advance)));
    driver.click("source/task/2/4");
    CHECK(driver.session.look.selected == *trace::parse_object_id("t2"));
}

TEST_CASE("the other program is a tab away") {
    Driver driver(opened("gather-order"));
    driver.click("source/cpp");
    CHECK(driver.session.look.source_tab == session::SourceTab::cpp);
    driver.click("source/python");
    CHECK(driver.session.look.source_tab == session::SourceTab::python);
}

TEST_CASE("a prediction is locked and says nothing until the run has decided") {
    auto session = opened("gather-order");
    REQUIRE_FALSE(session.lesson->narration.questions.empty());
    auto const placed = session.lesson->narration.questions.front();
    for (bool const rightly : {true, false}) {
        Driver driver(at_position("gather-order", placed.asked));
        auto const right = right_answer(driver.session, 0);
        auto const mine = rightly ? right : (right + 1) % 3;
        driver.click("question/" + std::to_string(mine + 1));
        REQUIRE(driver.session.lesson->predictions.front().chosen == mine);
        CHECK_FALSE(driver.shows("question/1")); // nothing to choose any more
        CHECK_FALSE(driver.shows("question/skip"));
        driver.key(Key::right);
        CHECK(driver.session.playback.position > placed.asked);
        for (int i = 0; i < 40 && driver.session.playback.position < placed.decided; ++i)
            driver.key(Key::right);
        CHECK(driver.session.playback.position == placed.decided);
        CHECK(driver.session.lesson->predictions.front().chosen == mine);
    }
}

TEST_CASE("a question is answered by a key and can be skipped without guessing") {
    auto session = opened("gather-order");
    auto const position = session.lesson->narration.questions.front().asked;
    {
        Driver driver(at_position("gather-order", position));
        driver.key(Key::right);
        CHECK(driver.session.playback.position == position); // it waits
        driver.key(Key::c, false, true);
        CHECK(driver.session.lesson->predictions.front().chosen == std::size_t{2});
    }
    {
        Driver driver(at_position("gather-order", position));
        driver.click("question/skip");
        CHECK(driver.session.lesson->predictions.front().skipped);
        CHECK_FALSE(driver.session.lesson->predictions.front().chosen.has_value());
    }
}

TEST_CASE("a decided question folds and leads back to its verdict") {
    auto session = opened("gather-order");
    auto const placed = session.lesson->narration.questions.front();
    Driver driver(at_position("gather-order", placed.asked));
    driver.click("question/1");
    driver.key(Key::end);
    driver.click("question/back");
    CHECK(driver.session.playback.position == placed.decided);
    CHECK_FALSE(driver.shows("question/back"));
}

TEST_CASE("a link in the lesson goes to its moment") {
    Driver driver(at_position("gather-order", 0));
    driver.wheel("panel/lesson", -4);
    std::string link;
    for (auto const& [name, at] : driver.marks)
        if (name.starts_with("lesson/link/")) link = name;
    REQUIRE_FALSE(link.empty());
    driver.click(link);
    CHECK(driver.session.playback.position > 0);
}

TEST_CASE("what was said leads back to its moment and the next is one click away") {
    Driver driver(at_position("gather-order", 0));
    auto const& steps = driver.session.lesson->narration.steps;
    REQUIRE(steps.size() > 1);
    skip_questions(driver.session);
    driver.click("lesson/next");
    CHECK(driver.session.playback.position == steps[0].position);
    driver.click("lesson/next");
    CHECK(driver.session.playback.position == steps[1].position);
    driver.double_click("lesson/step/1");
    CHECK(driver.session.playback.position == steps[0].position);
}

TEST_CASE("a knob runs the lesson again at once") {
    Driver driver(opened("gather-order"));
    auto const* before = driver.session.first_run().get();
    driver.click("toolbar/knobs");
    CHECK(driver.session.look.overlay == Overlay::knobs);
    driver.click("knob/fast/4");
    CHECK(driver.session.lesson->knobs.whole("fast") == 4);
    CHECK(driver.session.first_run().get() != before);
    driver.click("knob/fast/less");
    CHECK(driver.session.lesson->knobs.whole("fast") == 3);
    driver.click("knob/how/one-by-one");
    CHECK(driver.session.lesson->knobs.choice("how") == "one-by-one");
    driver.click("knob/reset");
    CHECK(driver.session.lesson->knobs == lesson::defaults(*driver.session.lesson->entry));
}

TEST_CASE("a slider follows the pointer") {
    Driver driver(opened("gather-order"));
    driver.click("toolbar/knobs");
    driver.drag(driver.at("knob/fast/1").centre(), driver.at("knob/fast/5").centre());
    CHECK(driver.session.lesson->knobs.whole("fast") == 5);
}

TEST_CASE("the knobs leave the rest of the screen alive") {
    Driver driver(at_position("gather-order", 0));
    driver.click("toolbar/knobs");
    driver.click("toolbar/step");
    CHECK(driver.session.playback.position > 0);
    CHECK(driver.session.look.overlay == Overlay::knobs);
    driver.click("overlay/close");
    CHECK(driver.session.look.overlay == Overlay::none);
}

TEST_CASE("overlays open by key and by button and close by Esc and by a click beside them") {
    Driver driver(opened("gather-order"));
    driver.key(Key::f1);
    CHECK(driver.session.look.overlay == Overlay::keys);
    CHECK(driver.shows("overlay"));
    CHECK(driver.shows("keys/step.forward"));
    driver.key(Key::escape);
    CHECK(driver.session.look.overlay == Overlay::none);
    driver.click("toolbar/help");
    CHECK(driver.session.look.overlay == Overlay::keys);
    driver.click_at({5, 890});
    CHECK(driver.session.look.overlay == Overlay::none);
    driver.click("toolbar/lessons");
    CHECK(driver.session.look.overlay == Overlay::lessons);
    driver.click("lessons/create-task"); // the list is long: one near the open one
    REQUIRE(driver.session.lesson);
    CHECK(driver.session.lesson->entry->id == "create-task");
    driver.click("toolbar/engine");
    CHECK(driver.session.look.overlay == Overlay::comparison);
}

TEST_CASE("what lies under a dialog does not listen") {
    Driver driver(at_position("gather-order", 0));
    auto const step = driver.at("toolbar/step").centre();
    driver.key(Key::f1);
    driver.click_at(step);
    CHECK(driver.session.playback.position == 0);
}

TEST_CASE("the palette finds a command by what is typed") {
    Driver driver(at_position("gather-order", 0));
    driver.key(Key::p, true);
    REQUIRE(driver.session.look.overlay == Overlay::palette);
    driver.type("to the end");
    CHECK(driver.session.look.palette_query == "to the end");
    driver.key(Key::enter);
    CHECK(driver.session.look.overlay == Overlay::none);
    CHECK(driver.session.playback.position == driver.session.run().size());
}

TEST_CASE("backspace takes a whole character off the palette's text") {
    Driver driver(opened("gather-order"));
    driver.key(Key::p, true);
    ImGui::GetIO().AddInputCharacter('a');
    ImGui::GetIO().AddInputCharacter(0xE9);
    driver.frames();
    CHECK(driver.session.look.palette_query == "a\xC3\xA9");
    driver.key(Key::backspace);
    CHECK(driver.session.look.palette_query == "a");
}

TEST_CASE("the unit of stepping is chosen from its menu") {
    Driver driver(opened("gather-order"));
    driver.click("toolbar/unit");
    REQUIRE(driver.shows("unit/0"));
    driver.click("unit/1");
    CHECK(driver.session.playback.unit == replay::Unit::event);
    CHECK_FALSE(driver.shows("unit/0"));
    driver.click("toolbar/unit");
    driver.key(Key::escape);
    CHECK_FALSE(driver.shows("unit/0"));
    driver.click("toolbar/unit");
    driver.click_at({800, 700});
    CHECK_FALSE(driver.shows("unit/0"));
}

TEST_CASE("how fast play goes is chosen in the menu of the unit and no tip lies over that") {
    Driver driver(opened("gather-order"));
    driver.click("toolbar/unit");
    driver.frames(60); // the pointer rests on the button
    CHECK_FALSE(driver.shows("tip"));
    driver.click("speed/8");
    CHECK(driver.session.playback.speed == 8);
    CHECK_FALSE(driver.shows("unit/0"));
}

TEST_CASE("the warning lists what went wrong and leads there") {
    Driver driver(opened_file("never-awaited.awt"));
    session::apply(driver.session, session::command::SeekEnd{});
    driver.frames(2);
    driver.click("toolbar/problem");
    CHECK(driver.session.look.overlay == Overlay::problems);
    auto const& problems = driver.session.known().problems;
    REQUIRE_FALSE(problems.empty());
    CHECK(driver.shows("problem/" + std::to_string(problems.size())));
    driver.click("problem/1/go");
    CHECK(driver.session.playback.position == problems[0].position);
}

TEST_CASE("Tab begins at the left of the toolbar and ends at its right") {
    Driver driver(opened("gather-order"));
    driver.key(Key::tab);
    driver.key(Key::enter);
    CHECK(driver.session.look.overlay == Overlay::lessons); // the first button
    driver.key(Key::escape);
    driver.key(Key::escape);
    auto const theme = driver.session.look.theme;
    driver.key(Key::f6); // the first of the panels' groups, then back over the edge
    driver.key(Key::f6);
    driver.key(Key::tab, false, true);
    driver.key(Key::enter);
    CHECK(driver.session.look.theme != theme); // the last button
}

TEST_CASE("the theme goes round and the stage asks for large type") {
    Driver driver(opened("gather-order"));
    auto const before = driver.session.look.theme;
    driver.click("toolbar/theme");
    CHECK(driver.session.look.theme != before);
    REQUIRE(driver.output.theme);
    CHECK(driver.output.theme->name == driver.session.look.theme);
    CHECK(driver.output.surface_height == 0);
    driver.click("toolbar/present");
    driver.frames(2);
    CHECK(driver.session.look.presenter);
    CHECK_FALSE(driver.shows("toolbar/step"));
    CHECK(driver.output.surface_height > 0);
}

TEST_CASE("Tab and F6 reach everything and Enter presses it") {
    Driver driver(at_position("gather-order", 40));
    auto const before = driver.session.playback.position;
    driver.key(Key::tab);
    driver.key(Key::enter);
    CHECK(driver.session.look.overlay == Overlay::lessons);
    driver.key(Key::escape);
    driver.key(Key::escape);
    // Round the whole screen by groups: the reasons come by.
    bool moved = false;
    for (int i = 0; i < 12 && !moved; ++i) {
        driver.key(Key::f6);
        driver.key(Key::tab);
        driver.key(Key::enter);
        moved = driver.session.playback.position != before;
    }
    CHECK(moved);
}

TEST_CASE("dragging between two panels moves the border and keeps both readable") {
    Driver driver(opened("gather-order"));
    auto const timeline = driver.at("panel/timeline");
    float const edge = timeline.x - 6;
    driver.drag({edge, 500}, {edge + 150, 500});
    auto const wider = driver.at("panel/timeline");
    CHECK(wider.x == Approx(timeline.x + 150).margin(2));
    driver.drag({wider.x - 6, 500}, {1590, 500});
    CHECK(driver.at("panel/timeline").w > 300);
    CHECK(driver.at("panel/lesson").w > 300);
}

TEST_CASE("every panel stands inside the screen and on no other at every size") {
    auto const size =
        GENERATE(DriverSize{1280, 720, 1}, DriverSize{1600, 900, 1}, DriverSize{1920, 1080, 1},
                 DriverSize{2560, 1440, 2}, DriverSize{3840, 2160, 1}, DriverSize{3840, 2160, 2},
                 DriverSize{1280, 720, 2}, DriverSize{1920, 1080, 1.5F});
    bool const presenter = GENERATE(false, true);
    auto session = at_position("cancel-delivery", 50);
    session.look.presenter = presenter;
    Driver driver(std::move(session), size);
    driver.frames(2);
    std::vector<std::pair<std::string, paint::Rect>> panels;
    for (auto const& [name, at] : driver.marks)
        if (name.starts_with("panel/")) panels.emplace_back(name, at);
    CAPTURE(size.width, size.height, size.scale, presenter);
    CHECK(panels.size() >= (presenter ? 3U : 4U));
    CHECK(driver.shows("panel/toolbar") != presenter);
    CHECK(driver.shows("panel/timeline"));
    for (std::size_t i = 0; i < panels.size(); ++i) {
        auto const& [name, at] = panels[i];
        CAPTURE(name, at.x, at.y, at.w, at.h);
        CHECK(at.x >= 0);
        CHECK(at.y >= 0);
        CHECK(at.right() <= size.width + 0.5F);
        CHECK(at.bottom() <= size.height + 0.5F);
        CHECK(at.w > 100);
        CHECK(at.h > 50);
        for (std::size_t j = i + 1; j < panels.size(); ++j) CHECK_FALSE(overlap(at, panels[j].second));
    }
}

TEST_CASE("each of the eight panels can be seen at once on a common screen") {
    Driver driver(at_position("gather-order", 50), {1280, 720, 1});
    for (auto const* panel : {"lesson", "source", "timeline", "loop", "why", "output", "inspector"})
        CHECK(driver.shows(std::string("panel/") + panel));
    driver.click("tab/events");
    CHECK(driver.shows("panel/events"));
}

TEST_CASE("the buttons of the toolbar do not lie on each other at any size") {
    auto const size = GENERATE(DriverSize{1280, 720, 1}, DriverSize{1280, 720, 2}, DriverSize{1024, 700, 1},
                               DriverSize{1920, 1080, 1});
    Driver driver(at_position("gather-order", 50), size);
    std::vector<std::pair<std::string, paint::Rect>> parts;
    for (auto const& [name, at] : driver.marks)
        if (name.starts_with("toolbar/")) parts.emplace_back(name, at);
    CHECK(parts.size() >= 8);
    for (std::size_t i = 0; i < parts.size(); ++i)
        for (std::size_t j = i + 1; j < parts.size(); ++j) {
            CAPTURE(size.width, size.scale, parts[i].first, parts[j].first);
            CHECK_FALSE(overlap(parts[i].second, parts[j].second));
        }
}

TEST_CASE("the screen is drawn at every step of a lesson, along all others and with nothing open") {
    Driver nothing(session::new_session(tree_catalogue()));
    CHECK(nothing.shows("lesson/choose"));
    nothing.click("lesson/choose");
    CHECK(nothing.session.look.overlay == Overlay::lessons);
    for (auto const& lesson : tree_catalogue()->lessons) {
        CAPTURE(lesson.id);
        Driver driver(opened(lesson.id));
        REQUIRE(driver.session.is_open());
        // Lessons share the events among them: 71 are 12,000 frames.
        replay::Position const stride = lesson.id == "gather-order" ? 1 : 7;
        for (replay::Position p = lesson.id.size() % stride; p <= driver.session.run().size(); p += stride) {
            session::apply(driver.session, command::Seek{p});
            driver.frames();
        }
        session::apply(driver.session, command::SeekEnd{});
        CHECK(driver.session.playback.position == driver.session.run().size());
    }
}

TEST_CASE("a message can be closed") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, command::OpenFile{"/no/such/file.awt"});
    driver.frames(2);
    REQUIRE(driver.session.messages.size() == 1);
    driver.click("message/1");
    CHECK(driver.session.messages.empty());
}

TEST_CASE("an idle screen asks for no more frames") {
    Driver driver(opened("gather-order"));
    driver.frames(5);
    CHECK_FALSE(driver.output.animating);
}
