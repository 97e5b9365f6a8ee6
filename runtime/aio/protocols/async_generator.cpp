#include "aio/protocols/async_generator.hpp"

#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"
#include "aio/tasks/gather.hpp"

#include <string>

namespace aio {

void AsyncGeneratorPromiseBase::unhandled_exception() {
    PromiseBase::unhandled_exception();
    if (holds<StopAsyncIteration>(exception)) // it would be taken for the end
        exception = std::make_exception_ptr(RuntimeError("async generator raised StopAsyncIteration"));
}

void AsyncGeneratorPromiseBase::first_use() {
    if (std::exchange(used_, true) || !thread_state.loop) return;
    LoopAccess(*thread_state.loop).async_generators().add(*this, *thread_state.loop);
}

void AsyncGeneratorPromiseBase::begin_send(Object value) {
    if (thread_state.driver->thrown) [[unlikely]]
        return begin_throw("anext", nullptr);
    if (running_) throw RuntimeError("anext(): asynchronous generator is already running");
    if (state == CoroutineState::created && !value.is_none())
        throw TypeError("can't send non-None value to a just-started async generator");
    running_ = true;
    sent = std::move(value);
}

void AsyncGeneratorPromiseBase::begin_throw(char const* call, std::exception_ptr error) {
    if (running_) throw RuntimeError(std::string(call) + "(): asynchronous generator is already running");
    if (is_closed) throw StopAsyncIteration();
    // An exception that came before the first step is raised in the generator instead.
    if (auto earlier = std::exchange(thread_state.driver->thrown, nullptr)) [[unlikely]]
        error = std::move(earlier);
    running_ = true;
    if (state == CoroutineState::created) {
        state = CoroutineState::closed;
        exception = std::move(error);
    } else {
        thrown = std::move(error);
    }
}

void AsyncGeneratorPromiseBase::go_on_below(PromiseBase& new_awaiter) {
    gave_item = false;
    start_below(new_awaiter);
}

void AsyncGeneratorPromiseBase::yielded() {
    gave_item = true;
    thread_state.driver->leaf = awaiter;
}

void AsyncGeneratorPromiseBase::has_stopped() {
    running_ = false;
    if (completed() && loop_) LoopAccess(*loop_).async_generators().remove(*this);
    if (exception) {
        auto const error = std::exchange(exception, nullptr);
        if (holds<GeneratorExit>(error)) is_closed = true;
        std::rethrow_exception(error);
    }
    if (completed()) is_closed = true;
}

// The object's finalizer in CPython: it runs once, and may bring the generator back for a while.
void AsyncGeneratorPromiseBase::dropped() {
    if (EventLoop* const loop = loop_) {
        LoopAccess(*loop).async_generators().remove(*this);
        if (!completed() && !is_closed && !loop->is_closed()) {
            Ref<AsyncGeneratorPromiseBase> const self(this);
            loop->call_soon(
                [self] { create_task(detail::close_generator(self).awaited_as(AwaitedAs::athrow)); },
                "BaseEventLoop.create_task");
            return;
        }
    }
    handle.destroy();
}

void AsyncGenerators::add(AsyncGeneratorPromiseBase& generator, EventLoop& loop) {
    generator.loop_ = &loop;
    generators_.push_back(generator);
}

void AsyncGenerators::remove(AsyncGeneratorPromiseBase& generator) noexcept {
    generators_.remove(generator);
    generator.loop_ = nullptr;
}

void AsyncGenerators::forget_all() {
    while (auto* const generator = generators_.first()) remove(*generator);
}

std::vector<Ref<AsyncGeneratorPromiseBase>> AsyncGenerators::list() const {
    std::vector<Ref<AsyncGeneratorPromiseBase>> all;
    for (auto* generator = generators_.first(); generator; generator = generators_.behind(*generator))
        all.emplace_back(generator);
    return all;
}

Library<> detail::close_generator(Ref<AsyncGeneratorPromiseBase> generator) {
    if (generator->completed()) co_return;
    generator->begin_throw("aclose", std::make_exception_ptr(GeneratorExit()));
    generator->is_closed = true;
    try {
        co_await GoOn{*generator};
    } catch (GeneratorExit const&) {
        co_return;
    } catch (StopAsyncIteration const&) {
        co_return;
    }
    if (generator->gave_item) throw RuntimeError("async generator ignored GeneratorExit");
}

Library<> shutdown_asyncgens(EventLoop& loop) {
    auto const generators = LoopAccess(loop).async_generators().list();
    for (auto const& generator : generators) LoopAccess(loop).async_generators().remove(*generator);
    if (generators.empty()) co_return;
    std::vector<Library<>> closing;
    closing.reserve(generators.size());
    for (auto const& generator : generators)
        closing.push_back(detail::close_generator(generator).awaited_as(AwaitedAs::athrow));
    auto const outcomes = co_await gather(return_exceptions, std::move(closing));
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        auto const* const error = std::get_if<std::exception_ptr>(&outcomes[i]);
        if (!error || !holds<Exception>(*error)) continue;
        ExceptionContext context(
            "an error occurred during closing of asynchronous generator <async_generator object " +
            std::string(generators[i]->name()) + ">");
        context.exception = *error;
        loop.call_exception_handler(context);
    }
}

} // namespace aio
