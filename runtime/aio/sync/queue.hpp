// Queue, LifoQueue and PriorityQueue (asyncio/queues.py): items go from task to task. get() waits while there
// is none, put() while the queue is full, join() until every item was marked as done. shutdown() is that
// of 3.13.
#pragma once
#include "aio/sync/detail/primitive.hpp"
#include "aio/sync/detail/queue_order.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

#define AIO_QUEUE_EXCEPTION(Name)                                                                            \
    class Name : public Exception {                                                                          \
      public:                                                                                                \
        using Exception::Exception;                                                                          \
        char const* type_name() const noexcept override { return #Name; }                                    \
    }

AIO_QUEUE_EXCEPTION(QueueEmpty);
AIO_QUEUE_EXCEPTION(QueueFull);
AIO_QUEUE_EXCEPTION(QueueShutDown);
#undef AIO_QUEUE_EXCEPTION

// How traces name a kind of queue and what is awaited of it.
struct QueueWords {
    std::string_view class_name;
    std::string_view get;
    std::string_view put;
    std::string_view join;
};

// What a queue is, whatever it holds.
class QueueCore : public Tool {
  public:
    QueueWords const& words() const { return *words_; }
    std::int64_t maxsize() const { return maxsize_; }
    bool full() const { return maxsize_ > 0 && size_ >= maxsize_; }
    std::int64_t size() const { return size_; }
    std::int64_t unfinished() const { return unfinished_; }
    bool is_shut_down() const { return shut_down_; }

    void task_done(); // ValueError if called more often than items were put
    void shutdown(bool immediate);
    std::string describe() const override;

    WaitList getters;
    WaitList putters;
    WaitList joiners;

  protected:
    QueueCore(QueueOrder order, std::int64_t maxsize);
    void check_can_put() const {
        if (shut_down_ || full()) [[unlikely]]
            refuse_put();
    }
    void was_put() {
        ++unfinished_;
        note(Kind::queue_put, ++size_);
        getters.pop_and_wake_next();
    }
    void check_can_get() const {
        if (size_ == 0) [[unlikely]]
            refuse_get();
    }
    void was_got() {
        note(Kind::queue_get, --size_);
        putters.pop_and_wake_next();
    }
    virtual void drop_one() = 0;
    virtual std::string items_repr() const = 0;

    QueueOrder const order_;

  private:
    QueueWords const* words_;
    [[noreturn]] void refuse_put() const;
    [[noreturn]] void refuse_get() const;

    std::int64_t maxsize_;
    std::int64_t size_ = 0;
    std::int64_t unfinished_ = 0;
    bool shut_down_ = false;
};

template <typename T>
class QueueState final : public QueueCore {
  public:
    QueueState(QueueOrder order, std::int64_t maxsize) : QueueCore(order, maxsize) {}

    void put(T item) {
        check_can_put();
        if constexpr (Ordered<T>) {
            if (order_ == QueueOrder::priority)
                detail::heap_push(items_, std::move(item));
            else
                items_.push_back(std::move(item));
        } else {
            items_.push_back(std::move(item));
        }
        was_put();
    }
    T get() {
        check_can_get();
        T item = take();
        was_got();
        return item;
    }

  private:
    T take() {
        if constexpr (Ordered<T>)
            if (order_ == QueueOrder::priority) return detail::heap_pop(items_);
        if (order_ == QueueOrder::lifo) {
            T item = std::move(items_.back());
            items_.pop_back();
            return item;
        }
        T item = std::move(items_.front());
        items_.pop_front();
        return item;
    }
    void drop_one() override { take(); }
    std::string items_repr() const override {
        std::string text;
        for (auto const& item : items_) text += (text.empty() ? "" : ", ") + repr_or_object(item);
        return "[" + text + "]";
    }

    std::deque<T> items_;
};

// What put and get share: waiting for room or for an item, perhaps more than once.
class QueueOperation : public Operation, private RepeatedWait {
  public:
    void suspend();

  protected:
    enum class Side : std::uint8_t { getting, putting };

    QueueOperation(Side side, Ref<QueueCore> queue)
        : Operation(side == Side::getting ? "Queue.get" : "Queue.put",
                    side == Side::getting ? queue->words().get : queue->words().put),
          queue_(std::move(queue)), side_(side) {}
    QueueOperation(QueueOperation&& other) noexcept
        : Operation(static_cast<Operation&&>(other)), queue_(std::move(other.queue_)), side_(other.side_) {}

    // Must it wait? QueueShutDown if that would be for ever.
    bool blocked() const {
        if (side_ == Side::getting ? queue_->size() != 0 : !queue_->full()) return false;
        if (queue_->is_shut_down()) throw QueueShutDown();
        return true;
    }
    // Raises what ended the wait, if it was no wake-up.
    void finish() {
        if (!future_) return;
        if (auto const error = take_error(*future_)) [[unlikely]]
            give_up(error);
    }

    Ref<QueueCore> queue_;

  private:
    bool over() override;
    [[noreturn]] void give_up(std::exception_ptr const& error);
    WaitList& list() const { return side_ == Side::getting ? queue_->getters : queue_->putters; }

    std::optional<ToolFuture> future_;
    Side side_;
};

template <typename T>
class [[nodiscard]] QueueGet final : public QueueOperation {
  public:
    using Result = T;

    explicit QueueGet(Ref<QueueState<T>> const& queue) : QueueOperation(Side::getting, queue) {}

    bool ready() {
        start();
        return !blocked();
    }
    T resume() {
        finish();
        return static_cast<QueueState<T>&>(*queue_).get();
    }
};

template <typename T>
class [[nodiscard]] QueuePut final : public QueueOperation {
  public:
    using Result = void;

    QueuePut(Ref<QueueState<T>> const& queue, T item)
        : QueueOperation(Side::putting, queue), item_(std::move(item)) {}

    bool ready() {
        start();
        return !blocked();
    }
    void resume() {
        finish();
        static_cast<QueueState<T>&>(*queue_).put(std::move(item_));
    }

  private:
    T item_;
};

class [[nodiscard]] QueueJoin final : public Operation {
  public:
    using Result = void;

    explicit QueueJoin(Ref<QueueCore> queue);
    QueueJoin(QueueJoin&& other) noexcept
        : Operation(static_cast<Operation&&>(other)), queue_(std::move(other.queue_)) {}

    bool ready() {
        start();
        return queue_->unfinished() <= 0;
    }
    void suspend();
    void resume();

  private:
    Ref<QueueCore> queue_;
    std::optional<ToolFuture> future_;
};

// A program's reference to a queue.
template <typename T>
class Queue {
  public:
    explicit Queue(std::int64_t maxsize = 0) : Queue(QueueOrder::fifo, maxsize) {} // 0: without bound

    ObjectId id() const { return state_->id(); }
    QueuePut<T> put(T item) const { return QueuePut<T>(state_, std::move(item)); }
    QueueGet<T> get() const { return QueueGet<T>(state_); }
    void put_nowait(T item) const { state_->put(std::move(item)); } // QueueFull, QueueShutDown
    T get_nowait() const { return state_->get(); }                  // QueueEmpty, QueueShutDown
    void task_done() const { state_->task_done(); }                 // ValueError if called too often
    QueueJoin join() const { return QueueJoin(state_); }
    // No more puts, and no gets once it is empty, or, if `immediate`, at once: they raise QueueShutDown
    // (3.13).
    void shutdown(bool immediate = false) const { state_->shutdown(immediate); }
    std::int64_t qsize() const { return state_->size(); }
    std::int64_t maxsize() const { return state_->maxsize(); }
    bool empty() const { return state_->size() == 0; }
    bool full() const { return state_->full(); }
    Ref<QueueState<T>> const& state() const { return state_; }

  protected:
    Queue(QueueOrder order, std::int64_t maxsize) : state_(make_ref<QueueState<T>>(order, maxsize)) {}

  private:
    Ref<QueueState<T>> state_;
};

// Gives the newest item first.
template <typename T>
class LifoQueue : public Queue<T> {
  public:
    explicit LifoQueue(std::int64_t maxsize = 0) : Queue<T>(QueueOrder::lifo, maxsize) {}
};

// Gives the smallest item first, as a pair of (priority, data).
template <Ordered T>
class PriorityQueue : public Queue<T> {
  public:
    explicit PriorityQueue(std::int64_t maxsize = 0) : Queue<T>(QueueOrder::priority, maxsize) {}
};

template <typename T>
std::string repr(Queue<T> const& queue) {
    return to_string(queue.id());
}
template <typename Q>
requires requires(Q const& queue) {
    []<typename T>(Queue<T> const&) {}(queue);
}
std::string str(Q const& queue) { return queue.state()->describe(); }

} // namespace aio
