#include "views/timeline/beside.hpp"

#include "theme/icons.hpp"
#include "views/kit/rich_text.hpp"
#include "views/timeline/parts.hpp"

#include <algorithm>
#include <cmath>

namespace ui {

using paint::Rect;
using theme::Font;
using theme::Role;

namespace {

// px. Below, room is dear: the run beside shows its lanes alone.
constexpr float low_panel = 549, low_beside = 200;

// What two sentences begin with alike tells nothing of how they differ.
session::Parting without_common_beginning(session::Parting const& parting) {
    auto const& [believed, real] = parting;
    auto const differ = std::mismatch(believed.begin(), believed.end(), real.begin(), real.end());
    auto const space = believed.rfind(' ', static_cast<std::size_t>(differ.first - believed.begin()));
    auto const before = space == std::string::npos || space == 0 ? space : believed.rfind(' ', space - 1);
    if (before == std::string::npos || before == 0) return parting;
    return {"…" + believed.substr(before), "…" + real.substr(before)};
}

} // namespace

BesideWords beside_words(session::Relation relation) {
    switch (relation) {
    case session::Relation::belief:
        return {"if it were so", "in the real one", "really", "This program does the same under this belief.",
                "only the real run"};
    case session::Relation::before:
        return {"before", "now", "now", "This program does the same as before.",
                "only the run with the knobs as they are now"};
    case session::Relation::saved:
        return {"before", "now", "now", "This program does the same as before.", "only the run of this save"};
    case session::Relation::branch:
        return {"the branch", "without it", "without it", "Both do the same.", "only this run", "walk it"};
    case session::Relation::parent:
        return {"without it",        "in the branch",   "the branch",
                "Both do the same.", "only the branch", "go back"};
    case session::Relation::other: break;
    }
    return {"the other", "in this run", "this run", "Both do the same.", "only this run"};
}

SharedTimeline shared_timeline(session::Session const& session, Rect panel) {
    if (!session::beside_shown(session)) return {panel, {}};
    bool const low = panel.h < low_panel && !session.look.presenter;
    float const lower =
        std::floor(panel.h * (low ? 0.42F : 0.47F)); // the truth has all that stands about lanes
    return {{panel.x, panel.y, panel.w, panel.h - lower}, {panel.x, panel.bottom() - lower, panel.w, lower}};
}

Content beside_title(session::Session const& session, session::Beside const& beside, float width) {
    Content content;
    content.add(paint::line({0, 0.5F}, {width, 0.5F}, Role::border, 1));
    float const room = width - 32;
    float const x = 16 + paint::measure(Font::semibold, theme::size_small, "first difference") + 10;
    BesideWords const words = beside_words(beside.relation);
    auto const row = [&](float y, char const* title, Role role, std::string const& said, Font font) {
        content.add(paint::text_in({16, y, x - 16, 17}, title, Font::semibold, theme::size_small, role));
        float const links = y == 5 && words.walk ? 116 : 50; // px
        auto const cut = theme::ellipsis(font, 13, said, room + 16 - x - links);
        content.add(paint::text_in({x, y, width, 17}, cut, font, 13, Role::text));
        if (cut != said)
            content.hit({x, y, room + 16 - x - links, 17}, std::string("beside/") + title, {}, said);
    };
    row(5, words.beside, Role::now, beside.says, Font::semibold);
    auto const parted = session::parting(beside, session.run(), session.shown());
    if (parted.real.empty()) {
        row(22, "", Role::muted, beside.comparison.difference ? "Up to here both are the same." : words.same,
            Font::regular);
    } else {
        bool const fits = paint::measure(Font::regular, 13, parted.there) <= room - x - 34 &&
                          paint::measure(Font::regular, 13, parted.real) <= room - x - 34;
        auto const [there, real] = fits ? parted : without_common_beginning(parted);
        row(22, "first difference", Role::accent, there, Font::regular);
        row(39, words.real, Role::good, real, Font::regular);
    }
    content.height = beside_header_height;
    return content;
}

Content beside_header(session::Session const& session, session::Beside const& beside, float width) {
    Content content = beside_title(session, beside, width);
    content.add(paint::text_in({width - 50, 4, 34, 20}, "hide", Font::regular, 12.5F, Role::accent,
                               paint::Align::end));
    auto const words = beside_words(beside.relation);
    content.hit({width - 54, 2, 46, 24}, "beside/hide", command(session::command::ShowBelief{}), words.hide);
    if (!words.walk) return content;
    content.add(paint::text_in({width - 116, 4, 58, 20}, words.walk, Font::regular, 12.5F, Role::accent,
                               paint::Align::end));
    content.hit({width - 114, 2, 58, 24}, "beside/walk", command(session::command::WalkBeside{}),
                "the two change places (Shift+Y)");
    return content;
}

TimelineInput beside_input(session::Session const& session, session::Beside const& beside,
                           TimelineChart const& chart, replay::State const& state, float width,
                           float height) {
    TimelineInput input;
    input.chart = &chart;
    input.now = &state;
    input.view = session.look.timeline;
    input.whole_run = session.look.whole_run;
    input.futures = session.look.futures;
    input.more = beside.known->size() < beside.run->size();
    input.dress = TimelineDress::beside;
    input.lanes_only = session.look.presenter || height < low_beside; // the truth above has all else
    if (beside.comparison.difference) input.parting = beside.comparison.difference->b;
    input.width = width;
    input.height = height;
    return input;
}

} // namespace ui
