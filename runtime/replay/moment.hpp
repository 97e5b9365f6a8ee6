// Moments: how lessons point into a run without step numbers, which a changed knob would shift.
//
//   begin | end                          before the first event | after the last
//   KIND SUBJECT [ORDINAL]               "suspend fetch 2", "done Task-3", "throw worker last"
//   line N [SUBJECT] [ORDINAL]           "line 11", "line 4 fetch 3"; N counts in program.py
//   print "TEXT" [ORDINAL]               the text printed holds TEXT; so does warn "TEXT"
//   result PURPOSE [ORDINAL]             a future is done: "result gather", "result sleep 2"
//   advance [ORDINAL] | turn [ORDINAL]   the virtual clock jumps | a turn of the loop begins
//
// KIND of a coroutine: create start suspend resume throw return raise close; of a task: create step wakeup
// cancel deliver done. SUBJECT is the name of a coroutine function, the name of a task ("Task-2"), or in
// quotes the beginning of a coroutine's label: "fetch('slow'". A task is also known by its coroutine, and a
// coroutine by its task; `create` with a task's name is that task's, otherwise the coroutine's.
// ORDINAL is a number from 1, or `last`; without it the first.
#pragma once
#include "trace/log.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace replay {

// What was written is no moment; what() is one sentence that says what is wrong and what can stand there.
struct MomentError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Moment {
    std::string kind; // the word: "suspend", "line", "begin"
    std::string subject;
    bool quoted = false;       // the subject is a beginning of a label, or a piece of printed text
    std::uint32_t line = 0;    // of the lesson's program.py; kind "line" only
    std::uint32_t ordinal = 1; // from 1; 0 is the last

    bool operator==(Moment const&) const = default;
};

Moment parse_moment(std::string_view text); // throws MomentError
std::string to_string(Moment const& moment);

// The number of events that have happened at this moment, its own included; nullopt if this run has none.
// Lines count in the traced program.
std::optional<std::size_t> find(Moment const& moment, trace::Log const& log);

} // namespace replay
