#include "replay/describe.hpp"
#include "views/timeline/parts.hpp"
#include "views/timeline/ruler.hpp"

#include <algorithm>

namespace ui {

using replay::Position;

namespace {

std::string steps(Position begin, Position end) {
    if (end <= begin) return "event " + std::to_string(begin);
    return "events " + std::to_string(begin) + " to " + std::to_string(end);
}

std::int64_t time_at(TimelineChart const& chart, Position position) {
    return position == 0 || chart.size() == 0 ? 0 : chart.log()[std::min(position, chart.size()) - 1].time;
}

std::string clock(std::int64_t from, std::int64_t to) {
    if (from == to) return "clock " + short_time(from);
    return "clock " + short_time(from) + " to " + short_time(to) + ", for " + short_time(to - from);
}

std::string place(trace::Log const& log, replay::Place first, replay::Place last) {
    if (!first) return {};
    auto text = first.line == last.line
                    ? "line " + std::to_string(first.line)
                    : "lines " + std::to_string(first.line) + " to " + std::to_string(last.line);
    if (auto const* source = log.source(first.source)) text += " of " + source->name;
    return text;
}

std::string of_bar(TimelineInput const& input, TimelineRegion const& region) {
    auto const& chart = *input.chart;
    auto const& row = chart.rows[region.row];
    Position const now = input.whole_run ? chart.size() : input.now->position;
    Position const end = std::min(region.end, now);
    auto const where =
        "\n" + steps(region.begin, end) + " · " + clock(time_at(chart, region.begin), time_at(chart, end));
    auto const name = row.lane ? std::string(row.lane->name) : std::string(row.label);
    if (region.folded > 1)
        return name + ": " + std::to_string(region.folded) + " stretches too short to show apart; zoom in" +
               where;
    if (region.index < row.bars.size()) {
        Bar const& bar = row.bars[region.index];
        auto const text = replay::stretch_text(chart.log(), bar, now);
        switch (bar.form) {
        case BarForm::created:
            return text + "\nCalling a coroutine function only makes this object: its body has not begun" +
                   where;
        case BarForm::running:
            return (row.kind == RowKind::module ? "The module runs " : std::string(row.label) + " runs ") +
                   text + where;
        default:
            return (row.kind == RowKind::module ? "The module " : std::string(row.label) + ": ") + text +
                   where;
        }
    }
    if (!row.lane || region.index - row.bars.size() >= row.lane->spans.size()) return {};
    auto const& span = row.lane->spans[region.index - row.bars.size()];
    auto const text = replay::span_text_at(*chart.index, *row.lane, span, now);
    if (row.kind == RowKind::loop) return "The loop runs a handle: " + text + where;
    switch (span.kind) {
    case replay::SpanKind::running: {
        auto const lines = now >= span.end ? place(chart.log(), span.first_line, span.last_line) : text;
        return name + " runs" + (lines.empty() ? "" : " " + lines) + where;
    }
    case replay::SpanKind::scheduled:
        return name + " is in the ready queue: it can run, but has not run yet" + where;
    case replay::SpanKind::waiting: {
        auto words = name + " waits for " + replay::expand(*chart.index, span.awaits_words);
        if (span.awaits_words.empty() || span.awaits_words == "yield")
            words = name + " let the others run first";
        if (span.due) words += ", due " + short_time(*span.due);
        return words + where;
    }
    }
    return {};
}

} // namespace

std::string timeline_tooltip(TimelineInput const& input, TimelineRegion const& region) {
    using What = TimelineRegion::What;
    auto const& chart = *input.chart;
    switch (region.kind) {
    case What::bar: return of_bar(input, region);
    case What::name: {
        auto const& row = chart.rows[region.row];
        if (row.kind == RowKind::module) return "The module itself: what runs outside any coroutine";
        if (row.kind == RowKind::loop) return "The event loop: the handles it ran, turn by turn";
        auto const name = row.lane ? std::string(row.lane->name) + "  " : std::string();
        return name + std::string(row.label);
    }
    case What::turn: {
        auto const& turn = chart.timeline->turns[region.index];
        return "Turn " + std::to_string(turn.number) + " of the loop: " + std::to_string(turn.ready) +
               (turn.ready == 1 ? " handle" : " handles") + " ready\n" +
               steps(turn.begin, std::min(turn.end, input.whole_run ? chart.size() : input.now->position));
    }
    case What::jump: {
        auto const& jump = chart.timeline->jumps[region.index];
        return "Nothing was ready: the clock went from " + short_time(jump.from) + " to " +
               short_time(jump.to) + ", to the next timer\nstep " + std::to_string(jump.position);
    }
    case What::edge: {
        auto const& edge = chart.timeline->edges[region.index];
        auto const from =
            edge.from ? replay::display_name(*chart.index, edge.from) : std::string("The module");
        auto const to = replay::display_name(*chart.index, edge.to);
        auto const step = "\nstep " + std::to_string(edge.position);
        switch (edge.kind) {
        case replay::EdgeKind::creates: return from + " creates " + to + step;
        case replay::EdgeKind::wakes: return from + " wakes " + to + ": it goes into the ready queue" + step;
        case replay::EdgeKind::timer_due:
            return "The timer of " + to + " is due: it goes into the ready queue" + step;
        case replay::EdgeKind::cancels: return from + " asks " + to + " to cancel" + step;
        case replay::EdgeKind::delivers: return from + " delivers its result to " + to + step;
        }
        return {};
    }
    case What::problem: {
        auto const& problem = chart.problems[region.index];
        return problem.words + "\nstep " + std::to_string(problem.position);
    }
    case What::outcome: {
        auto const& row = chart.rows[region.row];
        auto const name = row.lane ? std::string(row.lane->name) : std::string(row.label);
        auto const how =
            row.lane && !row.lane->outcome.empty() ? std::string(row.lane->outcome) : row.outcome;
        return name + " ended" + (how.empty() ? "" : ": " + how) + "\nstep " + std::to_string(row.ended);
    }
    case What::axis_step: return "Each switch gets room, however short it was";
    case What::axis_clock: return "Real proportions of the loop's clock";
    case What::whole_run: return "Also shows what has not happened yet";
    case What::now: return "This moment: drag to move it";
    case What::row: return {};
    }
    return {};
}

} // namespace ui
