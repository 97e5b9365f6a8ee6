// What locks, events, conditions, semaphores, barriers and queues are made of: a future for each waiting
// task, in the waiting coroutine's own frame, in a list in order of arrival.
#pragma once
#include "aio/base/detail/counted.hpp"
#include "aio/base/detail/list.hpp"
#include "aio/coro/coro.hpp"
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/future.hpp"
#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

class WaitList;

// The future of one waiting task. It leaves its list by itself when it is destroyed.
class ToolFuture final : public FutureBase, public detail::Linked<ToolFuture> {
  public:
    ToolFuture(EventLoop& loop, std::string_view purpose, Word result)
        : FutureBase(loop, purpose), purpose_(purpose), result_(result) {
        retain(); // the frame's own reference
    }
    ~ToolFuture() override;

    bool woken() const { return done() && !cancelled(); }
    void wake() { finish(); } // must be pending
    std::string await_words() const override { return std::string(purpose_); }

  private:
    friend class WaitList;
    std::string result_repr() const override { return std::string(spelling(result_)); }
    trace::TextId result_text(Kind) const override { return intern(result_); }

    std::string_view purpose_;
    WaitList* list_ = nullptr;
    Word result_;
};

// First come, first served. Does not own its futures.
class WaitList {
  public:
    ~WaitList() {
        while (ToolFuture* const future = first()) remove(*future);
    }

    bool empty() const { return futures_.empty(); }
    std::size_t size() const { return size_; }
    ToolFuture* first() const { return futures_.first(); }
    void push(ToolFuture& future) {
        future.list_ = this;
        futures_.push_back(future);
        ++size_;
    }
    void remove(ToolFuture& future) { // no effect if it is not in this list
        if (future.list_ != this) return;
        futures_.remove(future);
        future.list_ = nullptr;
        --size_;
    }

    bool all_cancelled() const;
    std::size_t pending() const; // that neither were woken nor gave up
    bool wake_next();            // the first pending one; it stays in the list until its task runs
    void wake(std::size_t count);
    void wake_all() { wake(size_); }
    void pop_and_wake_next() { // takes out all up to the first pending one, and wakes that
        while (ToolFuture* const future = first()) {
            remove(*future);
            if (future->done()) continue;
            future->wake();
            return;
        }
    }
    void pop_and_wake_all();

  private:
    detail::List<ToolFuture> futures_;
    std::size_t size_ = 0;
};

inline ToolFuture::~ToolFuture() {
    if (list_) list_->remove(*this);
}

// What a tool has beside its state: an id, an owner count, and the loop it was first waited for in.
class Tool : public detail::Counted<Tool> {
  public:
    ObjectId id() const { return id_; }
    // The running loop. RuntimeError if the tool was waited for in another one.
    EventLoop& loop() {
        EventLoop& running = get_running_loop();
        if (loop_number_ != LoopAccess(running).number()) bind(running);
        return running;
    }
    // As CPython's repr shows it, but without the address: "<asyncio.locks.Lock object [locked]>".
    virtual std::string describe() const = 0;

    // Records an event of this tool by the current task.
    void note(Kind kind, std::int64_t value = 0) const {
        if (id_ && recording(kind)) record_at(thread_state.frame, kind, id_, current_task_id(), value);
    }

  protected:
    // `made` is how sync.create names it; `part_of`: the tool that made it for itself.
    Tool(ObjectType type, std::string_view made, ObjectId part_of = {}) : id_(new_id(type)) {
        record_text(Kind::sync_create, id_, part_of, [&] { return made; });
    }
    virtual ~Tool() = default;

  private:
    friend class detail::Counted<Tool>;
    void bind(EventLoop& running);
    static ObjectId current_task_id() { return thread_state.task ? thread_state.task->id() : ObjectId{}; }

    ObjectId id_;
    std::uint64_t loop_number_ = 0;
};

// What lock.acquire() and its like give: nothing happens before it is awaited, and it can be awaited once.
// Like CPython's coroutine it can be made a task instead. A derived class has Result, and what an awaiter
// has: ready(), suspend(), resume().
class Operation {
  public:
    // To the coroutine that is made of it, which then says if it was never awaited. Gives that one's name.
    char const* hand_over() { return std::exchange(coroutine_, nullptr); }
    Operation& operator=(Operation&&) = delete;

  protected:
    // `coroutine` is the name of CPython's coroutine, "Lock.acquire"; `purpose` how traces name the wait.
    Operation(char const* coroutine, std::string_view purpose) : coroutine_(coroutine), purpose_(purpose) {}
    Operation(Operation&& other) noexcept
        : coroutine_(std::exchange(other.coroutine_, nullptr)), purpose_(other.purpose_),
          started_(other.started_) {}
    ~Operation() {
        if (!started_ && coroutine_) never_awaited();
    }

    void start() {
        if (started_) throw RuntimeError("cannot reuse already awaited coroutine");
        started_ = true;
    }
    // Makes the future and lets the chain of coroutines wait for it.
    void wait(std::optional<ToolFuture>& future, WaitList& list, EventLoop& loop, Word result) const;
    // The two one by one.
    ToolFuture& make_future(std::optional<ToolFuture>& future, EventLoop& loop, Word result) const;
    static void wait(ToolFuture& future, WaitList& list);
    // What is to be raised at this await instead of going on; null if the future woke it.
    static std::exception_ptr take_error(ToolFuture& future) {
        if (!thread_state.driver->thrown && future.woken()) [[likely]]
            return nullptr;
        return why_not_woken(future);
    }

  private:
    static std::exception_ptr why_not_woken(ToolFuture& future);
    void never_awaited() const;

    char const* coroutine_;
    std::string_view purpose_;
    bool started_ = false;
};

// The operation stays where the awaiting expression made it: g++ 12 would copy an awaiter that is no prvalue.
template <typename Op>
struct OperationAwaiter {
    Op& operation;

    bool await_ready() const { return operation.ready(); }
    void await_suspend(std::coroutine_handle<>) const { operation.suspend(); }
    auto await_resume() const -> typename Op::Result { return operation.resume(); }
};

template <std::derived_from<Operation> Op>
OperationAwaiter<Op> operator co_await(Op& operation) {
    return {operation};
}

namespace detail {

template <typename Op>
Library<typename Op::Result> run_operation(Op operation) {
    co_return co_await operation;
}

template <typename Op>
Library<typename Op::Result> as_coroutine(Op operation) {
    char const* const name = operation.hand_over();
    return run_operation(std::move(operation)).called(name);
}

} // namespace detail

// asyncio.create_task(lock.acquire())
template <std::derived_from<Operation> Op>
auto create_task(Op operation, std::string name = {}) {
    using T = typename Op::Result;
    EventLoop& loop = get_running_loop();
    return Task<T>(make_ref<TaskState<T>>(loop, detail::as_coroutine(std::move(operation)), std::move(name)));
}

template <std::derived_from<Operation> Op>
auto ensure_future(Op operation) {
    return create_task(std::move(operation));
}

} // namespace aio
