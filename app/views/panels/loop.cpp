#include "views/panels/loop.hpp"

#include "views/kit/widgets.hpp"

#include <algorithm>

using paint::Rect;
using theme::Font;
using theme::Role;
using ui::Content;
using ui::LoopCard;

namespace {

constexpr float card_height = 38;
constexpr float card_gap = 8;

theme::TaskRoles roles_of(LoopCard const& card) {
    return theme::task_roles(card.task ? card.task.number() : 0);
}

// Title from the left, detail after it or at the right end, whichever fits; the title is never lost.
void words(Content& content, Rect at, LoopCard const& card, paint::Color title, paint::Color detail,
           Font title_font) {
    float const room = at.w;
    float const title_width = paint::measure(title_font, theme::size_label, card.title);
    float const detail_width = paint::measure(Font::regular, theme::size_body, card.detail);
    content.add(paint::text_in(at, card.title, title_font, theme::size_label, title));
    if (card.detail.empty() || title_width + 24 > room) return;
    float const left = std::min(detail_width, room - title_width - 12);
    content.add(paint::text_in({at.right() - left, at.y, left, at.h}, card.detail, Font::regular,
                               theme::size_body, detail, paint::Align::start));
}

void running_card(Content& content, Rect at, LoopCard const& card) {
    auto const roles = roles_of(card);
    content.add(paint::filled(at, roles.hue, 6));
    words(content, {at.x + 14, at.y, at.w - 28, at.h}, card, roles.on_hue, roles.on_hue, Font::semibold);
}

void edge_strip(Content& content, Rect at, Role hue) {
    content.add(paint::Clip{{at.x, at.y, 6, at.h}});
    content.add(paint::filled({at.x, at.y, 12, at.h}, hue, 6));
    content.add(paint::Unclip{});
}

void waiting_card(Content& content, Rect at, LoopCard const& card, bool selected) {
    content.add(paint::Box{
        at, 6, Role::background, selected ? Role::accent : Role::border, selected ? 1.5F : 1.0F, {}, false});
    edge_strip(content, at, roles_of(card).hue);
}

void ready_card(Content& content, Rect at, LoopCard const& card, std::size_t place, bool selected) {
    waiting_card(content, at, card, selected);
    content.add(paint::text_in({at.x + 14, at.y, 24, at.h}, std::to_string(place), Font::mono,
                               theme::size_code, Role::faint));
    words(content, {at.x + 40, at.y, at.w - 54, at.h}, card, Role::text, Role::muted, Font::regular);
}

void timer_card(Content& content, Rect at, LoopCard const& card, bool selected) {
    waiting_card(content, at, card, selected);
    float const when = paint::measure(Font::mono, theme::size_code_large, card.when);
    float const until = paint::measure(Font::regular, 12.5F, card.until);
    content.add(paint::text_in({at.x + 16, at.y, when + 8, at.h}, card.when, Font::mono,
                               theme::size_code_large, Role::text));
    content.add(paint::text_in({at.right() - 14 - until, at.y, until + 2, at.h}, card.until, Font::regular,
                               12.5F, Role::faint));
    float const left = at.x + 16 + when + 16;
    float const room = at.right() - 14 - until - 10 - left;
    std::string const both = card.title + (card.detail.empty() ? "" : "  " + card.detail);
    float const size =
        paint::measure(Font::regular, theme::size_label, both) <= room ? theme::size_label : theme::size_body;
    if (room > 20)
        content.add(paint::text_in({left, at.y, room, at.h}, both, Font::regular, size, Role::text));
}

void card_hit(Content& content, Rect at, LoopCard const& card, std::string mark) {
    content.hit(at, std::move(mark), ui::select(card.task ? card.task : card.handle),
                card.made_at ? "made at event " + std::to_string(card.made_at) : "", 6);
}

std::string more_words(std::size_t more) { return "and " + std::to_string(more) + " more"; }

} // namespace

ui::LoopPicture ui::loop_picture(LoopMachine const& machine, float width, trace::ObjectId selected) {
    LoopPicture picture;
    Content& content = picture.ground;
    float const x = theme::padding;
    float const w = width - 2 * theme::padding;
    float y = 8;

    auto const group = [&](std::string const& label, std::string const& remark) {
        group_label(content, {x, y + 12}, label, remark);
        y += 22;
    };
    auto const is_selected = [&](LoopCard const& card) {
        return selected && (card.task == selected || card.handle == selected);
    };
    auto const add = [&](LoopCard const& card, Rect at, std::string mark, auto const& draw) {
        LoopPicture::Card made{card.handle, {at.x, at.y}, {}};
        Rect const own{0, 0, at.w, at.h};
        draw(made.content, own);
        card_hit(made.content, own, card, std::move(mark));
        picture.cards.push_back(std::move(made));
    };

    group("running now", machine.turn);
    if (machine.running) {
        add(*machine.running, {x, y, w, 40}, "loop/running",
            [&](Content& on, Rect at) { running_card(on, at, *machine.running); });
        y += 40;
    } else {
        y += empty_field(content, {x, y}, w, machine.running_hint);
    }
    y += 14;

    group("ready queue", "first in, first out");
    if (machine.ready.empty()) {
        y += empty_field(content, {x, y}, w, machine.ready_hint);
    } else {
        for (std::size_t i = 0; i < machine.ready.size(); ++i) {
            LoopCard const& card = machine.ready[i];
            add(card, {x, y, w, card_height}, "loop/ready/" + std::to_string(i + 1),
                [&](Content& on, Rect at) { ready_card(on, at, card, i + 1, is_selected(card)); });
            y += card_height + card_gap;
        }
        if (machine.more_ready) y += hint(content, {x, y}, w, more_words(machine.more_ready)) + 8;
        y -= card_gap;
    }
    y += 14;

    group("timers", "earliest first");
    if (machine.timers.empty()) {
        y += empty_field(content, {x, y}, w, machine.timers_hint);
    } else {
        for (std::size_t i = 0; i < machine.timers.size(); ++i) {
            LoopCard const& card = machine.timers[i];
            add(card, {x, y, w, card_height}, "loop/timer/" + std::to_string(i + 1),
                [&](Content& on, Rect at) { timer_card(on, at, card, is_selected(card)); });
            y += card_height + card_gap;
        }
        if (machine.more_timers) y += hint(content, {x, y}, w, more_words(machine.more_timers)) + 8;
        y -= card_gap;
    }
    content.height = y + 14;
    return picture;
}

ui::Content ui::loop_panel(LoopPicture const& picture) {
    Content content = picture.ground;
    for (auto const& card : picture.cards) content.add(card.content, card.at);
    return content;
}

ui::Content ui::LoopSlide::at(LoopPicture const& picture, std::uint64_t moment, double time, bool motion) {
    constexpr double lasts = 0.2; // s
    if (moment != moment_) {
        from_ = std::move(shown_);
        moment_ = moment;
        begun_ = time;
    }
    double const part = std::clamp((time - begun_) / lasts, 0.0, 1.0);
    auto const left = static_cast<float>((1 - part) * (1 - part)); // slower towards the end
    shown_.clear();
    moves_ = false;
    Content content = picture.ground;
    for (auto const& card : picture.cards) {
        paint::Point at = card.at;
        if (auto const from = from_.find(card.handle); motion && left > 0 && from != from_.end()) {
            at.x += (from->second.x - at.x) * left;
            at.y += (from->second.y - at.y) * left;
            moves_ = moves_ || from->second != card.at;
        }
        shown_[card.handle] = at;
        content.add(card.content, at);
    }
    return content;
}
