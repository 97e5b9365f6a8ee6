#include "aio/tasks/gather.hpp"

#include "aio/loop/detail/cancellation.hpp"

#include <algorithm>

namespace aio {
namespace {

class GatherCallback final : public OwnedHandle<> {
  public:
    explicit GatherCallback(Ref<Gathering> gathering)
        : OwnedHandle(gathering->loop()), gathering_(std::move(gathering)) {}

  private:
    void call() override {
        auto const child = std::move(child_);
        gathering_->child_done(*child);
    }
    std::string_view words() const override { return "gather"; }
    ObjectId whom() const override { return gathering_->outer_id(); }
    void future_done(FutureBase& child) override { child_ = Ref<FutureBase>(&child); }

    Ref<Gathering> gathering_;
    Ref<FutureBase> child_; // once it is done
};

} // namespace

EventLoop& Gathering::loop() const {
    return children_.empty() ? get_event_loop() : children_.front()->loop();
}

void Gathering::add(Ref<FutureBase> const& child) {
    if (!children_.empty() && &child->loop() != &loop())
        throw ValueError(
            "The future belongs to a different loop than the one specified as the loop argument");
    bool const known = std::find(children_.begin(), children_.end(), child) != children_.end();
    children_.push_back(child);
    if (known) return;
    ++expected_;
    if (child->done() && execution.rules.gather_counts_done_at_once) return done_already_.push_back(child);
    auto const callback = make_ref<GatherCallback>(Ref<Gathering>(this));
    child->add_callback(*callback, "gather", {});
}

void Gathering::outer(Ref<GatherBase> outer) {
    outer_ = std::move(outer);
    if (children_.empty()) outer_->collect();
    for (auto const& child : std::exchange(done_already_, {})) child_done(*child);
}

std::size_t Gathering::result_at(std::size_t place) const {
    if (!believes(Model::gather_returns_in_finishing_order) || finishing_order_.size() != children_.size())
        return place;
    auto const found = std::find_if(children_.begin(), children_.end(), [&](auto const& child) {
        return child.get() == finishing_order_[place];
    });
    return static_cast<std::size_t>(found - children_.begin());
}

void Gathering::cancel_siblings() {
    PassingOn const from(outer_->id());
    for (auto const& child : children_) child->cancel();
}

void Gathering::child_done(FutureBase& child) {
    ++finished_;
    if (believes(Model::gather_returns_in_finishing_order)) finishing_order_.push_back(&child);
    if (!outer_ || outer_->done()) {
        child.forget_exception();
        return;
    }
    GatherBase& outer = *outer_;
    if (!return_exceptions_) {
        if (child.cancelled()) return outer.set_exception(child.make_cancelled_error());
        if (auto error = child.exception()) {
            outer.set_exception(std::move(error));
            if (believes(Model::gather_cancels_siblings)) cancel_siblings();
            return;
        }
    }
    if (finished_ < expected_) return;
    if (outer.cancel_requested_) {
        // CPython has made the list of results by now, so all exceptions count as seen; and the error is that
        // of the last child.
        for (auto const& each : children_) each->forget_exception();
        outer.set_exception(children_.back()->make_cancelled_error());
    } else {
        outer.collect();
    }
}

bool GatherBase::cancel(std::string const& message) {
    if (done()) return false;
    PassingOn const from(id());
    bool any = false;
    for (auto const& child : children_)
        if (child->cancel(message)) any = true;
    if (any) cancel_requested_ = true;
    return any;
}

std::string GatherBase::await_words() const {
    std::string words = "gather of";
    for (auto const& child : children_) words += " " + to_string(child->id());
    return words;
}

} // namespace aio
