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

float add_switch(Work& work, float x) {
    bool const on = work.input.whole_run;
    std::string const text = "whole run";
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
    work.region(TimelineRegion::What::whole_run, at);
    work.mark("timeline/whole-run", at);
    return right;
}

enum class Sample : unsigned char { running, scheduled, waiting, created, done, cancelled, failed };

struct Entry {
    Sample sample;
    std::string text;
};

void add_sample(Work& work, Sample sample, float x) {
    auto const roles = theme::task_roles(1);
    Rect const at{x, 17, 20, 13};
    paint::Box box;
    box.at = at;
    box.radius = 3;
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
    case Sample::created:
        box.stroke = roles.hue;
        box.dashed = true;
        break;
    case Sample::done: work.back.add(words(x + 4, theme::icon::check, Font::regular, 13, Role::good)); return;
    case Sample::cancelled:
        work.back.add(words(x + 4, theme::icon::ban, Font::regular, 13, Role::muted));
        return;
    case Sample::failed:
        work.back.add(words(x + 4, theme::icon::cross, Font::regular, 13, Role::now));
        return;
    }
    work.back.add(box);
}

} // namespace

void add_header(Work& work) {
    work.back.add(words(16, "Timeline", Font::semibold, theme::size_small, Role::faint));
    float x = 16 + work.width("Timeline", Font::semibold, theme::size_small) + 24;
    bool const by_step = work.out.view.axis == Axis::step;
    x = add_tab(work, x, "by event", by_step, TimelineRegion::What::axis_step, "by-step");
    x = add_tab(work, x, "by clock", !by_step, TimelineRegion::What::axis_clock, "by-clock");
    x = add_switch(work, x + 8) + 28;

    // Only forms that the run has; the rarer ones go first where there is no room.
    bool created = false;
    bool cancelled = false;
    bool failed = false;
    for (auto const& row : work.chart.rows) {
        created = created || row.kind == RowKind::coroutine ||
                  (row.kind == RowKind::task && !row.bars.empty() &&
                   work.chart.axis[row.named] - work.chart.axis[row.begin] > 30);
        bool const known = row.ended != 0 && (work.input.whole_run || row.ended <= work.now.position);
        cancelled = cancelled || (known && row.end == replay::TaskState::cancelled);
        failed = failed || (known && row.end == replay::TaskState::failed);
    }
    std::vector<Entry> entries{{Sample::running, "running"},
                               {Sample::scheduled, "scheduled, not yet run"},
                               {Sample::waiting, "waiting"}};
    if (created) entries.push_back({Sample::created, "created, not running"});
    entries.push_back({Sample::done, "done"});
    if (cancelled) entries.push_back({Sample::cancelled, "cancelled"});
    if (failed) entries.push_back({Sample::failed, "failed"});
    auto entry_width = [&](Entry const& entry) { return 27 + work.width(entry.text, Font::regular, 12.5F); };
    auto total = [&] {
        float sum = -24;
        for (auto const& entry : entries) sum += entry_width(entry) + 24;
        return sum;
    };
    float const room = work.input.width - 16 - x;
    if (total() > room) entries[1].text = "scheduled";
    if (created && total() > room) entries[3].text = "created";
    while (entries.size() > 3 && total() > room) entries.pop_back();
    if (total() > room) return;
    float at = work.input.width - 16 - total();
    for (auto const& entry : entries) {
        add_sample(work, entry.sample, at);
        work.back.add(words(at + 27, entry.text, Font::regular, 12.5F, Role::muted));
        at += entry_width(entry) + 24;
    }
}

} // namespace ui::timeline
