// Cancellations that did not get through: somebody asked for one, and an `except` of the program kept it.
#pragma once
#include "replay/findings/caught.hpp"
#include "replay/findings/problems.hpp"
#include "replay/state.hpp"

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace replay {

class Cancelling {
  public:
    explicit Cancelling(Index const& index) : index_(&index) {}

    void look(trace::Event const& event, State const& state, std::vector<Problem>& into); // just after it

  private:
    void asked(trace::Event const& event, State const& state);
    void task_done(trace::Event const& event, State const& state, std::vector<Problem>& into);
    void uncancelled(trace::Event const& event, State const& state, std::vector<Problem>& into);
    // Where the program's text keeps what was thrown into the task, within the block of line `until`.
    Place kept_by(trace::ObjectId task, std::uint32_t until);

    Index const* index_;
    std::unordered_map<std::uint16_t, Catching> texts_; // by source
    std::unordered_map<trace::ObjectId, trace::ObjectId>
        asked_; // for whose timeout; none: a line of the program did
    // Where the coroutines of a task stood when CancelledError came, the innermost first.
    std::unordered_map<trace::ObjectId, std::vector<Place>> thrown_;
    trace::ObjectId timeout_handle_, timeout_of_;   // whom the timeout's callback that runs cancelled first
    std::unordered_set<trace::ObjectId> timed_out_; // their own timeouts cancelled them
};

} // namespace replay
