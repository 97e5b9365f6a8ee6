#include "replay/findings/stuck.hpp"

#include "replay/findings/place_words.hpp"
#include "replay/names.hpp"

#include <algorithm>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;

namespace {

bool is_lock(ToolInfo const& tool) {
    return tool.words == "Lock" || tool.words == "threading.Lock" || tool.words == "threading.RLock";
}

bool blocks_thread(ToolInfo const& lock) { return lock.words.starts_with("threading."); }

std::string outcome_words(TaskInfo const& task) {
    if (task.state == TaskState::cancelled) return "was cancelled";
    if (task.outcome.starts_with("exception "))
        return "ended with " + one_line(task.outcome.substr(std::string_view("exception ").size()));
    return task.state == TaskState::destroyed ? "was destroyed" : "ended";
}

} // namespace

void Stuck::look(Event const& event, State const& state) {
    switch (event.kind) {
    case Kind::sync_wait:
        waits_for_[event.object].push_back(event.subject);
        if (state.current_task == event.object) look_at_locks(event.object, state); // threading's: it runs
        break;
    case Kind::sync_acquire:
        taken_at_[event.subject] = place_of(event);
        std::erase(waits_for_[event.object], event.subject);
        break;
    case Kind::sync_release:
    case Kind::future_result:
        std::erase_if(found_, [&](Found const& each) {
            if (each.ends_it != event.subject) return false;
            // A lock that is given back only because they were cancelled was waited for in vain.
            auto const* waiter = state.task(each.waiter);
            return waiter && (waiter->state == TaskState::waiting || waiter->state == TaskState::running ||
                              event.kind == Kind::future_result);
        });
        break;
    case Kind::queue_get: ++in_hands_[{event.subject, event.object}]; break;
    case Kind::queue_task_done: --in_hands_[{event.subject, event.object}]; break;
    case Kind::task_step:
        raised_at_.erase(event.subject);
        std::erase(joining_, event.subject);
        break;
    case Kind::task_suspend: {
        auto const* task = state.task(event.subject);
        if (!task || task->state != TaskState::waiting) break;
        look_at_locks(task->id, state);
        if (task->awaiting_words != "queue.join") break;
        joining_.push_back(task->id);
        look_at_join(*task, state);
        break;
    }
    case Kind::coro_raise: raised_at_.try_emplace(state.current_task, place_of(event)); break;
    case Kind::task_done: task_done(event.subject, state); break;
    default: break;
    }
}

void Stuck::task_done(ObjectId task, State const& state) {
    if (auto const raised = raised_at_.find(task); raised != raised_at_.end())
        died_at_[task] = raised->second;
    for (auto const& [waiter, locks] : waits_for_)
        for (ObjectId const id : locks)
            if (auto const* lock = state.tool(id); lock && lock->holder == task)
                if (auto const* waits = state.task(waiter)) look_at_lock(*lock, *waits, state);
    for (ObjectId const joins : joining_) look_at_join(*state.task(joins), state);
}

std::vector<Problem> Stuck::found() const {
    std::vector<Problem> all;
    for (auto const& each : found_) all.push_back(each.problem);
    return all;
}

void Stuck::add(ObjectId ends_it, ObjectId waiter, Problem problem) {
    auto const same = [&](Found const& each) {
        return each.ends_it == ends_it && each.problem.object == problem.object;
    };
    if (std::none_of(found_.begin(), found_.end(), same))
        found_.push_back({ends_it, waiter, std::move(problem)});
}

Place Stuck::died_at(ObjectId task) const {
    auto const died = died_at_.find(task);
    return died == died_at_.end() ? Place{} : died->second;
}

bool Stuck::waits_in_turn(ObjectId holder, ObjectId waiter, State const& state) const {
    std::vector<ObjectId> seen;
    for (ObjectId each = holder; each && std::find(seen.begin(), seen.end(), each) == seen.end();) {
        if (each == waiter) return true;
        seen.push_back(each);
        auto const* task = state.task(each);
        if (!task || task->state != TaskState::waiting) return false;
        each = task->awaiting;
        for (auto const& lock : state.syncs)
            if (is_lock(lock) && lock.holder &&
                std::find(lock.waiting.begin(), lock.waiting.end(), task->id) != lock.waiting.end() &&
                task->awaiting_words == "lock.acquire")
                each = lock.holder;
    }
    return false;
}

std::string Stuck::why_held(TaskInfo const& holder, ObjectId waiter, State const& state) const {
    if (is_over(holder.state))
        return ", " + outcome_words(holder) + at_words(index_->log(), died_at(holder.id)) +
               " and never released it";
    auto const* coroutine = state.coroutine(state.leaf_of(holder.id));
    std::string const awaits =
        holder.awaiting_words.empty() ? std::string() : " (" + expand(*index_, holder.awaiting_words) + ")";
    return " and keeps while it waits" + (coroutine ? at_words(index_->log(), coroutine->at()) : "") +
           awaits +
           (waits_in_turn(holder.id, waiter, state) ? ": each waits for the other, for ever"
                                                    : ": neither can ever go on");
}

void Stuck::look_at_locks(ObjectId task, State const& state) {
    auto const* waiter = state.task(task);
    auto const locks = waits_for_.find(task);
    if (!waiter || locks == waits_for_.end()) return;
    for (ObjectId const id : locks->second)
        if (auto const* lock = state.tool(id)) look_at_lock(*lock, *waiter, state);
}

void Stuck::look_at_lock(ToolInfo const& lock, TaskInfo const& waiter, State const& state) {
    if (!is_lock(lock)) return;
    bool const threads = blocks_thread(lock);
    auto const* holder = state.task(lock.holder);
    bool const waits = threads
                           ? waiter.state == TaskState::running
                           : waiter.state == TaskState::waiting && waiter.awaiting_words == "lock.acquire";
    if (!holder || !waits || holder->state == TaskState::running) return;
    if (!threads && !is_over(holder->state) && !waits_in_turn(holder->id, waiter.id, state)) return;
    auto const* coroutine = state.coroutine(state.leaf_of(waiter.id));
    Place const taken = taken_at_[lock.id];
    std::string const what =
        threads ? " blocks the loop: it waits for a " + std::string(lock.words) : " waits for a lock";
    add(lock.id, waiter.id,
        {ProblemKind::never_released, state.position, waiter.id,
         display_name(*index_, waiter.id) + what + " that " + display_name(*index_, holder->id) + " took" +
             at_words(index_->log(), taken) + why_held(*holder, waiter.id, state),
         threads ? place_of(index_->log()[state.position - 1]) : (coroutine ? coroutine->at() : Place{})});
}

void Stuck::look_at_join(TaskInfo const& joins, State const& state) {
    auto const* coroutine = state.coroutine(state.leaf_of(joins.id));
    for (auto const& [whose, items] : in_hands_) {
        auto const& [queue, worker] = whose;
        auto const* task = state.task(worker);
        if (items <= 0 || !task || !is_over(task->state)) continue;
        std::int64_t in_all = 0;
        for (auto const& [other, count] : in_hands_) in_all += other.first == queue ? count : 0;
        if (in_all <= 0) continue; // another one has said it for it
        Place const died = died_at(worker);
        add(joins.awaiting, joins.id,
            {ProblemKind::worker_died, state.position, worker,
             display_name(*index_, worker) + " took an item out of the queue, " + outcome_words(*task) +
                 at_words(index_->log(), died) + " and never called task_done(): the join() that " +
                 display_name(*index_, joins.id) + " waits in" +
                 (coroutine ? at_words(index_->log(), coroutine->at()) : "") + " cannot end",
             died});
    }
}

} // namespace replay
