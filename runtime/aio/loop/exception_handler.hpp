// What a loop does with errors that no caller can be told: an exception that left a callback, one that nobody
// retrieved, a task destroyed while pending. CPython's dict is a struct here.
#pragma once
#include <exception>
#include <functional>
#include <string>
#include <utility>

namespace aio {

class EventLoop;
class FutureBase;
class Handle;
class TaskBase;

// What there is to say; a part that is null is absent. The pointers hold while the handler runs, not longer:
// the object may be on the way to its end.
struct ExceptionContext {
    std::string message;
    std::exception_ptr exception;
    FutureBase* future = nullptr;
    TaskBase* task = nullptr;
    Handle* handle = nullptr;

    explicit ExceptionContext(std::string text) : message(std::move(text)) {}
};

using ExceptionHandler = std::function<void(EventLoop&, ExceptionContext const&)>;

} // namespace aio
