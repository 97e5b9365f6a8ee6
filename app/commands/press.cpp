#include "commands/press.hpp"

#include "commands/command_table.hpp"

namespace session {
namespace {

// While it is open; false: the key is not the palette's, but may be a letter of its text.
bool press_in_palette(Session& session, Key key) {
    if (key.shift || (key.ctrl && key.name != letter('P'))) return false;
    switch (key.name) {
    case KeyName::down: apply(session, command::PaletteMove{1}); return true;
    case KeyName::up: apply(session, command::PaletteMove{-1}); return true;
    case KeyName::page_down: apply(session, command::PaletteMove{8}); return true;
    case KeyName::page_up: apply(session, command::PaletteMove{-8}); return true;
    case KeyName::enter: apply(session, command::PaletteTake{}); return true;
    case KeyName::escape: apply(session, command::Escape{}); return true;
    default:
        if (!key.ctrl) return false;
        apply(session, command::Escape{}); // Ctrl+P again
        return true;
    }
}

} // namespace

bool press(Session& session, Key key) {
    if (session.look.overlay == Overlay::palette) return press_in_palette(session, key);
    NamedCommand const* const named = command_for(key);
    if (named != nullptr) apply(session, named->command);
    return named != nullptr;
}

} // namespace session
