#include "views/panels/positions.hpp"

#include <algorithm>

namespace {

using replay::CoroutineState;
using replay::State;
using ui::Stand;

void stand(ui::Positions& result, replay::Place at, ui::TaskHere here) {
    if (at && at.source == result.source) result.tasks[at.line].push_back(here);
}

// The chain of frames of one task, from the innermost outwards.
void chain(ui::Positions& result, State const& state, trace::ObjectId leaf, trace::ObjectId task) {
    bool innermost = true;
    for (auto id = leaf; id;) {
        auto const* coroutine = state.coroutine(id);
        if (!coroutine || coroutine->frames.empty() || coroutine->state == CoroutineState::closed) return;
        for (auto frame = coroutine->frames.rbegin(); frame != coroutine->frames.rend(); ++frame) {
            bool const runs = innermost && coroutine->state == CoroutineState::running;
            stand(result, frame->at,
                  {task, runs        ? Stand::running
                         : innermost ? Stand::suspended
                                     : Stand::waiting});
            innermost = false;
        }
        id = coroutine->awaiter;
    }
}

replay::Frame const* innermost(std::vector<replay::Frame> const& frames) {
    return frames.empty() ? nullptr : &frames.back();
}

replay::Frame const* frame_now(State const& state) {
    if (auto const* coroutine = state.coroutine(state.current_leaf())) return innermost(coroutine->frames);
    return state.loop_running ? nullptr : innermost(state.module);
}

} // namespace

ui::Positions ui::positions(replay::State const& state, std::uint16_t source) {
    Positions result;
    result.source = source;
    for (auto const& task : state.tasks)
        if (!is_over(task.state)) chain(result, state, state.leaf_of(task.id), task.id);
    for (auto const leaf : state.leaves)
        if (auto const* coroutine = state.coroutine(leaf); coroutine && !coroutine->task)
            chain(result, state, leaf, {});
    if (auto const* frame = frame_now(state)) {
        result.live = frame->at;
        result.locals = frame->locals;
    } else if (auto const* leaf = state.coroutine(state.leaf_of(state.current_task))) {
        if (auto const* const goes_on = innermost(leaf->frames)) result.next = goes_on->at;
    }
    for (auto& [line, tasks] : result.tasks)
        std::sort(tasks.begin(), tasks.end(), [](TaskHere const& a, TaskHere const& b) {
            return a.stand != b.stand ? a.stand < b.stand : a.task < b.task;
        });
    return result;
}
