#include "commands/program.hpp"

#include "commands/palette.hpp"
#include "commands/parts.hpp"
#include "session/agreeing.hpp"
#include "session/making/making.hpp"

#include <algorithm>

namespace session {

void command::ShowOverlay::run(Session& session) const {
    session.look.overlay = session.look.overlay == overlay ? Overlay::none : overlay;
    session.look.palette_query.clear();
    session.look.palette_row = 0;
    if (session.look.overlay == Overlay::files) session.look.offers = offers({});
    if (session.look.overlay == Overlay::lessons && session.lesson) // where one is on the path
        session.look.palette_row =
            static_cast<std::size_t>(session.lesson->entry - session.catalogue->lessons.data());
}
void command::Browse::run(Session& session) const {
    session.look.overlay = Overlay::files;
    session.look.palette_query = path;
    session.look.palette_row = 0;
    session.look.offers = offers(path);
}
void command::PaletteQuery::run(Session& session) const {
    session.look.palette_query = text;
    session.look.palette_row = 0;
    if (session.look.overlay == Overlay::files) session.look.offers = offers(text);
}
void command::PaletteMove::run(Session& session) const {
    auto const count = static_cast<std::ptrdiff_t>(typed_rows(session).size());
    if (count == 0) return;
    auto const row = static_cast<std::ptrdiff_t>(session.look.palette_row) + rows;
    session.look.palette_row = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(row, 0, count - 1));
}
void command::PaletteTake::run(Session& session) const {
    std::vector<PaletteRow> const rows = typed_rows(session);
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
void command::Copy::run(Session& session) const { session.copying = what; }
void command::Copied::run(Session& session) const {
    session.copying = Copying::nothing;
    if (text.empty()) return say(session, "There is no text here to copy.");
    auto const first = text.substr(0, text.find('\n'));
    auto const lines = std::count(text.begin(), text.end(), '\n') + (text.ends_with('\n') ? 0 : 1);
    say(session, lines > 1 ? "Copied " + std::to_string(lines) + " lines." : "Copied: " + first);
}
bool command::MakeGoal::may(Session const& session) const {
    return session.lesson && session.makes && !session.copies.empty() &&
           goal_to_edit(*session.lesson, goal) != nullptr;
}
void command::MakeGoal::run(Session& session) const {
    Making making;
    making.lesson = session.lesson->entry;
    making.goal = goal_to_edit(*session.lesson, goal);
    making.file = copy_of_program(*making.lesson, session.copies);
    propose(session, std::move(making));
}
bool command::StopProgram::may(Session const& session) {
    return (session.live && session.live->ours && session.live->runs()) ||
           (session.making && session.making->seconds);
}
void command::StopProgram::run(Session& session) {
    ++(session.making ? session.making->stops : session.live->stops);
}
void command::Escape::run(Session& session) {
    Stage& stage = session.look.stage;
    if (stage.blank)
        stage.blank = false;
    else if (session.look.overlay != Overlay::none)
        session.look.overlay = Overlay::none;
    else if (session.awaited)
        call_off_run(session);
    else if (!session.messages.empty())
        session.messages.pop_back();
    else if (session.look.voting)
        session.look.voting = false;
    else if (session.playback.playing)
        session.playback.playing = false;
    else if (stage.hand != Hand::mouse)
        stage.hand = Hand::mouse;
    else if (stage.whole)
        stage.whole.reset();
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
             {{ctrl('P'), at::panels | at::vote | at::palette}},
             cmd::ShowOverlay{Overlay::palette},
             shows<Overlay::palette>},
            {"palette.down",
             "Row below",
             "Marks the next row.",
             Group::program,
             {{plain(K::down), at::palette}},
             cmd::PaletteMove{1}},
            {"palette.up",
             "Row above",
             "Marks the row before.",
             Group::program,
             {{plain(K::up), at::palette}},
             cmd::PaletteMove{-1}},
            {"palette.page.down",
             "Eight rows down",
             "Marks the row there.",
             Group::program,
             {{plain(K::page_down), at::palette}},
             cmd::PaletteMove{8}},
            {"palette.page.up",
             "Eight rows up",
             "Marks the row there.",
             Group::program,
             {{plain(K::page_up), at::palette}},
             cmd::PaletteMove{-8}},
            {"palette.take",
             "Do it",
             "Gives the command of the marked row.",
             Group::program,
             {{plain(K::enter), at::palette}},
             cmd::PaletteTake{}},
            {"open",
             "Open a file",
             "A recording, a lesson's folder or a program, by its path.",
             Group::program,
             {{ctrl('O'), at::panels | at::palette}},
             cmd::ShowOverlay{Overlay::files},
             shows<Overlay::files>},
            {"copy",
             "Copy",
             "What the pointer is on: a line, a sentence, a value; else what is selected.",
             Group::program,
             {ctrl('C')},
             cmd::Copy{}},
            {"copy.panel",
             "Copy the panel",
             "All text of the panel that the pointer is in.",
             Group::program,
             {Key{letter('C'), true, true}},
             cmd::Copy{Copying::panel}},
            {"keys",
             "Keys",
             "This sheet.",
             Group::program,
             {{plain(K::f1), at::panels | at::vote}, {plain(K::question), at::panels | at::vote}},
             cmd::ShowOverlay{Overlay::keys},
             shows<Overlay::keys>},
            {"problems",
             "What went wrong",
             "A list of it, as far as the run is shown.",
             Group::program,
             {},
             cmd::ShowOverlay{Overlay::problems},
             shows<Overlay::problems>},
            {"edit",
             "Edit the program",
             "Opens it in your editor; each save is recorded and shown.",
             Group::program,
             {},
             cmd::EditProgram{}},
            {"make",
             "Make it so",
             "A copy of the lesson's program, to be changed until it does what the lesson asks.",
             Group::program,
             {},
             cmd::MakeGoal{}},
            {"stop",
             "Stop the program",
             "The one that is recorded, as Ctrl+C does; again: harder.",
             Group::program,
             {},
             cmd::StopProgram{}},
            {"escape",
             "Close",
             "Closes what is on top, or lets go of what is selected.",
             Group::program,
             {{plain(K::escape), at::panels | at::vote | at::palette}},
             cmd::Escape{}},
            {"quit",
             "Quit",
             "Closes Awaitscope.",
             Group::program,
             {{ctrl('Q'), at::panels | at::vote | at::palette}},
             cmd::Quit{}}};
}

} // namespace session
