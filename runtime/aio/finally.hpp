// Python's `finally` for code that does not await: runs when its block is left, however it is left.
#pragma once
#include <utility>

namespace aio {

template <typename Function>
class Finally {
  public:
    explicit Finally(Function function) : function_(std::move(function)) {}
    Finally(Finally const&) = delete;
    Finally& operator=(Finally const&) = delete;
    ~Finally() { function_(); }

  private:
    Function function_;
};

} // namespace aio
