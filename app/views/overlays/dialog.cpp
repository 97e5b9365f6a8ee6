#include "commands/command_table.hpp"
#include "views/overlays/parts.hpp"

#include "views/kit/widgets.hpp"

#include <algorithm>

ui::Dialog ui::dialog(session::Session const& session, float width) {
    auto const sized = [&](float wanted) { return std::min(wanted, width - 32); };
    Dialog result;
    switch (session.look.overlay) {
    case session::Overlay::none: break;
    case session::Overlay::keys:
        result.title = "Keys " + std::string(session::words(session::context_below(session)));
        result.remark = "Tab and F6 go through all that can be clicked, Enter presses it";
        result.width = sized(1180);
        result.content = keys_sheet(session, result.width);
        break;
    case session::Overlay::palette:
    case session::Overlay::words:
    case session::Overlay::files:
        result.width = sized(640);
        result.content = palette(session, result.width);
        break;
    case session::Overlay::knobs:
        result.title = "What if";
        result.remark = "each change runs the program again";
        result.width = sized(400);
        result.content = knobs_panel(session, result.width);
        result.modal = false;
        break;
    case session::Overlay::step_in:
        result.title = "Step in";
        result.remark = "at event " + std::to_string(session.playback.position) + ", in a branch";
        result.width = sized(400);
        result.content = step_in_list(session, result.width);
        result.modal = false;
        break;
    case session::Overlay::comparison:
        result.title = "Is it true?";
        result.remark = "the miniature against real CPython";
        result.width = sized(720);
        result.content = comparison(session, result.width);
        break;
    case session::Overlay::agreement:
        result.title = "Run this program?";
        result.width = sized(640);
        result.content = agreement(session, result.width);
        break;
    case session::Overlay::problems:
        result.title = "What went wrong";
        result.remark = "as far as the run is shown";
        result.width = sized(640);
        result.content = problem_list(session, result.width);
        break;
    case session::Overlay::lessons:
        result.title = "Lessons";
        result.width = sized(720);
        result.content = lesson_list(session, result.width);
        break;
    }
    return result;
}
