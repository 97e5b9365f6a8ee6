#include "replay/timeline/timeline.hpp"

#include "replay/names.hpp"
#include "replay/timeline/build.hpp"
#include "replay/timeline/frames.hpp"

#include <algorithm>

namespace replay {

using trace::ObjectId;
using trace::ObjectType;

namespace {

std::string line_range(Place first, Place last) {
    auto out = std::to_string(first.line);
    if (last.line != first.line) out += "–" + std::to_string(last.line);
    return out;
}

} // namespace

std::string_view words(SpanKind kind) {
    switch (kind) {
    case SpanKind::running: return "running";
    case SpanKind::scheduled: return "scheduled, not yet run";
    case SpanKind::waiting: return "waiting";
    }
    return {};
}

std::string_view words(EdgeKind kind) {
    switch (kind) {
    case EdgeKind::creates: return "creates";
    case EdgeKind::wakes: return "wakes";
    case EdgeKind::timer_due: return "timer due";
    case EdgeKind::cancels: return "cancels";
    case EdgeKind::delivers: return "delivers its result";
    }
    return {};
}

Timeline timeline(Index const& index) { return build_timeline(index); }
Timeline timeline(trace::Log const& log) { return timeline(Index(log)); }

Lane const* Timeline::lane(ObjectId id) const {
    auto const same = [&](Lane const& each) {
        return each.id == id || (id.type() == ObjectType::loop && each.id.type() == ObjectType::loop);
    };
    auto const found = std::find_if(lanes.begin(), lanes.end(), same);
    return found == lanes.end() ? nullptr : &*found;
}

Lane const* Timeline::driven_lane(ObjectId id) const {
    auto const found = std::lower_bound(driven.begin(), driven.end(), id,
                                        [](Lane const& each, ObjectId wanted) { return each.id < wanted; });
    return found == driven.end() || found->id != id ? nullptr : &*found;
}

std::vector<FrameSpan const*> frames_at(Lane const& lane, Position position) {
    std::vector<FrameSpan const*> found;
    for (auto const& level : lane.frames) {
        auto const after = std::partition_point(level.begin(), level.end(),
                                                [&](FrameSpan const& it) { return it.begin <= position; });
        if (after == level.begin() || ((after - 1)->end <= position && !(after - 1)->open)) break;
        found.push_back(&*(after - 1));
    }
    return found;
}

std::span<Span const> visible(Lane const& lane, Position from, Position to) {
    auto const first = std::partition_point(lane.spans.begin(), lane.spans.end(),
                                            [&](Span const& span) { return span.end < from; });
    auto const last =
        std::partition_point(first, lane.spans.end(), [&](Span const& span) { return span.begin <= to; });
    return {first, last};
}

std::span<Span const> visible_at_times(Lane const& lane, std::int64_t from, std::int64_t to) {
    auto const first = std::partition_point(lane.spans.begin(), lane.spans.end(),
                                            [&](Span const& span) { return span.end_time < from; });
    auto const last = std::partition_point(first, lane.spans.end(),
                                           [&](Span const& span) { return span.begin_time <= to; });
    return {first, last};
}

std::span<Edge const> visible(std::vector<Edge> const& edges, Position from, Position to) {
    auto const first = std::partition_point(edges.begin(), edges.end(),
                                            [&](Edge const& edge) { return edge.position < from; });
    auto const last =
        std::partition_point(first, edges.end(), [&](Edge const& edge) { return edge.position <= to; });
    return {first, last};
}

std::span<Cancellation const> visible(std::vector<Cancellation> const& all, Position from, Position to) {
    auto const first = std::partition_point(all.begin(), all.end(),
                                            [&](Cancellation const& it) { return it.position < from; });
    auto const last =
        std::partition_point(first, all.end(), [&](Cancellation const& it) { return it.position <= to; });
    return {first, last};
}

std::span<Turn const> visible(std::vector<Turn> const& turns, Position from, Position to) {
    auto const first =
        std::partition_point(turns.begin(), turns.end(), [&](Turn const& turn) { return turn.end < from; });
    auto const last =
        std::partition_point(first, turns.end(), [&](Turn const& turn) { return turn.begin <= to; });
    return {first, last};
}

std::span<Jump const> visible(std::vector<Jump> const& jumps, Position from, Position to) {
    auto const first = std::partition_point(jumps.begin(), jumps.end(),
                                            [&](Jump const& jump) { return jump.position < from; });
    auto const last =
        std::partition_point(first, jumps.end(), [&](Jump const& jump) { return jump.position <= to; });
    return {first, last};
}

std::string frame_text_at(Index const& index, FrameSpan const& frame, Position now) {
    if (frame.kind != SpanKind::running) return std::string(frame.label);
    auto const name = std::string(frame.label.substr(0, frame.label.find('(')));
    Place first = frame.first_line;
    Place last = frame.last_line;
    if (now < frame.end) { // as they were found, but only up to now
        first = last = Place{};
        auto const& log = index.log();
        for (Position i = frame.begin; i < std::min({now, log.size(), frame.begin + 20'000}); ++i) {
            trace::Event const& event = log[i];
            if (event.kind == trace::Kind::line && event.subject == frame.coroutine && event.value == 0)
                widen(first, last, place_of(event));
        }
    }
    return first ? name + " " + line_range(first, last) : name;
}

std::string span_text(Index const& index, Lane const& lane, Span const& span) {
    if (lane.id.type() == ObjectType::loop) {
        auto const words = span.awaits_words;
        if (runs_a_task(span.role)) {
            auto const name = display_name(index, span.awaits);
            return std::string(words) + " " + (name.substr(0, 5) == "Task-" ? name.substr(5) : name);
        }
        if (span.role == Role::set_result || span.role == Role::unnamed) return "timer";
        return plain_name(words);
    }
    switch (span.kind) {
    case SpanKind::running: {
        if (!span.first_line) return {};
        auto const range = line_range(span.first_line, span.last_line);
        if (span.last_name.empty())
            return (span.first_line == span.last_line ? "line" : std::string(span.name)) + " " + range;
        return std::string(span.name) + " " + range + " › " + std::string(span.last_name) + " " +
               line_range(span.last_first_line, span.last_last_line);
    }
    case SpanKind::scheduled: return {};
    case SpanKind::waiting: {
        auto out = expand(index, span.awaits_words, true);
        if (span.awaits.type() == ObjectType::task) return "awaits " + display_name(index, span.awaits);
        if (span.due) return out + "  due " + seconds(*span.due);
        return (out.substr(0, 6) == "gather" || out.substr(0, 6) == "future" ? "awaits " : "") + out;
    }
    }
    return {};
}

} // namespace replay
