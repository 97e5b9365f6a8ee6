#include "replay/describe.hpp"
#include "support/catch.hpp"
#include "support/timeline_shown.hpp"

#include <algorithm>
#include <random>
#include <utility>

using paint::Rect;
using replay::Position;
using ui::BarForm;
using ui::RowKind;
using Kind = ui::TimelineRegion::What;

namespace {

bool overlap(Rect a, Rect b) {
    constexpr float grace = 0.6F;
    return a.x + grace < b.right() && b.x + grace < a.right() && a.y + grace < b.bottom() &&
           b.y + grace < a.bottom();
}

// One task that is stepped `steps` times, a turn each.
trace::Log stepped(std::size_t steps) {
    trace::Log log;
    auto const text = [&](char const* words) { return static_cast<std::int64_t>(log.intern(words)); };
    trace::ObjectId const loop(trace::ObjectType::loop, 1), task(trace::ObjectType::task, 1),
        body(trace::ObjectType::coroutine, 1);
    auto add = [&](trace::Kind kind, trace::ObjectId subject, trace::ObjectId object = {},
                   std::int64_t value = 0) {
        trace::Event event;
        event.kind = kind;
        event.subject = subject;
        event.object = object;
        event.value = value;
        log.append(event);
    };
    using K = trace::Kind;
    add(K::coro_create, body, {}, text("work()"));
    add(K::task_create, task, body, text("Task-1"));
    std::uint32_t handles = 1;
    add(K::handle_ready, {trace::ObjectType::handle, handles}, task, text("step"));
    add(K::loop_start, loop);
    for (std::size_t i = 0; i < steps; ++i) {
        trace::ObjectId const handle(trace::ObjectType::handle, handles);
        add(K::loop_iteration, loop, {}, 1);
        add(K::handle_run, handle, task, text("step"));
        add(K::task_step, task);
        add(K::handle_ready, {trace::ObjectType::handle, ++handles}, task, text("step"));
        add(K::task_suspend, task);
        add(K::handle_end, handle, task);
    }
    return log;
}

// `tasks` tasks, created one after the other, each stepped once.
trace::Log crowd(std::uint32_t tasks) {
    trace::Log log;
    auto const text = [&](std::string const& words) { return static_cast<std::int64_t>(log.intern(words)); };
    auto add = [&](trace::Kind kind, trace::ObjectId subject, trace::ObjectId object = {},
                   std::int64_t value = 0) {
        trace::Event event;
        event.kind = kind;
        event.subject = subject;
        event.object = object;
        event.value = value;
        log.append(event);
    };
    using K = trace::Kind;
    using T = trace::ObjectType;
    add(K::loop_start, {T::loop, 1});
    for (std::uint32_t n = 1; n <= tasks; ++n) {
        add(K::coro_create, {T::coroutine, n}, {}, text("work(" + std::to_string(n) + ")"));
        add(K::task_create, {T::task, n}, {T::coroutine, n}, text("Task-" + std::to_string(n)));
        add(K::handle_ready, {T::handle, n}, {T::task, n}, text("step"));
    }
    add(K::loop_iteration, {T::loop, 1}, {}, tasks);
    for (std::uint32_t n = 1; n <= tasks; ++n) {
        add(K::handle_run, {T::handle, n}, {T::task, n}, text("step"));
        add(K::task_step, {T::task, n});
        add(K::task_done, {T::task, n}, {}, text("result " + std::to_string(n)));
        add(K::handle_end, {T::handle, n}, {T::task, n});
    }
    return log;
}

} // namespace

TEST_CASE("the module stands first then tasks in order of creation then the loop") {
    Shown const shown(recorded("gather-order"));
    REQUIRE(shown.chart.rows.size() == 6);
    CHECK(shown.chart.rows[0].kind == RowKind::module);
    for (unsigned n = 1; n <= 4; ++n)
        CHECK(shown.chart.rows[n].id == trace::ObjectId(trace::ObjectType::task, n));
    CHECK(shown.chart.rows[5].kind == RowKind::loop);
    float below = 0;
    for (auto const* name : {"module", "t1", "t2", "t3", "t4", "l1"}) {
        auto const lane = shown.mark(std::string("timeline/lane/") + name);
        CHECK(lane.h >= 20);
        CHECK(lane.y >= below);
        below = lane.bottom();
    }
}

TEST_CASE("a lane shows what its task did in order with the form of each stretch") {
    auto log = recorded("gather-order");
    auto const now = line_position(log, 5, 1);
    Shown shown(std::move(log));
    shown.at(now);
    auto bars = shown.bars("t3");
    std::sort(bars.begin(), bars.end(), [](auto const& a, auto const& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::vector<BarForm> forms;
    for (auto const& bar : bars) forms.push_back(bar.form);
    CHECK(forms == std::vector<BarForm>{BarForm::created, BarForm::scheduled, BarForm::running,
                                        BarForm::waiting, BarForm::scheduled, BarForm::running});
    for (std::size_t i = 1; i < bars.size(); ++i) CHECK(bars[i].at.x + 0.01F >= bars[i - 1].at.x);
    CHECK(shown.says("fetch 4"));
    CHECK(shown.says("awaits gather of 2, 3, 4"));
    CHECK(shown.says("sleep(3)  due 3.000 s"));
    CHECK(shown.says("timer due"));
    CHECK(shown.says("has not happened yet"));
    CHECK(shown.says("turn 2"));
    CHECK(shown.says("→ 1 s"));
}

TEST_CASE("what has not happened is not shown and not hinted at") {
    for (auto const& name : recordings()) {
        CAPTURE(name);
        Shown shown(recorded(name));
        for (Position p = 0; p <= shown.log.size(); ++p) {
            shown.at(p);
            for (auto const& region : shown.layout.regions) {
                if (region.kind == Kind::row || region.kind == Kind::name) continue;
                REQUIRE(region.begin <= p);
                if (region.kind == Kind::bar || region.kind == Kind::frame)
                    REQUIRE(region.at.right() <= std::max(shown.layout.now_x, region.at.x + 8) + 6);
            }
        }
    }
    Shown shown(recorded("gather-order"));
    shown.at(line_position(shown.log, 9, 1));
    CHECK(shown.says("main 9"));
    CHECK_FALSE(shown.says("9–11"));
    CHECK_FALSE(shown.says("Task-2"));
    CHECK_FALSE(shown.says("'slow'"));
}

TEST_CASE("the whole run can be shown from any moment") {
    Shown shown(recorded("gather-order"));
    auto const all = shown.regions(Kind::bar).size();
    shown.input.whole_run = true;
    shown.at(10);
    CHECK(shown.regions(Kind::bar).size() == all);
    CHECK(shown.says("'slow'"));
    CHECK_FALSE(shown.says("has not happened yet"));
}

TEST_CASE("no two labels touch and none lies outside at any size or moment or on either axis") {
    for (auto const& name : recordings())
        for (float const width : {420.0F, 640.0F, 890.0F, 1192.0F, 1900.0F})
            for (auto const axis : {ui::Axis::step, ui::Axis::clock}) {
                Shown shown(recorded(name), width, width < 900 ? 300 : 470);
                shown.input.view.axis = axis;
                for (Position p = 0; p <= shown.log.size(); p += 7) {
                    CAPTURE(name, width, p, axis == ui::Axis::step);
                    shown.at(p);
                    std::vector<Rect> all;
                    for (auto const& text : shown.texts()) {
                        auto const at = extents(text);
                        CAPTURE(text.text);
                        CHECK(at.x >= -0.5F);
                        CHECK(at.right() <= width + 0.5F);
                        CHECK(at.y >= 0);
                        CHECK(at.bottom() <= shown.input.height + 1);
                        for (auto const& other : all) CHECK_FALSE(overlap(at, other));
                        all.push_back(at);
                    }
                }
            }
}

TEST_CASE("the line of now stands at the moment and never goes back when one steps on") {
    Shown shown(recorded("cancel-delivery"));
    float before = 0;
    for (Position p = 0; p < shown.log.size(); ++p) { // at the end all of it is shown
        shown.at(p);
        INFO("step " << p << ": " << replay::describe(*shown.index, p));
        CHECK(shown.layout.now_x >= before - 0.001F); // a px is a float of a large unit
        CHECK(ui::position_at(shown.input, shown.layout, shown.layout.now_x) == p);
        CHECK(shown.mark("timeline/now").centre().x == Approx(shown.layout.now_x));
        before = shown.layout.now_x;
    }
}

TEST_CASE("all that is known fits the width however long it is") {
    for (Position const at : {40, 900, 1900}) {
        Shown shown(stepped(500), 900);
        shown.input.view.all = true;
        shown.at(at);
        CHECK(shown.layout.view.left == 0);
        CHECK(shown.layout.now_x > shown.layout.plot.x);
        CHECK(shown.layout.now_x <= shown.layout.plot.right());
    }
}

TEST_CASE("in a long run the view goes with now and stays where it was panned to") {
    Shown shown(stepped(500), 900);
    shown.at(1500);
    auto const plot = shown.layout.plot;
    CHECK(shown.layout.now_x > plot.x);
    CHECK(shown.layout.now_x < plot.right());
    shown.input.view = ui::panned(shown.layout, 3000, 0);
    shown.again();
    CHECK(shown.layout.now_x > plot.right());
    shown.input.view = shown.layout.view;
    shown.at(1501);
    CHECK(shown.layout.now_x < plot.right());
    shown.input.view = ui::panned(shown.layout, 3000, 0);
    shown.input.follow_now = false;
    shown.at(1502);
    CHECK(shown.layout.now_x > plot.right());
}

TEST_CASE("a lesson fits the width of its panel with readable labels") {
    for (auto const* name :
         {"call-does-nothing", "sequential-await", "create-task", "gather-order", "cancel-delivery"}) {
        CAPTURE(name);
        Shown const shown(recorded(name));
        CHECK(shown.layout.view.left == 0);
        CHECK(shown.layout.now_x <= shown.layout.plot.right());
        CHECK(shown.layout.scale >= 0.72);
    }
}

TEST_CASE("by clock waits are as wide as they are long and instants are opened up") {
    Shown shown(recorded("gather-order"));
    shown.by_clock();
    auto const& jumps = shown.timeline.jumps;
    REQUIRE(jumps.size() == 3);
    auto const wide = [&](Position from, Position to) {
        return (shown.chart.clock[to] - shown.chart.clock[from]) * shown.layout.scale;
    };
    for (auto const& jump : jumps) // each a second long
        CHECK(wide(jump.position - 1, jump.position) ==
              Approx(wide(jumps[0].position - 1, jumps[0].position)).margin(0.5));
    // Within an instant each event has its own place, and steps are seen.
    CHECK(wide(0, jumps[0].position - 1) > 120);
    std::size_t moved = 0;
    for (Position p = 1; p < shown.log.size(); ++p) moved += wide(p - 1, p) > 0.1;
    CHECK(moved + 3 >= shown.log.size());
    int instants = 0;
    for (auto const& bar : shown.bars("t3")) instants += bar.form == BarForm::running && bar.at.w >= 6;
    CHECK(instants == 2);
    CHECK(shown.says("0.5 s"));
    CHECK(shown.says("turn 2"));
}

TEST_CASE("a time has a place on the axis by clock and a place has a time") {
    Shown shown(recorded("gather-order"));
    auto const& chart = shown.chart;
    for (std::int64_t const time : {0L, 1L, 500'000'000L, 1'000'000'000L, 2'250'000'000L, 3'000'000'000L})
        CHECK(std::abs(chart.time_at_unit(chart.unit_of_time(time)) - time) <= 1);
    for (Position p = 0; p <= shown.log.size(); ++p) {
        CHECK(chart.time_at_unit(chart.clock[p]) == chart.time_of(p));
        if (p > 0) CHECK(chart.clock[p] >= chart.clock[p - 1]);
    }
}

TEST_CASE("the span under a point is found by it") {
    Shown shown(recorded("gather-order"));
    for (auto const& bar : shown.regions(Kind::bar)) {
        if (bar.at.w < 14) continue;
        auto const* found = ui::hit(shown.layout, bar.at.centre());
        REQUIRE(found);
        CHECK(found->row == bar.row);
        if (found->kind == Kind::frame) { // it stands within the bar, or the bar within it
            CHECK(found->begin <= bar.end);
            CHECK(found->end >= bar.begin);
        } else {
            CHECK(found->begin == bar.begin);
        }
    }
    for (auto const& frame : shown.regions(Kind::frame)) {
        if (frame.at.w < 14) continue;
        auto const* found = ui::hit(shown.layout, frame.at.centre());
        REQUIRE(found);
        CHECK(found->kind == Kind::frame);
        CHECK(found->begin == frame.begin);
    }
    CHECK(ui::hit(shown.layout, {-5, -5}) == nullptr);
    auto const tab = shown.mark("timeline/by-clock");
    REQUIRE(ui::hit(shown.layout, tab.centre()));
    CHECK(ui::hit(shown.layout, tab.centre())->kind == Kind::axis_clock);
    auto const name = shown.mark("timeline/lane/t2");
    CHECK(ui::hit(shown.layout, {30, name.centre().y})->kind == Kind::name);
}

TEST_CASE("zooming about a point keeps the moment under it") {
    for (auto const axis : {ui::Axis::step, ui::Axis::clock}) {
        Shown shown(recorded("gather-order"));
        shown.input.view.axis = axis;
        shown.again();
        float const x = shown.layout.plot.x + 400;
        auto const moment = ui::unit_at(shown.layout, x);
        auto const fitted = shown.layout.scale;
        for (double const factor : {1.25, 1.25, 2.0, 0.8}) {
            shown.input.view = ui::zoomed(shown.layout, x, factor);
            shown.again();
            CHECK(ui::unit_at(shown.layout, x) == Approx(moment));
        }
        CHECK(shown.layout.scale == Approx(fitted * 2.5));
    }
}

TEST_CASE("panning moves the picture by what the pointer moved and ends at the ends") {
    Shown shown(recorded("gather-order"));
    shown.input.view = ui::zoomed(shown.layout, 600, 3);
    shown.again();
    auto const left = shown.layout.view.left;
    shown.input.view = ui::panned(shown.layout, -90, 0);
    shown.again();
    CHECK((shown.layout.view.left - left) * shown.layout.scale == Approx(90));
    shown.input.view = ui::panned(shown.layout, 1e6F, 0);
    shown.again();
    CHECK(shown.layout.view.left == 0);
    shown.input.view = ui::panned(shown.layout, -1e6F, 0);
    shown.again();
    auto const end =
        shown.layout.plot.x +
        static_cast<float>((shown.chart.axis.back() - shown.layout.view.left) * shown.layout.scale);
    CHECK(end > shown.layout.plot.x);
    CHECK(end < shown.layout.plot.right());
}

TEST_CASE("a settled view settles to itself") {
    for (auto const& name : recordings())
        for (float const width : {500.0F, 1192.0F}) {
            Shown shown(recorded(name), width);
            for (Position p = 0; p <= shown.log.size(); p += 5) {
                shown.at(p);
                auto const once = shown.layout.view;
                shown.input.view = once;
                shown.again();
                CHECK(shown.layout.view == once);
            }
        }
}

TEST_CASE("a coroutine that was only made is seen before it runs") {
    Shown shown(recorded("call-does-nothing"));
    auto const made = std::find_if(shown.chart.rows.begin(), shown.chart.rows.end(),
                                   [](auto const& row) { return row.label == "greet('Ada')"; });
    REQUIRE(made != shown.chart.rows.end());
    auto const begin = made->begin;
    auto const named = made->named;
    CHECK(begin < named);
    shown.at(begin - 1);
    CHECK_FALSE(shown.says("greet('Ada')"));
    shown.at(named - 2);
    CHECK(shown.says("greet('Ada') created, not running"));
    CHECK(shown.says("coroutine, not running"));
    REQUIRE_FALSE(shown.bars("c1").empty()); // no task is made of it yet
    CHECK(shown.bars("c1").front().form == BarForm::created);
    shown.at(shown.log.size());
    CHECK(shown.says("Task-1"));
}

TEST_CASE("a program without a loop shows its module and the coroutines it made") {
    Shown shown(from_lines(R"x(["source",1,"p.py","",[]]
[0,"line","","",0,1,1]
["text",1,"greet('Ada')"]
[0,"line","","",0,2,1]
[0,"coro.create","c1","",1,2,1]
[0,"line","","",0,3,1]
[0,"line","","",0,4,1]
[0,"coro.close","c1","",0,4,1]
["end",6,0,""]
)x"));
    REQUIRE(shown.chart.rows.size() == 2);
    CHECK(shown.chart.rows[1].kind == RowKind::coroutine);
    CHECK(shown.says("lines 1–4"));
    CHECK(shown.says("closed, never started"));
    CHECK(shown.says("greet('Ada') created, not running"));
    CHECK(shown.regions(Kind::turn).empty());
    shown.at(2);
    CHECK(shown.says("1–2"));
    CHECK_FALSE(shown.says("greet"));
}

TEST_CASE("every problem of a run is marked where it shows") {
    for (auto const& name : recordings()) {
        CAPTURE(name);
        Shown shown(recorded(name));
        auto const all = shown.chart.problems;
        for (std::size_t i = 0; i < all.size(); ++i) {
            auto const& problem = all[i];
            shown.at(problem.position);
            auto const marks = shown.regions(Kind::problem);
            auto const found =
                std::find_if(marks.begin(), marks.end(), [&](auto const& each) { return each.index == i; });
            REQUIRE(found != marks.end());
            // As it is known then: a step that still goes on "has held" the loop.
            CHECK(ui::timeline_tooltip(shown.input, *found).find(shown.chart.problems[i].words) == 0);
            shown.at(problem.position - 1);
            for (auto const& each : shown.regions(Kind::problem)) CHECK(each.index != i);
        }
    }
    CHECK(Shown(recorded("never-awaited")).says("never awaited"));
    CHECK(Shown(recorded("deadlock")).says("deadlock"));
}

TEST_CASE("everything that can be pointed at has something to say") {
    for (auto const& name : recordings()) {
        CAPTURE(name);
        Shown const shown(recorded(name));
        for (auto const& region : shown.layout.regions) {
            if (region.kind == Kind::row) continue;
            auto const said = ui::timeline_tooltip(shown.input, region);
            CHECK_FALSE(said.empty());
            CHECK(said.find("  \n") == std::string::npos);
        }
    }
    Shown shown(recorded("gather-order"));
    auto const bars = shown.bars("t2");
    auto const wait = std::find_if(bars.begin(), bars.end(),
                                   [](auto const& each) { return each.form == BarForm::waiting; });
    REQUIRE(wait != bars.end());
    CHECK(ui::timeline_tooltip(shown.input, *wait).find("Task-2 waits for sleep(3), due 3 s") == 0);
}

TEST_CASE("a thousand tasks cost what is on the screen") {
    Shown few(crowd(100));
    Shown many(crowd(1000));
    CHECK(many.layout.row_height >= 20);
    CHECK(many.layout.overflow > 0);
    CHECK(many.layout.scene.items.size() < few.layout.scene.items.size() + 400);
    CHECK(many.layout.scene.items.size() < 1500);
    many.input.view.scroll = 5000;
    many.again();
    CHECK(many.layout.view.scroll == 5000);
    CHECK(many.says("Task-260"));
    CHECK_FALSE(many.says("Task-900"));
    for (auto const& region : many.layout.regions) {
        CHECK(region.at.y >= 0);
        CHECK(region.at.bottom() <= many.input.height + 0.5F);
    }
}

TEST_CASE("the lane of what runs is scrolled into view when the cursor moves there") {
    Shown shown(crowd(200));
    Position const step = [&] {
        for (Position i = 0; i < shown.log.size(); ++i)
            if (shown.log[i].kind == trace::Kind::task_step && shown.log[i].subject.number() == 150)
                return i + 1;
        return Position{0};
    }();
    shown.at(step);
    auto const lane = shown.mark("timeline/lane/t150");
    CHECK(lane.h > 10);
    CHECK(shown.says("Task-150"));
}

TEST_CASE("the lane of what runs comes into view again where the height changes") {
    Shown shown(recorded("gather-order"), 1192, 470);
    shown.at(line_position(shown.log, 5, 3)); // Task-4 runs
    CHECK(shown.layout.overflow == 0);
    shown.input.view = shown.layout.view;
    shown.input.height = 160;
    shown.again();
    REQUIRE(shown.layout.overflow > 0);
    auto const running = "timeline/lane/" + trace::to_string(shown.state.current_task);
    CHECK(shown.mark(running).h > 18);
    shown.input.view = shown.layout.view;
    shown.input.view.scroll = 0;
    shown.again();
    CHECK(shown.layout.view.scroll == 0);
}

TEST_CASE("a hundred thousand stretches are drawn together and none is lost from sight") {
    Shown shown(stepped(50'000));
    shown.input.view.zoom = static_cast<double>(shown.layout.plot.w) / shown.chart.axis.back();
    shown.input.view.followed = shown.log.size();
    shown.again();
    auto const bars = shown.bars("t1");
    CHECK(bars.size() < 2 * static_cast<std::size_t>(shown.layout.plot.w / 3) + 10);
    CHECK(shown.layout.scene.items.size() < 5000);
    std::size_t spans = 0;
    for (auto const& bar : bars) spans += std::max<std::size_t>(bar.folded, 1);
    CHECK(spans >= shown.timeline.lanes.front().spans.size());
    // Zoomed in they stand alone again.
    shown.input.view = ui::zoomed(shown.layout, 600, 1000);
    shown.again();
    for (auto const& bar : shown.bars("t1")) CHECK(bar.folded == 0);
}

TEST_CASE("the turn that runs is bracketed and others have their numbers where there is room") {
    Shown shown(recorded("gather-order"));
    auto const turns = shown.regions(Kind::turn);
    CHECK(turns.size() == shown.timeline.turns.size());
    CHECK(shown.says("turn 1"));
    auto const narrow = std::make_unique<Shown>(recorded("gather-order"), 460.0F, 300.0F);
    CHECK(narrow->regions(Kind::turn).size() > 0);
}

TEST_CASE("an empty log and a tiny panel make an empty picture and no trouble") {
    Shown empty{trace::Log{}};
    CHECK(empty.chart.rows.empty());
    CHECK(empty.layout.regions.size() >= 3);
    empty.by_clock();
    for (float const size : {1.0F, 30.0F, 90.0F}) {
        Shown const tiny(recorded("gather-order"), size, size);
        CHECK(tiny.layout.plot.w > 0);
    }
}

TEST_CASE("events in no sensible order are laid out without trouble") {
    std::mt19937 random(7);
    auto pick = [&](unsigned below) { return static_cast<std::uint32_t>(random() % below); };
    constexpr trace::ObjectType types[] = {trace::ObjectType::none,   trace::ObjectType::loop,
                                           trace::ObjectType::handle, trace::ObjectType::coroutine,
                                           trace::ObjectType::task,   trace::ObjectType::future};
    for (int round = 0; round < 40; ++round) {
        trace::Log log;
        for (auto const* words :
             {"step", "wakeup", "work(1)", "sleep(1)", "result 3", "Task-9", "gather of t1 t2"})
            log.intern(words);
        for (int i = 0; i < 300; ++i) {
            trace::Event event;
            event.kind = static_cast<trace::Kind>(pick(trace::known_kinds));
            event.time = static_cast<std::int64_t>(pick(5)) * 500'000'000;
            event.value = pick(9);
            event.line = pick(6);
            event.source = static_cast<std::uint16_t>(pick(2));
            auto id = [&] {
                auto const type = types[pick(std::size(types))];
                return type == trace::ObjectType::none ? trace::ObjectId{}
                                                       : trace::ObjectId(type, 1 + pick(4));
            };
            event.subject = id();
            event.object = id();
            log.append(event);
        }
        Shown shown(std::move(log));
        for (Position const p : {Position{0}, Position{1}, Position{60}, Position{150}, Position{300}})
            for (auto const axis : {ui::Axis::step, ui::Axis::clock}) {
                shown.input.view.axis = axis;
                shown.at(p);
                for (auto const& region : shown.layout.regions) ui::timeline_tooltip(shown.input, region);
                CHECK(shown.layout.scale > 0);
            }
    }
}
