// A chain of coroutines driven by hand: by send(), throw() and close() instead of a task.
#pragma once
#include "aio/python/object.hpp"

#include <exception>

namespace aio {

struct PromiseBase;

// send, throw and close of coroutine and generator objects (Objects/genobject.c).
Object send_by_hand(PromiseBase& root, Object value);
Object throw_by_hand(PromiseBase& root, std::exception_ptr error);
void close_by_hand(PromiseBase& root);
// Before a suspended generator is destroyed: like close, but nobody called it.
void finish_by_hand(PromiseBase& root) noexcept;

} // namespace aio
