// A question at its place in a run: what is right is what the run answers, and what a wrong model would give
// is what the program does under it.
#pragma once
#include "catalogue/program.hpp"
#include "session/belief.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session {

struct PlacedQuestion {
    replay::Position asked = 0;   // the run stops here until one has chosen
    replay::Position decided = 0; // here it has shown the answer
    lesson::Question question;    // its choices as they stand there; which is right, the run says
    std::string answer;           // "" for a free question
};

// Nothing if the run does not have one of its moments. A choice whose text no run gives is left out.
std::optional<PlacedQuestion> place(lesson::Question question, lesson::Program const& program, Run const& run,
                                    Beliefs& beliefs);

// What a run answers; see replay/answer.hpp. Empty if it does not have the moments.
std::vector<std::string> answers(lesson::Asked const& about, lesson::Program const& program, Run const& run);

// A goal in one run. One that is reached by editing is reached in another program's only (making/making.hpp).
struct PlacedGoal {
    lesson::Goal const* goal = nullptr;      // in the catalogue; never null
    std::optional<replay::Position> reached; // where this run has shown that it is; nothing: it is not
};
// Those that choices of knobs reach, and those by editing.
std::vector<PlacedGoal> placed_goals(lesson::Lesson const& lesson, lesson::Program const& program,
                                     Run const& run);
bool is_reached(lesson::Goal const& goal, lesson::Program const& program, Run const& run);

// What a learner has said to a question.
struct Prediction {
    std::optional<std::size_t> chosen; // index into Question::choices
    bool skipped = false;              // "I do not know"
    bool seen = false;                 // the answer was on the screen before anything was chosen
    bool followed = false;             // the belief behind a wrong choice was brought up

    bool given() const { return chosen || skipped || seen; }
    bool operator==(Prediction const&) const = default;
};

} // namespace session
