#include "aio/tasks/as_completed.hpp"

namespace aio::detail {

void Completions::begin(std::shared_ptr<Completions> const& self, std::vector<Ref<FutureBase>> futures,
                        std::optional<double> timeout, As as) {
    bool const iterator = as == As::iterator;
    for (auto& future : futures) {
        auto const callback = future->add_done_callback([self](FutureBase& done) { self->came(done); },
                                                        iterator ? "_AsCompletedIterator._handle_completion"
                                                                 : "as_completed.<locals>._on_completion");
        self->todo_.push_back({std::move(future), callback.get()});
    }
    if (!timeout || self->todo_.empty()) return;
    // Weak, since its handle is kept here: what is still awaited keeps this alive.
    self->timer_ = get_event_loop().call_later(
        *timeout,
        [self = std::weak_ptr(self)] {
            if (auto const alive = self.lock()) alive->time_is_over();
        },
        iterator ? "_AsCompletedIterator._handle_timeout" : "as_completed.<locals>._on_timeout");
}

void Completions::came(FutureBase& future) {
    auto const found = std::find_if(todo_.begin(), todo_.end(),
                                    [&](Waited const& waited) { return waited.future.get() == &future; });
    if (found == todo_.end()) return; // the time was over
    todo_.erase(found);
    put(Ref<FutureBase>(&future));
    if (todo_.empty() && timer_) timer_->cancel();
}

void Completions::time_is_over() {
    auto const late = std::exchange(todo_, {});
    for (auto const& waited : late) {
        waited.future->remove_callback(*waited.callback);
        put(nullptr);
    }
}

void Completions::put(Ref<FutureBase> future) {
    done_.push_back(std::move(future));
    wake_next();
}

void Completions::wake_next() {
    while (!getters_.empty()) {
        Waiter const getter = std::move(getters_.front());
        getters_.pop_front();
        if (getter->done()) continue;
        getter->set_result({});
        return;
    }
}

Library<Ref<FutureBase>> Completions::next(std::shared_ptr<Completions> self) {
    while (self->done_.empty()) {
        Waiter const getter = make_waiter("as_completed");
        self->getters_.push_back(getter);
        Future<void> const woken(getter);
        std::exception_ptr error;
        try {
            co_await woken;
        } catch (...) {
            error = std::current_exception();
        }
        if (!error) continue;
        getter->cancel();
        std::erase(self->getters_, getter);
        if (!self->done_.empty() && !getter->cancelled()) self->wake_next();
        std::rethrow_exception(error);
    }
    Ref<FutureBase> const done = std::move(self->done_.front());
    self->done_.pop_front();
    co_return done;
}

} // namespace aio::detail
