#include "views/kit/flow.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

using theme::Font;
using theme::Role;

namespace {

std::string verdict(session::Session const& session) {
    auto const& check = session::check_of(session);
    bool const miniature = session.is_open() && session.log().header().engine == "miniature";
    if (!session.is_open()) return "Nothing is open.";
    if (!miniature)
        return "This run was recorded on CPython " + session.log().header().version +
               " itself: nothing stands between it and what you see.";
    switch (check.agreement) {
    case session::Agreement::unknown:
        return "This run has not been compared with CPython: there is no recording of it with these knobs.";
    case session::Agreement::agree:
        return "The miniature asyncio and CPython " + check.version + " did the same, event by event.";
    case session::Agreement::differ:
        return "The miniature asyncio and CPython " + check.version +
               " did not do the same. That is a mistake of ours: please report it.";
    }
    return {};
}

} // namespace

ui::Content ui::comparison(session::Session const& session, float width) {
    Content content;
    float const x = theme::padding;
    float const room = width - 2 * theme::padding;
    float y = 4;
    y += paragraph(content, {x, y}, room, verdict(session), Font::regular, theme::size_lesson, Role::text,
                   22) +
         10;
    auto const& check = session::check_of(session);
    bool const known =
        check.agreement == session::Agreement::agree || check.agreement == session::Agreement::differ;
    if (known) {
        auto const row = [&](std::string const& label, std::string const& value) {
            content.add(paint::text_in({x, y, 170, 24}, label, Font::regular, theme::size_body, Role::muted));
            content.add(paint::text_in({x + 170, y, room - 170, 24}, value, Font::regular, theme::size_body,
                                       Role::text));
            y += 24;
        };
        auto const compared = check.comparison.compared;
        auto const of_all = [&](std::size_t all) {
            return std::to_string(all) + (all > compared ? ", of which " + std::to_string(all - compared) +
                                                               " are of the sort that is not compared (below)"
                                                         : "");
        };
        row("events compared, in order", std::to_string(compared));
        row("events in this run", of_all(session.run().size()));
        if (check.reference) row("events on CPython", of_all(check.reference->size()));
        y += 6;
    }
    if (check.comparison.difference) {
        auto const& difference = *check.comparison.difference;
        y += paragraph(content, {x, y}, room, "The first difference", Font::semibold, theme::size_label,
                       Role::now, 26);
        float const top = y;
        Content lines;
        y += 8;
        y += paragraph(lines, {x + 12, y}, room - 24, difference.text, Font::mono, theme::size_code,
                       Role::text, 20) +
             8;
        content.add(paint::Box{{x, top, room, y - top}, 6, Role::background, Role::border, 1, {}, false});
        content.add(lines, {0, 0});
        y += 10;
        button(content, {x, y, 200, 32}, {"Go to that moment"}, ButtonLook::primary, "comparison/go",
               seek(difference.a));
        y += 44;
    }
    y += hint(content, {x, y}, room,
              "Compared are every coroutine, task, future, handle, timer, clock and print event, in order, "
              "with what is awaited and "
              "the line it happens on. Not compared: values of locals, and the lines of loop headers that "
              "CPython visits again.");
    content.height = y + 14;
    return content;
}
