// The same program on the packages it is about: what a lesson builds small, an installed server or framework
// does. `real.py` in the lesson's folder; it is run when the person asks for it. Of a lesson that came with
// the program: somebody else's would need their agreement (agreeing.hpp).
#pragma once
#include "session/session.hpp"

namespace session {

bool may_open_real(Session const& session);

// Runs it on CPython, and opens what was recorded in place of the lesson when it is there.
void open_real(Session& session);
// Throws EngineError: packages are missing.
void open_real_run(Session& session, trace::Log log);

} // namespace session
