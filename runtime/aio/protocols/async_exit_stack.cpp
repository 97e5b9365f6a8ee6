#include "aio/protocols/async_exit_stack.hpp"

namespace aio {

Library<> AsyncExitStack::close(AsyncExitStack& stack) { co_await stack.aexit(nullptr); }

Library<bool> AsyncExitStack::unwind(Exits exits, std::exception_ptr error) {
    std::exception_ptr pending = error;
    while (!exits->empty()) {
        Exit const exit = std::move(exits->back());
        exits->pop_back();
        std::exception_ptr raised;
        try {
            bool const swallowed = co_await exit(pending);
            if (swallowed) pending = nullptr;
        } catch (...) {
            raised = std::current_exception();
        }
        if (raised) pending = raised;
    }
    if (pending && pending != error) std::rethrow_exception(pending);
    co_return error != nullptr&& pending == nullptr;
}

} // namespace aio
