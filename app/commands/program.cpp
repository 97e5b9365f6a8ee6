#include "commands/program.hpp"

#include "commands/palette.hpp"
#include "commands/parts.hpp"

#include <algorithm>

namespace session {

void command::ShowOverlay::run(Session& session) const {
    session.look.overlay = session.look.overlay == overlay ? Overlay::none : overlay;
    session.look.palette_query.clear();
    session.look.palette_row = 0;
}
void command::PaletteQuery::run(Session& session) const {
    session.look.palette_query = text;
    session.look.palette_row = 0;
}
void command::PaletteMove::run(Session& session) const {
    auto const count = static_cast<std::ptrdiff_t>(palette_rows(session).size());
    if (count == 0) return;
    auto const row = static_cast<std::ptrdiff_t>(session.look.palette_row) + rows;
    session.look.palette_row = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(row, 0, count - 1));
}
void command::PaletteTake::run(Session& session) const {
    std::vector<PaletteRow> const rows = palette_rows(session);
    std::size_t const taken = row.value_or(session.look.palette_row);
    if (taken >= rows.size() || !rows[taken].enabled) return;
    session.look.overlay = Overlay::none;
    session.look.palette_query.clear();
    session.look.palette_row = 0;
    apply(session, rows[taken].command);
}
void command::DismissMessage::run(Session& session) const {
    if (index < session.messages.size())
        session.messages.erase(session.messages.begin() + static_cast<std::ptrdiff_t>(index));
}
void command::Escape::run(Session& session) {
    if (session.look.overlay != Overlay::none)
        session.look.overlay = Overlay::none;
    else if (!session.messages.empty())
        session.messages.pop_back();
    else if (session.playback.playing)
        session.playback.playing = false;
    else if (session.look.measured)
        session.look.measured.reset();
    else if (session.look.selected)
        session.look.selected = {};
    else if (session.look.presenter)
        TogglePresenter::run(session);
}
void command::Quit::run(Session& session) { session.quit = true; }

std::vector<NamedCommand> program_commands() {
    namespace cmd = command;
    using K = KeyName;
    return {{"palette",
             "Command palette",
             "Finds a command, a lesson or an event by its name or number.",
             Group::program,
             {ctrl('P')},
             cmd::ShowOverlay{Overlay::palette},
             shows<Overlay::palette>},
            {"keys",
             "Keys",
             "This sheet.",
             Group::program,
             {plain(K::f1), plain(K::question)},
             cmd::ShowOverlay{Overlay::keys},
             shows<Overlay::keys>},
            {"problems",
             "What went wrong",
             "A list of it, as far as the run is shown.",
             Group::program,
             {},
             cmd::ShowOverlay{Overlay::problems},
             shows<Overlay::problems>},
            {"escape",
             "Close",
             "Closes what is on top, or lets go of what is selected.",
             Group::program,
             {plain(K::escape)},
             cmd::Escape{}},
            {"quit", "Quit", "Closes Awaitscope.", Group::program, {ctrl('Q')}, cmd::Quit{}}};
}

} // namespace session
