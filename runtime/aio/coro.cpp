#include "aio/coro.hpp"

#include "aio/origin.hpp"
#include "aio/stop_iteration.hpp"

namespace aio {

void Driver::pump() {
    outer = std::exchange(execution.driver, this);
    if (!repeated || wait_is_over()) {
        do {
            execution.frame = leaf->executing;
            leaf->handle.resume();
        } while (!suspended && leaf != nullptr);
    }
    execution.driver = std::exchange(outer, nullptr);
}

bool Driver::wait_is_over() {
    execution.frame = leaf->executing;
    try {
        return std::exchange(repeated, nullptr)->over();
    } catch (...) {
        thrown = std::current_exception();
        return true;
    }
}

// "aio::Coro<int> {anonymous}::fetch(std::string, int)" -> "fetch". A lambda is named as Python names it.
std::string_view PromiseBase::name() const {
    std::string_view text(function);
    if (text.find("<lambda") != std::string_view::npos) return "<lambda>";
    auto const with = text.find(" [with ");
    if (with != std::string_view::npos) text = text.substr(0, with);
    int depth = 0;
    std::size_t end = text.rfind(')');
    if (end == std::string_view::npos) return text;
    for (;; --end) {
        if (text[end] == ')') ++depth;
        if (text[end] == '(' && --depth == 0) break;
        if (end == 0) return text;
    }
    text = text.substr(0, end);
    auto const begin = text.find_last_of(": *&");
    return begin == std::string_view::npos ? text : text.substr(begin + 1);
}

namespace {

// Python's `async with` and `async for` call these methods themselves, so nobody has seen their arguments.
std::string label(std::string_view name, std::string const& arguments) {
    for (auto const protocol : {"aenter", "aexit", "anext"})
        if (name == protocol) return "__" + std::string(name) + "__(…)";
    return std::string(name) + "(" + arguments + ")";
}

} // namespace

void PromiseBase::created(std::coroutine_handle<> self, std::source_location where,
                          std::string const& arguments) {
    handle = self;
    if (*function == '\0') function = where.function_name();
    knows_its_file(where);
    id = new_id(ObjectType::coroutine);
    frame.coroutine = id;
    if (execution.tracks_origins) [[unlikely]]
        note_origin(*this);
    record_text(Kind::coro_create, id, {}, [&] { return label(name(), arguments); });
}

void PromiseBase::start_below(PromiseBase& new_awaiter) {
    awaiter = &new_awaiter;
    state = CoroutineState::running;
    execution.driver->leaf = this;
    if (is_library()) {
        program = new_awaiter.program;
        if (is_generator())
            enter_from(new_awaiter.executing);
        else
            executing = new_awaiter.executing;
        // A generator of the program that stands between speaks for itself.
        if (new_awaiter.is_library() && new_awaiter.tool && !is_generator()) tool = new_awaiter.tool;
        return;
    }
    frame.below = new_awaiter.executing;
    record(Kind::coro_start, id, new_awaiter.program ? new_awaiter.program->id : execution.driver->owner);
}

void PromiseBase::unhandled_exception() {
    exception = std::current_exception();
    if (holds<StopIteration>(exception)) // PEP 479: it would be taken for a return
        exception = std::make_exception_ptr(RuntimeError(std::string(noun()) + " raised StopIteration"));
}

void PromiseBase::ended() noexcept {
    state = CoroutineState::closed;
    execution.driver->leaf = awaiter;
    if (is_library()) return;
    if (exception)
        record_text(Kind::coro_raise, id, {}, [&] { return repr(exception); });
    else
        record_text(Kind::coro_return, id, {}, [&] { return result_repr(); });
    execution.driver->leaf = awaiter;
}

void PromiseBase::close_without_start() {
    state = CoroutineState::closed;
    if (!is_library()) record(Kind::coro_close, id);
}

void PromiseBase::throw_before_start(std::exception_ptr error, ObjectId by) {
    state = CoroutineState::closed;
    exception = error;
    if (is_library()) return;
    record_text(Kind::coro_throw, id, by, [&] { return repr(error); });
    record_text(Kind::coro_raise, id, {}, [&] { return repr(error); });
}

void PromiseBase::enter_from(Frame* caller) {
    frame.below = caller;
    frame.coroutine = caller ? caller->coroutine : ObjectId{};
    frame.depth = caller ? static_cast<std::uint16_t>(caller->depth + 1) : std::uint16_t{0};
}

CoroutineState PromiseBase::current_state() const {
    if (state != CoroutineState::running) return state;
    return executes() ? CoroutineState::running : CoroutineState::suspended;
}

std::string_view PromiseBase::awaits(PromiseBase const* leaf) const {
    for (PromiseBase const* at = leaf; at; at = at->awaiter)
        if (at->awaiter == this) return at->tool ? at->tool : at->name();
    return {};
}

std::string str(CoroutineState state) {
    switch (state) {
    case CoroutineState::created: return "CORO_CREATED";
    case CoroutineState::running: return "CORO_RUNNING";
    case CoroutineState::suspended: return "CORO_SUSPENDED";
    case CoroutineState::closed: break;
    }
    return "CORO_CLOSED";
}

bool PromiseBase::executes() const {
    for (Driver const* driver = execution.driver; driver; driver = driver->outer)
        for (PromiseBase const* at = driver->leaf; at; at = at->awaiter)
            if (at == this) return true;
    return false;
}

void PromiseBase::check_can_start() const {
    if (state == CoroutineState::created) return;
    throw RuntimeError(state == CoroutineState::closed ? "cannot reuse already awaited coroutine"
                                                       : "coroutine is being awaited already");
}

void destroy_coroutine(PromiseBase& promise) {
    std::string const origin = promise.has_origin ? "\n" + take_origin(promise) : std::string();
    if (promise.state == CoroutineState::created && *promise.function != '\0' && !promise.is_generator()) {
        if (!promise.is_library()) record(Kind::coro_unawaited, promise.id);
        warn("RuntimeWarning", "coroutine '" + std::string(promise.name()) + "' was never awaited" + origin);
    }
    promise.handle.destroy();
}

} // namespace aio
