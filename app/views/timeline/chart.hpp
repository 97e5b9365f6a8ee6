// What the timeline shows of a run, built once for a log: its rows and how much room each event gets. A view
// of it then costs what is on the screen.
#pragma once
#include "paint/scene.hpp"
#include "replay/index.hpp"
#include "replay/problems.hpp"
#include "replay/timeline/lives.hpp"
#include "replay/timeline/timeline.hpp"

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
    std::string_view label;             // "fetch('slow', 3)"
    replay::Position begin = 0;         // nothing of the row is drawn before it
    replay::Position named = 0;         // a task: where it became one
    std::vector<Bar> bars;              // before the lane's spans; in order
    replay::Position ended = 0;         // 0: never
    std::string outcome;                // "'slow'", "ValueError('boom')", "" for None
    replay::TaskState end = replay::TaskState::running;
    std::vector<std::size_t> problems; // of the chart
    // Of the lane's spans and in step axis px: how long it ran before span i. For drawing many spans as one.
    std::vector<float> ran_before;
};

struct TimelineChart {
    replay::Index const* index = nullptr;
    replay::Timeline const* timeline = nullptr;
    std::vector<TimelineRow> rows; // the module if it ran lines; tasks and coroutines by age; the loop
    std::vector<replay::Problem> problems;
    std::vector<double> axis;                                // step axis: px at zoom 1 for each position
    float end_room = 72;                                     // px after the last moment, for how things ended
    std::unordered_map<trace::ObjectId, std::size_t> row_of; // by a task's, coroutine's or loop's id

    trace::Log const& log() const { return index->log(); }
    replay::Position size() const { return timeline->size; }
    // The row that shows an object: a task, a coroutine (its own, or its task's), the loop. nullptr: none.
    TimelineRow const* row(trace::ObjectId id) const;
};

// `index` and `timeline` must outlive the chart.
TimelineChart timeline_chart(replay::Index const& index, replay::Timeline const& timeline,
                             std::vector<replay::Problem> problems, paint::Measure measure = paint::measure);

} // namespace ui
