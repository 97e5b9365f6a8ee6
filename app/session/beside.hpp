// A run below the one that is looked at: what would happen were a belief true, or what happened before a knob
// was turned.
#pragma once
#include "catalogue/knobs.hpp"
#include "replay/compare.hpp"
#include "session/run.hpp"

#include <memory>
#include <string>
#include <vector>

namespace session {

struct Beside {
    std::string model;                    // "calling-runs-it"; "": the run before, with `knobs`
    std::string says;                     // "Calling a coroutine function runs its body.", "fast = 1"
    std::shared_ptr<Run const> run;       // never null
    replay::Comparison comparison;        // of the run that is looked at with it
    std::vector<replay::Position> beside; // [position of that one] -> how far this one has come then
    std::shared_ptr<Run const> known;     // as far as the other has come; never null
    lesson::Knobs knobs{};
};

// `run`: under the model, or before; not null.
Beside beside_of(Run const& truth, std::shared_ptr<Run const> run, std::string model, std::string says);
// How far it has come when the one that is looked at stands at `position`: the same moment as long as both
// agree, then where the program does the same at the same line for the same time.
replay::Position position_beside(Beside const& beside, Run const& truth, replay::Position position);
// The same place of another run.
replay::Position same_place(Run const& from, Run const& to, replay::Position position);

// What happens in each where they part: "Task-2 begins to run"; "" before, and if they never do.
struct Parting {
    std::string there; // in the one beside
    std::string real;
};
Parting parting(Beside const& beside, Run const& truth, replay::Position position);

} // namespace session
