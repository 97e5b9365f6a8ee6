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
    Unrecorded of;
};

// All that could run: the program and what knobs put into it.
std::string runnable_content(lesson::Lesson const& lesson);
bool has_agreed(Session const& session, lesson::Lesson const& lesson);

// What could not be opened: the person is asked, or the program is run if they have agreed. Says so where
// nothing can be run.
void ask_or_run(Session& session, NotRecorded const& missing);
// The person agrees to `session.unrecorded`: it is run.
void agree(Session& session);

// Runs it while what is open stays; `program`: the lesson with the text to run.
void await_run(Session& session, Unrecorded of, lesson::Lesson const& program, bool real);
// Opens `session.awaited` once it is there. Throws EngineError: the run was not to be had.
void look_after_run(Session& session);
void call_off_run(Session& session); // if there is one

} // namespace session
