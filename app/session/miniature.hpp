// A lesson's own scenario on the miniature asyncio, in this thread; a few ms.
#pragma once
#include "aio/run/program.hpp"
#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"
#include "catalogue/program.hpp"
#include "catalogue/scenarios.hpp"
#include "session/recording.hpp"

#include <map>
#include <string>
#include <vector>

namespace session {

// A lesson with its knobs set, to be run as often as one likes, by several threads at once.
struct Prepared {
    lesson::Scenario scenario; // never null
    lesson::Knobs knobs;
    lesson::Program program;
    std::string id;
    std::map<std::string, std::string> changed; // knobs, for the trace's header
};

// Throws EngineError for a lesson that has no scenario.
Prepared prepare(lesson::Lesson const& lesson, lesson::Knobs const& knobs);

// `options` say what it is made under (model, clock, schedule, interventions); where it is recorded and
// writes to is set here.
Recording run_miniature(Prepared const& prepared, aio::ProgramOptions options = {});
Recording run_miniature(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                        aio::ProgramOptions options = {});

// What somebody does to a run, and in which order the outside lets it go, as they are typed.
struct Conditions {
    std::vector<std::string> interventions; // "34 cancel t2"
    std::string schedule;                   // "1,0"; "": the default

    bool operator==(Conditions const&) const = default;
};

struct Conditioned {
    trace::Log log;
    std::vector<aio::Decision> decisions;
    std::string fault; // a sentence: not all of it could be done; empty: it was
};

// Cut off where it would not end.
Conditioned run_under(Prepared const& prepared, Conditions const& conditions);

} // namespace session
