// Ends a program after so many callbacks, wherever it stands: for tests that tear down what is suspended.
#pragma once
#include <cstdint>
#include <exception>

namespace aio {

struct CallbackLimit {
    std::uint64_t left = 0; // callbacks that may still run
    bool reached = false;
};

// Leaves the loop and the program; no exception of Python's.
class CallbackLimitReached : public std::exception {
  public:
    char const* what() const noexcept override { return "the callback limit is reached"; }
};

} // namespace aio
