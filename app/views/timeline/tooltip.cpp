#include "replay/describe.hpp"
#include "replay/timeline/futures.hpp"
#include "views/timeline/parts.hpp"
#include "views/timeline/ruler.hpp"

#include <algorithm>

namespace ui {

using replay::Position;
using timeline::cancellation_words;

namespace {

std::string steps(Position begin, Position end) {
    if (end <= begin) return "event " + std::to_string(begin);
    return "events " + std::to_string(begin) + " to " + std::to_string(end);
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
        "\n" + steps(region.begin, end) + " · " + clock(chart.time_of(region.begin), chart.time_of(end));
    auto const name = row.lane ? std::string(row.lane->name) : std::string(row.label);
    if (region.folded > 1)
        return name + ": " + std::to_string(region.folded) + " stretches too short to show apart; zoom in" +
               where;
    if (region.index < row.bars.size()) {
        Bar const& bar = row.bars[region.index];
        auto const text = replay::stretch_text(chart.log(), bar, now);
        switch (bar.form) {
        case BarForm::created:
            return text + "\nCalling a " + std::string(replay::coroutine_word(*chart.index, row.coroutine)) +
                   " function only makes this object: its body has not begun" + where;
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

std::string of_frame(TimelineInput const& input, TimelineRegion const& region) {
    auto const& chart = *input.chart;
    auto const& row = chart.rows[region.row];
    if (!row.frames || region.level >= row.frames->size() ||
        region.index >= (*row.frames)[region.level].size())
        return {};
    auto const& frame = (*row.frames)[region.level][region.index];
    Position const now = input.whole_run ? chart.size() : input.now->position;
    Position const end = std::min(region.end, now);
    auto const where = " (" + (row.lane ? row.lane->name : "driven by hand") + ")\n" +
                       steps(region.begin, end) + " · " +
                       clock(chart.time_of(region.begin), chart.time_of(end));
    auto const label = std::string(frame.label);
    if (region.folded > 1)
        return label + ": " + std::to_string(region.folded) + " stretches too short to show apart; zoom in" +
               where;
    if (frame.kind == replay::SpanKind::running)
        return label + " runs" +
               (frame.first_line ? ": " + replay::frame_text_at(*chart.index, frame, now) : "") + where;
    auto text = label + " is suspended" +
                (frame.first_line ? " at line " + std::to_string(frame.first_line.line) : "");
    if (frame.inner) {
        bool const generator = chart.index->coroutine(frame.coroutine).generator;
        return text + ", until what it " + (generator ? "yields from" : "awaits") + " is over" + where;
    }
    auto const awaited = replay::expand(*chart.index, frame.awaits);
    return text +
           (!awaited.empty() && awaited != "yield" ? ", awaiting " + awaited
            : row.lane                             ? ": it let the others run"
                                                   : ": whoever drives it goes on") +
           where;
}

std::string of_future(TimelineInput const& input, TimelineRegion const& region) {
    auto const& chart = *input.chart;
    if (region.index >= chart.futures.size()) return {};
    auto const& life = chart.futures[region.index];
    Position const now = input.whole_run ? chart.size() : input.now->position;
    bool const over = life.ended != 0 && life.ended <= now;
    auto text = "The future of " + future_words(*chart.index, life, now);
    if (life.awaited != 0 && life.awaited <= now && life.awaited_by)
        text += ", which " + replay::display_name(*chart.index, life.awaited_by) + " awaits";
    for (std::size_t i = 0; i < life.slots.size(); ++i) {
        auto const& slot = life.slots[i];
        text += "\nplace " + std::to_string(i + 1) + ": " + replay::display_name(*chart.index, slot.child) +
                (slot.ended != 0 && slot.ended <= now ? ", " + std::string(slot.outcome) : ", not there yet");
    }
    if (over)
        text += "\n" + std::string(replay::words(life.end)) + (life.value.empty() ? "" : ": ") +
                replay::one_line(life.value);
    else if (life.due)
        text += "\ndue " + short_time(*life.due);
    for (auto const& callback : life.callbacks)
        if (callback.made <= now)
            text += "\ncalls back: " + replay::plain_name(callback.words) +
                    (callback.whom ? " of " + replay::display_name(*chart.index, callback.whom) : "");
    Position const end = over ? life.ended : now;
    return text + "\n" + steps(region.begin, end) + " · " +
           clock(chart.time_of(region.begin), chart.time_of(end));
}

} // namespace

std::string timeline_tooltip(TimelineInput const& input, TimelineRegion const& region) {
    using What = TimelineRegion::What;
    auto const& chart = *input.chart;
    switch (region.kind) {
    case What::bar: return of_bar(input, region);
    case What::frame: return of_frame(input, region);
    case What::future: return of_future(input, region);
    case What::name: {
        auto const& row = chart.rows[region.row];
        if (row.kind == RowKind::module) return "The module itself: what runs outside any coroutine";
        if (row.kind == RowKind::loop) return "The event loop: the handles it ran, turn by turn";
        auto const name = row.lane ? std::string(row.lane->name) + "  " : std::string();
        auto const word = replay::coroutine_word(*chart.index, row.coroutine);
        return name + std::string(row.label) + (row.lane ? "" : "  " + std::string(word));
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
        auto const step = "\nevent " + std::to_string(edge.position);
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
    case What::cancel: {
        auto const& it = chart.timeline->cancellations[region.index];
        auto const name = replay::display_name(*chart.index, it.task);
        return cancellation_words(chart, it) + "\n" +
               (it.delivered ? name + " goes on by this exception where it waited: it may catch it"
                             : "A request: " + name + " hears of it when it runs next") +
               "\nevent " + std::to_string(it.position);
    }
    case What::problem: {
        auto const& own = chart.problems[region.index];
        std::string text = own.words + "\nevent " + std::to_string(own.position);
        for (auto const each : chart.rows[region.row].problems) // that share its mark
            if (auto const& other = chart.problems[each];
                &other != &own && other.position >= region.begin && other.position <= region.end)
                text += "\n" + other.words + "\nevent " + std::to_string(other.position);
        return text;
    }
    case What::watched: {
        auto const& lane = chart.watches[region.row];
        return lane.name + "\n" + replay::watched_words(*chart.index, lane.values[region.index].text) +
               "\nsince event " + std::to_string(region.begin);
    }
    case What::outcome: {
        auto const& row = chart.rows[region.row];
        auto const name = row.lane ? std::string(row.lane->name) : std::string(row.label);
        auto const how =
            row.lane && !row.lane->outcome.empty() ? std::string(row.lane->outcome) : row.outcome;
        return name + " ended" + (how.empty() ? "" : ": " + how) + "\nevent " + std::to_string(row.ended);
    }
    case What::axis_step: return "Each switch gets room, however short it was";
    case What::axis_clock: return "Real proportions of the loop's clock";
    case What::futures: return "Lanes for futures too: what tasks wait for, and whom each calls back";
    case What::whole_run: return "Also shows what has not happened yet";
    case What::overview: return "All that is known: drag to move what the lanes show";
    case What::now: return "This moment: drag to move it";
    case What::row: return {};
    }
    return {};
}

} // namespace ui
