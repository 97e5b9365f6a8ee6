#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

using theme::Font;
using theme::Role;

ui::Content ui::agreement(session::Session const& session, float width) {
    Content content;
    float const room = width - 2 * theme::padding;
    float y = 6;
    auto const say = [&](std::string const& words, Role role) {
        y += sentence(content, {theme::padding, y}, room, words,
                      {theme::size_lesson, 22, role, Font::regular}) +
             8;
    };
    if (session.unrecorded) {
        auto const& lesson = *session.unrecorded->lesson;
        say("What **" + lesson.title + "** does with " + lesson::label(session.unrecorded->knobs) +
                " is not recorded. To see it, its program has to run on this computer, and it can do all "
                "that a "
                "program of yours can.",
            Role::text);
        say("The lesson comes from " + lesson.folder.string() +
                ". Read its `program.py` before you agree. You are asked once, and again if the lesson "
                "changes.",
            Role::muted);
    } else if (session.proposed) {
        auto const& file = session.proposed->file;
        say(session.proposed->lesson ? "A copy of the lesson's program opens in your editor. Each time you "
                                       "save it, it runs on this "
                                       "computer and its recording is shown here."
                                     : "To see what **" + file.filename().string() +
                                           "** does, it has to run on this computer: now, and each time you "
                                           "save it. It can do all that "
                                           "a program of yours can.",
            Role::text);
        say(file.string() +
                " runs with a clock that jumps, for ten seconds at the most; no other program is run.",
            Role::muted);
    } else {
        return content;
    }
    float const wide = (room - 12) / 2;
    button(content, {theme::padding, y + 4, wide, 34}, {"Leave it", Font::semibold, 13.5F}, ButtonLook::field,
           "agreement/leave", command(session::command::ShowOverlay{session::Overlay::none}));
    button(content, {theme::padding + wide + 12, y + 4, wide, 34}, {"Run it here", Font::semibold, 13.5F},
           ButtonLook::primary, "agreement/run", command(session::command::AgreeToRun{}));
    content.height = y + 50;
    return content;
}
