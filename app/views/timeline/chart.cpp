#include "views/timeline/chart.hpp"

#include "replay/describe.hpp"
#include "views/timeline/ruler.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace ui {

using replay::Place;
using replay::Position;
using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

// What happened to a coroutine, as far as its row needs it.
struct Life {
    ObjectId id;
    std::string_view label;
    ObjectId task;        // that wraps it
    Position created = 0; // positions just after the event; 0: never
    Position wrapped = 0; // task.create
    Position started = 0; // or, if it never was, thrown into
    Position closed = 0;  // close(), or destroyed before it ran
    Position ended = 0;   // returned or raised
    bool raised = false;
    bool by_hand = false;     // send(), not a task
    bool waited_long = false; // the program ran on before it started
    std::uint64_t lines_before = 0;
    std::string_view outcome;
    std::vector<Bar> runs; // driven by hand
};

struct Pass {
    std::vector<Life> lives; // by number - 1
    std::vector<Bar> module;
    Position module_begin = 0;
};

std::string_view awaits_nothing(std::string_view repr) { return repr == "None" ? std::string_view{} : repr; }

Pass read(trace::Log const& log, Position size) {
    Pass pass;
    std::uint64_t lines = 0;
    bool in_handle = false;
    bool module_seen = false;
    auto life = [&](ObjectId id) -> Life& {
        while (pass.lives.size() < id.number()) {
            Life added;
            added.id = ObjectId(ObjectType::coroutine, static_cast<std::uint32_t>(pass.lives.size() + 1));
            pass.lives.push_back(std::move(added));
        }
        return pass.lives[id.number() - 1];
    };
    auto close_bar = [&](std::vector<Bar>& bars, Position at, std::int64_t time) {
        if (bars.empty() || bars.back().end != 0) return;
        bars.back().end = at;
        bars.back().end_time = time;
    };
    auto open_bar = [&](std::vector<Bar>& bars, Position at, std::int64_t time, BarForm form,
                        ObjectId whose) {
        close_bar(bars, at, time);
        Bar bar;
        bar.begin = at;
        bar.begin_time = time;
        bar.form = form;
        bar.whose = whose;
        bars.push_back(std::move(bar));
    };

    std::int64_t time = 0;
    for (Position i = 0; i < size; ++i) {
        Event const& event = log[i];
        Position const after = i + 1;
        bool const of_coroutine = event.subject.type() == ObjectType::coroutine;
        switch (event.kind) {
        case Kind::line:
            ++lines;
            if (!event.subject && !in_handle &&
                (pass.module.empty() || pass.module.back().form != BarForm::running)) {
                if (!module_seen) pass.module_begin = i;
                module_seen = true;
                open_bar(pass.module, i, time, BarForm::running, {});
            }
            break;
        case Kind::loop_start:
            if (module_seen && pass.module.back().form == BarForm::running) {
                open_bar(pass.module, i, time, BarForm::waiting, {});
                pass.module.back().text = "waits while the event loop runs";
            }
            break;
        case Kind::handle_run: in_handle = true; break;
        case Kind::handle_end: in_handle = false; break;
        case Kind::coro_create:
            if (of_coroutine) {
                Life& made = life(event.subject);
                made.created = after;
                made.label = log.text(event);
                made.lines_before = lines;
            }
            break;
        case Kind::task_create:
            if (event.object.type() == ObjectType::coroutine) {
                Life& wrapped = life(event.object);
                wrapped.task = event.subject;
                wrapped.wrapped = after;
                wrapped.waited_long = lines > wrapped.lines_before;
            }
            break;
        case Kind::coro_start:
            if (of_coroutine) {
                Life& begun = life(event.subject);
                begun.started = after;
                begun.waited_long = begun.waited_long || (!begun.task && lines > begun.lines_before);
                begun.by_hand = !event.object;
                if (begun.by_hand) open_bar(begun.runs, after, event.time, BarForm::running, event.subject);
            }
            break;
        case Kind::coro_throw:
        case Kind::coro_resume:
            if (of_coroutine) {
                Life& again = life(event.subject);
                if (again.started == 0 && !event.object) again.started = after;
                if (again.by_hand) open_bar(again.runs, after, event.time, BarForm::running, event.subject);
            }
            break;
        case Kind::coro_suspend:
            if (of_coroutine && life(event.subject).by_hand) {
                auto& runs = life(event.subject).runs;
                open_bar(runs, after, event.time, BarForm::waiting, event.subject);
                runs.back().text = "suspended: " + std::string(log.text(event));
            }
            break;
        case Kind::coro_return:
        case Kind::coro_raise:
            if (of_coroutine) {
                Life& over = life(event.subject);
                over.ended = after;
                over.raised = event.kind == Kind::coro_raise;
                over.outcome = log.text(event);
                close_bar(over.runs, after, event.time);
            }
            break;
        case Kind::coro_close:
        case Kind::coro_unawaited:
            if (of_coroutine) life(event.subject).closed = after;
            break;
        default: break;
        }
        time = event.time;
    }
    close_bar(pass.module, size, time);
    for (auto& each : pass.lives) close_bar(each.runs, size, time);
    return pass;
}

// A coroutine has a row of its own if no task wraps it and one could otherwise not see what became of it:
// it never ran, it ran later than it was made, or it was driven by hand. Awaited at once, it is part of the
// task that awaits it.
bool has_row(Life const& life) {
    return life.created != 0 && !life.task && (life.started == 0 || life.waited_long || life.by_hand);
}

std::int64_t time_at(trace::Log const& log, Position position) {
    return position == 0 || log.empty() ? 0 : log[std::min(position, log.size()) - 1].time;
}

Bar chip(trace::Log const& log, Life const& life, Position until) {
    Bar bar;
    bar.begin = life.created;
    bar.end = until;
    bar.begin_time = time_at(log, life.created);
    bar.end_time = time_at(log, until);
    bar.form = BarForm::created;
    bar.whose = life.id;
    bar.text = std::string(life.label) + " created, not running";
    bar.lasting = life.waited_long || life.started == 0;
    return bar;
}

TimelineRow coroutine_row(replay::Index const& index, Life const& life, Position size) {
    auto const& log = index.log();
    TimelineRow row;
    row.kind = RowKind::coroutine;
    row.id = row.coroutine = life.id;
    row.label = life.label;
    row.begin = row.named = life.created;
    Position const until = life.started != 0 ? life.started : life.closed != 0 ? life.closed : size;
    row.bars.push_back(chip(log, life, until));
    row.bars.insert(row.bars.end(), life.runs.begin(), life.runs.end());
    if (life.started != 0 && !life.by_hand) {
        row.ended = life.started;
        auto const task = index.task_at(life.started);
        row.outcome = task ? "now part of " + replay::display_name(index, task) : "";
        row.end = replay::TaskState::running;
    } else if (life.closed != 0 && life.ended == 0) {
        row.ended = life.closed;
        row.end = replay::TaskState::destroyed;
        bool const asked = log[life.closed - 1].kind == Kind::coro_close;
        if (asked) row.outcome = life.started == 0 ? "closed, it never ran" : "closed";
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
                                 Pass const& pass) {
    auto const& log = index.log();
    std::vector<TimelineRow> rows;
    std::unordered_map<ObjectId, Life const*> wrapped;
    for (Life const& life : pass.lives) {
        if (life.task) wrapped[life.task] = &life;
        if (has_row(life)) rows.push_back(coroutine_row(index, life, timeline.size));
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
        row.outcome = lane.ended == 0 ? std::string{} : short_outcome(lane);
        if (auto const found = wrapped.find(lane.id); found != wrapped.end()) {
            Life const& body = *found->second;
            row.coroutine = body.id;
            if (body.created != 0 && body.created < body.wrapped) {
                row.bars.push_back(chip(log, body, body.wrapped));
                row.begin = body.created;
            }
        }
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [](TimelineRow const& a, TimelineRow const& b) {
        return std::tuple(a.named, a.id) < std::tuple(b.named, b.id);
    });
    if (!pass.module.empty()) {
        TimelineRow module;
        module.kind = RowKind::module;
        module.begin = module.named = pass.module_begin;
        module.bars = pass.module;
        if (auto const& end = log.end()) {
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
float weight(Event const& event) {
    switch (event.kind) {
    case Kind::line: return 8;
    case Kind::task_create: return 12;
    case Kind::coro_create: return 6;
    case Kind::task_cancel: return 12;
    case Kind::handle_due: return 5;
    case Kind::coro_suspend:
    case Kind::coro_start:
    case Kind::coro_resume:
    case Kind::coro_throw:
    case Kind::print:
    case Kind::task_step:
    case Kind::task_done:
    case Kind::loop_iteration: return 3;
    default: return 0.8F;
    }
}

// Beyond so many events texts are not measured any more: all running stretches get the same room.
constexpr Position measured_size = 100'000;

std::vector<double> axis_of(TimelineChart const& chart, paint::Measure measure) {
    trace::Log const& log = chart.log();
    std::vector<float> weights(chart.size());
    for (Position i = 0; i < chart.size(); ++i) weights[i] = weight(log[i]);
    std::vector<Need> needs;
    bool const exact = chart.size() <= measured_size;
    auto width = [&](std::string const& text, theme::Font font, float size) {
        return exact ? static_cast<double>(measure(font, size, text)) : 44.0;
    };
    auto short_need = [&](Position begin, Position end, double room) {
        if (end - begin <= 64) needs.push_back({begin, end, room});
    };
    for (TimelineRow const& row : chart.rows) {
        for (Bar const& bar : row.bars) {
            if (bar.form == BarForm::running) {
                auto const text = exact ? bar_text(log, bar, bar.end) : std::string{};
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
        if (!row.lane) continue;
        for (replay::Span const& span : row.lane->spans) {
            if (row.kind == RowKind::loop) {
                short_need(span.begin, span.end, 19);
                continue;
            }
            switch (span.kind) {
            case replay::SpanKind::running: {
                auto const text =
                    exact ? span_text_at(*chart.index, *row.lane, span, span.end) : std::string{};
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
        short_need(turn.begin, turn.end,
                   width("turn " + std::to_string(turn.number), theme::Font::regular, theme::size_small) +
                       12);
    for (replay::Jump const& jump : chart.timeline->jumps)
        needs.push_back({jump.position - 1, jump.position,
                         width("→ " + short_time(jump.to), theme::Font::semibold, theme::size_small) + 10});
    return step_axis(std::move(weights), std::move(needs));
}

std::string lines_text(Place first, Place last) {
    if (!first) return {};
    if (first.line == last.line) return "line " + std::to_string(first.line);
    return "lines " + std::to_string(first.line) + "–" + std::to_string(last.line);
}

} // namespace

TimelineRow const* TimelineChart::row(ObjectId id) const {
    if (!id) return nullptr;
    if (auto const found = row_of.find(id); found != row_of.end()) return &rows[found->second];
    if (id.type() == ObjectType::coroutine)
        if (auto const task = index->coroutine(id).task) return row(task);
    return nullptr;
}

TimelineChart timeline_chart(trace::Log const& log, replay::Timeline const& timeline,
                             std::vector<replay::Problem> problems, paint::Measure measure) {
    TimelineChart chart;
    chart.index = std::make_shared<replay::Index const>(log);
    chart.timeline = &timeline;
    chart.problems = std::move(problems);
    chart.rows = rows_of(*chart.index, timeline, read(log, timeline.size));
    for (std::size_t i = 0; i < chart.rows.size(); ++i) {
        if (chart.rows[i].id) chart.row_of[chart.rows[i].id] = i;
        if (chart.rows[i].coroutine) chart.row_of[chart.rows[i].coroutine] = i;
    }
    chart.axis = axis_of(chart, measure);
    for (std::size_t i = 0; i < chart.problems.size() && !chart.rows.empty(); ++i) {
        auto const* at = chart.row(chart.problems[i].object);
        auto const row = at ? static_cast<std::size_t>(at - chart.rows.data()) : chart.rows.size() - 1;
        chart.rows[row].problems.push_back(i);
    }
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

std::string bar_text(trace::Log const& log, Bar const& bar, Position now) {
    if (!bar.text.empty()) return bar.text;
    if (bar.form != BarForm::running) return {};
    Place first;
    Place last;
    for (Position i = bar.begin; i < std::min({bar.end, now, log.size(), bar.begin + 20'000}); ++i) {
        Event const& event = log[i];
        if (event.kind != Kind::line || event.subject != bar.whose || event.value > 0) continue;
        Place const at = replay::place_of(event);
        if (!first || at.line < first.line) first = at;
        if (at.line > last.line) last = at;
    }
    return lines_text(first, last);
}

namespace {

// Where a task goes on that suspends again before the next line: at the line of its await.
std::string resumed_text(trace::Log const& log, replay::Span const& span, Position now) {
    for (Position i = span.begin; i < std::min({span.end, now, log.size(), span.begin + 64}); ++i) {
        bool const goes_on = log[i].kind == Kind::coro_resume || log[i].kind == Kind::coro_throw;
        if (goes_on && log[i].line != 0) return "line " + std::to_string(log[i].line);
    }
    return {};
}

} // namespace

std::string span_text_at(replay::Index const& index, replay::Lane const& lane, replay::Span const& span,
                         Position now) {
    bool const of_task = lane.id.type() == ObjectType::task;
    bool const ran = of_task && span.kind == replay::SpanKind::running;
    if (now >= span.end || !ran) {
        auto text = replay::span_text(index, lane, span);
        return text.empty() && ran ? resumed_text(index.log(), span, now) : text;
    }
    // As the whole span's lines were found, but only up to now.
    auto known = span;
    known.first_line = known.last_line = known.last_first_line = known.last_last_line = Place{};
    known.name = known.last_name = {};
    auto const& log = index.log();
    for (Position i = span.begin; i < std::min({now, log.size(), span.begin + 20'000}); ++i) {
        Event const& event = log[i];
        if (event.kind != Kind::line || event.value > 0 || event.subject.type() != ObjectType::coroutine)
            continue;
        auto const label = index.coroutine(event.subject).label;
        auto const name = label.substr(0, label.find('('));
        Place const at = replay::place_of(event);
        auto widen = [&](Place& first, Place& last) {
            if (!first || at.line < first.line) first = at;
            if (!last || at.line > last.line) last = at;
        };
        if (!known.first_line || (known.last_name.empty() && known.name == name)) {
            known.name = name;
            widen(known.first_line, known.last_line);
            continue;
        }
        if (known.last_name != name) {
            known.last_name = name;
            known.last_first_line = known.last_last_line = Place{};
        }
        widen(known.last_first_line, known.last_last_line);
    }
    auto text = replay::span_text(index, lane, known);
    return text.empty() ? resumed_text(log, span, now) : text;
}

} // namespace ui
