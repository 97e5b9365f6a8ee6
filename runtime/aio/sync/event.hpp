// Event (asyncio/locks.py): a flag that tasks can wait for. set() wakes all that wait; a woken one goes on
// even if the flag was cleared again before it runs, and whoever comes after clear() waits for the next
// set().
#pragma once
#include "aio/sync/detail/primitive.hpp"

#include <optional>
#include <string>
#include <utility>

namespace aio {

class EventState final : public Tool {
  public:
    EventState() : Tool(ObjectType::sync, "Event") {}

    bool is_set() const { return set_; }
    void set();
    void clear() { set_ = false; }
    std::string describe() const override;

    WaitList waiters;

  private:
    bool set_ = false;
};

// co_await event.wait(): True.
class [[nodiscard]] EventWait : public Operation {
  public:
    using Result = bool;

    explicit EventWait(Ref<EventState> event)
        : Operation("Event.wait", "event.wait"), event_(std::move(event)) {}
    EventWait(EventWait&& other) noexcept
        : Operation(static_cast<Operation&&>(other)), event_(std::move(other.event_)) {}

    bool ready() {
        start();
        return event_->is_set();
    }
    void suspend();
    bool resume();

  private:
    Ref<EventState> event_;
    std::optional<ToolFuture> future_;
};

// A program's reference to an event.
class Event {
  public:
    Event() : state_(make_ref<EventState>()) {}

    ObjectId id() const { return state_->id(); }
    bool is_set() const { return state_->is_set(); }
    void set() const { state_->set(); }
    void clear() const { state_->clear(); }
    EventWait wait() const { return EventWait(state_); }
    Ref<EventState> const& state() const { return state_; }

  private:
    Ref<EventState> state_;
};

inline std::string repr(Event const& event) { return to_string(event.id()); }
inline std::string str(Event const& event) { return event.state()->describe(); }

} // namespace aio
