// The same program on the packages it is about: what a lesson builds small, an installed server or framework
// does. `real.py` in the lesson's folder; it is run when the person asks for it.
#pragma once
#include "session/session.hpp"

#include <filesystem>

namespace session {

std::filesystem::path real_program(lesson::Lesson const& lesson); // it need not be there
bool may_open_real(Session const& session);

// Runs it on CPython and opens what was recorded in place of the lesson. Throws EngineError: packages are
// missing.
void open_real(Session& session);

} // namespace session
