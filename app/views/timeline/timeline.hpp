// The timeline: a lane for each task, the module and the event loop; what ran, what was scheduled, what
// waited and for what; who created, woke and cancelled whom. layout_timeline computes it as plain items and
// knows no Dear ImGui; TimelinePanel (timeline_panel.hpp) paints them and turns the mouse into commands.
#pragma once
#include "paint/scene.hpp"
#include "replay/state.hpp"
#include "session/timeline_view.hpp"
#include "views/timeline/chart.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ui {

using session::Axis;
using session::Measured;
using session::TimelineView;

// What stands above the lanes.
enum class TimelineDress : std::uint8_t {
    panel,   // tabs, switches, legend, the pill of *now*
    stage,   // the pill alone
    beside,  // nothing: whoever shows it puts words of its own there
    picture, // legend and pill: no controls, and no room for what is to come
};
float timeline_header_height(TimelineDress dress, float width); // px above the brackets

struct TimelineInput {
    TimelineChart const* chart = nullptr;
    replay::State const* now = nullptr;
    TimelineView view;
    bool whole_run = false;   // also shows what has not happened yet
    bool more = false;        // the run goes on after now
    bool futures = false;     // they have lanes too; else only the selected one's is shown
    bool window_held = false; // in the overview, which stays meanwhile
    bool follow_now = true;   // a new position is brought into view
    TimelineDress dress = TimelineDress::panel;
    bool lanes_only = false;                 // without turns above and the clock below
    std::optional<replay::Position> parting; // where it and another run are no longer the same
    trace::ObjectId selected;
    float width = 0, height = 0;
    std::optional<Measured> measured;
    paint::Measure measure = paint::measure;
};

// What lies under a point, later ones on top.
struct TimelineRegion {
    enum class What : std::uint8_t {
        row,       // the lane as a whole
        name,      // its name on the left
        bar,       // a span: [begin, end]
        frame,     // of a coroutine within a task's bar
        future,    // a future's life
        watched,   // a value of a name that is watched
        turn,      // a bracket
        jump,      // of the clock
        edge,      // the head of an arrow
        problem,   // a mark
        cancel,    // a cancellation: asked for, or thrown in
        outcome,   // the end of a row
        axis_step, // the tabs
        axis_clock,
        whole_run, // the switch
        futures,   // the switch
        overview,  // the strip of the whole: drag to move what the lanes show
        now,       // the pill: drag to move the cursor
    };
    What kind = What::row;
    paint::Rect at;
    trace::ObjectId id;
    std::size_t row = 0;   // of the chart
    std::size_t index = 0; // of the edge, turn, jump, cancellation or problem; of a bar: in the row's bars,
                           // then its spans; of a future: of the chart's of a frame: in its level; of a
                           // watched value: of its lane, `row`
    std::size_t level = 0; // of a frame: how deep it stands
    replay::Position begin = 0;
    replay::Position end = 0;
    BarForm form = BarForm::running; // of a bar
    std::size_t folded = 0;          // a bar that stands for so many that are too narrow to draw
};

struct TimelineMark {
    std::string name; // "timeline/lane/t2"
    paint::Rect at;
};

struct TimelineLayout {
    paint::Scene scene;
    std::vector<TimelineRegion> regions;
    std::vector<TimelineMark> marks;
    TimelineView view;    // as shown: what input.view came to at this size and moment
    double scale = 1;     // px for a unit
    paint::Rect plot;     // where time runs; x of a unit = plot.x + (unit - view.left) * scale
    paint::Rect overview; // the strip of the whole, unit 0 at its left; empty: the lanes show all there is
    double overview_units = 0; // that it is wide
    float now_x = 0;           // may lie outside the plot
    float row_height = 0;      // of a task
    float overflow = 0;        // px of lanes that do not fit: the most view.scroll can be
};

TimelineLayout layout_timeline(TimelineInput const& input);
// The height at which every lane has its full room, px: for pictures.
float timeline_height(TimelineChart const& chart);

TimelineRegion const* hit(TimelineLayout const& layout, paint::Point at); // nullptr: nothing
// Plain words about what lies there, one or more lines; "" if there is nothing to say.
std::string timeline_tooltip(TimelineInput const& input, TimelineRegion const& region);

// The moment nearest to `x` of the scene.
replay::Position position_at(TimelineInput const& input, TimelineLayout const& layout, float x);
double unit_at(TimelineLayout const& layout, float x);
double unit_in_overview(TimelineLayout const& layout, float x);
// Where a click on `region` moves the cursor: the moment under the pointer, or the beginning of a bar close
// by.
std::optional<replay::Position> seek_target(TimelineInput const& input, TimelineLayout const& layout,
                                            TimelineRegion const& region, float x);

// The view after a gesture, from the layout it was made on.
TimelineView zoomed(TimelineLayout const& layout, float x, double factor); // the moment under x stays there
TimelineView panned(TimelineLayout const& layout, float dx, float dy);     // the picture moves by so many px
TimelineView moved_to(TimelineLayout const& layout, double left);          // that unit at the left edge
TimelineView zoomed_to(TimelineInput const& input, TimelineLayout const& layout, replay::Position begin,
                       replay::Position end);
TimelineView fitted(TimelineLayout const& layout);
TimelineView with_axis(TimelineLayout const& layout, Axis axis);

// "12 steps, 1 s", or "0.5 s" by clock.
std::string measured_text(TimelineInput const& input, Measured const& measured);

} // namespace ui
