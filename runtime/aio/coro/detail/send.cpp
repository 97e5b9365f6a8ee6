#include "aio/coro/detail/send.hpp"

#include "aio/coro/detail/promise_base.hpp"
#include "aio/python/errors.hpp"
#include "aio/python/repr.hpp"
#include "aio/python/stop_iteration.hpp"

#include <utility>

namespace aio {
namespace {

std::string sentence(char const* before, PromiseBase const& root, char const* after) {
    return std::string(before) + root.noun() + after;
}

[[noreturn]] void throw_finished(PromiseBase const& root) {
    if (root.is_generator()) throw StopIteration();
    throw RuntimeError("cannot reuse already awaited coroutine");
}

// Runs the chain to its next yield or to its end, with the caller's frame as the one below.
Object run_chain(PromiseBase& root) {
    Driver& driver = *root.hand;
    Frame* const caller = thread_state.frame;
    if (root.is_library()) root.enter_from(caller);
    driver.suspended = false;
    driver.yielded = nullptr;
    driver.awaiting = nullptr;
    driver.pump();
    thread_state.frame = caller;
    if (driver.suspended) {
        if (driver.yielded) return *driver.yielded;
        return driver.awaiting ? Object(id_of(*driver.awaiting)) : Object();
    }
    if (root.exception) std::rethrow_exception(root.exception);
    throw StopIteration(root.result());
}

void check_not_executing(PromiseBase const& root) {
    if (root.executes()) throw ValueError(sentence("", root, " already executing"));
}

void begin(PromiseBase& root) {
    root.hand = std::make_unique<Driver>();
    root.hand->leaf = &root;
    root.state = CoroutineState::running;
    if (!root.is_library()) record(Kind::coro_start, root.id);
}

void throw_in(PromiseBase& root, std::exception_ptr error) {
    Driver& driver = *root.hand;
    if (PromiseBase* leaf = driver.leaf->program; leaf && recording(Kind::coro_throw))
        record_at(&leaf->frame, Kind::coro_throw, leaf->id, {}, intern(Kind::coro_throw, repr(error)));
    driver.thrown = std::move(error);
}

// GeneratorExit at its suspension.
void end_suspended(PromiseBase& root) {
    root.hand->thrown = std::make_exception_ptr(GeneratorExit());
    bool yielded = false;
    try {
        run_chain(root);
        yielded = true;
    } catch (GeneratorExit const&) {
    } catch (StopIteration const&) {
    }
    if (yielded) throw RuntimeError(sentence("", root, " ignored GeneratorExit"));
}

} // namespace

Object send_by_hand(PromiseBase& root, Object value) {
    if (root.state == CoroutineState::closed) throw_finished(root);
    check_not_executing(root);
    if (root.state == CoroutineState::created) {
        if (!value.is_none())
            throw TypeError(sentence("can't send non-None value to a just-started ", root, ""));
        begin(root);
    } else {
        if (!root.hand) throw RuntimeError("coroutine is being awaited already");
        if (PromiseBase* leaf = root.hand->leaf->program; leaf && recording(Kind::coro_resume))
            record_at(&leaf->frame, Kind::coro_resume, leaf->id);
        root.hand->sent = std::make_unique<Object>(std::move(value));
    }
    return run_chain(root);
}

Object throw_by_hand(PromiseBase& root, std::exception_ptr error) {
    if (root.state == CoroutineState::closed) {
        if (root.is_generator()) std::rethrow_exception(error);
        throw_finished(root);
    }
    check_not_executing(root);
    if (root.state == CoroutineState::created) {
        {
            OutsideProgram const no_line; // of its own
            root.throw_before_start(error, {});
        }
        std::rethrow_exception(error);
    }
    throw_in(root, std::move(error));
    return run_chain(root);
}

void close_by_hand(PromiseBase& root) {
    if (root.state == CoroutineState::closed) return;
    check_not_executing(root);
    if (root.state == CoroutineState::created) {
        root.close_without_start();
        return;
    }
    if (!root.is_library()) record(Kind::coro_close, root.id);
    end_suspended(root);
}

void finish_by_hand(PromiseBase& root) noexcept {
    if (root.state != CoroutineState::running || !root.hand || root.executes()) return;
    if (believes(Model::calling_runs_it)) return; // its call began it, nobody by hand
    try {
        end_suspended(root);
    } catch (...) {
        return; // CPython says it on the error output and goes on
    }
}

} // namespace aio
