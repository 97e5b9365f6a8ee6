// threading.Thread: a function in a thread of its own.
#pragma once
#include "aio/loop/baton.hpp"
#include "aio/threads/executor.hpp"

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace aio {

class Thread {
  public:
    // `name` is how traces call the function. Dropping the object leaves the thread alone.
    template <typename Function, typename... Args>
    Thread(std::string name, Function function, Args... args)
        : label_(name + "(" + detail::arguments_repr(args...) + ")"), function_name_(std::move(name)),
          work_([function = std::move(function), ... args = std::move(args)]() mutable -> std::string {
              if constexpr (std::is_void_v<std::invoke_result_t<Function, Args...>>) {
                  function(std::move(args)...);
                  return "None";
              } else {
                  return repr_or_object(function(std::move(args)...));
              }
          }) {}

    void daemon() { daemon_ = true; } // the program's end does not wait for it
    void start();                     // RuntimeError the second time. It begins once this thread waits
    bool join(std::optional<double> timeout = std::nullopt) const; // seconds; false if it still runs
    bool is_alive() const { return strand_ && !strand_->ended; }

  private:
    std::string label_;
    std::string function_name_;
    std::function<std::string()> work_; // gives the repr of its result
    Strand* strand_ = nullptr;
    bool daemon_ = false;
};

} // namespace aio
