#include "replay/state_editor.hpp"

#include "replay/local_text.hpp"

#include <algorithm>
#include <iterator>

namespace replay {

void StateEditor::take_ready(ObjectId id) {
    auto const found = std::find(state_.ready.begin(), state_.ready.end(), id);
    if (found == state_.ready.end()) return;
    note(undo::ReadyTaken{static_cast<std::size_t>(found - state_.ready.begin()), id});
    state_.ready.erase(found);
}

// Whoever waits for it already waits until then: somebody put it off.
void StateEditor::set_due(ObjectId id, std::int64_t when) {
    auto* const set = future(id);
    if (!set) return;
    set->due = when;
    ObjectId const owner = set->awaited_by;
    auto const* const waits = state_.task(owner);
    if (waits && waits->state == TaskState::waiting && waits->awaiting == id) task(owner)->due = when;
}

void StateEditor::keep_ready(std::int64_t count) {
    while (std::ssize(state_.ready) > std::max<std::int64_t>(count, 0))
        take_ready(ObjectId(state_.ready.front()));
}

void StateEditor::leave(ObjectId leaf) {
    auto const found = std::find(state_.leaves.rbegin(), state_.leaves.rend(), leaf);
    if (found == state_.leaves.rend()) return;
    auto const index = static_cast<std::size_t>(state_.leaves.rend() - found) - 1;
    edit_leaves().resize(index); // what it drove by hand ends with it
}

void StateEditor::end_step(ObjectId task) {
    if (state_.current_task != task) return;
    auto const* const outer = state_.coroutine(state_.current_leaf());
    state_.current_task = outer && outer->task != task ? outer->task : ObjectId{};
}

void StateEditor::close(ObjectId id) {
    auto const* closed = state_.coroutine(id);
    if (closed && closed->state == CoroutineState::suspended) {
        auto const leaf = state_.leaf_below(id);
        edit_leaves().push_back(leaf);
        if (auto* runs = coroutine(leaf)) enter(*runs, CoroutineState::running);
        return;
    }
    leave(id);
    if (auto* over = coroutine(id)) enter(*over, CoroutineState::closed);
}

void StateEditor::move_line(Place at, ObjectId owner, std::size_t depth) {
    if (owner && !state_.coroutine(owner)) return;
    if (auto const leaf = state_.current_leaf(); !owner && state_.coroutine(leaf)) {
        owner = leaf; // in real time what never suspends is no coroutine that is known: who runs called it
        ++depth;
    }
    auto* frames = frames_of(state_, owner);
    constexpr std::size_t deepest = 10'000; // above CPython's default recursion limit
    if (!frames || depth > deepest) return;
    undo::FramesBefore before{owner, frames->size(), {}, {}};
    if (frames->size() > depth + 1) {
        before.left.assign(std::make_move_iterator(frames->begin() + static_cast<std::ptrdiff_t>(depth) + 1),
                           std::make_move_iterator(frames->end()));
        frames->resize(depth + 1);
    }
    if (frames->size() <= depth) frames->resize(depth + 1);
    before.at = std::exchange((*frames)[depth].at, at);
    note(std::move(before));
}

void StateEditor::stand_still(trace::Event const& suspend, trace::Log const& log) {
    // Where no lines are recorded, it is known only from here on.
    if (suspend.line != 0 && log.header().clock == "real") move_line(place_of(suspend), suspend.subject, 0);
    leave(suspend.subject);
}

void StateEditor::come_back(trace::Event const& event) {
    if (event.line == 0 || event.kind == trace::Kind::line || event.subject.type() == ObjectType::thread)
        return;
    Place const at = place_of(event);
    auto const leaf = state_.current_leaf();
    auto const* const coroutine = state_.coroutine(leaf);
    if (!coroutine && state_.loop_running) return; // a callback's lines are the module's too
    auto const& frames = coroutine ? coroutine->frames : state_.module;
    if (frames.size() < 2 || frames.back().at == at) return;
    auto const there =
        std::find_if(frames.rbegin(), frames.rend(), [&](Frame const& f) { return f.at == at; });
    if (there != frames.rend())
        move_line(at, coroutine ? leaf : ObjectId{}, static_cast<std::size_t>(frames.rend() - there) - 1);
}

void StateEditor::set_local(std::string_view text, ObjectId owner) {
    auto const [name, value, of_module] = local_text(text);
    if (of_module) owner = {};
    if (owner && !state_.coroutine(owner)) return;
    auto* frames = frames_of(state_, owner);
    if (!frames) return;
    if (frames->empty()) {
        note(undo::FramesBefore{owner, 0, {}, {}});
        frames->resize(1);
    }
    auto const frame = of_module ? 0 : frames->size() - 1;
    auto& locals = (*frames)[frame].locals;
    auto const found =
        std::find_if(locals.begin(), locals.end(), [&](Local const& l) { return l.name == name; });
    auto const index = static_cast<std::size_t>(found - locals.begin());
    if (found == locals.end()) {
        note(undo::LocalBefore{owner, frame, index, std::nullopt});
        locals.push_back({name, value});
    } else {
        note(undo::LocalBefore{owner, frame, index, found->value});
        found->value = value;
    }
}

void StateEditor::release(ObjectId awaited, ObjectId waiter) {
    if (auto const* left = state_.future(awaited); left && left->state == FutureState::pending)
        if (left->awaited_by == waiter) future(awaited)->awaited_by = {};
    if (auto const* left = state_.task(awaited); left && !is_over(left->state))
        if (left->awaited_by == waiter) task(awaited)->awaited_by = {};
}

} // namespace replay
