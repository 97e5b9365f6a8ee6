// A session and what is kept of it: session.kept follows what one does, and what was kept comes back.
#pragma once
#include "session/session.hpp"

#include <string>

namespace session {

// After anything that changes the session.
void remember(Session& session);

// One hint more of a lesson's goal.
void ask_hint(Session& session, lesson::Lesson const& lesson, lesson::Goal const& goal);

// What was kept when the program ended last: how things look, and what is known of lessons and files. What
// this session does not know (a theme that is gone) stays as it is.
void take_kept(Session& session, kept::Kept kept);

// The unit of lessons: the person's own, or moments.
replay::Unit lesson_unit(Session const& session);
// What one said to the questions of the open lesson, as it is set now.
void recall_answers(Session& session);
// Opens a lesson where one was in it, at its start if one never was. Throws as open_lesson does.
void resume_lesson(Session& session, lesson::Lesson const& lesson);

// Of every lesson; the open one begins anew.
void forget_all(Session& session);
// Theme, scale, splits, unit and level as they were at the first start.
void reset_settings(Session& session);

} // namespace session
