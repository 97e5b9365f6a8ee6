#include "replay/timeline/lives.hpp"

#include "replay/timeline/frames.hpp"

#include <algorithm>
#include <utility>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

std::int64_t time_at(trace::Log const& log, Position position) {
    return position == 0 || log.empty() ? 0 : log[std::min(position, log.size()) - 1].time;
}

std::string lines_text(Place first, Place last) {
    if (!first) return {};
    if (first.line == last.line) return "line " + std::to_string(first.line);
    return "lines " + std::to_string(first.line) + "–" + std::to_string(last.line);
}

// Where a task goes on that suspends again before the next line: at the line of its await.
std::string resumed_text(trace::Log const& log, Span const& span, Position now) {
    for (Position i = span.begin; i < std::min({span.end, now, log.size(), span.begin + 64}); ++i) {
        bool const goes_on = log[i].kind == Kind::coro_resume || log[i].kind == Kind::coro_throw;
        if (goes_on && log[i].line != 0) return "line " + std::to_string(log[i].line);
    }
    return {};
}

} // namespace

Lives lives(Index const& index) {
    trace::Log const& log = index.log();
    Position const size = index.size();
    Lives found;
    std::vector<std::uint64_t> lines_before; // [coroutine's number - 1] lines that had run when it was made
    std::uint64_t lines = 0;
    bool in_handle = false;
    bool module_seen = false;
    auto life = [&](ObjectId id) -> Life& {
        while (found.coroutines.size() < id.number()) {
            Life added;
            added.id =
                ObjectId(ObjectType::coroutine, static_cast<std::uint32_t>(found.coroutines.size() + 1));
            found.coroutines.push_back(std::move(added));
            lines_before.push_back(0);
        }
        return found.coroutines[id.number() - 1];
    };
    auto close = [&](std::vector<Stretch>& stretches, Position at, std::int64_t time) {
        if (stretches.empty() || stretches.back().end != 0) return;
        stretches.back().end = at;
        stretches.back().end_time = time;
    };
    auto open = [&](std::vector<Stretch>& stretches, Position at, std::int64_t time, StretchKind kind,
                    ObjectId whose) {
        close(stretches, at, time);
        Stretch made;
        made.begin = at;
        made.begin_time = time;
        made.kind = kind;
        made.whose = whose;
        stretches.push_back(std::move(made));
    };

    // Whoever of a chain it is, the chain runs.
    auto runs_by_hand = [&](Event const& event, Position after) {
        if (auto const outermost = life(event.subject).outermost)
            open(life(outermost).runs, after, event.time, StretchKind::running, outermost);
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
                (found.module.empty() || found.module.back().kind != StretchKind::running)) {
                if (!module_seen) found.module_begin = i;
                module_seen = true;
                open(found.module, i, time, StretchKind::running, {});
            }
            break;
        case Kind::loop_start:
            if (module_seen && found.module.back().kind == StretchKind::running) {
                open(found.module, i, time, StretchKind::waiting, {});
                found.module.back().text = "waits while the event loop runs";
            }
            break;
        case Kind::handle_run: in_handle = true; break;
        case Kind::handle_end: in_handle = false; break;
        case Kind::coro_create:
            if (of_coroutine) {
                Life& made = life(event.subject);
                made.created = after;
                made.label = log.text(event);
                lines_before[event.subject.number() - 1] = lines;
            }
            break;
        case Kind::task_create:
            if (event.object.type() == ObjectType::coroutine) {
                Life& wrapped = life(event.object);
                if (event.subject.type() == ObjectType::task) wrapped.task = event.subject;
                wrapped.wrapped = after;
                wrapped.waited_long = lines > lines_before[event.object.number() - 1];
            }
            break;
        case Kind::coro_start:
            if (of_coroutine) {
                auto const outer =
                    event.object.type() == ObjectType::coroutine ? life(event.object).outermost : ObjectId{};
                Life& begun = life(event.subject);
                begun.started = after;
                begun.waited_long =
                    begun.waited_long || (!begun.task && lines > lines_before[event.subject.number() - 1]);
                begun.by_hand = !event.object;
                begun.outermost = begun.by_hand ? event.subject : outer;
                if (begun.by_hand) runs_by_hand(event, after);
            }
            break;
        case Kind::coro_throw:
        case Kind::coro_resume:
            if (of_coroutine) {
                Life& again = life(event.subject);
                if (again.started == 0 && !event.object) again.started = after;
                runs_by_hand(event, after);
            }
            break;
        case Kind::coro_suspend:
            if (of_coroutine && life(event.subject).outermost) {
                auto const outermost = life(event.subject).outermost;
                auto& runs = life(outermost).runs;
                open(runs, after, event.time, StretchKind::waiting, outermost);
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
                over.exited = over.raised && over.outcome.starts_with("GeneratorExit");
                over.over = after;
                close(over.runs, after, event.time);
            }
            break;
        case Kind::coro_close:
        case Kind::coro_unawaited:
            if (of_coroutine) {
                Life& closed = life(event.subject);
                closed.closed = after;
                closed.asked_to_close = event.kind == Kind::coro_close;
                if (closed.started == 0) closed.over = after;
                if (closed.ended == 0) runs_by_hand(event, after); // by a GeneratorExit
            }
            break;
        default: break;
        }
        time = event.time;
    }
    auto leave_open = [&](std::vector<Stretch>& stretches) {
        if (!stretches.empty() && stretches.back().end == 0) stretches.back().open = !index.end();
        close(stretches, size, time);
    };
    leave_open(found.module);
    for (auto& each : found.coroutines) {
        leave_open(each.runs);
        bool const never = each.created != 0 && each.started == 0 && each.over == 0 && !each.task;
        if (never && index.end()) each.over = size; // nothing is left that could start it
    }
    return found;
}

Stretch created_stretch(Index const& index, Life const& life, Position until) {
    trace::Log const& log = index.log();
    Stretch stretch;
    stretch.begin = life.created;
    stretch.end = until;
    stretch.begin_time = time_at(log, life.created);
    stretch.end_time = time_at(log, until);
    stretch.kind = StretchKind::created;
    stretch.whose = life.id;
    stretch.text = std::string(life.label) + " created, not running";
    stretch.open = until == index.size() && life.started == 0 && life.over == 0;
    return stretch;
}

std::string stretch_text(trace::Log const& log, Stretch const& stretch, Position now) {
    if (!stretch.text.empty()) return stretch.text;
    if (stretch.kind != StretchKind::running) return {};
    Place first, last, inner_first, inner_last;
    ObjectId inner;
    for (Position i = stretch.begin; i < std::min({stretch.end, now, log.size(), stretch.begin + 20'000});
         ++i) {
        Event const& event = log[i];
        if (event.kind != Kind::line || event.value > 0) continue;
        if (event.subject == stretch.whose) {
            widen(first, last, place_of(event));
        } else if (stretch.whose && event.subject.type() == ObjectType::coroutine) {
            if (!inner) inner = event.subject;
            if (event.subject == inner) widen(inner_first, inner_last, place_of(event));
        }
    }
    // It ran no line itself: what it awaits did.
    return first ? lines_text(first, last) : lines_text(inner_first, inner_last);
}

std::string span_text_at(Index const& index, Lane const& lane, Span const& span, Position now) {
    bool const of_task = lane.id.type() == ObjectType::task;
    bool const ran = of_task && span.kind == SpanKind::running;
    if (now >= span.end || !ran) {
        auto text = span_text(index, lane, span);
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
        Place const at = place_of(event);
        if (!known.first_line || (known.last_name.empty() && known.name == name)) {
            known.name = name;
            widen(known.first_line, known.last_line, at);
            continue;
        }
        if (known.last_name != name) {
            known.last_name = name;
            known.last_first_line = known.last_last_line = Place{};
        }
        widen(known.last_first_line, known.last_last_line, at);
    }
    auto text = span_text(index, lane, known);
    return text.empty() ? resumed_text(log, span, now) : text;
}

} // namespace replay
