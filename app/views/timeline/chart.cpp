#include "views/timeline/chart.hpp"

#include "replay/describe.hpp"
#include "replay/interest.hpp"
#include "views/timeline/ruler.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>
#include <unordered_map>

namespace ui {

using replay::Life;
using replay::Position;
using trace::ObjectId;
using trace::ObjectType;

namespace {

std::string_view awaits_nothing(std::string_view repr) { return repr == "None" ? std::string_view{} : repr; }

// A coroutine has a row of its own if no task wraps it and one could otherwise not see what became of it:
// it never ran, it ran later than it was made, or it was driven by hand. Awaited at once, it is part of the
// task that awaits it.
bool has_row(Life const& life) {
    return life.created != 0 && !life.task && (life.started == 0 || life.waited_long || life.by_hand);
}

BarForm form_of(replay::StretchKind kind) {
    switch (kind) {
    case replay::StretchKind::running: return BarForm::running;
    case replay::StretchKind::waiting: return BarForm::waiting;
    case replay::StretchKind::created: break;
    }
    return BarForm::created;
}

Bar bar_of(replay::Stretch const& stretch) { return {stretch, form_of(stretch.kind)}; }

Bar chip(replay::Index const& index, Life const& life, Position until) {
    Bar bar = bar_of(replay::created_stretch(index, life, until));
    bar.lasting = life.waited_long || (life.started == 0 && !life.task);
    return bar;
}

// Until a task wraps it: it stands there, or somebody drives it by hand.
void add_before_task(std::vector<Bar>& bars, replay::Index const& index, Life const& life) {
    bool const driven = life.by_hand && life.started < life.wrapped;
    bars.push_back(chip(index, life, driven ? life.started : life.wrapped));
    if (!driven) return;
    bars.back().lasting = false; // it was the task that came late, not its start
    for (replay::Stretch run : life.runs) {
        if (run.begin >= life.wrapped) break;
        if (run.end > life.wrapped) run.end = life.wrapped, run.open = false;
        bars.push_back(bar_of(run));
    }
}

TimelineRow coroutine_row(replay::Index const& index, replay::Timeline const& timeline, Life const& life) {
    TimelineRow row;
    row.kind = RowKind::coroutine;
    row.id = row.coroutine = life.id;
    row.label = life.label;
    row.begin = row.named = life.created;
    auto const* driven = life.by_hand ? timeline.driven_lane(life.id) : nullptr;
    if (driven) row.frames = &driven->frames;
    Position const until = life.started != 0 ? life.started : life.over != 0 ? life.over : timeline.size;
    row.bars.push_back(chip(index, life, until));
    std::transform(life.runs.begin(), life.runs.end(), std::back_inserter(row.bars), bar_of);
    if (life.started != 0 && !life.by_hand) {
        row.ended = life.started;
        auto const task = index.task_at(life.started);
        auto const outer = index.coroutine(life.id).awaiter;
        row.outcome = task    ? "now part of " + replay::display_name(index, task)
                      : outer ? "now inside " + replay::display_name(index, outer)
                              : "";
        row.end = replay::TaskState::running;
    } else if (life.over != 0 && life.started == 0) {
        row.ended = life.over;
        row.end = replay::TaskState::destroyed;
        row.outcome = life.asked_to_close ? "closed, never started" : "never started";
    } else if (life.exited) {
        row.ended = life.ended;
        row.end = replay::TaskState::destroyed;
        row.outcome = life.asked_to_close ? "closed" : "destroyed";
    } else if (life.ended != 0) {
        row.ended = life.ended;
        row.end = life.raised ? replay::TaskState::failed : replay::TaskState::done;
        row.outcome = awaits_nothing(life.outcome);
    }
    return row;
}

std::string short_outcome(replay::Lane const& lane) {
    auto text = lane.outcome;
    for (std::string_view const prefix : {"result ", "exception "})
        if (text.substr(0, prefix.size()) == prefix)
            return std::string(awaits_nothing(text.substr(prefix.size())));
    return std::string(text);
}

std::vector<TimelineRow> rows_of(replay::Index const& index, replay::Timeline const& timeline,
                                 replay::Lives const& lives) {
    std::vector<TimelineRow> rows;
    std::unordered_map<ObjectId, Life const*> wrapped;
    for (Life const& life : lives.coroutines) {
        if (life.task) wrapped[life.task] = &life;
        if (has_row(life)) rows.push_back(coroutine_row(index, timeline, life));
    }
    TimelineRow const* loop = nullptr;
    TimelineRow loop_row;
    for (replay::Lane const& lane : timeline.lanes) {
        TimelineRow row;
        row.id = lane.id;
        row.lane = &lane;
        row.label = lane.label;
        row.begin = row.named = lane.created;
        if (lane.id.type() == ObjectType::loop) {
            row.kind = RowKind::loop;
            auto const begin =
                std::find_if(timeline.turns.begin(), timeline.turns.end(), [](auto const&) { return true; });
            row.begin = begin == timeline.turns.end() ? 1 : begin->begin;
            loop_row = std::move(row);
            loop = &loop_row;
            continue;
        }
        row.ended = lane.ended;
        row.end = lane.end;
        row.frames = &lane.frames;
        row.outcome = lane.ended == 0 ? std::string{} : short_outcome(lane);
        if (auto const found = wrapped.find(lane.id); found != wrapped.end()) {
            Life const& body = *found->second;
            row.coroutine = body.id;
            if (body.created != 0 && body.created < body.wrapped) {
                add_before_task(row.bars, index, body);
                row.begin = body.created;
            }
        }
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [](TimelineRow const& a, TimelineRow const& b) {
        return std::tuple(a.named, a.id) < std::tuple(b.named, b.id);
    });
    if (!lives.module.empty()) {
        TimelineRow module;
        module.kind = RowKind::module;
        module.begin = module.named = lives.module_begin;
        std::transform(lives.module.begin(), lives.module.end(), std::back_inserter(module.bars), bar_of);
        if (auto const end = index.end()) {
            module.ended = timeline.size;
            module.end = end->exit_code == 0 ? replay::TaskState::done : replay::TaskState::failed;
            module.outcome = end->error;
        }
        rows.insert(rows.begin(), std::move(module));
    }
    if (loop) rows.push_back(std::move(loop_row));
    return rows;
}

// The room an event asks for by itself, px: what one wants to tell apart gets more.
float weight(trace::Event const& event) {
    using replay::Interest;
    switch (replay::interest(event)) {
    case Interest::task: return 12;
    case Interest::line: return 8;
    case Interest::coroutine: return 6;
    case Interest::timer: return 5;
    case Interest::turn: return 3;
    case Interest::small: break;
    }
    return 0.8F;
}

// Beyond so many events texts are not measured any more: all running stretches get the same room.
constexpr Position measured_size = 100'000;

std::vector<double> axis_of(TimelineChart const& chart, paint::Measure measure, bool frames) {
    trace::Log const& log = chart.log();
    std::vector<float> weights(chart.size());
    for (Position i = 0; i < chart.size(); ++i) weights[i] = weight(log[i]);
    std::vector<Need> needs;
    bool const exact = chart.size() <= measured_size;
    auto width = [&](std::string const& text, theme::Font font, float size) {
        // In steps: another digit in a text that grows moves nothing.
        return exact ? 8 * std::ceil(static_cast<double>(measure(font, size, text)) / 8) : 44.0;
    };
    auto short_need = [&](Position begin, Position end, double room) {
        if (end - begin <= 64) needs.push_back({begin, end, room});
    };
    auto add_frames = [&](std::vector<std::vector<replay::FrameSpan>> const& levels) {
        for (auto const& level : levels)
            for (replay::FrameSpan const& frame : level) {
                if (frame.kind != replay::SpanKind::running) continue;
                auto const text =
                    exact ? replay::frame_text_at(*chart.index, frame, frame.end) : std::string{};
                needs.push_back({frame.begin, frame.end,
                                 std::min(width(text, theme::Font::semibold, theme::size_body) + 14, 96.0),
                                 true});
            }
    };
    // What is not over yet asks for room only when it is: before, nobody can tell how much. What runs is
    // squeezed from the beginning, so that nothing shrinks when it ends.
    for (TimelineRow const& row : chart.rows) {
        for (Bar const& bar : row.bars) {
            if (bar.open && bar.form != BarForm::running) continue;
            if (bar.form == BarForm::running) {
                auto const text = exact ? replay::stretch_text(log, bar, bar.end) : std::string{};
                needs.push_back({bar.begin, bar.end,
                                 std::min(width(text, theme::Font::semibold, theme::size_body) + 18, 56.0),
                                 bar.end - bar.begin > 64});
            } else if (bar.form == BarForm::created && bar.begin < bar.end) {
                needs.push_back(
                    {bar.begin, bar.end,
                     bar.lasting
                         ? std::min(width(bar.text, theme::Font::regular, theme::size_body) + 20, 240.0)
                         : 10.0});
            } else {
                short_need(bar.begin, bar.end, 22);
            }
        }
        if (row.frames && frames) add_frames(*row.frames);
        if (!row.lane) continue;
        for (replay::Span const& span : row.lane->spans) {
            if (span.open && (row.kind == RowKind::loop || span.kind != replay::SpanKind::running)) continue;
            if (row.kind == RowKind::loop) {
                short_need(span.begin, span.end, 19);
                continue;
            }
            switch (span.kind) {
            case replay::SpanKind::running: {
                if (frames && !row.lane->frames.empty()) break; // each of its frames asks for itself
                auto const text =
                    exact ? replay::span_text_at(*chart.index, *row.lane, span, span.end) : std::string{};
                needs.push_back({span.begin, span.end,
                                 std::min(width(text, theme::Font::semibold, theme::size_body) + 20,
                                          text.find("›") == std::string::npos ? 58.0 : 150.0),
                                 true});
                break;
            }
            case replay::SpanKind::scheduled: short_need(span.begin, span.end, 17); break;
            case replay::SpanKind::waiting: short_need(span.begin, span.end, 22); break;
            }
        }
    }
    for (replay::Turn const& turn : chart.timeline->turns)
        if (!turn.open)
            short_need(turn.begin, turn.end,
                       width("turn " + std::to_string(turn.number), theme::Font::regular, theme::size_small) +
                           12);
    for (replay::Jump const& jump : chart.timeline->jumps)
        needs.push_back({jump.position - 1, jump.position,
                         width("→ " + short_time(jump.to), theme::Font::semibold, theme::size_small) + 10});
    return step_axis(std::move(weights), std::move(needs));
}

// A future goes on in the lane where the last one of its task ended: what comes later changes no lane.
void add_future_rows(TimelineChart& chart) {
    chart.futures = replay::futures(*chart.index);
    chart.future_row_of.resize(chart.futures.size());
    std::unordered_map<ObjectId, std::vector<std::size_t>> rows_of_task;
    for (std::size_t i = 0; i < chart.futures.size(); ++i) {
        auto const& life = chart.futures[i];
        if (life.created == 0) continue;
        auto& own = rows_of_task[life.created_by];
        auto const free = std::find_if(own.begin(), own.end(), [&](std::size_t row) {
            auto const& last = chart.futures[chart.future_rows[row].lives.back()];
            return last.ended != 0 && last.ended <= life.created;
        });
        bool const slots = !life.slots.empty();
        std::size_t row = chart.future_rows.size();
        if (free != own.end() && !slots) {
            row = *free;
        } else {
            chart.future_rows.push_back({life.created_by, {}, slots});
            if (!slots) own.push_back(row);
        }
        chart.future_rows[row].lives.push_back(i);
        chart.future_row_of[i] = row;
    }
}

} // namespace

void TimelineChart::find_rows() {
    row_of.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].id) row_of[rows[i].id] = i;
        if (rows[i].coroutine) row_of[rows[i].coroutine] = i;
    }
}

TimelineRow const* TimelineChart::row(ObjectId id) const {
    if (!id) return nullptr;
    if (auto const found = row_of.find(id); found != row_of.end()) return &rows[found->second];
    if (id.type() == ObjectType::coroutine)
        if (auto const task = index->coroutine(id).task) return row(task);
    return nullptr;
}

std::size_t TimelineChart::future_row(ObjectId id) const {
    bool const known = id.type() == ObjectType::future && id.number() != 0 && id.number() <= futures.size() &&
                       futures[id.number() - 1].created != 0;
    return known ? future_row_of[id.number() - 1] : future_rows.size();
}

double TimelineChart::unit_of_time(std::int64_t time) const {
    // How many events happened before that time; the next may be the first of its instant.
    Position low = 0;
    Position high = size();
    while (low < high) {
        Position const middle = low + (high - low) / 2;
        if (log()[middle].time < time)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < size() && log()[low].time == time) return clock[low + 1];
    return clock[low] + static_cast<double>(time - time_of(low)) / 1e9;
}

std::int64_t TimelineChart::time_at_unit(double unit) const {
    auto const above = std::upper_bound(clock.begin(), clock.end(), unit);
    if (above == clock.begin()) return 0;
    auto const position = static_cast<Position>(above - clock.begin()) - 1;
    auto const beyond = static_cast<std::int64_t>(std::llround((unit - clock[position]) * 1e9));
    auto const time = time_of(position) + beyond;
    return above == clock.end() ? time : std::min(time, std::max(time_of(position + 1), time_of(position)));
}

TimelineChart timeline_chart(replay::Index const& index, replay::Timeline const& timeline,
                             std::vector<replay::Problem> problems, paint::Measure measure, bool frames) {
    TimelineChart chart;
    chart.index = &index;
    chart.timeline = &timeline;
    chart.problems = std::move(problems);
    chart.rows = rows_of(index, timeline, replay::lives(index));
    chart.find_rows();
    add_future_rows(chart);
    chart.axis = axis_of(chart, measure, frames);
    std::vector<std::int64_t> times(chart.size());
    for (Position i = 0; i < times.size(); ++i) times[i] = chart.log()[i].time;
    chart.clock = clock_axis(chart.axis, times);
    for (std::size_t i = 0; i < chart.problems.size() && !chart.rows.empty(); ++i) {
        auto const* at = chart.row(chart.problems[i].object);
        auto const row = at ? static_cast<std::size_t>(at - chart.rows.data()) : chart.rows.size() - 1;
        chart.rows[row].problems.push_back(i);
    }
    for (auto const& each : timeline.cancellations)
        if (auto const found = chart.row_of.find(each.task); found != chart.row_of.end())
            if (auto& row = chart.rows[found->second]; row.cancelled == 0) row.cancelled = each.position;
    for (auto const& row : chart.rows) {
        if (row.ended + 24 < chart.size() && row.problems.empty()) continue;
        float needs = row.ended == 0 ? 0 : 34 + measure(theme::Font::mono, theme::size_small, row.outcome);
        for (auto const each : row.problems)
            if (chart.problems[each].position + 24 >= chart.size())
                needs += 34 + measure(theme::Font::semibold, 12.5F, replay::words(chart.problems[each].kind));
        chart.end_room = std::clamp(needs, chart.end_room, 190.0F);
    }
    for (auto& row : chart.rows) {
        if (!row.lane || row.lane->spans.size() < 64) continue;
        double ran = 0;
        row.ran_before.reserve(row.lane->spans.size() + 1);
        for (replay::Span const& span : row.lane->spans) {
            row.ran_before.push_back(static_cast<float>(ran));
            if (span.kind == replay::SpanKind::running) ran += chart.axis[span.end] - chart.axis[span.begin];
        }
        row.ran_before.push_back(static_cast<float>(ran));
    }
    return chart;
}

} // namespace ui
