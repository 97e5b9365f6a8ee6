// What a key does.
#pragma once
#include "commands/key.hpp"
#include "session/session.hpp"

namespace session {

// Applies the command that has this key in the session's context. False if the key means nothing there: in
// the palette it may be a letter of its text.
bool press(Session& session, Key key);

} // namespace session
