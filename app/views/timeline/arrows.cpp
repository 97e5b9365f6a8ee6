// Arrows between lanes: who created, woke and cancelled whom.
#include "replay/describe.hpp"
#include "theme/icons.hpp"
#include "views/timeline/parts.hpp"

#include <cmath>

namespace ui::timeline {

using paint::Point;
using paint::Rect;
using replay::Edge;
using replay::EdgeKind;
using replay::Position;
using theme::Font;
using theme::Role;
using trace::ObjectType;

namespace {

constexpr std::size_t most_arrows = 300; // more at once is a thicket: then only those of the selected lane

bool scheduled(replay::TaskInfo const* task) {
    return task && (task->state == replay::TaskState::step_scheduled ||
                    task->state == replay::TaskState::wakeup_scheduled);
}

// The arrow to name: the one that lands now, or else why the task that runs was made to run, or why one that
// is scheduled will.
Edge const* current_edge(Work const& work) {
    auto const& edges = work.chart.timeline->edges;
    auto after = std::partition_point(edges.begin(), edges.end(),
                                      [&](Edge const& e) { return e.position <= work.now.position; });
    for (int looked_at = 0; after != edges.begin() && looked_at < 200; ++looked_at) {
        --after;
        if (after->position == work.now.position) return &*after;
        if (after->kind == EdgeKind::delivers) continue;
        if (work.now.current_task ? after->to == work.now.current_task : scheduled(work.now.task(after->to)))
            return &*after;
    }
    return nullptr;
}

std::size_t row_index(Work const& work, trace::ObjectId id) {
    if (!id) {
        bool const module = !work.chart.rows.empty() && work.chart.rows.front().kind == RowKind::module;
        return module ? 0 : work.chart.rows.size();
    }
    auto const* row = work.chart.row(id);
    return row ? static_cast<std::size_t>(row - work.chart.rows.data()) : work.chart.rows.size();
}

std::string words_of(Work const& work, Edge const& edge) {
    auto words = std::string(replay::words(edge.kind));
    if (edge.kind == EdgeKind::timer_due || edge.kind == EdgeKind::delivers) return words;
    return words + " " + replay::display_name(*work.chart.index, edge.to);
}

class ArrowPainter {
  public:
    ArrowPainter(Work& work, Edge const& edge, bool named)
        : work_(work), edge_(edge), named_(named), lands_now_(edge.position == work.now.position) {}

    void paint() {
        auto const from = row_index(work_, edge_.from);
        auto const to = row_index(work_, edge_.to);
        if (from >= work_.places.size() || to >= work_.places.size() || from == to) return;
        auto const& start = work_.places[from];
        auto const& end = work_.places[to];
        auto const& rows = work_.chart.rows;
        auto const loop = [&](std::size_t row) { return rows[row].kind == RowKind::loop; };
        if (!(loop(from) || work_.in_view(start)) && !(loop(to) || work_.in_view(end))) return;

        float const x = work_.x(edge_.position);
        if (x < work_.out.plot.x - 1 || x > work_.out.plot.right() + 1) return;
        Position const origin = std::max<Position>(edge_.from_position, 1);
        float const from_x = std::max(work_.x(origin), work_.out.plot.x);
        bool const down = end.middle() > start.middle();
        float const sign = down ? 1.0F : -1.0F;
        bool const timer = edge_.kind == EdgeKind::timer_due;
        float const start_half =
            timer ? std::min(9.0F, start.h / 2 - 2) : half_height(work_, from, BarForm::running);
        float y0 = start.middle() + sign * start_half;
        float y1 = end.middle() - sign * (half_height(work_, to, BarForm::scheduled) + 1);
        // From the task's own coroutine, behind whatever stands there; to what is scheduled.
        if (auto const nest = nest_of(work_, from)) y0 = nest.top + nest.strip / 2;
        if (auto const nest = nest_of(work_, to); nest && !down) y1 = landing(nest, rows[to]) + 1;

        paint::Path path;
        if (timer || x - from_x < 4) {
            path.points = {{x, y0}, {x, y1}};
        } else {
            // Along the border of its lane until the moment it lands.
            float const border = down ? start.y + start.h - 2 : start.y + 2;
            path.points = {{from_x, y0}, {from_x, border}, {x, border}, {x, y1}};
        }
        path.stroke = lands_now_ ? paint::Color(Role::now)
                      : named_   ? paint::Color(Role::muted)
                                 : paint::Color(Role::edge, 0.85F);
        path.width = lands_now_ ? 2.0F : named_ ? 1.6F : 1.3F;
        path.arrow = true;
        path.dashed = edge_.kind == EdgeKind::cancels;
        work_.sees(path.dashed ? Sample::cancel : Sample::arrow);
        if (timer)
            add_clock_face(work_, lands_now_ ? work_.top : work_.texts, {x, start.middle()},
                           lands_now_ ? Role::now : Role::edge, lands_now_ ? 2.0F : 1.4F);
        work_.arrows.add(path); // behind the bars: what they say stays readable
        auto& region = work_.region(TimelineRegion::What::edge, {x - 6, std::min(y1, y1 - sign * 14), 12, 14},
                                    edge_.to, to);
        region.at = work_.seen_of_row(region.at, to);
        region.index = static_cast<std::size_t>(&edge_ - work_.chart.timeline->edges.data());
        region.begin = region.end = edge_.position;
        if (named_ && edge_.kind != EdgeKind::cancels)
            add_words(x, from, to); // a cancellation says it itself
    }

  private:
    // Under the strip in which it lands from below.
    float landing(Nest const& nest, TimelineRow const& row) const {
        auto const spans = replay::visible(*row.lane, edge_.position, edge_.position);
        auto const strip = spans.empty() || spans.back().kind == replay::SpanKind::running
                               ? nest.strips - 1
                               : nest.of_awaited(spans.back().depth);
        return nest.at(strip, 0, 0).bottom();
    }

    // Beside the shaft, between two lanes, where nothing else is said.
    void add_words(float x, std::size_t from, std::size_t to) {
        auto const text = words_of(work_, edge_);
        float const wide = work_.width(text, Font::semibold, theme::size_small);
        constexpr float high = 14;
        auto const low = std::min(from, to);
        auto const high_row = std::max(from, to);
        auto at_border = [&](std::size_t row) { // between it and the row above
            float const y = work_.places[row].y - high / 2;
            float const gap = work_.places[row].h / 2 - half_height(work_, row, BarForm::running);
            if (gap < high / 2) return false;
            for (float const from_x : {x + 7, x - 7 - wide}) {
                Rect const at{from_x, y, wide, high};
                bool const crosses_now = at.x < work_.out.now_x + 2 && at.right() > work_.out.now_x - 2;
                if (crosses_now || at.x < work_.out.plot.x || at.right() > work_.out.plot.right()) continue;
                if (!work_.free(at)) continue;
                work_.top.add(
                    paint::filled({at.x - 2, at.y - 1, at.w + 4, at.h + 2}, {Role::panel, 0.75F}, 3));
                return work_.place_text(work_.top, at, text, Font::semibold, theme::size_small,
                                        lands_now_ ? Role::now : Role::muted);
            }
            return false;
        };
        // Nearest to where it comes from first.
        if (from > to) {
            for (auto row = high_row; row > low; --row)
                if (at_border(row)) return;
        } else {
            for (auto row = low + 1; row <= high_row; ++row)
                if (at_border(row)) return;
        }
    }

    Work& work_;
    Edge const& edge_;
    bool named_, lands_now_;
};

} // namespace

void add_clock_face(Work& work, paint::Scene& on, Point middle, paint::Color color, float width) {
    work.sees(Sample::timer);
    paint::Circle face;
    face.centre = middle;
    face.radius = 7.5F;
    face.fill = Role::panel;
    face.stroke = color;
    face.stroke_width = width;
    on.add(face);
    paint::Path hands;
    hands.points = {{middle.x, middle.y - 4.5F}, {middle.x, middle.y}, {middle.x + 3.5F, middle.y}};
    hands.stroke = color;
    hands.width = 1.5F;
    on.add(hands);
}

void add_arrows(Work& work) {
    auto const& edges = work.chart.timeline->edges;
    auto const from = position_at(work.input, work.out, work.out.plot.x - 2);
    auto const to = std::min(position_at(work.input, work.out, work.out.plot.right() + 2), work.shown);
    auto const seen = replay::visible(edges, from, to);
    auto const* current = current_edge(work);
    auto const* selected = work.chart.row(work.input.selected);
    for (Edge const& edge : seen) {
        if (&edge == current || edge.kind == EdgeKind::delivers) continue;
        if (edge.kind != EdgeKind::cancels && shows_future(work, edge.about)) continue; // its lane shows it
        if (seen.size() > most_arrows &&
            (!selected || (edge.to != selected->id && edge.from != selected->id)))
            continue;
        ArrowPainter(work, edge, false).paint();
    }
    if (current && current->position <= work.shown && !shows_future(work, current->about))
        ArrowPainter(work, *current, true).paint();
}

std::string cancellation_words(TimelineChart const& chart, replay::Cancellation const& it) {
    auto const line = it.at ? ", line " + std::to_string(it.at.line) : std::string();
    if (it.delivered) return "CancelledError thrown in" + line;
    if (it.by == it.task) return "cancel() by itself" + line;
    if (it.by.type() == ObjectType::task)
        return "cancel() by " + replay::display_name(*chart.index, it.by) + line;
    if (it.by.type() == ObjectType::future) return "cancel() by gather" + line;
    return "cancel()" + (line.empty() ? " by a callback" : line);
}

// Beside its moment, above the lane's bars where it is asked for and below them where it is thrown in; never
// across the line of *now*.
void add_cancellations(Work& work, bool at_now) {
    auto const& out = work.out;
    auto const& all = work.chart.timeline->cancellations;
    auto const from = position_at(work.input, out, out.plot.x);
    auto const to = std::min(position_at(work.input, out, out.plot.right()), work.shown);
    for (auto const& it : replay::visible(all, from, to)) {
        auto const row = row_index(work, it.task);
        bool const now = it.position == work.now.position;
        if (now != at_now || row >= work.places.size() || !work.in_view(work.places[row])) continue;
        auto const& place = work.places[row];
        float const x = work.x(it.position);
        if (x < out.plot.x - 1 || x > out.plot.right() + 1) continue;
        float const y = it.delivered ? place.y + place.h - cancel_height - 4 : place.y + 3;
        paint::Path mark =
            paint::line({x, place.y + 3}, {x, place.y + place.h - 3}, now ? Role::now : Role::muted, 1.5F);
        mark.dashed = !it.delivered;
        work.arrows.add(mark);
        auto const whole = cancellation_words(work.chart, it);
        std::string const shorter = it.delivered ? "thrown in" : "cancel()";
        bool said = false;
        for (auto const& text : {whole, shorter})
            for (bool const behind : {true, false}) {
                float const wide = work.width(text, Font::semibold, theme::size_small);
                Rect const at{behind ? x + 5 : x - 5 - wide, y, wide, cancel_height + 2};
                bool const crosses = at.x < out.now_x - 2 && at.right() > out.now_x + 2;
                bool const outside = at.x < out.plot.x || at.right() > work.input.width - 8;
                if (said || crosses || outside || !work.free(at)) continue;
                work.top.add(paint::filled({at.x - 2, at.y, at.w + 4, at.h}, {Role::panel, 0.85F}, 3));
                said = work.place_text(work.top, at, text, Font::semibold, theme::size_small,
                                       now ? Role::now : Role::muted);
            }
        work.sees(Sample::cancel);
        auto& region = work.region(TimelineRegion::What::cancel,
                                   work.seen_of_row({x - 5, y, 10, cancel_height + 2}, row), it.task, row);
        region.index = static_cast<std::size_t>(&it - all.data());
        region.begin = region.end = it.position;
        work.mark("timeline/cancel/" + std::to_string(region.index), region.at);
    }
}

} // namespace ui::timeline
