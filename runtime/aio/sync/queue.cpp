#include "aio/sync/queue.hpp"

#include <array>

namespace aio {
namespace {

constexpr std::array<QueueWords, 3> words_by_order{{
    {"Queue", "queue.get", "queue.put", "queue.join"},
    {"LifoQueue", "lifoqueue.get", "lifoqueue.put", "lifoqueue.join"},
    {"PriorityQueue", "priorityqueue.get", "priorityqueue.put", "priorityqueue.join"},
}};

QueueWords const& words_of(QueueOrder order) { return words_by_order[static_cast<std::size_t>(order)]; }

std::string made(QueueOrder order, std::int64_t maxsize) {
    if (!recording(Kind::sync_create)) return {};
    std::string text(words_of(order).class_name);
    if (maxsize > 0) text += "(" + std::to_string(maxsize) + ")";
    return text;
}

} // namespace

QueueCore::QueueCore(QueueOrder order, std::int64_t maxsize)
    : Tool(ObjectType::queue, made(order, maxsize)), order_(order), words_(&words_of(order)),
      maxsize_(maxsize) {}

void QueueCore::refuse_put() const {
    if (shut_down_) throw QueueShutDown();
    throw QueueFull();
}

void QueueCore::refuse_get() const {
    if (shut_down_) throw QueueShutDown();
    throw QueueEmpty();
}

void QueueCore::task_done() {
    if (unfinished_ <= 0) throw ValueError("task_done() called too many times");
    note(Kind::queue_task_done, --unfinished_);
    if (unfinished_ == 0) joiners.wake_all();
}

void QueueCore::shutdown(bool immediate) {
    shut_down_ = true;
    if (immediate) {
        while (size_ != 0) {
            drop_one();
            note(Kind::queue_get, --size_);
            if (unfinished_ > 0) note(Kind::queue_task_done, --unfinished_);
        }
        if (unfinished_ == 0) joiners.wake_all();
    }
    getters.pop_and_wake_all();
    putters.pop_and_wake_all();
}

std::string QueueCore::describe() const {
    std::string text = "<" + std::string(words_->class_name) + " maxsize=" + std::to_string(maxsize_);
    if (size_ != 0) text += " _queue=" + items_repr();
    if (!getters.empty()) text += " _getters[" + std::to_string(getters.size()) + "]";
    if (!putters.empty()) text += " _putters[" + std::to_string(putters.size()) + "]";
    if (unfinished_ != 0) text += " tasks=" + std::to_string(unfinished_);
    if (shut_down_) text += " shutdown";
    return text + ">";
}

void QueueOperation::suspend() {
    wait(future_, list(), queue_->loop(), Word::none);
    thread_state.driver->repeated = this;
}

bool QueueOperation::over() {
    if (thread_state.driver->thrown || !future_->woken() || !blocked()) return true;
    suspend();
    return false;
}

void QueueOperation::give_up(std::exception_ptr const& error) {
    WaitList& waiting = list();
    future_->cancel();
    waiting.remove(*future_);
    // It was woken and cannot take its turn: the next one may.
    bool const free = side_ == Side::getting ? queue_->size() != 0 : !queue_->full();
    if (free && !future_->cancelled()) waiting.pop_and_wake_next();
    std::rethrow_exception(error);
}

QueueJoin::QueueJoin(Ref<QueueCore> queue)
    : Operation("Queue.join", queue->words().join), queue_(std::move(queue)) {}

void QueueJoin::suspend() { wait(future_, queue_->joiners, queue_->loop(), Word::yes); }

void QueueJoin::resume() {
    if (!future_) return;
    queue_->joiners.remove(*future_);
    if (auto const error = take_error(*future_)) std::rethrow_exception(error);
}

} // namespace aio
