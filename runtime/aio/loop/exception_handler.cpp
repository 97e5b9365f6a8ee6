#include "aio/loop/exception_handler.hpp"

#include "aio/base/output.hpp"
#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"

#include <optional>

namespace aio {

void EventLoop::default_exception_handler(ExceptionContext const& context) {
    std::string details;
    auto const add = [&](char const* name, auto const* object) {
        if (object) details += std::string(name) + ": " + to_string(object->id()) + "\n";
    };
    add("future", context.future);
    add("handle", context.handle);
    add("task", context.task);
    if (context.exception) details += traceback_line(context.exception) + "\n";
    log_error(context.message.empty() ? "Unhandled exception in event loop" : context.message, details);
}

ContextSlot* EventLoop::context_of(ExceptionContext const& context) {
    if (context.task) return &context.task->context_;
    if (!context.future) return context.handle ? context.handle->context() : nullptr;
    return context.future->is_task() ? &static_cast<TaskBase&>(*context.future).context_ : nullptr;
}

void EventLoop::call_exception_handler(ExceptionContext const& context) {
    if (!exception_handler_) return default_exception_handler(context);
    ExceptionContext unhandled("Unhandled error in exception handler");
    try {
        std::optional<EnteredContext> entered;
        if (ContextSlot* const its =
                execution.rules.exception_handler_has_context ? context_of(context) : nullptr)
            entered.emplace(*its);
        FunctionFrame const frame;
        auto const handler = exception_handler_; // it may set another
        handler(*this, context);
        return;
    } catch (SystemExit const&) {
        throw;
    } catch (KeyboardInterrupt const&) {
        throw;
    } catch (...) {
        unhandled.exception = std::current_exception();
    }
    default_exception_handler(unhandled);
}

} // namespace aio
