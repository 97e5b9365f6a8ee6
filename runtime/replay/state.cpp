#include "replay/state.hpp"

#include "replay/apply.hpp"

#include <algorithm>

namespace replay {
namespace {

template <typename Info>
Info const* find(Table<Info> const& table, trace::ObjectId id, trace::ObjectType type) {
    if (id.type() != type || id.number() == 0 || id.number() > table.size()) return nullptr;
    return &table[id.number() - 1];
}

} // namespace

std::string_view words(TaskState state) {
    switch (state) {
    case TaskState::step_scheduled: return "step scheduled";
    case TaskState::running: return "running";
    case TaskState::waiting: return "waiting";
    case TaskState::wakeup_scheduled: return "wakeup scheduled";
    case TaskState::done: return "done";
    case TaskState::failed: return "failed";
    case TaskState::cancelled: return "cancelled";
    case TaskState::destroyed: return "destroyed";
    }
    return {};
}

bool is_over(TaskState state) { return state >= TaskState::done; }

TaskState outcome_state(std::string_view outcome) {
    if (outcome.substr(0, 9) == "cancelled") return TaskState::cancelled;
    if (outcome.substr(0, 9) == "exception") return TaskState::failed;
    return TaskState::done;
}

std::string_view words(CoroutineState state) {
    switch (state) {
    case CoroutineState::created: return "created";
    case CoroutineState::running: return "running";
    case CoroutineState::suspended: return "suspended";
    case CoroutineState::closed: return "closed";
    }
    return {};
}

std::string_view words(FutureState state) {
    switch (state) {
    case FutureState::pending: return "pending";
    case FutureState::finished: return "finished";
    case FutureState::failed: return "failed";
    case FutureState::cancelled: return "cancelled";
    }
    return {};
}

std::string_view words(HandleState state) {
    switch (state) {
    case HandleState::scheduled: return "scheduled";
    case HandleState::ready: return "ready";
    case HandleState::running: return "running";
    case HandleState::done: return "done";
    case HandleState::cancelled: return "cancelled";
    }
    return {};
}

TaskInfo const* State::task(trace::ObjectId id) const { return find(tasks, id, trace::ObjectType::task); }
CoroutineInfo const* State::coroutine(trace::ObjectId id) const {
    return find(coroutines, id, trace::ObjectType::coroutine);
}
FutureInfo const* State::future(trace::ObjectId id) const {
    return find(futures, id, trace::ObjectType::future);
}
HandleInfo const* State::handle(trace::ObjectId id) const {
    return find(handles, id, trace::ObjectType::handle);
}
ToolInfo const* State::tool(trace::ObjectId id) const {
    return id.type() == trace::ObjectType::queue ? find(queues, id, trace::ObjectType::queue)
                                                 : find(syncs, id, trace::ObjectType::sync);
}

trace::ObjectId State::leaf_of(trace::ObjectId id) const {
    auto const* owner = task(id);
    return owner ? leaf_below(owner->coroutine) : trace::ObjectId{};
}

trace::ObjectId State::leaf_below(trace::ObjectId id) const {
    auto const* frame = coroutine(id);
    if (!frame || frame->state == CoroutineState::closed) return {};
    // A chain is as long as there are coroutines; a damaged trace could close it into a ring.
    for (std::size_t steps = 0; steps < coroutines.size(); ++steps) {
        auto const* inner = coroutine(frame->awaiting);
        if (!inner || inner->awaiter != frame->id || inner->state == CoroutineState::closed) break;
        frame = inner;
    }
    return frame->id;
}

State state_at(trace::Log const& log, Position position) {
    State state;
    auto const end = std::min<Position>(position, log.size());
    while (state.position < end) apply(log, state);
    return state;
}

} // namespace replay
