#include "commands/branches.hpp"
#include "replay/names.hpp"
#include "theme/icons.hpp"
#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

#include <algorithm>

using paint::Rect;
using session::Session;
using theme::Font;
using theme::Role;
using ui::Content;
namespace command = session::command;

namespace {

constexpr float side = theme::padding;

// A quiet word over a group; the height it took.
float heading(Content& content, std::string const& label, float y) {
    content.add(
        paint::text_in({side, y + 4, 400, 20}, label, Font::semibold, theme::size_small, Role::muted));
    return 28;
}

float act_row(Content& content, session::Act const& act, std::size_t number, float width, float y) {
    float const room = width - 2 * side;
    ui::TextLook const look{theme::size_label, 20, Role::text, Font::regular};
    float const words = ui::sentence_height(act.words, room - 24, look);
    bool const second = act.debugger || !act.asks.empty();
    Rect const at{side, y, room, words + 12 + (second ? 18 : 0)};
    std::string const mark = "act/" + std::to_string(number);
    content.add(paint::Box{at, 6, Role::background, Role::border, 1, {}, false});
    content.hit(at, mark, ui::command(command::StepIn{act.text}), {}, 6);
    ui::sentence(content, {at.x + 12, at.y + 6}, room - 24, act.words, look);
    float const below = at.y + 6 + words;
    if (act.debugger)
        content.add(paint::text_in({at.x + 12, below, room, 18}, "only a debugger could", Font::regular,
                                   12.5F, Role::muted));
    if (!act.asks.empty()) {
        std::string const label = "with " + act.asks + " …";
        float const wide = paint::measure(Font::regular, 12.5F, label);
        Rect const link{at.right() - wide - 16, below - 2, wide + 12, 20};
        content.add(
            paint::text_in({link.x + 6, link.y, wide + 2, 20}, label, Font::regular, 12.5F, Role::accent));
        auto const target = act.text.find(' ', act.text.find(' ') + 1);
        content.hit(link, mark + "/words", ui::command(command::AskWords{act.text.substr(0, target)}),
                    "typed, then Enter");
    }
    return at.h + 6;
}

float acts(Content& content, Session const& session, float width, float y) {
    float const begin = y;
    auto const object = session.look.selected ? session.look.selected : session.state().current_task;
    auto const found = session::acts_now(session);
    auto const& known = session.known().index;
    y += heading(content, object ? "On " + replay::display_name(known, object) : "On the loop’s timers", y);
    std::size_t number = 0;
    for (session::Act const& act : found) y += act_row(content, act, ++number, width, y);
    if (found.empty())
        y += ui::hint(content, {side, y}, width - 2 * side,
                      object
                          ? "Nothing here has an effect on it now. Select another: a lane, a card, a name."
                          : "No timer is set. Select a task, a future or a queue: a lane, a card, a name.") +
             6;
    return y - begin;
}

// How deep it hangs in the tree.
float depth_of(Session const& session, session::Branch const& branch) {
    float depth = 1;
    for (auto const* at = session::branch_of(session, branch.parent); at;
         at = session::branch_of(session, at->parent))
        ++depth;
    return depth;
}

// The place of a run in the tree: a disc where it is looked at, a ring else.
void place(Content& content, float x, float y, bool here, paint::Color ink) {
    content.add(paint::Circle{{x + 7, y + 15}, 5, {}, ink, 1.5F});
    if (here) content.add(paint::Circle{{x + 7, y + 15}, 3, ink, {}, 0});
}

float own_row(Content& content, Session const& session, float width, float y) {
    bool const here = session::branch_looked_at(session) == 0;
    Rect const at{side - 6, y, width - 2 * side + 12, 30};
    if (here) content.add(paint::filled(at, Role::selected, theme::radius_small));
    place(content, side, y, here, Role::accent);
    content.add(paint::text_in({side + 22, y, width, 30}, "the lesson’s own run",
                               here ? Font::semibold : Font::regular, theme::size_label, Role::text));
    content.hit(at, "branch/0", ui::command(command::WalkBranch{0}),
                here ? "is looked at" : "look at it again");
    return 32;
}

float branch_row(Content& content, Session const& session, session::Branch const& branch, float width,
                 float y) {
    bool const here = session::branch_looked_at(session) == branch.number;
    float const x = side + 16 * std::min(depth_of(session, branch), 6.0F);
    float const room = width - side - x - 22 - 86;
    paint::Color const ink{Role::text, branch.run ? 1.0F : 0.5F};
    ui::TextLook const look{theme::size_label, 20, ink, here ? Font::semibold : Font::regular};
    ui::TextLook const small{12.5F, 18, Role::muted, Font::regular};
    std::string const words = session::words_of(branch);
    // Its name says little of what was done; a fault says why it is grey.
    std::vector<std::string> remarks;
    if (!branch.name.empty()) remarks.push_back(branch.what);
    if (branch.changes.size() > 1) remarks = branch.changes;
    if (!branch.fault.empty()) remarks.push_back(branch.fault);
    float height = ui::sentence_height(words, room, look) + 10;
    for (auto const& each : remarks) height += ui::sentence_height(each, room, small);
    Rect const at{x - 6, y, width - side - x + 12, height};
    std::string const mark = "branch/" + std::to_string(branch.number);
    if (here) content.add(paint::filled(at, Role::selected, theme::radius_small));
    place(content, x, y, here, branch.run ? paint::Color{Role::accent} : paint::Color{Role::faint});
    float line = y + 5;
    line += ui::sentence(content, {x + 22, line}, room, words, look);
    for (auto const& each : remarks) line += ui::sentence(content, {x + 22, line}, room, each, small);
    if (branch.run)
        content.hit(at, mark, ui::command(command::WalkBranch{branch.number}),
                    here ? "is looked at" : "look at it; what it left stands below");
    auto const link = [&](float right, char const* label, char const* what, session::Command does,
                          char const* tip) {
        Rect const where{right - 40, y + 4, 40, 22};
        content.add(paint::text_in(where, label, Font::regular, 12.5F, Role::accent, paint::Align::middle));
        content.hit(where, mark + what, ui::command(std::move(does)), tip);
    };
    link(width - side, "drop", "/drop", command::DropBranch{branch.number},
         "it goes, and the branches that hang on it");
    link(width - side - 42, "name", "/name", command::AskWords{"name " + std::to_string(branch.number)},
         "typed, then Enter");
    return height + 2;
}

float tree(Content& content, Session const& session, float width, float y) {
    auto const& list = session::branches_of(session);
    if (list.empty()) return 0;
    float const begin = y;
    y += heading(content, "Branches", y);
    if (session::is_beside(session) && !session::beside_shown(session))
        y += ui::hint(content, {side, y}, width - 2 * side,
                      "Shown below once the question is decided: it could give the answer away.") +
             4;
    y += own_row(content, session, width, y);
    // Each right below its parent's earlier children.
    std::vector<session::Branch const*> order;
    for (session::Branch const& branch : list) {
        auto const family = session::with_children(list, branch.parent);
        auto after = order.begin();
        for (auto each = order.begin(); each != order.end(); ++each)
            if (branch.parent == 0 ||
                std::find(family.begin(), family.end(), (*each)->number) != family.end())
                after = each + 1;
        order.insert(after, &branch);
    }
    for (auto const* const branch : order) y += branch_row(content, session, *branch, width, y);
    return y - begin + 4;
}

float orders(Content& content, Session const& session, float width, float y) {
    float const begin = y;
    float const room = width - 2 * side;
    y += heading(content, "Orders that the outside could choose", y);
    if (session.finding) {
        content.add(paint::text_in({side, y, room, 34}, session::finding_words(session), Font::regular,
                                   theme::size_label, Role::text));
        ui::button(content, {width - side - 80, y, 80, 34}, {"Stop"}, ui::ButtonLook::field, "order/stop",
                   ui::command(command::StopFinding{}));
        return y + 40 - begin;
    }
    ui::button(content, {side, y, room, 34}, {"Find the order that breaks it"}, ui::ButtonLook::field,
               "order/find", ui::command(command::FindOrder{}), "one in which it ends badly");
    y += 40;
    ui::button(content, {side, y, room, 34}, {"Find one that prints something else"}, ui::ButtonLook::field,
               "order/find/output", ui::command(command::FindOrder{"output"}));
    return y + 40 - begin;
}

} // namespace

ui::Content ui::step_in_list(session::Session const& session, float width) {
    Content content;
    float y = 2;
    if (auto const why = session::why_no_branch(session); !why.empty())
        y += hint(content, {side, y}, width - 2 * side, why) + 8;
    else
        y += acts(content, session, width, y);
    y += tree(content, session, width, y);
    if (session.has_scenario()) y += orders(content, session, width, y);
    content.height = y + 8;
    return content;
}
