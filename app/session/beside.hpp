// A run below the one that is looked at: what would happen were a belief true, what happened before a knob
// was turned, a branch, or any other.
#pragma once
#include "catalogue/knobs.hpp"
#include "replay/compare.hpp"
#include "session/run.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace session {

enum class Relation {
    belief, // under `model`
    before, // with `knobs`
    saved,  // as the program was before it was edited
    branch, // of the run that is looked at
    parent, // what that is a branch of
    other,  // somebody else's choice: another recording, Python, engine
};

struct Beside {
    Relation relation = Relation::other;
    std::string model;                    // "calling-runs-it"; "": none
    std::string says;                     // "Calling a coroutine function runs its body.", "fast = 1"
    std::shared_ptr<Run const> run;       // never null
    replay::Comparison comparison;        // of the run that is looked at with it
    std::vector<replay::Position> beside; // [position of that one] -> how far this one has come then
    std::shared_ptr<Run const> known;     // as far as the other has come; never null
    lesson::Knobs knobs{};
    std::size_t branch = 0; // number of it or of the parent; 0: the lesson's own run
};

// `run` is not null.
Beside beside_of(Run const& truth, std::shared_ptr<Run const> run, Relation relation, std::string says,
                 std::string model = {});
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
