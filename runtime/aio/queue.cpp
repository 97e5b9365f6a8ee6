#include "aio/queue.hpp"

#include <array>

namespace aio {
namespace {

struct QueueWords {
    std::string_view class_name;
    std::string_view get;
    std::string_view put;
    std::string_view join;
};

constexpr std::array<QueueWords, 3> words_by_order{{
    {"Queue", "queue.get", "queue.put", "queue.join"},
    {"LifoQueue", "lifoqueue.get", "lifoqueue.put", "lifoqueue.join"},
    {"PriorityQueue", "priorityqueue.get", "priorityqueue.put", "priorityqueue.join"},
}};

QueueWords const& words(QueueOrder order) { return words_by_order[static_cast<std::size_t>(order)]; }

QueueWords const& words(QueueCore const& queue) { return words(queue.order()); }

std::string made(QueueOrder order, std::int64_t maxsize) {
    if (!recording(Kind::sync_create)) return {};
    std::string text(words(order).class_name);
    if (maxsize > 0) text += "(" + std::to_string(maxsize) + ")";
    return text;
}

} // namespace

QueueCore::QueueCore(QueueOrder order, std::int64_t maxsize)
    : Tool(ObjectType::queue, made(order, maxsize)), order_(order), maxsize_(maxsize) {}

void QueueCore::check_can_put() const {
    if (shut_down_) throw QueueShutDown();
    if (full()) throw QueueFull();
}

void QueueCore::was_put() {
    ++unfinished_;
    note(Kind::queue_put, static_cast<std::int64_t>(size()));
    getters.pop_and_wake_next();
}

void QueueCore::check_can_get() const {
    if (size() != 0) return;
    if (shut_down_) throw QueueShutDown();
    throw QueueEmpty();
}

void QueueCore::was_got() {
    note(Kind::queue_get, static_cast<std::int64_t>(size()));
    putters.pop_and_wake_next();
}

void QueueCore::task_done() {
    if (unfinished_ <= 0) throw ValueError("task_done() called too many times");
    note(Kind::queue_task_done, --unfinished_);
    if (unfinished_ == 0) joiners.wake_all();
}

void QueueCore::shutdown(bool immediate) {
    shut_down_ = true;
    if (immediate) {
        while (size() != 0) {
            drop_one();
            note(Kind::queue_get, static_cast<std::int64_t>(size()));
            if (unfinished_ > 0) note(Kind::queue_task_done, --unfinished_);
        }
        if (unfinished_ == 0) joiners.wake_all();
    }
    getters.pop_and_wake_all();
    putters.pop_and_wake_all();
}

std::string QueueCore::describe() const {
    std::string text = "<" + std::string(words(order_).class_name) + " maxsize=" + std::to_string(maxsize_);
    if (size() != 0) text += " _queue=" + items_repr();
    if (!getters.empty()) text += " _getters[" + std::to_string(getters.size()) + "]";
    if (!putters.empty()) text += " _putters[" + std::to_string(putters.size()) + "]";
    if (unfinished_ != 0) text += " tasks=" + std::to_string(unfinished_);
    if (shut_down_) text += " shutdown";
    return text + ">";
}

QueueOperation::QueueOperation(Side side, QueueCore& queue)
    : Operation(side == Side::getting ? "Queue.get" : "Queue.put",
                side == Side::getting ? words(queue).get : words(queue).put),
      side_(side) {}

bool QueueOperation::blocked(QueueCore const& queue) const {
    if (side_ == Side::getting ? queue.size() != 0 : !queue.full()) return false;
    if (queue.is_shut_down()) throw QueueShutDown();
    return true;
}

void QueueOperation::wait_for_turn() {
    QueueCore& core = queue();
    wait(future_, list(core), core.loop(), ToolFuture::Result::none);
    execution.driver->repeated = this;
}

bool QueueOperation::over() {
    if (execution.driver->thrown || !blocked(queue())) return true;
    wait_for_turn();
    return false;
}

void QueueOperation::wait_ended(QueueCore& queue) {
    auto const error = take_thrown();
    if (!error) return;
    WaitList& waiting = list(queue);
    future_->cancel();
    waiting.remove(*future_);
    // It was woken and cannot take its turn: the next one may.
    bool const free = side_ == Side::getting ? queue.size() != 0 : !queue.full();
    if (free && !future_->cancelled()) waiting.pop_and_wake_next();
    std::rethrow_exception(error);
}

QueueJoin::QueueJoin(Ref<QueueCore> queue)
    : Operation("Queue.join", words(*queue).join), queue_(std::move(queue)) {}

void QueueJoin::suspend() { wait(future_, queue_->joiners, queue_->loop(), ToolFuture::Result::yes); }

void QueueJoin::resume() {
    if (!future_) return;
    queue_->joiners.remove(*future_);
    if (auto const error = take_thrown()) std::rethrow_exception(error);
}

} // namespace aio
