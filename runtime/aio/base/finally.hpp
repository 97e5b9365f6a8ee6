// Python's `finally` for code that does not await: runs when its block is left, however it is left.
#pragma once
#include "aio/base/detail/execution.hpp"

#include <exception>
#include <utility>

namespace aio {

template <typename Function>
class Finally {
  public:
    explicit Finally(Function function) : function_(std::move(function)), frame_(thread_state.frame) {}
    Finally(Finally const&) = delete;
    Finally& operator=(Finally const&) = delete;
    ~Finally() noexcept(false) {
        try {
            function_();
        } catch (...) {
            // A frame that is torn down where it stands suspended has nobody to tell.
            if (frame_ == thread_state.frame && std::uncaught_exceptions() == 0) throw;
        }
    }

  private:
    Function function_;
    Frame* frame_;
};

} // namespace aio
