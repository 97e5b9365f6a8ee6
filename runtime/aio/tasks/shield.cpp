#include "aio/tasks/shield.hpp"

namespace aio::detail {

void link_shield(Ref<FutureBase> const& inner, Ref<FutureBase> const& outer,
                 std::function<void()> copy_result) {
    auto const on_inner_done = [outer, copy_result = std::move(copy_result)](FutureBase& done) {
        if (outer->cancelled()) {
            if (!done.cancelled()) done.forget_exception();
        } else if (done.cancelled()) {
            outer->cancel();
        } else if (auto error = done.exception()) {
            outer->set_exception(std::move(error));
        } else {
            copy_result();
        }
    };
    auto const link = inner->add_done_callback(on_inner_done, "shield.<locals>._inner_done_callback");
    outer->add_done_callback(
        [inner, link](FutureBase&) {
            if (!inner->done()) inner->remove_callback(*link);
        },
        "shield.<locals>._outer_done_callback");
}

} // namespace aio::detail
