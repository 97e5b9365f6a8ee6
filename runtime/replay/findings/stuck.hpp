// Tasks that wait for what nobody will do any more: a lock whose holder is gone or waits for them in turn,
// a queue's join() whose worker died with an item in its hands.
#pragma once
#include "replay/findings/problems.hpp"
#include "replay/state.hpp"

#include <map>
#include <unordered_map>
#include <utility>

namespace replay {

class Stuck {
  public:
    explicit Stuck(Index const& index) : index_(&index) {}

    void look(trace::Event const& event, State const& state); // just after each event
    std::vector<Problem> found() const;

  private:
    struct Found {
        trace::ObjectId ends_it; // the lock, if it is released; the future of the join, if it is over
        trace::ObjectId waiter;
        Problem problem;
    };
    using Hands = std::map<std::pair<trace::ObjectId, trace::ObjectId>, std::int64_t>; // queue, task: items

    void look_at_locks(trace::ObjectId task, State const& state); // that it waits for
    void look_at_lock(ToolInfo const& lock, TaskInfo const& waiter, State const& state);
    void look_at_join(TaskInfo const& joins, State const& state);
    void task_done(trace::ObjectId task, State const& state);
    bool waits_in_turn(trace::ObjectId holder, trace::ObjectId waiter, State const& state) const;
    std::string why_held(TaskInfo const& holder, trace::ObjectId waiter, State const& state) const;
    Place died_at(trace::ObjectId task) const;
    void add(trace::ObjectId ends_it, trace::ObjectId waiter, Problem problem);

    Index const* index_;
    std::unordered_map<trace::ObjectId, Place> taken_at_;  // a lock
    std::unordered_map<trace::ObjectId, Place> died_at_;   // where what ended a task left its coroutine
    std::unordered_map<trace::ObjectId, Place> raised_at_; // in a task's step
    std::unordered_map<trace::ObjectId, std::vector<trace::ObjectId>> waits_for_; // a task: locks
    std::vector<trace::ObjectId> joining_; // tasks that wait in a join()
    Hands in_hands_;
    std::vector<Found> found_;
};

} // namespace replay
