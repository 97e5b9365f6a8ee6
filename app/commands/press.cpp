#include "commands/press.hpp"

#include "commands/command_table.hpp"
#include "commands/palette.hpp"

namespace session {

bool press(Session& session, Key key) {
    NamedCommand const* const named = command_for(key, context_of(session));
    if (named != nullptr) apply(session, named->command);
    return named != nullptr;
}

} // namespace session
