#include "commands/press.hpp"

#include "commands/command_table.hpp"
#include "commands/palette.hpp"

namespace session {
namespace {

// While it is open; false: the key is not the palette's, but may be a letter of its text.
bool press_in_palette(Session& session, Key key) {
    auto const* const named = key.ctrl ? command_for(key) : nullptr;
    bool const other = named != nullptr && (std::holds_alternative<command::ShowOverlay>(named->command) ||
                                            std::holds_alternative<command::Quit>(named->command));
    if (key.shift || (key.ctrl && !other)) return false;
    switch (key.name) {
    case KeyName::down: apply(session, command::PaletteMove{1}); return true;
    case KeyName::up: apply(session, command::PaletteMove{-1}); return true;
    case KeyName::page_down: apply(session, command::PaletteMove{8}); return true;
    case KeyName::page_up: apply(session, command::PaletteMove{-8}); return true;
    case KeyName::enter: apply(session, command::PaletteTake{}); return true;
    case KeyName::escape: apply(session, command::Escape{}); return true;
    default:
        if (!key.ctrl) return false;
        apply(session, named->command); // Ctrl+P again, another such list, or the end
        return true;
    }
}

} // namespace

bool press(Session& session, Key key) {
    if (is_typed_in(session.look.overlay)) return press_in_palette(session, key);
    NamedCommand const* const named = command_for(key);
    if (named != nullptr) apply(session, named->command);
    return named != nullptr;
}

} // namespace session
