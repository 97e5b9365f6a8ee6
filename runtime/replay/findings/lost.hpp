// What a task took out of a queue for somebody who was gone by then.
#pragma once
#include "replay/findings/problems.hpp"
#include "replay/state.hpp"

#include <optional>

namespace replay {

class Lost {
  public:
    explicit Lost(Index const& index) : index_(&index) {}

    void look(trace::Event const& event, State const& state, std::vector<Problem>& into); // just after it

  private:
    Index const* index_;
    trace::ObjectId took_;        // the task whose step took an item, and which has not awaited since
    std::optional<Problem> done_; // it ended with it, and nobody has been told yet
};

} // namespace replay
