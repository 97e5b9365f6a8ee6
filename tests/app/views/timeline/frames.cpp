// Frames within a task's bar, futures and cancellations: what stands in a lane beside its spans.
#include "support/catch.hpp"
#include "support/timeline_shown.hpp"
#include "support/traces.hpp"

#include <algorithm>

using paint::Rect;
using replay::Position;
using ui::BarForm;
using Kind = ui::TimelineRegion::What;

namespace {

std::vector<ui::TimelineRegion> frames_of(Shown const& shown, std::size_t level) {
    auto out = shown.regions(Kind::frame);
    std::erase_if(out, [&](auto const& each) { return each.level != level; });
    return out;
}

// The text that stands in a rectangle.
std::string text_in(Shown const& shown, Rect at) {
    for (auto const& text : shown.texts()) {
        auto const covers = extents(text);
        if (covers.x >= at.x && covers.x < at.right() && covers.y >= at.y - 2 &&
            covers.bottom() <= at.bottom() + 2)
            return text.text;
    }
    return {};
}

std::string text_of(Shown const& shown, std::string_view begin) {
    for (auto const& text : shown.texts())
        if (text.text.substr(0, begin.size()) == begin) return text.text;
    return {};
}

} // namespace

TEST_CASE("a coroutine that awaits another stands above it and its sleep below both") {
    Shown shown(recorded("sequential-await"));
    auto const position = [&] { // fetch sleeps
        for (Position i = 0; i < shown.log.size(); ++i)
            if (shown.log[i].kind == trace::Kind::task_suspend) return i + 1;
        return Position{0};
    }();
    shown.at(position + 4);
    auto const outer = frames_of(shown, 0);
    auto const inner = frames_of(shown, 1);
    REQUIRE(outer.size() == 2); // it ran, now it is suspended
    REQUIRE(inner.size() == 2);
    CHECK(outer[0].form == BarForm::running);
    CHECK(outer[1].form == BarForm::suspended);
    CHECK(inner[0].form == BarForm::running);
    CHECK(inner[1].form == BarForm::suspended);
    CHECK(inner[0].at.y >= outer[0].at.bottom());
    CHECK(inner[0].at.x == Approx(outer[1].at.x).margin(0.01));
    CHECK(text_in(shown, outer[1].at) == "main()");
    CHECK(text_in(shown, inner[0].at).substr(0, 5) == "fetch");
    auto const bars = shown.bars("t1");
    auto const sleep = std::find_if(bars.begin(), bars.end(),
                                    [](auto const& each) { return each.form == BarForm::waiting; });
    REQUIRE(sleep != bars.end());
    CHECK(sleep->at.y >= inner[0].at.bottom());
    CHECK(ui::timeline_tooltip(shown.input, outer[1]).find("main() is suspended at line 15, until") == 0);
    CHECK(ui::timeline_tooltip(shown.input, inner[1]).find("is suspended at line 8, awaiting sleep(1)") !=
          std::string::npos);
}

TEST_CASE("the ground of what ran is no higher than the frames on it") {
    for (auto const* name : {"call-does-nothing", "sequential-await"}) {
        Shown shown(recorded(name), 1192, 600);
        for (auto const& bar : shown.bars("t1")) {
            if (bar.form != BarForm::running || bar.folded > 0) continue;
            float lowest = 0;
            for (auto const& frame : shown.regions(Kind::frame))
                if (frame.begin < bar.end && frame.end > bar.begin)
                    lowest = std::max(lowest, frame.at.bottom());
            REQUIRE(lowest > 0);
            CHECK(bar.at.bottom() == Approx(lowest).margin(0.5));
        }
    }
}

TEST_CASE("where a lane has no room for frames one bar shows them") {
    Shown shown(recorded("taskgroup-siblings"), 900, 240);
    CHECK(shown.regions(Kind::frame).empty());
    CHECK_FALSE(shown.bars("t1").empty());
    Shown tall(recorded("taskgroup-siblings"), 900, 700);
    CHECK_FALSE(tall.regions(Kind::frame).empty());
}

TEST_CASE("frames deeper than a lane has room for share a strip and none leaves its lane") {
    // main awaits f1, which awaits f2 ... forty of them.
    trace::Log log;
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
    add(K::task_create, {T::task, 1}, {T::coroutine, 1}, static_cast<std::int64_t>(log.intern("Task-1")));
    add(K::task_step, {T::task, 1});
    for (std::uint32_t n = 1; n <= 40; ++n) {
        add(K::coro_create, {T::coroutine, n}, {},
            static_cast<std::int64_t>(log.intern("f(" + std::to_string(n) + ")")));
        add(K::coro_start, {T::coroutine, n},
            n == 1 ? trace::ObjectId(T::task, 1) : trace::ObjectId(T::coroutine, n - 1));
    }
    for (std::uint32_t n = 40; n > 0; --n) add(K::coro_return, {T::coroutine, n});
    add(K::task_done, {T::task, 1}, {}, static_cast<std::int64_t>(log.intern("result None")));
    Shown shown(std::move(log), 900, 300);
    auto const lane = shown.mark("timeline/lane/t1");
    CHECK(shown.regions(Kind::frame).size() > 40);
    for (auto const& frame : shown.regions(Kind::frame)) {
        CHECK(frame.at.y >= lane.y);
        CHECK(frame.at.bottom() <= lane.bottom());
    }
}

TEST_CASE("frames of a long run are drawn together where they are too narrow") {
    Shown shown(generated(4, 40'000), 1192, 600);
    shown.input.view.all = true;
    shown.again();
    CHECK_FALSE(shown.regions(Kind::frame).empty());
    CHECK(shown.layout.scene.items.size() < 8000);
}

TEST_CASE("lanes grow with the height there is") {
    Shown few(recorded("sequential-await"), 900, 500);
    Shown many(recorded("gather-order"), 900, 500);
    CHECK(few.layout.row_height > 120);
    CHECK(many.layout.row_height > 60);
    auto const bottom = many.mark("timeline/lane/l1").bottom();
    CHECK(bottom > 500 - 24 - 8 - 8); // no blank but for rounding
}

TEST_CASE("futures have lanes when they are asked for and the selected one always") {
    Shown shown(recorded("gather-order"), 1192, 640);
    CHECK(shown.regions(Kind::future).empty());
    shown.input.selected = trace::ObjectId(trace::ObjectType::future, 1);
    shown.again();
    CHECK(shown.mark("timeline/future/f1").h > 30);
    CHECK(shown.mark("timeline/future/f2").h == 0);
    shown.input.selected = {};
    shown.input.futures = true;
    shown.again();
    float below = shown.mark("timeline/lane/t4").bottom() - 1;
    for (auto const* name : {"timeline/future/f1", "timeline/future/f2", "timeline/future/f3"}) {
        auto const lane = shown.mark(name);
        CHECK(lane.y >= below);
        below = lane.bottom() - 1;
    }
    CHECK(below <= shown.mark("timeline/lane/l1").y);
}

TEST_CASE("gather's slots are filled as each child ends and read off as the list") {
    Shown shown(recorded("gather-order"), 1192, 640);
    shown.input.futures = true;
    auto const done = [&](unsigned task) {
        return position_of(shown.log, "task.done", "t" + std::to_string(task));
    };
    shown.at(done(3) - 1);
    CHECK(shown.says("[·, ·, ·]"));
    shown.at(done(3));
    CHECK(shown.says("[·, 'fast', ·]"));
    CHECK_FALSE(shown.says("['slow'"));
    shown.at(done(2));
    CHECK(shown.says("['slow', 'fast', 'mid']"));
    auto const gather = shown.regions(Kind::future);
    auto const found = std::find_if(gather.begin(), gather.end(),
                                    [](auto const& each) { return trace::to_string(each.id) == "f1"; });
    REQUIRE(found != gather.end());
    auto const said = ui::timeline_tooltip(shown.input, *found);
    CHECK(said.find("place 2: Task-3, 'fast'") != std::string::npos);
    CHECK(said.find("which Task-1 awaits") != std::string::npos);
}

TEST_CASE("a sleep's future tells when it is due and whom it called back") {
    Shown shown(recorded("gather-order"), 1192, 640);
    shown.input.futures = true;
    auto const due = position_of(shown.log, "future.result", "f3");
    shown.at(due - 3);
    CHECK(shown.says("sleep(1)  due 1 s"));
    shown.input.futures = false;
    shown.input.selected = trace::ObjectId(trace::ObjectType::future, 3);
    shown.again();
    CHECK(shown.says("pending, due 1 s"));
    shown.input.futures = true;
    shown.at(due + 2);
    auto const futures = shown.regions(Kind::future);
    auto const sleep = std::find_if(futures.begin(), futures.end(), [](auto const& each) {
        return trace::to_string(each.id) == "f3" && each.at.x > 100;
    });
    REQUIRE(sleep != futures.end());
    CHECK(ui::timeline_tooltip(shown.input, *sleep).find("calls back: wakeup of Task-3") !=
          std::string::npos);
    bool rises = false; // an arrow from it up to its task
    auto const lane = shown.mark("timeline/lane/t3");
    for (auto const& item : shown.layout.scene.items)
        if (auto const* path = std::get_if<paint::Path>(&item))
            rises = rises || (path->arrow && path->points.back().y < lane.bottom() &&
                              path->points.back().y > lane.y && path->points.front().y > lane.bottom());
    CHECK(rises);
}

TEST_CASE("nothing of a future is shown before it happens") {
    for (auto const& name : recordings()) {
        CAPTURE(name);
        Shown shown(recorded(name), 1000, 700);
        shown.input.futures = true;
        for (Position p = 1; p <= shown.log.size(); ++p) {
            shown.at(p);
            for (auto const& region : shown.regions(Kind::future)) {
                REQUIRE(region.begin <= p);
                REQUIRE(region.end <= p);
                CHECK_FALSE(ui::timeline_tooltip(shown.input, region).empty());
            }
        }
    }
}

TEST_CASE("a cancellation is labelled where it is asked for and where it is thrown in") {
    for (float const width : {640.0F, 760.0F, 1192.0F}) {
        Shown shown(recorded("cancel-delivery"), width, 470);
        auto const asked = position_of(shown.log, "task.cancel", "t2");
        auto const thrown = position_of(shown.log, "coro.throw", "c2");
        CAPTURE(width);
        shown.at(asked - 1);
        CHECK(text_of(shown, "cancel() by").empty());
        shown.at(asked);
        CHECK(text_of(shown, "cancel() by") == "cancel() by Task-1, line 16");
        CHECK(text_of(shown, "CancelledError").empty());
        shown.at(thrown);
        CHECK(text_of(shown, "CancelledError thrown in") == "CancelledError thrown in, line 6");
        // Neither the line nor the pill of now stands on what happens now.
        for (Position const p : {asked, thrown - 2, thrown - 1, thrown}) {
            shown.at(p);
            for (auto const& text : shown.texts()) {
                if (text.text.find("ancel") == std::string::npos) continue;
                auto const at = extents(text);
                CHECK((at.right() <= shown.layout.now_x + 1 || at.x >= shown.layout.now_x - 1));
            }
        }
    }
    Shown shown(recorded("cancel-delivery"));
    auto const marks = shown.regions(Kind::cancel);
    REQUIRE(marks.size() == 3); // the last one arrives at who awaits the cancelled task
    CHECK(ui::timeline_tooltip(shown.input, marks[0]).find("A request: Task-2 hears of it") !=
          std::string::npos);
}

TEST_CASE("only what happens in this event is red") {
    Shown shown(recorded("create-task"));
    auto const red_arrows = [&] {
        int red = 0;
        for (auto const& item : shown.layout.scene.items)
            if (auto const* path = std::get_if<paint::Path>(&item))
                red += path->arrow && path->stroke == paint::Color(theme::Role::now);
        return red;
    };
    auto const& edges = shown.timeline.edges;
    REQUIRE(edges.size() > 3);
    std::vector<Position> lands;
    for (auto const& edge : edges) lands.push_back(edge.position);
    for (Position p = 1; p <= shown.log.size(); ++p) {
        shown.at(p);
        bool const any = std::find(lands.begin(), lands.end(), p) != lands.end();
        if (!any) CHECK(red_arrows() == 0);
    }
}

TEST_CASE("the legend names the forms that are seen and no other") {
    auto const legend = [](Shown const& shown) {
        std::vector<std::string> out;
        float const below = ui::timeline_header_height(shown.input.dress, shown.input.width);
        for (auto const& text : shown.texts())
            if (text.at.y < below && text.size == 12.5F) out.push_back(text.text);
        return out;
    };
    using Words = std::vector<std::string>;
    Shown shown(recorded("cancel-delivery"), 1192);
    shown.at(2);
    CHECK(legend(shown) == Words{"running"});
    shown.at(shown.log.size());
    Words const all{"running", "scheduled",      "waiting", "suspended", "created",
                    "timer",   "creates, wakes", "cancels", "done",      "cancelled"};
    CHECK(legend(shown) == all);
    // On a narrow panel they stand in two lines.
    CHECK(legend(Shown(recorded("cancel-delivery"), 744)) == all);
    auto const warned = legend(Shown(recorded("never-awaited")));
    CHECK(std::find(warned.begin(), warned.end(), "look here") != warned.end());
}

TEST_CASE("a picture has no controls and nothing of what is to come") {
    Shown shown(recorded("gather-order"));
    shown.input.dress = ui::TimelineDress::picture;
    shown.at(60);
    for (auto const* words :
         {"by event", "by clock", "whole run", "futures", "has not happened yet", "Timeline"})
        CHECK_FALSE(shown.says(words));
    CHECK(shown.says("running"));
    CHECK(shown.mark("timeline/unknown").w == 0);
    CHECK(shown.mark("timeline/overview").w == 0);
}

TEST_CASE("in a low lane a function's name stands alone rather than cut") {
    Shown shown(recorded("gather-order"), 500, 220);
    shown.input.dress = ui::TimelineDress::stage;
    shown.again();
    CHECK(shown.layout.row_height < 40);
    int named = 0;
    for (auto const& text : shown.texts()) named += text.text == "fetch" && text.at.x < shown.layout.plot.x;
    CHECK(named == 3);
}

TEST_CASE("a name that does not fit beside its task takes the next line") {
    Shown shown(recorded("gather-order"), 744, 420);
    for (auto const& text : shown.texts()) {
        if (text.text != "fetch('slow', 3)") continue;
        CHECK(paint::measure(text.font, text.size, text.text) <= text.max_width + 0.5F);
    }
    CHECK(shown.says("fetch('slow', 3)"));
}
