// Cancellations that did not get through: somebody asked for one, and an `except` of the program kept it.
#pragma once
#include "replay/findings/problems.hpp"
#include "replay/state.hpp"

#include <unordered_map>
#include <vector>

namespace replay {

class Cancelling {
  public:
    explicit Cancelling(Index const& index) : index_(&index) {}

    void look(trace::Event const& event, State const& state, std::vector<Problem>& into); // just after it

  private:
    struct Asked {
        trace::ObjectId timeout_of; // none: a line of the program asked
    };

    void asked(trace::Event const& event, State const& state);
    void task_done(trace::Event const& event, State const& state, std::vector<Problem>& into);
    void uncancelled(trace::Event const& event, State const& state, std::vector<Problem>& into);
    // Where the program's text keeps what was thrown into the task, within the block of line `until`.
    Place kept_by(trace::ObjectId task, std::uint32_t until) const;

    Index const* index_;
    std::unordered_map<trace::ObjectId, Asked> asked_;
    // Where the coroutines of a task stood when CancelledError came, the innermost first.
    std::unordered_map<trace::ObjectId, std::vector<Place>> thrown_;
    trace::ObjectId timeout_handle_, timeout_of_; // whom the timeout's callback that runs cancelled first
    std::unordered_map<trace::ObjectId, bool> timed_out_; // its own timeout cancelled it
};

} // namespace replay
