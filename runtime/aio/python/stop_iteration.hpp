// How a coroutine or generator driven by hand says that it returned, and an asynchronous iterator that it
// has no more items.
#pragma once
#include "aio/python/errors.hpp"
#include "aio/python/object.hpp"

#include <string>
#include <utility>

namespace aio {

class StopIteration final : public Exception {
  public:
    explicit StopIteration(Object value = {})
        : Exception(value.is_none() ? std::string() : value.str()), value_(std::move(value)) {}
    char const* type_name() const noexcept override { return "StopIteration"; }
    std::string arguments_repr() const override { return value_.is_none() ? "" : value_.repr(); }
    Object const& value() const { return value_; }

  private:
    Object value_;
};

class StopAsyncIteration final : public Exception {
  public:
    using Exception::Exception;
    char const* type_name() const noexcept override { return "StopAsyncIteration"; }
};

} // namespace aio
