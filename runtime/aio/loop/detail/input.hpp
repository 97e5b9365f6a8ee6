// Where a loop hears from the outside: what its selector watches, as the loop's turn needs it.
#pragma once

namespace aio {

class LoopInput {
  public:
    virtual ~LoopInput() = default;
    virtual bool any_ready() const = 0;
    virtual void queue_ready() = 0; // what is ready goes into the loop's ready queue
};

} // namespace aio
