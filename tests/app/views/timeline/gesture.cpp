#include "views/timeline/gesture.hpp"
#include "support/catch.hpp"
#include "support/timeline_shown.hpp"

#include <algorithm>

using ui::BarForm;
namespace command = session::command;

namespace {

// A hand on a mouse over a timeline; what it asks for that concerns the timeline itself is done at once.
struct Mouse {
    Shown& shown;
    ui::TimelinePointer pointer{};
    ui::TimelineDrag drag{};
    std::vector<session::Command> asked{};

    explicit Mouse(Shown& on) : shown(on) { pointer.inside = true; }

    void frame() {
        for (auto& each : ui::timeline_gesture(shown.input, shown.layout, pointer, drag)) {
            if (auto const* view = std::get_if<command::SetTimeline>(&each)) {
                shown.input.view = view->view;
                shown.again();
            }
            asked.push_back(std::move(each));
        }
        pointer.wheel = pointer.wheel_sideways = 0;
        pointer.double_click = false;
    }
    void move(paint::Point to) {
        pointer.at = to;
        frame();
    }
    void press() {
        pointer.down = true;
        frame();
    }
    void release() {
        pointer.down = false;
        frame();
    }
    void click(paint::Point at) {
        move(at);
        press();
        release();
    }
    template <typename C>
    C const* last() const {
        for (auto it = asked.rbegin(); it != asked.rend(); ++it)
            if (auto const* found = std::get_if<C>(&*it)) return found;
        return nullptr;
    }
};

ui::TimelineRegion bar_of(Shown const& shown, char const* task, BarForm form) {
    for (auto const& each : shown.bars(task))
        if (each.form == form) return each;
    throw std::runtime_error("no such bar");
}

} // namespace

TEST_CASE("a click on a bar selects its task and a double click goes to the moment under the pointer") {
    Shown shown(recorded("gather-order"));
    Mouse mouse(shown);
    auto const bar = bar_of(shown, "t2", BarForm::waiting);
    auto const double_click = [&](paint::Point at) {
        mouse.click(at);
        mouse.pointer.double_click = true;
        mouse.press();
        mouse.release();
    };
    mouse.click(bar.at.centre());
    REQUIRE(mouse.last<command::Select>());
    CHECK(trace::to_string(mouse.last<command::Select>()->object) == "t2");
    CHECK_FALSE(mouse.last<command::Seek>()); // selecting is not travelling
    double_click(bar.at.centre());
    REQUIRE(mouse.last<command::Seek>());
    auto const target = mouse.last<command::Seek>()->position;
    CHECK(target > bar.begin);
    CHECK(target < bar.end);
    CHECK(target == ui::position_at(shown.input, shown.layout, bar.at.centre().x));
    double_click({bar.at.x + 2, bar.at.centre().y});
    CHECK(mouse.last<command::Seek>()->position == bar.begin);
}

TEST_CASE("a click on a name selects and does not move the cursor") {
    Shown shown(recorded("gather-order"));
    Mouse mouse(shown);
    auto const lane = shown.mark("timeline/lane/t3");
    mouse.click({40, lane.centre().y});
    REQUIRE(mouse.asked.size() == 1);
    CHECK(trace::to_string(mouse.last<command::Select>()->object) == "t3");
}

TEST_CASE("the tabs and the switch send their commands") {
    Shown shown(recorded("gather-order"));
    Mouse mouse(shown);
    mouse.click(shown.mark("timeline/by-clock").centre());
    REQUIRE(mouse.last<command::SetAxis>());
    CHECK(mouse.last<command::SetAxis>()->axis == ui::Axis::clock);
    mouse.click(shown.mark("timeline/whole-run").centre());
    CHECK(mouse.last<command::ToggleWholeRun>());
}

TEST_CASE("the wheel with control zooms about the pointer") {
    Shown shown(recorded("gather-order"));
    Mouse mouse(shown);
    mouse.move({700, 200});
    auto const under = ui::unit_at(shown.layout, 700);
    auto const scale = shown.layout.scale;
    mouse.pointer.ctrl = true;
    mouse.pointer.wheel = 2;
    mouse.frame();
    CHECK(shown.layout.scale == Approx(scale * 1.5625));
    CHECK(ui::unit_at(shown.layout, 700) == Approx(under));
}

TEST_CASE("the wheel scrolls lanes that do not fit and pans with shift or sideways") {
    Shown shown(recorded("taskgroup-siblings"), 700, 140);
    REQUIRE(shown.layout.overflow > 0);
    Mouse mouse(shown);
    mouse.move({400, 90});
    shown.input.view = ui::zoomed(shown.layout, 400, 4);
    shown.again();
    auto const before = shown.layout.view;
    mouse.pointer.wheel = -1;
    mouse.frame();
    CHECK(shown.layout.view.scroll > before.scroll);
    CHECK(shown.layout.view.left == before.left);
    mouse.pointer.shift = true;
    mouse.pointer.wheel = 1;
    mouse.frame();
    CHECK(shown.layout.view.left < before.left);
    auto const left = shown.layout.view.left;
    mouse.pointer.shift = false;
    mouse.pointer.wheel_sideways = -1;
    mouse.frame();
    CHECK(shown.layout.view.left > left);
}

TEST_CASE("a drag pans after three px and is no click") {
    Shown shown(recorded("gather-order"));
    shown.input.view = ui::zoomed(shown.layout, 600, 3);
    shown.again();
    Mouse mouse(shown);
    mouse.move({700, 200});
    auto const left = shown.layout.view.left;
    mouse.press();
    mouse.move({702, 200});
    CHECK(shown.layout.view.left == left);
    mouse.move({640, 200});
    CHECK((shown.layout.view.left - left) * shown.layout.scale == Approx(60));
    mouse.release();
    CHECK(mouse.last<command::Seek>() == nullptr);
    CHECK(mouse.last<command::Select>() == nullptr);
}

TEST_CASE("a drag with shift measures and a click ends that") {
    Shown shown(recorded("gather-order"));
    shown.by_clock();
    Mouse mouse(shown);
    auto const x = [&](double seconds) {
        auto const unit = shown.chart.unit_of_time(static_cast<std::int64_t>(seconds * 1e9));
        return shown.layout.plot.x + static_cast<float>((unit - shown.layout.view.left) * shown.layout.scale);
    };
    mouse.move({x(1), 200});
    mouse.pointer.shift = true;
    mouse.press();
    mouse.move({x(2.5), 220});
    mouse.release();
    REQUIRE(mouse.last<command::Measure>());
    auto const measured = mouse.last<command::Measure>()->measured;
    REQUIRE(measured);
    CHECK(measured->from == Approx(shown.chart.unit_of_time(1'000'000'000)).margin(0.01));
    CHECK(measured->to == Approx(shown.chart.unit_of_time(2'500'000'000)).margin(0.01));
    shown.input.measured =
        ui::Measured{shown.chart.unit_of_time(1'000'000'000), shown.chart.unit_of_time(2'500'000'000)};
    shown.again();
    CHECK(shown.says("1.5 s"));
    mouse.pointer.shift = false;
    mouse.click({x(2), 200});
    CHECK_FALSE(mouse.last<command::Measure>()->measured);
}

TEST_CASE("the pill of now can be dragged to another moment") {
    Shown shown(recorded("gather-order"));
    shown.at(80);
    Mouse mouse(shown);
    mouse.move(shown.mark("timeline/now").centre());
    mouse.press();
    mouse.move({shown.layout.plot.x + 60, 50});
    REQUIRE(mouse.last<command::Seek>());
    CHECK(mouse.last<command::Seek>()->position ==
          ui::position_at(shown.input, shown.layout, shown.layout.plot.x + 60));
    mouse.release();
    CHECK(mouse.last<command::Select>() == nullptr);
}

TEST_CASE("what begins outside the timeline asks nothing of it") {
    Shown shown(recorded("gather-order"));
    Mouse mouse(shown);
    mouse.pointer.inside = false;
    mouse.move({700, 200});
    mouse.press();
    mouse.pointer.inside = true;
    mouse.move({760, 200});
    mouse.release();
    CHECK(mouse.asked.empty());
}
