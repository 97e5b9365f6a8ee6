// Writing to a State so that it can be undone: each change notes in a journal, if there is one, what was
// there before.
#pragma once
#include "replay/state.hpp"
#include "replay/undo.hpp"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace replay {

class StateEditor {
    using ObjectId = trace::ObjectId;
    using ObjectType = trace::ObjectType;

  public:
    // `after`: the position that the event leads to.
    StateEditor(State& state, Position after, std::vector<Undo>* journal)
        : state_(state), after_(after), journal_(journal) {}

    template <typename Record>
    void note(Record&& record) {
        if (journal_) journal_->emplace_back(std::forward<Record>(record));
    }

    // The object to write to, its old value noted; created if the trace never said so. Nullptr for an id of
    // another type, or a number no proper trace could have reached by now.
    template <typename Info>
    Info* edit(Table<Info> State::*table, ObjectId id, ObjectType type) {
        if (id.type() != type || id.number() == 0) return nullptr;
        auto& objects = state_.*table;
        std::size_t const index = id.number() - 1;
        if (index > 2 * after_ + 4096) return nullptr;
        if (index < objects.size()) {
            if (journal_) note(undo::Before<Info>{table, index, objects[index]});
        } else {
            while (objects.size() <= index) {
                Info info;
                info.id = ObjectId(type, static_cast<std::uint32_t>(objects.size() + 1));
                objects.push_back(std::move(info));
                note(undo::Added<Info>{table});
            }
        }
        return &objects.edit(index);
    }
    TaskInfo* task(ObjectId id) { return edit(&State::tasks, id, ObjectType::task); }
    CoroutineInfo* coroutine(ObjectId id) { return edit(&State::coroutines, id, ObjectType::coroutine); }
    FutureInfo* future(ObjectId id) { return edit(&State::futures, id, ObjectType::future); }
    HandleInfo* handle(ObjectId id) { return edit(&State::handles, id, ObjectType::handle); }
    ToolInfo* tool(ObjectId id) {
        return id.type() == ObjectType::queue ? edit(&State::queues, id, ObjectType::queue)
                                              : edit(&State::syncs, id, ObjectType::sync);
    }

    void enter(TaskInfo& task, TaskState task_state) {
        task.state = task_state;
        task.since = after_;
    }

    static void enter(CoroutineInfo& coroutine, CoroutineState state) { // in which it awaits nothing
        coroutine.state = state;
        coroutine.awaiting = {};
        coroutine.awaiting_words = {};
    }
    // close() of a coroutine, or its end before it began. What is suspended goes on by a GeneratorExit, and
    // tells its end by itself.
    void close(ObjectId coroutine);
    // `waiter` goes on; what it waited for and is not done yet is awaited by nobody now.
    void release(ObjectId awaited, ObjectId waiter);

    void push_ready(ObjectId id) {
        state_.ready.push_back(id);
        note(undo::ReadyPushed{});
    }
    void take_ready(ObjectId id);
    // A loop that begins says how many are ready in it: what stands before these was given to another loop,
    // and does not run now.
    void keep_ready(std::int64_t count);
    void add_timer(Timer timer) {
        if (state_.timers.insert(timer).second) note(undo::TimerAdded{timer});
    }
    void set_due(ObjectId future, std::int64_t when);
    void take_timer(HandleInfo const& timer) {
        if (!timer.when) return;
        Timer const entry{*timer.when, timer.id};
        if (state_.timers.erase(entry) != 0) note(undo::TimerTaken{entry});
    }

    std::vector<ObjectId>& edit_leaves() {
        note(undo::LeavesBefore{state_.leaves});
        return state_.leaves;
    }
    void leave(ObjectId leaf);
    void stand_still(trace::Event const& suspend, trace::Log const& log); // and leaves
    // Whoever began it within a step of its own goes on.
    void end_step(ObjectId task);

    // The statement at that line runs `depth` plain calls below its owner's frame.
    void move_line(Place at, ObjectId owner, std::size_t depth);
    // What happens at a line tells that the plain calls made from there are over: no event of their own does.
    void come_back(trace::Event const& event);
    void set_local(std::string_view text, ObjectId owner); // "name = repr"

  private:
    State& state_;
    Position after_;
    std::vector<Undo>* journal_;
};

} // namespace replay
