// The line above the lanes: tabs, the switch for the whole run, the legend.
#include "theme/icons.hpp"
#include "views/timeline/parts.hpp"

namespace ui::timeline {

using paint::Rect;
using theme::Font;
using theme::Role;

namespace {

constexpr float baseline = 28;

paint::Text words(float x, std::string text, Font font, float size, paint::Color color) {
    paint::Text item;
    item.at = {x, baseline};
    item.text = std::move(text);
    item.font = font;
    item.size = size;
    item.color = color;
    return item;
}

// Returns the x after the tab.
float add_tab(Work& work, float x, std::string const& text, bool chosen, TimelineRegion::What kind,
              std::string const& name) {
    Font const font = chosen ? Font::semibold : Font::regular;
    float const wide = work.width(text, font, theme::size_body);
    work.back.add(words(x, text, font, theme::size_body, chosen ? Role::text : Role::muted));
    if (chosen) work.back.add(paint::line({x, 34}, {x + wide, 34}, Role::accent, 2));
    Rect const at{x - 6, 10, wide + 12, 28};
    work.region(kind, at);
    work.mark("timeline/" + name, at);
    return x + wide + 18;
}

// Returns the x after it.
float add_switch(Work& work, float x, std::string const& text, bool on, TimelineRegion::What kind,
                 std::string const& name) {
    Rect const box{x, 17.5F, 13, 13};
    if (on) {
        work.back.add(paint::filled(box, Role::accent, 3));
        paint::Text tick = words(box.centre().x, theme::icon::check, Font::regular, 10, Role::on_accent);
        tick.align = paint::Align::middle;
        tick.at.y = paint::middle_baseline(box.y, box.h, Font::regular, 10);
        work.back.add(tick);
    } else {
        work.back.add(paint::outlined(box, Role::faint, 3, 1.2F));
    }
    work.back.add(words(x + 19, text, Font::regular, theme::size_body, Role::muted));
    float const right = x + 19 + work.width(text, Font::regular, theme::size_body);
    Rect const at{x - 6, 10, right - x + 12, 28};
    work.region(kind, at);
    work.mark("timeline/" + name, at);
    return right;
}

struct Entry {
    Sample sample;
    std::string text, shorter;
};

void add_sample(Work& work, Sample sample, float x, float y) {
    auto const roles = theme::task_roles(1);
    Rect const at{x, y - 11, 17, 13};
    paint::Point const middle = at.centre();
    paint::Box box;
    box.at = at;
    box.radius = 3;
    auto const icon = [&](char const* text, Role role) {
        auto item = words(x + 4, text, Font::regular, 13, role);
        item.at.y = y;
        work.back.add(item);
    };
    switch (sample) {
    case Sample::running: box.fill = roles.hue; break;
    case Sample::scheduled:
        box.fill = roles.soft;
        box.hatch = roles.hue;
        box.stroke = roles.hue;
        break;
    case Sample::waiting:
        box.fill = roles.soft;
        box.stroke = roles.hue;
        box.stroke_width = 1.2F;
        break;
    case Sample::suspended:
        box.fill = Role::background;
        box.stroke = {Role::faint, 0.7F};
        break;
    case Sample::created:
    case Sample::future:
        box.stroke = roles.hue;
        box.dashed = true;
        break;
    case Sample::timer: add_clock_face(work, work.back, middle, Role::edge, 1.4F); return;
    case Sample::arrow: work.back.add(paint::arrow({x, middle.y}, {x + 17, middle.y}, Role::edge)); return;
    case Sample::cancel: {
        auto path = paint::arrow({x, middle.y}, {x + 17, middle.y}, Role::edge);
        path.dashed = true;
        work.back.add(path);
        return;
    }
    case Sample::done: icon(theme::icon::check, Role::good); return;
    case Sample::cancelled: icon(theme::icon::ban, Role::muted); return;
    case Sample::failed: icon(theme::icon::cross, Role::now); return;
    case Sample::problem: icon(theme::icon::warning, Role::warning); return;
    }
    work.back.add(box);
}

// All forms that are seen, and no other; in two lines where one is too short.
void add_legend(Work& work, float left) {
    static std::vector<Entry> const all{
        {Sample::running, "running", "running"},
        {Sample::scheduled, "scheduled, not yet run", "scheduled"},
        {Sample::waiting, "waiting", "waiting"},
        {Sample::suspended, "suspended frame", "suspended"},
        {Sample::created, "created, not running", "created"},
        {Sample::future, "pending future", "pending"},
        {Sample::timer, "timer", "timer"},
        {Sample::arrow, "creates, wakes", "creates, wakes"},
        {Sample::cancel, "cancellation", "cancels"},
        {Sample::done, "done", "done"},
        {Sample::cancelled, "cancelled", "cancelled"},
        {Sample::failed, "failed", "failed"},
        {Sample::problem, "look here", "look here"},
    };
    std::vector<Entry> entries;
    for (auto const& each : all)
        if (work.seen[static_cast<std::size_t>(each.sample)]) entries.push_back(each);
    float gap = 14;
    constexpr float sample = 23; // with the space behind it
    auto const wide = [&](Entry const& entry) {
        return sample + work.width(entry.text, Font::regular, 12.5F) + gap;
    };
    auto const fit_from = [&](std::size_t from, float room) { // how many of them do
        float x = -gap;
        auto to = from;
        while (to < entries.size() && x + wide(entries[to]) <= room) x += wide(entries[to++]);
        return to;
    };
    float const right = work.input.width - 16;
    if (fit_from(0, right - left) < entries.size())
        for (auto& each : entries) each.text = each.shorter;
    if (fit_from(0, right - left) < entries.size()) gap = 9;
    auto const draw = [&](std::size_t from, std::size_t to, float y) {
        float x = right + gap;
        for (auto i = from; i < to; ++i) x -= wide(entries[i]);
        for (auto i = from; i < to; ++i) {
            add_sample(work, entries[i].sample, x, y);
            auto item = words(x + sample, entries[i].text, Font::regular, 12.5F, Role::muted);
            item.at.y = y;
            work.back.add(item);
            x += wide(entries[i]);
        }
    };
    auto const first = fit_from(0, right - left);
    draw(0, first, baseline);
    if (timeline_header_height(work.input.dress, work.input.width) >= 60)
        draw(first, fit_from(first, right - 16), baseline + 22);
}

} // namespace

void add_header(Work& work) {
    float x = 16;
    if (work.input.dress == TimelineDress::panel) {
        if (work.input.width >= 1400) { // elsewhere the legend needs the room, and the tabs say it
            work.back.add(words(x, "Timeline", Font::semibold, theme::size_small, Role::faint));
            x += work.width("Timeline", Font::semibold, theme::size_small) + 24;
        }
        bool const by_step = work.out.view.axis == Axis::step;
        x = add_tab(work, x, "by event", by_step, TimelineRegion::What::axis_step, "by-step");
        x = add_tab(work, x, "by clock", !by_step, TimelineRegion::What::axis_clock, "by-clock");
        x = add_switch(work, x + 8, "whole run", work.input.whole_run, TimelineRegion::What::whole_run,
                       "whole-run") +
            16;
        x = add_switch(work, x, "futures", work.input.futures, TimelineRegion::What::futures, "futures") + 14;
    }

    add_legend(work, x);
}

} // namespace ui::timeline
