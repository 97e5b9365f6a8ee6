#include "replay/timeline/frames.hpp"

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

constexpr std::size_t most_depth = 250; // deeper frames are not told apart

bool is_open(std::vector<FrameSpan> const& level) { return !level.empty() && level.back().end == 0; }

void open(Lane& lane, std::size_t depth, FrameSpan made, State const& state) {
    if (lane.frames.size() <= depth) lane.frames.resize(depth + 1);
    made.begin = state.position;
    made.begin_time = state.time;
    made.end = 0;
    lane.frames[depth].push_back(made);
}

} // namespace

void widen(Place& first, Place& last, Place at) {
    if (!first || at.line < first.line) first = at;
    if (!last || at.line > last.line) last = at;
}

// For ids that the state knows.
FrameBuilder::Where& FrameBuilder::where(ObjectId coroutine) {
    if (where_.size() < coroutine.number()) where_.resize(coroutine.number());
    return where_[coroutine.number() - 1];
}

FrameSpan* FrameBuilder::frame(Lane& lane, ObjectId coroutine) {
    if (coroutine.number() == 0 || coroutine.number() > where_.size()) return nullptr;
    auto const& at = where_[coroutine.number() - 1];
    if (!at.lives || at.depth >= lane.frames.size() || !is_open(lane.frames[at.depth])) return nullptr;
    auto& found = lane.frames[at.depth].back();
    return found.coroutine == coroutine ? &found : nullptr;
}

// It ran, or was suspended, up to here; now it does the other.
void FrameBuilder::change(Lane& lane, ObjectId coroutine, SpanKind kind, State const& state) {
    auto* const before = frame(lane, coroutine);
    if (!before) return;
    auto after = *before;
    before->end = state.position;
    before->end_time = state.time;
    after.kind = kind;
    after.inner = false;
    after.awaits = {};
    after.first_line = after.last_line = Place{};
    open(lane, where(coroutine).depth, after, state);
}

void FrameBuilder::see(Event const& event, std::string_view text, State const& state, Lane& lane) {
    ObjectId const coroutine = event.subject;
    switch (event.kind) {
    case Kind::coro_start: {
        std::size_t depth = 0;
        if (event.object.type() == ObjectType::coroutine) {
            if (!frame(lane, event.object)) return; // nobody knows within what
            depth = where(event.object).depth + std::size_t{1};
            change(lane, event.object, SpanKind::waiting, state);
            auto* const awaiter = frame(lane, event.object);
            awaiter->inner = true;
            awaiter->first_line = awaiter->last_line = place_of(event);
        }
        if (depth > most_depth) return;
        close(lane, depth, state);
        where(coroutine) = {static_cast<std::uint16_t>(depth), true};
        FrameSpan made;
        made.coroutine = coroutine;
        if (auto const* info = state.coroutine(coroutine)) made.label = info->label;
        open(lane, depth, made, state);
        return;
    }
    case Kind::coro_suspend:
        change(lane, coroutine, SpanKind::waiting, state);
        if (auto* const suspended = frame(lane, coroutine)) {
            suspended->awaits = text;
            suspended->first_line = suspended->last_line = place_of(event);
        }
        return;
    case Kind::coro_resume:
    case Kind::coro_throw: change(lane, coroutine, SpanKind::running, state); return;
    case Kind::coro_close: // suspended, it goes on by a GeneratorExit where it is innermost
        if (auto const leaf = state.leaf_below(coroutine)) {
            change(lane, leaf, SpanKind::running, state);
            return;
        }
        [[fallthrough]];
    case Kind::coro_return:
    case Kind::coro_raise:
    case Kind::coro_unawaited:
        if (!frame(lane, coroutine)) return;
        close(lane, where(coroutine).depth, state);
        where(coroutine).lives = false;
        if (auto const* info = state.coroutine(coroutine); info && info->awaiter)
            change(lane, info->awaiter, SpanKind::running, state);
        return;
    default: return;
    }
}

void FrameBuilder::ran_line(Event const& event, Lane& lane) {
    auto* const found = frame(lane, event.subject);
    if (found && found->kind == SpanKind::running)
        widen(found->first_line, found->last_line, place_of(event));
}

void FrameBuilder::close(Lane& lane, std::size_t depth, State const& state) {
    for (std::size_t i = depth; i < lane.frames.size(); ++i) {
        if (!is_open(lane.frames[i])) continue;
        lane.frames[i].back().end = state.position;
        lane.frames[i].back().end_time = state.time;
    }
}

void FrameBuilder::leave_open(Lane& lane, State const& state) {
    for (auto& level : lane.frames)
        if (is_open(level)) level.back().open = true;
    close(lane, 0, state);
}

std::size_t FrameBuilder::depth(Lane const& lane) {
    std::size_t depth = 0;
    while (depth < lane.frames.size() && is_open(lane.frames[depth])) ++depth;
    return depth;
}

} // namespace replay
