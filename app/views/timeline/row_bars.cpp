// Which bars a row shows: those of its lanes that are in sight, narrow ones drawn together.
#include "views/timeline/parts.hpp"

#include <algorithm>
#include <cmath>

namespace ui::timeline {

using replay::FrameSpan;
using replay::Span;
using replay::SpanKind;

namespace {

constexpr float least_bar = 3;  // px: nothing that happened is invisible
constexpr float fold_below = 3; // px: narrower spans are drawn together

BarForm form_of(Span const& span) {
    switch (span.kind) {
    case SpanKind::running: return BarForm::running;
    case SpanKind::scheduled: return BarForm::scheduled;
    case SpanKind::waiting: return BarForm::waiting;
    }
    return BarForm::running;
}
BarForm form_of(FrameSpan const& frame) {
    return frame.kind == SpanKind::running ? BarForm::running : BarForm::suspended;
}

class Collector {
  public:
    Collector(Work const& work, TimelineRow const& row) : work_(work), row_(row) {}

    std::vector<Drawn> collect() {
        collect_bars();
        if (row_.lane) collect_spans(row_.lane->spans);
        return std::move(drawn_);
    }
    std::vector<Drawn> collect_frames(std::size_t level) {
        if (row_.frames && level < row_.frames->size()) collect_spans((*row_.frames)[level]);
        return std::move(drawn_);
    }

  private:
    // Within the lanes, from where it begins to where it ends or to *now*.
    void add(Drawn each) {
        if (each.begin > work_.shown) return;
        each.goes_on = (each.goes_on || each.end > work_.now.position) && !work_.input.whole_run;
        each.from = work_.x(each.begin);
        each.to = each.goes_on ? work_.out.now_x : work_.x(each.end);
        each.to = std::max(each.to, each.from + least_bar);
        if (each.to < work_.out.plot.x || each.from > work_.out.plot.right()) return;
        drawn_.push_back(each);
    }

    void collect_bars() {
        for (std::size_t i = 0; i < row_.bars.size(); ++i) {
            Bar const& bar = row_.bars[i];
            if (bar.begin > work_.shown) break;
            Drawn each;
            each.form = bar.form;
            each.begin = bar.begin;
            each.end = bar.end;
            each.index = i;
            each.bar = &bar;
            each.goes_on = bar.open;
            add(each);
        }
    }

    template <typename Stretch>
    double world(Stretch const& span, bool end) const {
        auto const& out = work_.out;
        return unit_of(work_.chart, out.view.axis, end ? span.end : span.begin) * out.scale;
    }

    template <typename Stretch>
    void collect_spans(std::vector<Stretch> const& spans) {
        double const from = work_.out.view.left * work_.out.scale;
        double const to = from + static_cast<double>(work_.out.plot.w);
        auto const first = std::partition_point(spans.begin(), spans.end(), [&](Stretch const& span) {
            return world(span, true) < from - static_cast<double>(least_bar);
        });
        for (auto it = first; it != spans.end() && it->begin <= work_.shown && world(*it, false) <= to;) {
            Drawn each;
            each.form = form_of(*it);
            each.begin = it->begin;
            each.end = it->end;
            tell(each, *it, static_cast<std::size_t>(it - spans.begin()));
            auto last = it;
            if (world(*it, true) - world(*it, false) < static_cast<double>(fold_below))
                last = fold_end(spans, it);
            if (last != it) fold(each, spans, it, last);
            each.goes_on = last->open;
            add(each);
            it = last + 1;
        }
    }

    void tell(Drawn& each, Span const& span, std::size_t index) const {
        each.index = row_.bars.size() + index;
        each.span = &span;
        each.current = row_.kind == RowKind::loop && span.handle && span.handle == work_.now.current_handle;
    }
    void tell(Drawn& each, FrameSpan const& frame, std::size_t index) const {
        each.index = index;
        each.frame = &frame;
    }

    // The last span of the cell of a grid that `it` lies in. The grid is fixed on the axis, not on the view,
    // so that panning does not make what is drawn together shimmer.
    template <typename Stretch, typename At>
    At fold_end(std::vector<Stretch> const& spans, At it) const {
        double const cell = static_cast<double>(fold_below);
        double const end = (std::floor(world(*it, false) / cell) + 1) * cell;
        auto after = std::partition_point(it, spans.end(), [&](Stretch const& span) {
            return world(span, true) <= end && span.begin <= work_.shown;
        });
        return after == it ? it : after - 1;
    }

    template <typename Stretch, typename At>
    void fold(Drawn& each, std::vector<Stretch> const& spans, At first, At last) const {
        each.folded = static_cast<std::size_t>(last - first) + 1;
        each.end = last->end;
        auto const ran =
            std::find_if(first, last + 1, [](Stretch const& s) { return s.kind == SpanKind::running; });
        each.form = ran != last + 1 ? BarForm::running : each.form;
        if (!each.span) return; // of frames nobody counts how long they ran
        auto const from = static_cast<std::size_t>(first - spans.begin());
        auto const to = from + each.folded;
        double const all = work_.chart.axis[last->end] - work_.chart.axis[first->begin];
        if (to < row_.ran_before.size() && all > 0 && each.folded > 3)
            each.share =
                0.25F + 0.75F * (row_.ran_before[to] - row_.ran_before[from]) / static_cast<float>(all);
    }

    Work const& work_;
    TimelineRow const& row_;
    std::vector<Drawn> drawn_;
};

} // namespace

std::vector<Drawn> bars_of_row(Work const& work, TimelineRow const& row) {
    return Collector(work, row).collect();
}

std::vector<Drawn> frames_of_row(Work const& work, TimelineRow const& row, std::size_t level) {
    return Collector(work, row).collect_frames(level);
}

} // namespace ui::timeline
