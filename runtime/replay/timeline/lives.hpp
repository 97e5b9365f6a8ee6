// What became of each coroutine and of the module: what a timeline shows beside the lanes of tasks.
#pragma once
#include "replay/index.hpp"
#include "replay/timeline/timeline.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

enum class StretchKind : std::uint8_t {
    running,
    waiting,
    created, // a coroutine object that does not run yet
};

// Positions and times as of a Span.
struct Stretch {
    Position begin = 0;
    Position end = 0;
    std::int64_t begin_time = 0; // ns
    std::int64_t end_time = 0;
    StretchKind kind = StretchKind::running;
    trace::ObjectId whose; // coroutine; none: the module
    std::string text;      // "greet('Ada') created, not running"; "": stretch_text says it
    bool open = false;     // it goes on where the index ends
};

// Positions just after the event; 0: it did not happen.
struct Life {
    trace::ObjectId id;
    std::string_view label;
    trace::ObjectId task; // that wraps it
    Position created = 0;
    Position wrapped = 0; // task.create
    Position started = 0; // or, if it never was, thrown into
    Position closed = 0;  // close(), or destroyed before it ran
    Position ended = 0;   // returned or raised
    Position over = 0;    // it lives no more: ended, or never started and closed, or the program is over
    bool asked_to_close = false; // close() was called
    bool raised = false;
    bool exited = false;       // by the GeneratorExit of its close() or its destruction
    bool by_hand = false;      // send(), not a task
    trace::ObjectId outermost; // of the chain it stands in, if that is driven by hand
    bool waited_long = false;  // the program ran on before it started
    std::string_view outcome;
    std::vector<Stretch> runs; // driven by hand: of its whole chain
};

struct Lives {
    std::vector<Life> coroutines; // by number - 1
    std::vector<Stretch> module;
    Position module_begin = 0;
};

Lives lives(Index const& index);

// From where a coroutine is made until it runs, at the latest until `until`.
Stretch created_stretch(Index const& index, Life const& life, Position until);

// What a stretch says at `now`, when only events before it are known.
std::string stretch_text(trace::Log const& log, Stretch const& stretch, Position now);
// What a span says at `now`: a span that still goes on does not name lines that have not run yet.
std::string span_text_at(Index const& index, Lane const& lane, Span const& span, Position now);

} // namespace replay
