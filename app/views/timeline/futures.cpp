// Lanes for futures: gather's slots, a sleep and its due time, and the arrows to whom each calls back.
#include "replay/describe.hpp"
#include "theme/icons.hpp"
#include "views/timeline/parts.hpp"
#include "views/timeline/ruler.hpp"

#include <cmath>

namespace ui::timeline {

using paint::Rect;
using replay::FutureLife;
using replay::FutureSlot;
using replay::FutureState;
using replay::Position;
using theme::Font;
using theme::Role;
using trace::ObjectId;
using trace::ObjectType;

namespace {

constexpr float plain_height = 26;
constexpr float lone_height = 42; // where the selected future alone is shown
constexpr float slot_height = 17;

RowColors hue_of(ObjectId task) {
    auto const roles = theme::task_roles(task.type() == ObjectType::task ? task.number() : 0);
    return {roles.hue, roles.on_hue, roles.soft};
}

char const* icon_of(FutureState state) {
    switch (state) {
    case FutureState::finished: return theme::icon::check;
    case FutureState::failed: return theme::icon::cross;
    case FutureState::cancelled: return theme::icon::ban;
    case FutureState::pending: break;
    }
    return "";
}
Role role_of(FutureState state) {
    return state == FutureState::finished ? Role::good
           : state == FutureState::failed ? Role::now
                                          : Role::muted;
}

// What has a place in the list of results: "[·, 'fast', ·]".
std::string read_off(FutureLife const& life, Position now) {
    std::string list;
    for (FutureSlot const& slot : life.slots) {
        bool const there = slot.ended != 0 && slot.ended <= now;
        list += (list.empty() ? "" : ", ") + (there ? std::string(slot.outcome) : std::string("·"));
    }
    return "[" + list + "]";
}

class FuturePainter {
  public:
    FuturePainter(Work& work, Work::FuturePlace const& at)
        : work_(work), row_(work.chart.future_rows[at.row]), place_(at.place) {}

    void paint() {
        float const y = place_.y + place_.h;
        Rect const ground{6, place_.y + 2, work_.input.width - 12, place_.h - 4};
        auto const& chart = work_.chart;
        if (auto const selected = chart.future_row(work_.input.selected);
            selected < chart.future_rows.size() && &chart.future_rows[selected] == &row_)
            work_.back.add(paint::filled(ground, {Role::selected, 0.8F}, 6));
        work_.back.add(paint::line({12, y}, {work_.input.width - 12, y}, {Role::border, 0.6F}));
        name();
        float covered = -1e9F; // lives that are too narrow to draw are passed over, whole stretches of them
        auto const first = std::partition_point(row_.lives.begin(), row_.lives.end(), [&](std::size_t each) {
            return end_x(chart.futures[each]) < work_.out.plot.x - 2;
        });
        for (auto it = first; it != row_.lives.end(); ++it) {
            auto const& life = chart.futures[*it];
            if (life.created > work_.shown) break;
            float const to = end_x(life);
            if (to < covered + 3) continue;
            float const from = work_.x(life.created);
            if (from > work_.out.plot.right() + 2) break;
            covered = to;
            draw(life, *it, from, to);
        }
    }

  private:
    bool over(FutureLife const& life) const { return life.ended != 0 && life.ended <= work_.shown; }
    float end_x(FutureLife const& life) const { return over(life) ? work_.x(life.ended) : work_.end_x; }

    void name() {
        auto const& chart = work_.chart;
        Position const now = work_.now.position;
        auto const after = std::partition_point(row_.lives.begin(), row_.lives.end(), [&](std::size_t each) {
            return chart.futures[each].created <= now;
        });
        auto const* life = &chart.futures[after == row_.lives.begin() ? *after : *(after - 1)];
        bool const ended = life->ended != 0 && life->ended <= now;
        auto const title = row_.slots ? "gather" : replay::future_words(*chart.index, *life, now);
        auto const owner = row_.task ? "of " + replay::display_name(*chart.index, row_.task) : std::string();
        float const right = work_.out.plot.x - 10;
        bool const two_lines = place_.h >= 36;
        float const y = two_lines ? place_.middle() - 17 : place_.y;
        float const h = two_lines ? 17 : place_.h;
        float const wide = std::min(work_.width(title, Font::semibold, theme::size_body), right - 26);
        work_.place_text(work_.texts, {26, y, wide, h}, title, Font::semibold, theme::size_body, Role::text);
        if (right - 26 - wide > 40)
            work_.place_text(work_.texts, {26 + wide + 7, y, right - 26 - wide - 7, h}, owner, Font::regular,
                             theme::size_small, Role::muted);
        if (two_lines) {
            std::string state = std::string(replay::words(ended ? life->end : FutureState::pending));
            if (!ended && life->due) state += ", due " + short_time(*life->due);
            work_.place_text(work_.texts, {26, place_.middle(), right - 26, 17},
                             row_.slots ? read_off(*life, now) : state,
                             row_.slots ? Font::mono : Font::regular, theme::size_small,
                             ended ? role_of(life->end) : Role::muted);
        }
        auto& region = work_.region(TimelineRegion::What::future,
                                    work_.seen_in_lanes({0, place_.y, work_.out.plot.x, place_.h}), life->id);
        region.index = static_cast<std::size_t>(life - chart.futures.data());
        region.begin = life->created;
        region.end = ended ? life->ended : work_.shown;
        work_.mark("timeline/future/" + trace::to_string(life->id),
                   work_.seen_in_lanes({0, place_.y, work_.input.width, place_.h}));
    }

    Rect within(float from, float to, float y, float h) const {
        auto const& plot = work_.out.plot;
        float const left = std::max(from, plot.x - 12);
        return {left, y, std::max(std::min(to, plot.right() + 12) - left, 3.0F), h};
    }

    void draw(FutureLife const& life, std::size_t index, float from, float to) {
        float const h = row_.slots ? place_.h - 8 : std::min(place_.h - 8, 18.0F);
        Rect const at = within(from, to, place_.middle() - h / 2, h);
        if (row_.slots)
            slots(life, from, to, at);
        else
            bar(life, at);
        auto& region = work_.region(TimelineRegion::What::future,
                                    work_.seen_in_lanes({at.x, at.y, std::max(at.w, 8.0F), at.h}), life.id);
        region.index = index;
        region.begin = life.created;
        region.end = over(life) ? life.ended : work_.shown;
        if (over(life)) outcome(life, to);
        callbacks(life, to);
    }

    // Hollow: nothing is in it yet.
    void bar(FutureLife const& life, Rect at) {
        auto const colors = hue_of(life.awaited_by ? life.awaited_by : life.created_by);
        paint::Box box;
        box.at = at;
        box.radius = 3;
        box.fill = Role::panel;
        box.stroke = colors.hue;
        box.stroke_width = 1.2F;
        box.dashed = !over(life);
        if (box.dashed) work_.sees(Sample::future);
        if (at.w < 5) box = paint::filled(at, {colors.hue, 0.6F}, 1);
        work_.bars.add(box);
        Position const now = work_.input.whole_run ? work_.chart.size() : work_.now.position;
        auto const said = replay::future_words(*work_.chart.index, life, now);
        std::vector<std::string> ways{said};
        if (life.due) ways.insert(ways.begin(), said + "  due " + short_time(*life.due));
        write(ways, at, colors.hue);
    }

    void write(std::vector<std::string> const& ways, Rect at, paint::Color color) {
        auto const& plot = work_.out.plot;
        float const x = std::max(at.x, plot.x) + 7;
        Rect const inside{x, at.y, std::min(at.right(), plot.right()) - x - 4, at.h};
        float const size = at.h < 15 ? 11.0F : 12.5F;
        if (at.h >= 10)
            work_.place_text(work_.bars, inside, fitting(work_, ways, Font::regular, size, inside.w),
                             Font::regular, size, color);
    }

    void slots(FutureLife const& life, float from, float to, Rect at) {
        float const each = at.h / static_cast<float>(life.slots.size());
        for (std::size_t i = 0; i < life.slots.size(); ++i) {
            FutureSlot const& slot = life.slots[i];
            float const y = at.y + each * static_cast<float>(i);
            float const h = std::max(each - 2, 1.5F);
            auto const colors = hue_of(slot.child);
            bool const filled = slot.ended != 0 && slot.ended <= work_.shown;
            float const filled_x = filled ? work_.x(slot.ended) : to;
            if (filled_x > from) {
                paint::Box hollow;
                hollow.at = within(from, filled_x, y, h);
                hollow.radius = 3;
                hollow.fill = Role::panel;
                hollow.stroke = {colors.hue, 0.8F};
                hollow.dashed = true;
                work_.sees(Sample::future);
                work_.bars.add(hollow);
                write({"waits for " + replay::display_name(*work_.chart.index, slot.child),
                       replay::display_name(*work_.chart.index, slot.child)},
                      hollow.at, colors.hue);
            }
            if (!filled) continue;
            Rect const full = within(std::max(filled_x, from), std::max(to, filled_x), y, h);
            work_.bars.add(
                paint::filled(full, slot.end == FutureState::finished ? colors.hue : Role::faint, 3));
            bool const heard = slot.heard != 0 && slot.heard <= work_.shown;
            float const after = heard ? std::max(work_.x(slot.heard) - full.x, 0.0F) : 0; // the mark below
            write({std::string(slot.outcome)}, {full.x + after, full.y, full.w - after, full.h},
                  slot.end == FutureState::finished ? colors.on_hue : Role::panel);
            // gather's callback for it.
            if (!heard) continue;
            auto const* row = work_.chart.row(slot.child);
            if (!row) continue;
            auto const& child = work_.places[static_cast<std::size_t>(row - work_.chart.rows.data())];
            float const x = work_.x(slot.heard);
            arrow({work_.x(slot.ended), child.middle()}, {x, y + h / 2}, child, slot.heard);
            if (x >= work_.out.plot.x && x <= work_.out.plot.right())
                work_.bars.add(paint::Circle{
                    {x, y + h / 2}, 3.2F, Role::panel, red(slot.heard) ? Role::now : Role::edge, 1.6F});
        }
    }

    // What it came to, behind its end; not across the line of *now*.
    void outcome(FutureLife const& life, float to) {
        auto const& out = work_.out;
        if (to < out.plot.x || to > out.plot.right()) return;
        float x = to + 6;
        work_.sees(life.end == FutureState::finished ? Sample::done
                   : life.end == FutureState::failed ? Sample::failed
                                                     : Sample::cancelled);
        paint::Text icon;
        icon.at = {x, paint::middle_baseline(place_.middle() - 9, 18, Font::regular, 13)};
        icon.text = icon_of(life.end);
        icon.size = 13;
        icon.color = role_of(life.end);
        work_.texts.add(icon);
        work_.taken.push_back({x, place_.middle() - 9, 13, 18});
        x += 19;
        auto const said = life.value == "None" ? std::string() : replay::one_line(life.value);
        float const wide = work_.width(said, Font::mono, 12);
        if (x < out.now_x + 4 && x + wide > out.now_x - 6) x = out.now_x + 8;
        float const room = std::min(work_.input.width - 12 - x, 260.0F);
        if (room > 24)
            work_.place_text(work_.texts, {x, place_.middle() - 9, room, 18}, said, Font::mono, 12,
                             Role::muted);
    }

    bool red(Position position) const { return position == work_.now.position; }

    // From `from` in its lane along the lane's border to `to` in this one, or the other way round.
    void arrow(paint::Point from, paint::Point to, RowPlace const& lane, Position position) {
        auto const& plot = work_.out.plot;
        if (std::max(from.x, to.x) < plot.x || to.x > plot.right() + 1) return;
        from.x = std::max(from.x, plot.x);
        bool const down = to.y > from.y;
        float const border = down ? lane.y + lane.h - 2 : lane.y + 2;
        paint::Path path;
        if (to.x - from.x < 4)
            path.points = {{to.x, from.y}, to};
        else
            path.points = {from, {from.x, border}, {to.x, border}, to};
        path.stroke = red(position) ? paint::Color(Role::now) : paint::Color(Role::edge, 0.85F);
        path.width = red(position) ? 2.0F : 1.3F;
        path.arrow = true;
        work_.sees(Sample::arrow);
        work_.arrows.add(path);
    }

    void callbacks(FutureLife const& life, float to) {
        if (!over(life)) return;
        // Who set it: the loop, by a timer.
        auto const& rows = work_.chart.rows;
        bool const loop = !rows.empty() && rows.back().kind == RowKind::loop;
        if (life.due && life.end == FutureState::finished && loop)
            arrow({to, work_.places.back().middle()}, {to, place_.middle() + 9}, work_.places.back(),
                  life.ended);
        for (auto const& callback : life.callbacks) {
            if (callback.made > work_.shown) break;
            if (auto const* row = work_.chart.row(callback.whom)) {
                auto const index = static_cast<std::size_t>(row - rows.data());
                auto const& task = work_.places[index];
                float const x = work_.x(callback.made);
                float const y = task.middle() + half_height(work_, index, BarForm::scheduled) + 1;
                arrow({to, place_.middle()}, {x, y}, place_, callback.made);
            } else if (loop && callback.run != 0 && callback.run <= work_.shown) {
                float const x = work_.x(callback.run);
                float const y = work_.places.back().middle() -
                                bar_height(RowKind::loop, BarForm::running, work_.places.back().h) / 2;
                arrow({to, place_.middle()}, {x, y}, place_, callback.run);
            }
        }
    }

    Work& work_;
    FutureRow const& row_;
    RowPlace const& place_;
};

} // namespace

std::vector<std::pair<std::size_t, float>> future_lanes(Work const& work) {
    auto const& chart = work.chart;
    std::vector<std::pair<std::size_t, float>> lanes;
    auto const selected = chart.future_row(work.input.selected);
    for (std::size_t i = 0; i < chart.future_rows.size(); ++i) {
        FutureRow const& row = chart.future_rows[i];
        if (!work.input.futures && i != selected) continue;
        if (chart.futures[row.lives.front()].created > work.shown) continue;
        auto const slots = chart.futures[row.lives.front()].slots.size();
        lanes.emplace_back(i, row.slots            ? std::clamp(slot_height * static_cast<float>(slots) + 10,
                                                                plain_height, 7 * slot_height)
                              : work.input.futures ? plain_height
                                                   : lone_height);
    }
    return lanes;
}

bool shows_future(Work const& work, ObjectId future) {
    auto const row = work.chart.future_row(future);
    return std::any_of(work.futures.begin(), work.futures.end(),
                       [&](Work::FuturePlace const& each) { return each.row == row; });
}

void add_futures(Work& work) {
    if (work.futures.empty()) return;
    work.begin_scrolled(work.back);
    work.begin_scrolled(work.bars);
    work.begin_scrolled(work.texts);
    for (auto const& each : work.futures)
        if (work.in_view(each.place)) FuturePainter(work, each).paint();
    work.end_scrolled(work.texts);
    work.end_scrolled(work.bars);
    work.end_scrolled(work.back);
}

} // namespace ui::timeline
