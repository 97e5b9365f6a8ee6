#include "views/panels/positions.hpp"

#include "views/panels/loop_machine.hpp"

#include <algorithm>
#include <string>

namespace {

using replay::CoroutineState;
using replay::State;
using ui::Stand;

void stand(ui::Positions& result, replay::Place at, ui::TaskHere here) {
    if (at && at.source == result.source) result.tasks[at.line].push_back(here);
}

// Of a coroutine that has begun, and runs no line yet.
replay::Place beginning(replay::CoroutineInfo const& coroutine, trace::Log const& log) {
    bool const begins = coroutine.frames.empty() && coroutine.state == CoroutineState::running;
    return begins ? ui::definition(log.sources(), coroutine.label) : replay::Place{};
}

// The chain of frames of one task, from the innermost outwards.
void chain(ui::Positions& result, State const& state, trace::ObjectId leaf, trace::ObjectId task,
           trace::Log const& log) {
    bool innermost = true;
    for (auto id = leaf; id;) {
        auto const* coroutine = state.coroutine(id);
        if (!coroutine || coroutine->state == CoroutineState::closed) return;
        if (auto const at = beginning(*coroutine, log)) {
            stand(result, at, {task, innermost ? Stand::running : Stand::waiting});
            innermost = false;
        } else if (coroutine->frames.empty()) {
            return;
        }
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

replay::Place ui::definition(std::vector<trace::Source> const& sources, std::string_view label) {
    auto name = function_of(label);
    name = name.substr(name.find_last_of('.') + 1); // npos + 1: all of it
    if (name.empty()) return {};
    auto const words = "def " + std::string(name) + "(";
    replay::Place found;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        std::string const& text = sources[i].text;
        for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
            if (found) return {};
            auto const before = text.begin() + static_cast<std::ptrdiff_t>(at);
            found = {static_cast<std::uint16_t>(i + 1),
                     static_cast<std::uint32_t>(1 + std::count(text.begin(), before, '\n'))};
        }
    }
    return found;
}

ui::Positions ui::positions(replay::State const& state, std::uint16_t source, trace::Log const& log) {
    Positions result;
    result.source = source;
    for (auto const& task : state.tasks)
        if (!is_over(task.state)) chain(result, state, state.leaf_of(task.id), task.id, log);
    for (auto const leaf : state.leaves)
        if (auto const* coroutine = state.coroutine(leaf); coroutine && !coroutine->task)
            chain(result, state, leaf, {}, log);
    auto const* const begun = state.coroutine(state.current_leaf());
    if (auto const* frame = frame_now(state)) {
        result.live = frame->at;
        result.locals = frame->locals;
    } else if (auto const at = begun ? beginning(*begun, log) : replay::Place{}) {
        result.live = at;
    } else if (auto const* leaf = state.coroutine(state.leaf_of(state.current_task))) {
        if (auto const* const goes_on = innermost(leaf->frames)) result.next = goes_on->at;
    }
    for (auto& [line, tasks] : result.tasks)
        std::sort(tasks.begin(), tasks.end(), [](TaskHere const& a, TaskHere const& b) {
            return a.stand != b.stand ? a.stand < b.stand : a.task < b.task;
        });
    return result;
}
