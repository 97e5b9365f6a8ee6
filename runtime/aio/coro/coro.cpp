#include "aio/coro/coro.hpp"

#include "aio/coro/detail/origin.hpp"
#include "aio/python/stop_iteration.hpp"

namespace aio {

bool Driver::wait_is_over() {
    thread_state.frame = leaf->executing;
    try {
        return std::exchange(repeated, nullptr)->over();
    } catch (...) {
        thrown = std::current_exception();
        return true;
    }
}

// "aio::Coro<int> {anonymous}::fetch(std::string, int)" -> "fetch". A lambda is named as Python names it.
std::string_view function_name(std::string_view signature) {
    std::string_view text = signature;
    if (text.find("<lambda") != std::string_view::npos) return "<lambda>";
    auto with = text.find(" [with ");                                                   // g++
    if (with == std::string_view::npos && text.ends_with(']')) with = text.rfind(" ["); // clang
    text = text.substr(0, with);
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
    if (begin != std::string_view::npos) text = text.substr(begin + 1);
    return text == "operator()" ? "<lambda>" : text; // clang does not say that it is one
}

namespace {

// Python's `async with` and `async for` call these methods themselves, so nobody has seen their arguments.
std::string label(std::string_view name, std::string const& arguments) {
    for (auto const protocol : {"aenter", "aexit", "anext"})
        if (name == protocol) return "__" + std::string(name) + "__(…)";
    return std::string(name) + "(" + arguments + ")";
}

} // namespace

void PromiseBase::note_created(std::source_location where) {
    knows_its_file(where);
    id = new_id(ObjectType::coroutine);
    frame.coroutine = id;
    if (execution.unusual & unusual::origins) note_origin(*this);
    ObjectId const as_generator = is_generator() ? new_id(ObjectType::generator) : ObjectId{};
    record_text(Kind::coro_create, id, as_generator, [&] {
        Recorder& recorder = *execution.recorder;
        auto const made = [&] { return intern(Kind::coro_create, label(name(), recorder.arguments)); };
        // The name is cut out of a long signature: once will do.
        if (function == where.function_name() && recorder.arguments.empty())
            return recorder.keyed.find(function, 0, made);
        trace::TextId const text = made();
        recorder.arguments.clear();
        return text;
    });
}

void PromiseBase::note_started() {
    record(Kind::coro_start, id, awaiter->program ? awaiter->program->id : thread_state.driver->owner);
}

void PromiseBase::start_library_below() {
    program = awaiter->program;
    if (is_generator())
        enter_from(awaiter->executing);
    else
        executing = awaiter->executing;
    // A generator of the program that stands between speaks for itself.
    if (awaiter->is_library() && awaiter->library_call && !is_generator())
        library_call = awaiter->library_call;
}

void PromiseBase::unhandled_exception() {
    exception = std::current_exception();
    if (holds<StopIteration>(exception)) // PEP 479: it would be taken for a return
        exception = std::make_exception_ptr(RuntimeError(std::string(noun()) + " raised StopIteration"));
}

void PromiseBase::note_ended() noexcept {
    if (is_library()) return;
    if (exception)
        record_text(Kind::coro_raise, id, {}, [&] { return repr(exception); });
    else
        record_text(Kind::coro_return, id, {}, [&] { return result_text(Kind::coro_return); });
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
    if (current_state() != CoroutineState::suspended) return {};
    for (PromiseBase const* at = leaf; at; at = at->awaiter)
        if (at->awaiter == this) return at->library_call ? at->library_call : at->name();
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
    for (Driver const* driver = thread_state.driver; driver; driver = driver->outer)
        for (PromiseBase const* at = driver->leaf; at; at = at->awaiter)
            if (at == this) return true;
    return false;
}

bool PromiseBase::check_was_called() {
    if (hand && believes(Model::calling_runs_it)) {
        bool const ended = state == CoroutineState::closed;
        if (ended) hand = nullptr; // it is not awaited twice
        return ended;
    }
    if (state != CoroutineState::closed) throw RuntimeError("coroutine is being awaited already");
    constexpr char const* names[] = {"coroutine", "__anext__()/asend()", "aclose()/athrow()"};
    throw RuntimeError(std::string("cannot reuse already awaited ") + names[static_cast<int>(awaited_as)]);
}

void say_last_words(PromiseBase& promise) {
    std::string const origin = promise.has_origin ? "\n" + take_origin(promise) : std::string();
    if (promise.state != CoroutineState::created || *promise.function == '\0' || promise.is_generator())
        return;
    if (!promise.is_library()) record(Kind::coro_unawaited, promise.id);
    warn("RuntimeWarning", "coroutine '" + std::string(promise.name()) + "' was never awaited" + origin);
}

void Yield::await_suspend(std::coroutine_handle<>) const {
    Driver& driver = *thread_state.driver;
    driver.awaiting = nullptr;
    driver.yielded = &value_;
    driver.suspended = true;
    record_suspension(driver, {}, [] { return "yield"; });
}

Object Yield::await_resume() const {
    Driver& driver = *thread_state.driver;
    driver.rethrow_thrown();
    auto const sent = std::move(driver.sent);
    return sent ? std::move(*sent) : Object();
}

} // namespace aio
