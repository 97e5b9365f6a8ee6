// What the event loop is doing, in cards: what runs, what is ready, what waits for the clock.
#pragma once
#include "replay/index.hpp"
#include "replay/state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ui {

struct LoopCard {
    trace::ObjectId handle;
    trace::ObjectId task; // whom it serves, for colour and selection; none if nobody's
    std::string title;    // "wakeup of Task-3", "wakes Task-4"
    std::string detail;   // "fetch · line 5", "sleep(2)"
    std::string when;     // of a timer: "2.000 s"
    std::string until;    // of a timer: "in 1 s"
    replay::Position made_at = 0;
};

struct LoopMachine {
    std::optional<LoopCard> running;
    std::vector<LoopCard> ready;  // the next to run first
    std::vector<LoopCard> timers; // earliest first
    std::size_t more_ready = 0;   // beyond those in the lists
    std::size_t more_timers = 0;
    std::string turn;         // "turn 4 · running 1 of 2"; "" before the loop runs
    std::string running_hint; // said where there is no card
    std::string ready_hint;
    std::string timers_hint;
};

// `exact`: each card names its handle, too.
LoopMachine loop_machine(replay::State const& state, replay::Index const& index, bool exact = false);

// A length of time in plain words: "1 s", "0.5 s", "20 ms".
std::string duration(std::int64_t ns);

// "fetch" of "fetch('slow', 3)".
std::string_view function_of(std::string_view label);

} // namespace ui
