// Handle and TimerHandle (asyncio/events.py): one callback, called once by the loop unless cancelled.
#pragma once
#include "aio/base/detail/counted.hpp"
#include "aio/base/detail/execution.hpp"
#include "aio/base/detail/ref.hpp"
#include "aio/python/context.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace aio {

class FutureBase;
class TimerHeap;

// A callback in a queue: the loop's ready queue, its timers, or a future's done callbacks; never in two at
// once, so one link serves all. Whoever queues a handle retains it.
class Handle {
  public:
    enum class State : std::uint8_t { idle, waiting, scheduled, ready, cancelled };

    Handle() { ++objects_alive.handles; }
    Handle(Handle const&) = delete;
    Handle& operator=(Handle const&) = delete;

    ObjectId id() const { return id_; }
    bool cancelled() const { return state_ == State::cancelled; }
    void cancel(); // a cancelled handle is skipped; no effect once it has run

    virtual void retain() = 0;
    virtual void release() = 0;

  protected:
    // A task's step is told apart without a virtual call: nearly every handle is one.
    enum class Sort : std::uint8_t { callback, step };
    explicit Handle(Sort sort) : sort_(sort) { ++objects_alive.handles; }
    ~Handle() { --objects_alive.handles; }

  private:
    friend class EventLoop;
    friend class FutureBase;
    friend class HandleQueue;
    friend struct Description;

    virtual void call() = 0;
    virtual std::string_view words() const = 0;  // what traces call the callback
    virtual ObjectId whom() const { return {}; } // the task or future it concerns
    virtual EventLoop& loop() const = 0;
    virtual ContextSlot* context() { return nullptr; } // in which it runs, if the program can tell
    virtual void future_done(FutureBase&) {}           // the future it waited for is done; call() follows

    Handle* next_ = nullptr;
    ObjectId id_;

  protected:
    State state_ = State::idle;

  private:
    Sort sort_ = Sort::callback;

  protected:
    std::uint16_t outside_ = 0; // of a sleep that stands for the outside: its number (see Scheduling)
};

// First in, first out, through the handles' own links; retains what it holds.
class HandleQueue {
  public:
    HandleQueue() = default;
    HandleQueue(HandleQueue const&) = delete;
    HandleQueue& operator=(HandleQueue const&) = delete;
    ~HandleQueue() { clear(); }

    bool empty() const { return head_ == nullptr; }
    bool holds_one_step() const {
        return head_ == tail_ && head_->sort_ == Handle::Sort::step;
    }                          // not if empty
    std::size_t size() const { // counted: only recordings ask
        std::size_t count = 0;
        for (Handle const* at = head_; at; at = at->next_) ++count;
        return count;
    }
    void push(Handle& handle) {
        handle.retain();
        push_retained(handle);
    }
    // Takes over the caller's reference.
    void push_retained(Handle& handle) {
        handle.next_ = nullptr;
        (tail_ ? tail_->next_ : head_) = &handle;
        tail_ = &handle;
    }
    // The caller takes over the reference.
    Handle& pop() {
        Handle& first = *head_;
        head_ = first.next_;
        if (!head_) tail_ = nullptr;
        first.next_ = nullptr;
        return first;
    }
    bool remove(Handle& handle); // slow: for callbacks taken back and for handles that die in the queue
    void take_all(HandleQueue& other) { // moves all of `other` behind its own
        if (other.empty()) return;
        (tail_ ? tail_->next_ : head_) = other.head_;
        tail_ = other.tail_;
        other.head_ = other.tail_ = nullptr;
    }
    void clear() {
        while (!empty()) {
            Handle& handle = pop();
            handle.state_ = Handle::State::idle; // it may outlive the loop, and must not look for it
            handle.release();
        }
    }

  private:
    friend struct Description;

    Handle* head_ = nullptr;
    Handle* tail_ = nullptr;
};

class TimerHandle : public Handle {
  public:
    std::int64_t when() const { return when_; } // ns of the loop's clock

  protected:
    ~TimerHandle() = default;

  private:
    friend class EventLoop;
    friend class TimerHeap;
    friend std::vector<TimerHandle*> pop_simultaneous(TimerHeap& timers);
    friend void choose_next_sleep(TimerHeap& timers, Scheduling& scheduling);

    std::int64_t when_ = 0;
    std::uint32_t order_ = 0; // of arming, modulo 2^32: equal deadlines are due in this order
    std::uint32_t place_ = 0; // in the heap
};

// While it lives, a callback of the program runs: a function called by the loop, in its own context.
class CallbackFrame {
  public:
    explicit CallbackFrame(ContextSlot& context) : outer_(std::exchange(thread_state.context, &context)) {
        thread_state.frame = &frame_;
    }
    CallbackFrame(CallbackFrame const&) = delete;
    CallbackFrame& operator=(CallbackFrame const&) = delete;
    ~CallbackFrame() {
        thread_state.frame = nullptr;
        thread_state.context = outer_;
    }

  private:
    Frame frame_;
    ContextSlot* outer_;
};

// A handle of one loop that lives as long as somebody refers to it (make_ref).
template <typename Base = Handle>
class OwnedHandle : public Base, private detail::Counted<OwnedHandle<Base>> {
  public:
    explicit OwnedHandle(EventLoop& loop) : loop_(loop) {}

    void retain() override { detail::Counted<OwnedHandle>::retain(); }
    void release() override { detail::Counted<OwnedHandle>::release(); }

  protected:
    virtual ~OwnedHandle() = default;
    EventLoop& loop() const override { return loop_; }

  private:
    friend class detail::Counted<OwnedHandle>;

    EventLoop& loop_;
};

// One that owns a function: what call_soon, call_later and call_at of a program make.
template <typename Base>
class FunctionHandle final : public OwnedHandle<Base> {
  public:
    FunctionHandle(EventLoop& loop, std::function<void()> function, std::string words, ContextSlot context)
        : OwnedHandle<Base>(loop), function_(std::move(function)), words_(std::move(words)),
          context_(std::move(context)) {}

  private:
    void call() override {
        CallbackFrame const frame(context_);
        auto const function = std::move(function_);
        function();
    }
    std::string_view words() const override { return words_; }
    ContextSlot* context() override { return &context_; }

    std::function<void()> function_;
    std::string words_;
    ContextSlot context_;
};

} // namespace aio
