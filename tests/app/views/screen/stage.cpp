// What a class sees: three panels, and type that can be read in the last row.
#include "session/appearance.hpp"
#include "shell/offscreen.hpp"
#include "support/catch.hpp"
#include "support/driver.hpp"
#include "views/panels/source.hpp"
#include "views/screen/hand.hpp"
#include "views/screen/layout.hpp"
#include "views/screen/studio.hpp"

using compat::Key;
using session::Hand;
using session::Panel;

TEST_CASE("the stage has three panels and no toolbar whatever its size") {
    for (float const width : {576.0F, 691.0F, 768.0F, 1000.0F})
        for (bool const asks : {false, true}) {
            INFO(width << (asks ? ", a question" : ""));
            auto const places = ui::stage(width, ui::stage_height, Panel::output, asks);
            REQUIRE(places.slots.size() == 3);
            CHECK(places.slot_of(Panel::source) != nullptr);
            CHECK(places.slot_of(Panel::timeline) != nullptr);
            CHECK(places.slot_of(Panel::output) != nullptr);
            CHECK(places.splitters.empty());
            for (std::size_t i = 0; i < 3; ++i) {
                auto const at = places.slots[i].at;
                CHECK(at.x >= 0);
                CHECK(at.bottom() <= ui::stage_height);
                CHECK(at.right() <= width);
                CHECK(at.w > width / 3);
                CHECK(at.h > ui::stage_height / 3);
                for (std::size_t j = i + 1; j < 3; ++j) {
                    auto const other = places.slots[j].at;
                    CHECK((at.right() <= other.x || other.right() <= at.x || at.bottom() <= other.y ||
                           other.bottom() <= at.y));
                }
            }
            CHECK(places.slot_of(Panel::timeline)->at.w > 360); // lanes are long
        }
}

TEST_CASE("on the stage a line of code is seldom broken and one sees eight of them at once") {
    for (float const width : {576.0F, 768.0F}) {
        auto const places = ui::stage(width, ui::stage_height, Panel::lesson, false);
        auto const source = places.slot_of(Panel::source)->at;
        std::size_t broken = 0, lines = 0;
        for (lesson::Lesson const& each : tree_catalogue()->lessons) {
            auto const code = ui::highlight(each.program, ui::Language::python);
            ui::SourceInput input;
            input.lines = &code;
            input.width = source.w;
            input.row = 19;
            auto const content = ui::source_panel(input);
            lines += code.size();
            broken += static_cast<std::size_t>(content.height / 19) - code.size();
        }
        INFO(width << ": " << broken << " of " << lines);
        // Three in seven at the most: programs of 71 lessons have longer lines than the first five had.
        CHECK(broken * 7 <= lines * 3);
        CHECK(source.h > 28 + 8 * 19);
    }
}

TEST_CASE("type on the stage grows with the screen") {
    for (auto const& [width, height] : {std::pair{1024, 768}, std::pair{1920, 1080}, std::pair{3840, 2160}}) {
        auto session = opened("gather-order");
        session.look.presenter = true;
        ui::Studio studio;
        shell::OffscreenOptions options;
        options.width = width;
        options.height = height;
        float scale = 0;
        auto const rendered = shell::render_offscreen(
            options,
            [&](shell::FrameInput const& input) {
                scale = input.scale;
                return studio.frame(session, input);
            },
            3);
        REQUIRE(rendered.error.empty());
        INFO(width << "x" << height);
        CHECK(theme::size_small * scale >= static_cast<float>(height) / 36 - 0.01F);
    }
}

TEST_CASE("one panel alone has the whole stage") {
    auto const places = ui::stage_alone(768, ui::stage_height, Panel::timeline);
    REQUIRE(places.slots.size() == 1);
    CHECK(ui::front(places.slots[0], {}) == Panel::timeline);
    CHECK(places.slots[0].at.w > 740);
    CHECK(places.slots[0].at.h > ui::stage_height * 0.9F);
}

namespace {

session::Session before_a_class(replay::Position position) {
    auto session = opened("gather-order");
    session::apply(session, session::command::Seek{position});
    session::apply(session, session::command::TogglePresenter{});
    return session;
}

} // namespace

TEST_CASE("on the stage a click on what would lead elsewhere leads nowhere and no tip comes") {
    auto const asked = opened("gather-order").lesson->narration.questions[0].asked;
    Driver driver(before_a_class(asked));
    driver.click("source/line/5");
    driver.click("source/gutter/5");
    driver.click("question/2");
    CHECK(driver.session.playback.position == asked);
    CHECK(driver.session.playback.breakpoints.empty());
    CHECK_FALSE(driver.session.lesson->predictions[0].given());
    for (auto const* const mark : {"source/line/5", "timeline/lane/t1", "question/2"}) {
        driver.move_to(driver.at(mark).centre());
        driver.frames(60);
        CHECK_FALSE(driver.shows("tip"));
        CHECK_FALSE(driver.output.animating); // nothing is waited for
    }
    driver.click("source/cpp"); // a tab is no travel
    CHECK(driver.session.look.source_tab == session::SourceTab::cpp);
    driver.key(Key::b, false, true); // who means it has a key
    CHECK(driver.session.lesson->predictions[0].chosen == std::size_t{1});
}

TEST_CASE("with a laser in the hand nothing listens and with a pen it draws") {
    Driver driver(before_a_class(40));
    driver.key(Key::h);
    REQUIRE(driver.session.look.stage.hand == Hand::laser);
    driver.click("source/cpp");
    CHECK(driver.session.look.source_tab == session::SourceTab::python);
    driver.click("timeline/lane/t1");
    CHECK_FALSE(driver.session.look.selected);
    driver.key(Key::i);
    auto const from = driver.at("timeline/lane/t1").centre();
    auto const view = driver.session.look.timeline;
    driver.drag(from, {from.x + 120, from.y + 30});
    REQUIRE(driver.session.look.stage.ink.size() == 1);
    auto const& stroke = driver.session.look.stage.ink.front();
    CHECK(stroke.size() >= 2);
    float const scale = driver.session.look.presenter ? session::theme_of(driver.session).type : 1;
    CHECK(stroke.front().x * scale == Approx(from.x).margin(1));
    CHECK(stroke.back().x * scale == Approx(from.x + 120).margin(1));
    CHECK(driver.session.look.timeline == view); // the picture did not move with it
    driver.key(Key::page_down);
    CHECK(driver.session.look.stage.ink.empty());
}

TEST_CASE("a blank screen shows nothing and hears only keys") {
    Driver driver(before_a_class(40));
    driver.key(Key::period);
    CHECK(driver.shows("stage/blank"));
    for (auto const& [name, at] : driver.marks) CHECK_FALSE(name.starts_with("panel/"));
    driver.click_at({300, 300});
    CHECK(driver.session.look.stage.blank);
    driver.key(Key::tab);
    driver.key(Key::enter);
    CHECK(driver.session.look.stage.blank);
    driver.key(Key::page_down);
    CHECK(driver.shows("panel/timeline"));
}

TEST_CASE("the ink is what was drawn and a tap is a dot") {
    session::Stage stage;
    stage.ink = {{{10, 10}, {20, 10}, {20, 30}}, {{50, 50}}};
    auto const scene = ui::ink_scene(stage);
    std::size_t lines = 0, dots = 0;
    for (auto const& item : scene.items) {
        if (auto const* const path = std::get_if<paint::Path>(&item))
            lines += path->points.size() == 3 ? 1 : 0;
        dots += std::holds_alternative<paint::Circle>(item) ? 1 : 0;
    }
    CHECK(lines == 1);
    CHECK(dots == 4);
    CHECK(ui::hand_scene(Hand::mouse, {5, 5}).items.empty());
    CHECK_FALSE(ui::hand_scene(Hand::laser, {5, 5}).items.empty());
}
