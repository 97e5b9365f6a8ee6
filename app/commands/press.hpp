// What a key does.
#pragma once
#include "commands/key.hpp"
#include "session/session.hpp"

namespace session {

// Applies the command of this key if there is one. While the palette is open, only its own
// keys work (Up, Down, Enter, Esc): letters are for its text. False if the key means nothing here.
bool press(Session& session, Key key);

} // namespace session
