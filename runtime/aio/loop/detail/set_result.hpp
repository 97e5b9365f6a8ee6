// The handle that gives a future its result, None: what asyncio queues as
// futures._set_result_unless_cancelled, or as the future's own set_result.
#pragma once
#include "aio/loop/future.hpp"

#include <string_view>
#include <utility>

namespace aio {

enum class Cancelled : bool { is_an_error, is_left };

class SetResult final : public OwnedHandle<> {
  public:
    SetResult(EventLoop& loop, Ref<FutureState<void>> future, Cancelled cancelled)
        : OwnedHandle(loop), future_(std::move(future)), leaves_(cancelled == Cancelled::is_left) {}

  private:
    void call() override {
        if (!leaves_ || !future_->cancelled()) future_->set_result({});
    }
    std::string_view words() const override { return leaves_ ? "set_result" : "Future.set_result"; }
    ObjectId whom() const override { return leaves_ ? future_->id() : ObjectId{}; }

    Ref<FutureState<void>> future_;
    bool leaves_;
};

} // namespace aio
