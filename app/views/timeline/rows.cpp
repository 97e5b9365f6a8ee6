// The bars of the lanes and what they say.
#include "theme/icons.hpp"
#include "views/timeline/parts.hpp"

#include <algorithm>

namespace ui::timeline {

using paint::Rect;
using replay::Position;
using theme::Font;
using theme::Role;

namespace {

constexpr float text_pad = 9;
constexpr float wide_timer = 100; // px: from here on the bar of a timer's handle has room beside its clock

class RowPainter {
  public:
    RowPainter(Work& work, std::size_t index)
        : work_(work), row_(work.chart.rows[index]), index_(index), place_(work.places[index]),
          colors_(colors_of(row_)), nest_(nest_of(work, index)), left_(work.out.plot.x),
          right_(work.out.plot.right()), drawn_(bars_of_row(work, row_)) {}

    void paint() {
        // Running stretches stand above the others: an instant of running shows though waiting begins there.
        if (nest_.all) // the frames show all there is
            std::erase_if(drawn_, [](Drawn const& each) { return each.form != BarForm::created; });
        for (auto const& each : drawn_)
            if (each.form != BarForm::running) box(each);
        for (auto const& each : drawn_)
            if (each.form == BarForm::running) box(each);
        if (nest_) add_frames(work_, index_, nest_);
        for (std::size_t i = 0; i < drawn_.size(); ++i) text(i);
        outcome();
        problems();
    }

  private:
    // The frames show what runs; this is only the ground they stand on.
    bool is_ground(Drawn const& each) const {
        return nest_ && each.form == BarForm::running && !row_.frames->empty();
    }

    // How many strips the frames of a stretch take.
    std::size_t strips_within(replay::Span const& span) const {
        std::size_t depth = 0;
        for (auto const& level : *row_.frames) {
            auto const after = std::partition_point(level.begin(), level.end(), [&](auto const& frame) {
                return frame.end <= span.begin && !frame.open;
            });
            if (after == level.end() || after->begin >= span.end) break;
            ++depth;
        }
        return nest_.of_frame(std::max<std::size_t>(depth, 1) - 1) + 1;
    }

    Rect rect_of(Drawn const& each) const {
        float const h = bar_height(row_.kind, each.form, place_.h);
        // Beyond the edges is cut off here: a bar can be longer than a painter's numbers are exact.
        float const from = std::max(each.from, left_ - 12);
        float const to = std::min(each.to, right_ + 12);
        if (is_ground(each)) {
            auto const strips = each.folded > 0 ? nest_.strips : strips_within(*each.span);
            return {from, nest_.top, std::max(to - from, 0.0F), nest_.strip * static_cast<float>(strips) - 1};
        }
        if (nest_) return nest_.at(each.span ? nest_.of_awaited(each.span->depth) : 0, from, to);
        return {from, place_.middle() - h / 2, std::max(to - from, 0.0F), h};
    }

    void box(Drawn const& each) {
        Rect const at = rect_of(each);
        paint::Box box;
        box.at = at;
        box.radius = std::min(each.form == BarForm::running ? 5.0F : 4.0F, at.w / 3);
        bool const loop = row_.kind == RowKind::loop;
        if (loop) {
            box.fill = each.current ? Role::panel : Role::background;
            box.stroke = each.current ? Role::muted : Role::border;
            box.stroke_width = each.current ? 1.4F : 1.0F;
            if (each.folded > 0 && at.w < 4) box.fill = Role::border;
        } else {
            switch (each.form) {
            case BarForm::running: box.fill = {colors_.hue, is_ground(each) ? 0.12F : each.share}; break;
            case BarForm::suspended: break; // frames alone are
            case BarForm::scheduled:
                box.fill = colors_.soft;
                box.hatch = colors_.hue;
                box.stroke = colors_.hue;
                box.stroke_width = 1.2F;
                break;
            case BarForm::waiting:
                box.fill = colors_.soft;
                box.stroke = {colors_.hue, row_.kind == RowKind::module ? 0.5F : 1.0F};
                box.stroke_width = 1.4F;
                break;
            case BarForm::created:
                box.fill = Role::panel; // nothing shines through its words
                box.stroke = colors_.hue;
                box.stroke_width = 1.3F;
                box.dashed = true;
                break;
            }
        }
        if (!loop && !is_ground(each)) work_.sees(sample_of(each.form));
        bool const hollow =
            each.form == BarForm::waiting || each.form == BarForm::scheduled || each.form == BarForm::created;
        if (hollow && at.w < 4) { // no room for two edges and something between them
            box.fill = {colors_.hue, 0.6F};
            box.stroke = {};
            box.hatch = {};
        }
        if (fired_timer(each) && at.w < wide_timer) {
            if (!arrow_shows(each)) add_clock_face(work_, work_.texts, at.centre(), Role::edge, 1.4F);
        } else {
            work_.bars.add(box);
        }
        if (loop && each.span && each.span->awaits.type() == trace::ObjectType::task && at.w >= 10)
            work_.bars.add(paint::filled({at.x + 1, at.y + 3, 3, at.h - 6},
                                         theme::task_roles(each.span->awaits.number()).hue, 1.5F));

        float const wide = std::max(at.w, 8.0F); // something to aim at
        auto& region = work_.region(TimelineRegion::What::bar,
                                    work_.seen_of_row({at.x - (wide - at.w) / 2, at.y, wide, at.h}, index_),
                                    row_.id, index_);
        region.begin = each.begin;
        region.end = each.end;
        region.index = each.index;
        region.form = each.form;
        region.folded = each.folded;
    }

    static Sample sample_of(BarForm form) {
        switch (form) {
        case BarForm::running: return Sample::running;
        case BarForm::scheduled: return Sample::scheduled;
        case BarForm::waiting: return Sample::waiting;
        case BarForm::created: return Sample::created;
        case BarForm::suspended: break;
        }
        return Sample::suspended;
    }

    // The handle of a timer that sets a future's result: drawn as a clock, and its arrow begins there.
    bool fired_timer(Drawn const& each) const {
        return row_.kind == RowKind::loop && each.span && each.folded == 0 &&
               each.span->awaits_words == "set_result";
    }

    bool arrow_shows(Drawn const& each) const {
        auto const within =
            replay::visible(work_.chart.timeline->edges, each.begin, std::min(each.end, work_.shown));
        return std::any_of(within.begin(), within.end(), [&](replay::Edge const& edge) {
            return edge.kind == replay::EdgeKind::timer_due && !shows_future(work_, edge.about);
        });
    }

    std::string words(Drawn const& each) const {
        Position const now = work_.input.whole_run ? work_.chart.size() : work_.now.position;
        if (each.bar) return replay::stretch_text(work_.chart.log(), *each.bar, now);
        return replay::span_text_at(*work_.chart.index, *row_.lane, *each.span, now);
    }

    // Ways to say it, the longest first.
    static std::vector<std::string> ways(std::string const& text, BarForm form) {
        std::vector<std::string> out{text};
        auto add_until = [&](std::string_view mark) {
            auto const at = text.find(mark);
            if (at != std::string::npos) out.push_back(text.substr(0, at));
        };
        if (form == BarForm::running) {
            constexpr std::string_view then = " › ";
            if (auto const at = text.find(then); at != std::string::npos)
                out.push_back(text.substr(at + then.size()));
            if (auto const at = text.rfind(' '); at != std::string::npos) out.push_back(text.substr(at + 1));
        } else {
            add_until("  due ");
            add_until(" created, not running");
            add_until(" while the event loop runs");
        }
        return out;
    }

    void text(std::size_t i) {
        Drawn const& each = drawn_[i];
        if (each.form == BarForm::scheduled || each.folded > 0 || is_ground(each)) return;
        Rect const at = rect_of(each);
        if (at.h < 10 || (fired_timer(each) && at.w < wide_timer)) return;
        bool const running = each.form == BarForm::running;
        bool const loop = row_.kind == RowKind::loop;
        // Neighbours that are drawn above it take their px.
        float from = std::max(at.x, left_);
        float to = std::min(at.right(), right_);
        for (std::size_t j = i == 0 ? 0 : i - 1; j < std::min(i + 2, drawn_.size()); ++j) {
            if (j == i || running) continue;
            Rect const other = rect_of(drawn_[j]);
            if (other.x <= from && other.right() > from) from = other.right();
            if (other.x < to && other.right() >= to && other.x > from) to = other.x;
        }
        float const pad = running ? text_pad - 1 : text_pad;
        Rect const inside{from + pad, at.y, to - from - pad - 4, at.h};
        if (inside.w < 6 && !each.goes_on) return;
        Font const font = running && !loop ? Font::semibold : Font::regular;
        float const size = loop ? std::min(12.5F, at.h) : at.h < 15 ? 11.0F : theme::size_body;
        paint::Color const color = loop ? paint::Color(each.current ? Role::text : Role::muted)
                                   : running && each.share > 0.5F ? paint::Color(colors_.on_hue)
                                                                  : paint::Color(colors_.hue);
        auto const whole = words(each);
        if (whole.empty()) return;
        auto const all = ways(whole, each.form);
        auto const said = fitting(work_, all, font, size, inside.w);
        if (said.empty()) {
            if (each.goes_on && i + 1 == drawn_.size() && inside.w < 60)
                beside(each, at, whole, font, size);
            else if (inside.w >= 40)
                work_.place_text(work_.bars, inside, whole, font, size, color);
            return;
        }
        work_.place_text(work_.bars, inside, said, font, size, color);
    }

    // Right of *now* nothing has happened yet: there is room for what is not told elsewhere.
    void beside(Drawn const& each, Rect at, std::string const& said, Font font, float size) {
        float const x = std::max(each.to, work_.out.now_x) + 8;
        if (x < left_ || right_ - x < 40) return;
        work_.place_text(work_.texts, {x, at.centre().y - 9, right_ - x, 18}, said, font, size, colors_.hue);
    }

    void outcome() {
        if (row_.ended == 0 || row_.ended > work_.shown) return;
        float const x = work_.x(row_.ended);
        if (x < left_ - 1 || x > right_ + 1) return;
        char const* icon = nullptr;
        Role role = Role::good;
        std::string said = row_.outcome;
        switch (row_.end) {
        case replay::TaskState::done: icon = theme::icon::check; break;
        case replay::TaskState::failed:
            icon = theme::icon::cross;
            role = Role::now;
            break;
        case replay::TaskState::cancelled:
            icon = theme::icon::ban;
            role = Role::muted;
            said = "cancelled";
            break;
        case replay::TaskState::destroyed:
            if (!row_.problems.empty()) return; // the problem's mark says it
            icon = theme::icon::ban;
            role = Role::muted;
            if (said.empty()) said = "destroyed";
            break;
        default: break;
        }
        float at = x + 6;
        bool const instants = drawn_.empty() ? false : drawn_.back().to > x; // a bar as wide as it must be
        if (instants) at = drawn_.back().to + 5;
        float const h = 18;
        if (icon) {
            work_.sees(row_.end == replay::TaskState::done     ? Sample::done
                       : row_.end == replay::TaskState::failed ? Sample::failed
                                                               : Sample::cancelled);
            paint::Text item;
            float const size = place_.h < 30 ? 12.0F : 14.0F;
            item.at = {std::min(at, work_.input.width - 16 - size),
                       paint::middle_baseline(place_.middle() - h / 2, h, Font::regular, size)};
            item.text = icon;
            item.size = size;
            item.color = role;
            work_.texts.add(item);
            work_.taken.push_back({item.at.x, place_.middle() - h / 2, size, h});
            at = item.at.x + size + 6;
        }
        // Not across the line of *now*: shortened before it, or all of it behind.
        float const said_w = work_.width(said, Font::mono, 12);
        float room = std::min(work_.input.width - 12 - at, 230.0F);
        if (at < work_.out.now_x + 4 && at + said_w > work_.out.now_x - 6) {
            float const before = work_.out.now_x - 6 - at;
            if (before >= 56) {
                room = before;
            } else {
                at = work_.out.now_x + 8;
                room = std::min(work_.input.width - 12 - at, 230.0F);
            }
        }
        if (room > 24)
            work_.place_text(work_.texts, {at, place_.middle() - h / 2, room, h}, said, Font::mono,
                             place_.h < 30 ? 11.0F : 12.0F, role == Role::good ? Role::muted : role);
        auto& region = work_.region(
            TimelineRegion::What::outcome,
            work_.seen_of_row({x + 2, place_.middle() - h / 2, std::max(room, 20.0F), h}, index_), row_.id,
            index_);
        region.begin = row_.ended;
        region.end = row_.ended;
    }

    // Those too close to stand apart have one mark.
    void problems() {
        constexpr float size = 14;
        auto const& of_row = row_.problems;
        for (std::size_t first = 0, after = 0; first < of_row.size(); first = after) {
            auto const& problem = work_.chart.problems[of_row[first]];
            float const x = work_.x(problem.position);
            std::string said;
            Position last_of_them = problem.position;
            for (; after < of_row.size(); ++after) {
                auto const& other = work_.chart.problems[of_row[after]];
                bool const apart = other.position > work_.shown || work_.x(other.position) > x + size;
                if (after > first && apart) break;
                last_of_them = other.position;
                said += (said.empty() ? "" : ", ") + std::string(replay::words(other.kind));
            }
            if (problem.position > work_.shown || problem.position == 0) continue;
            if (x < left_ - 1 || x > right_ + 1) continue;
            float const y = place_.middle() - 9;
            // After what the row already says there; at the edge of the panel before it.
            float const last = work_.input.width - 14 - size;
            float at = std::min(x + 7, last);
            while (at < last && !work_.free({at, y, size, 18})) at = std::min(at + 12, last);
            while (at > left_ && !work_.free({at, y, size, 18})) at -= 12;
            paint::Text icon;
            icon.at = {at, paint::middle_baseline(y, 18, Font::regular, size)};
            icon.text = theme::icon::warning;
            work_.sees(Sample::problem);
            icon.size = size;
            icon.color = Role::warning;
            work_.texts.add(icon);
            work_.taken.push_back({at, y, size, 18});
            float const words_x = at + size + 6;
            float const room = work_.input.width - 12 - words_x;
            std::string const first_of_them(replay::words(problem.kind));
            std::vector<std::string> ways{said};
            if (after > first + 1)
                ways.push_back(first_of_them + ", and " + std::to_string(after - first - 1) + " more");
            auto const fits = fitting(work_, ways, Font::semibold, 12.5F, room);
            if (room > 40)
                work_.place_text(work_.texts, {words_x, y, room, 18}, fits.empty() ? first_of_them : fits,
                                 Font::semibold, 12.5F, Role::warning);
            for (std::size_t i = after; i-- > first;) { // the first lies on top
                auto& region = work_.region(TimelineRegion::What::problem,
                                            work_.seen_of_row({at - 3, y, size + 6, 18}, index_),
                                            problem.object, index_);
                region.index = of_row[i];
                region.begin = problem.position;
                region.end = last_of_them;
                work_.mark("timeline/problem/" + std::to_string(of_row[i]), {at, y, size, 18});
            }
        }
    }

    Work& work_;
    TimelineRow const& row_;
    std::size_t index_;
    RowPlace const& place_;
    RowColors colors_;
    Nest nest_;
    float left_, right_;
    std::vector<Drawn> drawn_;
};

} // namespace

void add_rows(Work& work) {
    auto const& rows = work.chart.rows;
    work.begin_scrolled(work.bars);
    work.begin_scrolled(work.texts);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].kind != RowKind::loop && work.in_view(work.places[i])) RowPainter(work, i).paint();
    work.end_scrolled(work.texts);
    work.end_scrolled(work.bars);
    if (!rows.empty() && rows.back().kind == RowKind::loop) RowPainter(work, rows.size() - 1).paint();
}

} // namespace ui::timeline
