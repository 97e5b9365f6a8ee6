// What would happen were a wrong model of asyncio true: the lesson run under it.
#pragma once
#include "catalogue/knobs.hpp"
#include "replay/compare.hpp"
#include "session/run.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace session {

// Null for a lesson that has no scenario, or whose scenario cannot be run so.
std::shared_ptr<Run const> run_under(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                                     std::string const& model);

// A belief that is shown beside the truth.
struct Belief {
    std::string model;                    // "calling-runs-it"
    std::string says;                     // "Calling a coroutine function runs its body."
    std::shared_ptr<Run const> run;       // of the program were it true; never null
    replay::Comparison comparison;        // of the true run with it
    std::vector<replay::Position> beside; // [position of the true run] -> how far this one has come then
    std::shared_ptr<Run const> known;     // as far as the true one has come; never null
};

// `run`: of the program under the model, not null.
Belief belief_of(Run const& truth, std::string const& model, std::shared_ptr<Run const> run);
// How far a belief's run has come when the true one stands at `position`: the same moment as long as both
// agree, then where the program does the same at the same line for the same time.
replay::Position position_under(Belief const& belief, Run const& truth, replay::Position position);
// What happens in each where they part: "Task-2 begins to run"; "" before, and if they never do.
struct Parting {
    std::string believed;
    std::string real;
};
Parting parting(Belief const& belief, Run const& truth, replay::Position position);

// Runs of one variant under wrong models, each made when it is first asked for.
class Beliefs {
  public:
    Beliefs() = default;
    Beliefs(lesson::Lesson const& lesson, lesson::Knobs knobs) : lesson_(&lesson), knobs_(std::move(knobs)) {}

    std::shared_ptr<Run const> const& under(std::string const& model);

  private:
    lesson::Lesson const* lesson_ = nullptr;
    lesson::Knobs knobs_;
    std::map<std::string, std::shared_ptr<Run const>> runs_;
};

} // namespace session
