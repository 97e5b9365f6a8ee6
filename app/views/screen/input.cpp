#include "views/screen/input.hpp"

#include "commands/command_table.hpp"
#include "commands/palette.hpp"
#include "commands/press.hpp"
#include "theme/imgui_compat.hpp"
#include "views/screen/keyboard.hpp"

using session::KeyName;
using session::Overlay;
using session::Session;

namespace {

// True if the palette's text has changed.
bool palette_text(Session& session) {
    std::string query = session.look.palette_query + ui::typed_text();
    bool const shortened = compat::pressed(compat::Key::backspace) && !query.empty();
    if (shortened) {
        // A character is one byte that begins it, and those that go on with it.
        while (query.size() > 1 && (static_cast<unsigned char>(query.back()) & 0xC0U) == 0x80U)
            query.pop_back();
        query.pop_back();
    }
    if (query == session.look.palette_query) return false;
    session::apply(session, session::command::PaletteQuery{query});
    return true;
}

} // namespace

bool ui::StudioInput::read(Session& session, Interaction& interaction, std::string& menu) {
    bool acted = false;
    bool const palette = session::is_typed_in(session.look.overlay);
    // What is on the screen while hands are counted has keys of its own.
    bool const focuses = !palette && session::context_of(session) != session::Context::vote;
    if (palette) acted = palette_text(session);
    for (auto const key : pressed_keys()) {
        acted = true;
        auto& focus = interaction.focus;
        if (key.name == KeyName::tab && !key.ctrl && focuses)
            focus_moves_.push_back(key.shift ? FocusMove::previous : FocusMove::next);
        else if (key.name == KeyName::f6 && focuses)
            focus_moves_.push_back(key.shift ? FocusMove::previous_group : FocusMove::next_group);
        else if (key.name == KeyName::enter && !focus.empty() && focuses)
            focus_moves_.push_back(FocusMove::press);
        else if (key.name == KeyName::escape && (!menu.empty() || !focus.empty()))
            menu.clear(), focus.clear();
        else
            session::press(session, key);
    }
    return acted;
}

void ui::StudioInput::move_focus(Surface& surface) {
    for (auto const move : focus_moves_) {
        switch (move) {
        case FocusMove::next: surface.focus_next(1); break;
        case FocusMove::previous: surface.focus_next(-1); break;
        case FocusMove::next_group: surface.focus_next_group(1); break;
        case FocusMove::previous_group: surface.focus_next_group(-1); break;
        case FocusMove::press: surface.press_focus(); break;
        }
    }
    focus_moves_.clear();
}
