// What a timeline draws, built once for a log: sorted arrays, so that a view costs what is on the screen.
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"
#include "replay/state.hpp"
#include "trace/log.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

enum class SpanKind : std::uint8_t {
    running,
    scheduled, // step or wakeup in the ready queue, not yet run
    waiting,
};
std::string_view words(SpanKind kind);

// Positions: the state holds from `begin` (just after log[begin - 1]) to `end`. What is not over at the end
// of the index reaches to its size().
struct Span {
    Position begin = 0;
    Position end = 0;
    std::int64_t begin_time = 0; // ns
    std::int64_t end_time = 0;
    SpanKind kind = SpanKind::running;
    trace::ObjectId awaits;          // waiting: future or task; in the loop's lane: whom the handle concerns
    std::string_view awaits_words;   // waiting: "sleep(1)"; in the loop's lane: the handle's words, "step"
    Role role = Role::unnamed;       // of a handle in the loop's lane
    std::optional<std::int64_t> due; // waiting: ns, for a timer
    trace::ObjectId handle;          // of the loop's lane: the handle that ran
    std::string_view name;           // running: the coroutine that ran lines first, "main"
    Place first_line;                // running: the lines of its own frame that ran, lowest and highest
    Place last_line;
    std::uint16_t depth = 0; // frames of the task there are when it begins: what it awaits stands within them
    std::string_view last_name; // running: the coroutine that ran lines last, if it is another; else ""
    Place last_first_line;      // and its lines
    Place last_last_line;
    bool open = false; // it goes on where the index ends

    bool operator==(Span const&) const = default;
};

// A coroutine of a task, from when to when it ran itself, or was suspended. Positions and times as of a Span.
struct FrameSpan {
    Position begin = 0;
    Position end = 0;
    std::int64_t begin_time = 0; // ns
    std::int64_t end_time = 0;
    SpanKind kind = SpanKind::running; // or waiting: suspended
    bool inner = false;                // suspended since it awaits a coroutine, which stands within it
    bool open = false;                 // it goes on where the index ends
    trace::ObjectId coroutine;
    std::string_view label;      // "fetch('slow', 3)"
    std::string_view awaits;     // suspended, and not by a coroutine: "sleep(3)"
    Place first_line, last_line; // running: of its own lines, lowest and highest; suspended: where it awaits

    bool operator==(FrameSpan const&) const = default;
};

struct Lane {
    trace::ObjectId id;                 // a task, the loop, or the outermost coroutine of a chain
    std::string name;                   // "Task-3", "Event loop"
    std::string_view label;             // "fetch('slow', 3)"; "" for the loop
    Position created = 0;               // nothing is drawn before it
    Position ended = 0;                 // 0: alive at the end of the log
    TaskState end = TaskState::running; // done, failed, cancelled or destroyed, where `ended`
    std::string_view outcome;           // "result 'slow'"
    std::vector<Span> spans;            // in order, never overlapping
    // [0] the task's own coroutine, [1] what it awaits, [2] what that awaits: each in order, never
    // overlapping.
    std::vector<std::vector<FrameSpan>> frames;
};

enum class EdgeKind : std::uint8_t {
    creates,   // a task creates a task
    wakes,     // a task's end (or a future it set) makes another task's wakeup ready
    timer_due, // a timer of the loop makes a task's wakeup ready
    cancels,   // cancel() on another task
    delivers,  // a result or exception arrives: the awaiting task runs again with it
};
std::string_view words(EdgeKind kind); // "timer due"

// An arrow, at the position where it lands. An end that is no task is the loop (a timer) or none (the
// program).
struct Edge {
    Position from_position = 0;
    Position position = 0;
    trace::ObjectId from;
    trace::ObjectId to;
    EdgeKind kind = EdgeKind::creates;
    trace::ObjectId about; // the future, task or handle it went through
};

// A cancellation is asked for, and later thrown into where its task waits.
struct Cancellation {
    Position position = 0;
    trace::ObjectId task;
    trace::ObjectId by; // asked for: task or gather future; none: a callback, or the program outside any task
    bool delivered = false; // thrown in
    Place at;               // the line that asks, or where it is thrown in
};

struct Turn {
    Position begin = 0; // just after its loop.iteration
    Position end = 0;   // where the next begins, or the loop stopped
    std::uint64_t number = 0;
    std::int64_t ready = 0; // handles there were
    std::int64_t begin_time = 0;
    std::int64_t end_time = 0;
    bool open = false; // it goes on where the index ends
};

// The virtual clock jumped because nothing was ready.
struct Jump {
    Position position = 0;
    std::int64_t from = 0; // ns
    std::int64_t to = 0;
};

struct Timeline {
    Position size = 0; // of the index
    std::int64_t end_time = 0;
    std::vector<Lane> lanes;                 // tasks in order of creation, then the loop
    std::vector<Lane> driven;                // frames alone, of chains that are driven by hand, by id
    std::vector<Edge> edges;                 // by position
    std::vector<Cancellation> cancellations; // by position
    std::vector<Turn> turns;
    std::vector<Jump> jumps;

    Lane const* lane(trace::ObjectId id) const; // nullptr if it has none; all loops of a run share one
    Lane const* driven_lane(trace::ObjectId coroutine) const; // of the chain it begins; nullptr: none
};

Timeline timeline(Index const& index);
Timeline timeline(trace::Log const& log);

// What begins at or before `to` and ends at or after `from`, by binary search.
std::span<Span const> visible(Lane const& lane, Position from, Position to);
std::span<Span const> visible_at_times(Lane const& lane, std::int64_t from, std::int64_t to);
// Of all frames of a task those that live at `position`, outermost first.
std::vector<FrameSpan const*> frames_at(Lane const& lane, Position position);
std::span<Edge const> visible(std::vector<Edge> const& edges, Position from, Position to);
std::span<Cancellation const> visible(std::vector<Cancellation> const& all, Position from, Position to);
std::span<Turn const> visible(std::vector<Turn> const& turns, Position from, Position to);
std::span<Jump const> visible(std::vector<Jump> const& jumps, Position from, Position to);

// What a span says of itself: "main 9–11", "line 4", "sleep(1)  due 1.000 s", "awaits gather of 2, 3, 4";
// in the loop's lane "step 2", "wakeup 3", "timer".
std::string span_text(Index const& index, Lane const& lane, Span const& span);
// What a frame says at `now`, when only events before it are known: "fetch 7–8" while it runs, and its label
// while it is suspended.
std::string frame_text_at(Index const& index, FrameSpan const& frame, Position now);

} // namespace replay
