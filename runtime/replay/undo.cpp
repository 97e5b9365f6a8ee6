#include "replay/undo.hpp"

#include <utility>

namespace replay {

using trace::ObjectId;
using trace::ObjectType;

std::vector<Frame>* frames_of(State& state, ObjectId owner) {
    if (!owner) return &state.module;
    if (owner.type() != ObjectType::coroutine || owner.number() == 0 ||
        owner.number() > state.coroutines.size())
        return nullptr;
    return &state.coroutines.edit(owner.number() - 1).frames;
}

namespace {

struct TakeBack {
    State& state;

    template <typename Info>
    void operator()(undo::Before<Info>& entry) const {
        (state.*entry.table).edit(entry.index) = std::move(entry.info);
    }
    template <typename Info>
    void operator()(undo::Added<Info>& entry) const {
        (state.*entry.table).pop_back();
    }
    void operator()(undo::ReadyPushed&) const { state.ready.pop_back(); }
    void operator()(undo::ReadyTaken& entry) const {
        state.ready.insert(state.ready.begin() + static_cast<std::ptrdiff_t>(entry.index), entry.handle);
    }
    void operator()(undo::TimerAdded& entry) const { state.timers.erase(entry.timer); }
    void operator()(undo::TimerTaken& entry) const { state.timers.insert(entry.timer); }
    void operator()(undo::LeavesBefore& entry) const { state.leaves = std::move(entry.leaves); }
    void operator()(undo::FramesBefore& entry) const {
        auto& frames = *frames_of(state, entry.owner);
        auto const kept = entry.count - entry.left.size();
        if (frames.size() > kept)
            frames.resize(kept);
        else
            frames.back().at = entry.at;
        for (auto& frame : entry.left) frames.push_back(std::move(frame));
    }
    void operator()(undo::LocalBefore& entry) const {
        auto& locals = (*frames_of(state, entry.owner))[entry.frame].locals;
        if (entry.value)
            locals[entry.index].value = *entry.value;
        else
            locals.pop_back();
    }
    void operator()(undo::GatheringPushed&) const { state.gathering.pop_back(); }
    void operator()(undo::GatheringTaken& entry) const { state.gathering = std::move(entry.children); }
};

struct Weigh {
    template <typename Record>
    std::size_t operator()(Record const&) const {
        return 0;
    }
    std::size_t operator()(undo::Before<TaskInfo> const& entry) const {
        return entry.info.callbacks.capacity() * sizeof(Callback);
    }
    std::size_t operator()(undo::Before<CoroutineInfo> const& entry) const {
        return frames(entry.info.frames);
    }
    std::size_t operator()(undo::Before<FutureInfo> const& entry) const {
        return entry.info.callbacks.capacity() * sizeof(Callback) +
               entry.info.children.capacity() * sizeof(ObjectId);
    }
    std::size_t operator()(undo::Before<ToolInfo> const& entry) const {
        return entry.info.waiting.capacity() * sizeof(ObjectId);
    }
    std::size_t operator()(undo::LeavesBefore const& entry) const {
        return entry.leaves.capacity() * sizeof(ObjectId);
    }
    std::size_t operator()(undo::FramesBefore const& entry) const { return frames(entry.left); }
    std::size_t operator()(undo::GatheringTaken const& entry) const {
        return entry.children.capacity() * sizeof(ObjectId);
    }
    static std::size_t frames(std::vector<Frame> const& frames) {
        std::size_t sum = frames.capacity() * sizeof(Frame);
        for (auto const& frame : frames) sum += frame.locals.capacity() * sizeof(Local);
        return sum;
    }
};

} // namespace

void take_back(State& state, Undo&& entry) { std::visit(TakeBack{state}, entry); }

std::size_t weight(Undo const& entry) { return sizeof(Undo) + std::visit(Weigh{}, entry); }

Scalars scalars(State const& s) {
    return {s.position,     s.time,     s.loop_running, s.loop_stopping,  s.loop,         s.turn,
            s.turn_handles, s.turn_ran, s.selecting,    s.current_handle, s.current_task, s.at};
}

void set_scalars(State& s, Scalars const& scalars) {
    std::tie(s.position, s.time, s.loop_running, s.loop_stopping, s.loop, s.turn, s.turn_handles, s.turn_ran,
             s.selecting, s.current_handle, s.current_task, s.at) = scalars;
}

} // namespace replay
