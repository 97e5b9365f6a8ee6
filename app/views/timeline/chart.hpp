// What the timeline shows of a run, built once for a log: its rows and how much room each event gets. A view
// of it then costs what is on the screen.
#pragma once
#include "paint/scene.hpp"
#include "replay/findings/problems.hpp"
#include "replay/index.hpp"
#include "replay/timeline/futures.hpp"
#include "replay/timeline/lives.hpp"
#include "replay/timeline/timeline.hpp"
#include "replay/timeline/watched.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace ui {

// How a stretch of a row is drawn.
enum class BarForm : std::uint8_t {
    running,   // solid
    scheduled, // hatched
    waiting,   // thin and hollow
    created,   // thin and dotted: a coroutine object that does not run yet
    suspended, // grey: a frame that goes on later where it stands
};

// A stretch of a row that replay::Lane does not hold: of the module, or of a coroutine outside any task.
struct Bar : replay::Stretch {
    BarForm form = BarForm::running;
    bool lasting = false; // created: the program ran on meanwhile
};

enum class RowKind : std::uint8_t { module, coroutine, task, loop };

struct TimelineRow {
    RowKind kind = RowKind::task;
    trace::ObjectId id;                 // what a click selects; none: the module
    trace::ObjectId coroutine;          // of a task, or the row\'s own
    replay::Lane const* lane = nullptr; // of a task or the loop
    // Of a task, or of a chain that is driven by hand: its frames by how deep they stand.
    std::vector<std::vector<replay::FrameSpan>> const* frames = nullptr;
    std::string_view label;     // "fetch('slow', 3)"
    replay::Position begin = 0; // nothing of the row is drawn before it
    replay::Position named = 0; // a task: where it became one
    std::vector<Bar> bars;      // before the lane's spans; in order
    replay::Position ended = 0; // 0: never
    std::string outcome;        // "'slow'", "ValueError('boom')", "" for None
    replay::TaskState end = replay::TaskState::running;
    std::vector<std::size_t> problems; // of the chart
    replay::Position cancelled = 0; // the first cancellation that is asked of it, or thrown into it; 0: none
    // Of the lane's spans and in step axis px: how long it ran before span i. For drawing many spans as one.
    std::vector<float> ran_before;
};

// A lane for futures: gather's alone, others of one task one after the other.
struct FutureRow {
    trace::ObjectId task;           // that made them
    std::vector<std::size_t> lives; // of the chart's futures, in order
    bool slots = false;             // of a gather
};

// What the program holds in a name of its own, drawn below the lanes of tasks.
struct WatchLane {
    std::string name; // as the lesson calls it: "the ready queue"
    std::vector<replay::WatchedValue> values;
};

struct TimelineChart {
    replay::Index const* index = nullptr;
    replay::Timeline const* timeline = nullptr;
    std::vector<TimelineRow> rows; // the module if it ran lines; tasks and coroutines by age; the loop
    std::vector<replay::Problem> problems;
    std::vector<replay::FutureLife> futures; // by number - 1
    std::vector<FutureRow> future_rows;      // by age
    std::vector<std::size_t> future_row_of;  // of a future
    std::vector<WatchLane> watches;          // filled by whoever knows the lesson
    // The axis by clock: seconds for each position, and some for what happens at one instant, so that it can
    // be told apart.
    std::vector<double> clock;
    std::vector<double> axis;                                // step axis: px at zoom 1 for each position
    float end_room = 72;                                     // px after the last moment, for how things ended
    std::unordered_map<trace::ObjectId, std::size_t> row_of; // by a task's, coroutine's or loop's id

    trace::Log const& log() const { return index->log(); }
    replay::Position size() const { return timeline->size; }
    std::int64_t time_of(replay::Position position) const { // ns
        return position == 0 || size() == 0 ? 0 : log()[std::min(position, size()) - 1].time;
    }
    // On the axis by clock: where a time begins, and the time at a place; an instant is one time, however
    // wide.
    double unit_of_time(std::int64_t time) const;
    std::int64_t time_at_unit(double unit) const;
    // The row that shows an object: a task, a coroutine (its own, or its task's), the loop. nullptr: none.
    TimelineRow const* row(trace::ObjectId id) const;
    void find_rows();                                 // fills row_of; to be called when rows have changed
    std::size_t future_row(trace::ObjectId id) const; // future_rows.size(): none
};

// `index` and `timeline` must outlive the chart. `frames`: they get the room to be named, each by itself.
TimelineChart timeline_chart(replay::Index const& index, replay::Timeline const& timeline,
                             std::vector<replay::Problem> problems, paint::Measure measure = paint::measure,
                             bool frames = true);

} // namespace ui
