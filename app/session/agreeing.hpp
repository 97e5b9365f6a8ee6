// Somebody else's lesson that has no scenario: what it shows comes from recordings, and its program is run on
// this computer only after the person has agreed, once for each content of its folder.
#pragma once
#include "session/recording.hpp"
#include "session/session.hpp"

#include <string>

namespace session {

// Of a lesson without a scenario: what its program does with these knobs is recorded nowhere.
struct NotRecorded : EngineError {
    NotRecorded(lesson::Lesson const& which, lesson::Knobs with);
    lesson::Lesson const* lesson; // in the catalogue
    lesson::Knobs knobs;
};

// All that could run: the program and what knobs put into it.
std::string runnable_content(lesson::Lesson const& lesson);
bool has_agreed(Session const& session, lesson::Lesson const& lesson);

// Runs the program, if the person has agreed and `session.on_cpython` is there. Throws NotRecorded, or what
// running it throws.
trace::Log run_here(Session const& session, lesson::Lesson const& lesson, lesson::Knobs const& knobs);

// The person agrees to `session.unrecorded`: it is opened, and run.
void agree(Session& session);

} // namespace session
