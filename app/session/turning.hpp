// What if: the open lesson with its knobs turned.
#pragma once
#include "session/session.hpp"

namespace session {

// *Now* stays at the same moment of the lesson, or where the program does the same. The run before is shown
// beside until it is hidden, whatever is turned next. Throws as open_lesson does.
void turn_knobs(Session& session, lesson::Knobs const& knobs, std::optional<trace::Log> recorded = {});

} // namespace session
