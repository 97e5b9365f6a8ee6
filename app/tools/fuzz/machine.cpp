#include "tools/fuzz/machine.hpp"

#include "tools/fuzz/execute.hpp"
#include "tools/fuzz/expression.hpp"
#include "tools/fuzz/write_python.hpp"

#include <algorithm>

namespace fuzz {
namespace {

aio::Library<Object> sleep_for(double seconds) {
    if (seconds == static_cast<int>(seconds)) {
        co_await aio::sleep(static_cast<int>(seconds));
    } else {
        co_await aio::sleep(seconds);
    }
    co_return Object();
}

aio::Library<Object> sleeping(double seconds) { return sleep_for(seconds).called("sleep"); }

template <typename Operation>
aio::Library<Object> operate(Operation operation) {
    if constexpr (std::is_void_v<typename Operation::Result>) {
        co_await operation;
        co_return Object();
    } else {
        auto const result = co_await operation;
        co_return Object(result);
    }
}

// A tool's operation as the coroutine it is in Python.
template <typename Operation>
aio::Library<Object> operating(Operation operation) {
    char const* const name = operation.hand_over();
    return operate(std::move(operation)).called(name);
}

} // namespace

int value_of(Number const& number, int n) { return number.of_n ? n + number.value : number.value; }

std::exception_ptr make_error(Error error, std::string const& text) {
    auto const make = [&]<typename E>(E none) {
        return std::make_exception_ptr(text.empty() ? std::move(none) : E(text));
    };
    switch (error) {
    case Error::value_error: return make(aio::ValueError());
    case Error::key_error: return make(aio::KeyError());
    case Error::runtime_error: return make(aio::RuntimeError());
    case Error::timeout_error: return make(aio::TimeoutError());
    case Error::cancelled_error: return make(aio::CancelledError());
    case Error::stop_iteration: return make(aio::StopIteration());
    case Error::exception:
    case Error::base_exception: break;
    }
    return make(aio::Exception());
}

bool catches(Error handler, std::exception_ptr const& error) {
    switch (handler) {
    case Error::value_error: return aio::holds<aio::ValueError>(error);
    case Error::key_error: return aio::holds<aio::KeyError>(error);
    case Error::runtime_error: return aio::holds<aio::RuntimeError>(error);
    case Error::timeout_error: return aio::holds<aio::TimeoutError>(error);
    case Error::cancelled_error: return aio::holds<aio::CancelledError>(error);
    case Error::stop_iteration: return aio::holds<aio::StopIteration>(error);
    case Error::exception: return aio::holds<aio::Exception>(error);
    case Error::base_exception: break;
    }
    return true;
}

Machine::Machine(Program const& program) : program_(program) {
    for (int i = 0; i < static_cast<int>(program.functions.size()); ++i) names_.push_back(function_name(i));
    slots_.resize(static_cast<std::size_t>(program.slots));
    futures_.resize(static_cast<std::size_t>(program.futures));
    handles_.resize(static_cast<std::size_t>(program.handles));
}

void Machine::run() {
    std::uint32_t line = 0;
    auto const next_line = [&] { aio::line(++line); };
    next_line(); // import asyncio
    for (int const count : {program_.slots, program_.futures, program_.handles})
        if (count > 0) next_line();
    for (auto const& made : program_.tools) {
        aio::line(made.line);
        tools_.push_back(make_tool(made));
    }
    for (auto const& each : program_.callbacks) aio::line(each.line);
    for (auto at = program_.functions.rbegin(); at != program_.functions.rend(); ++at) aio::line(at->line);
    aio::line(program_.line);
    std::exception_ptr raised;
    try {
        aio::run(call(0, 2));
    } catch (...) {
        raised = std::current_exception();
    }
    {
        // The end of the module: its names are cleared in order.
        aio::OutsideProgram const outside;
        slots_.clear();
        futures_.clear();
        handles_.clear();
    }
    if (raised) std::rethrow_exception(raised);
}

Machine::AnyTool Machine::make_tool(MadeTool const& made) {
    switch (made.tool) {
    case Tool::lock: return aio::Lock();
    case Tool::event: return aio::Event();
    case Tool::condition: return aio::Condition();
    case Tool::semaphore: return aio::Semaphore(made.value);
    case Tool::bounded_semaphore: return aio::Semaphore(aio::BoundedSemaphore(made.value));
    case Tool::queue: return aio::Queue<int>(made.value);
    case Tool::lifo_queue: return aio::Queue<int>(aio::LifoQueue<int>(made.value));
    case Tool::priority_queue: return aio::Queue<int>(aio::PriorityQueue<int>(made.value));
    case Tool::barrier: break;
    }
    return aio::Barrier(made.value);
}

aio::Coro<Object> Machine::call(int function, int n) {
    auto const index = static_cast<std::size_t>(function);
    aio::Label label{names_[index].c_str(), std::to_string(n)};
    return execute_function(std::move(label), *this, program_.functions[index], n);
}

std::function<void()> Machine::callback(int index) {
    return [this, index] { call_back(index); };
}

void Machine::call_back(int index) {
    for (auto const& statement : program_.callbacks[static_cast<std::size_t>(index)].body) {
        aio::line(statement.line);
        execute(statement, 0, nullptr);
    }
}

bool Machine::has_all(Expression const& expression) const {
    auto const places = places_of(expression);
    return std::all_of(places.begin(), places.end(), [&](Expression const& place) {
        auto const index = static_cast<std::size_t>(place.index);
        return place.make == Make::slot ? slots_[index].has_value() : futures_[index].has_value();
    });
}

std::vector<AnyFuture> Machine::futures_of(Expression const& expression) const {
    std::vector<AnyFuture> futures;
    for (auto const& each : expression.of) {
        auto const index = static_cast<std::size_t>(each.index);
        futures.push_back(each.make == Make::slot ? *slots_[index] : AnyFuture(*futures_[index]));
    }
    return futures;
}

bool Machine::holds(Statement const& statement, int n) const {
    switch (statement.test) {
    case Test::n_above: return n > statement.index;
    case Test::slot_done: {
        auto const& held = slots_[static_cast<std::size_t>(statement.index)];
        return held && held->done();
    }
    case Test::requests: break;
    }
    return aio::thread_state.task->cancelling() != 0;
}

Awaitable Machine::make(Expression const& made, int n, aio::TaskGroup* const* groups) {
    auto const child = [&] { return make(made.of.front(), n, groups); };
    switch (made.make) {
    case Make::call: return Awaitable(call(made.index, value_of(made.number, n)));
    case Make::sleep: return Awaitable(sleeping(*made.limit));
    case Make::slot: return Awaitable(*slot(made.index));
    case Make::future: return Awaitable(AnyFuture(*future(made.index)));
    case Make::gather: {
        std::vector<Awaitable> children;
        children.reserve(made.of.size());
        for (auto const& each : made.of) children.push_back(make(each, n, groups));
        if (made.return_exceptions)
            return Awaitable(AnyFuture(aio::gather(aio::return_exceptions, std::move(children))));
        return Awaitable(AnyFuture(aio::gather(std::move(children))));
    }
    case Make::shield: return Awaitable(AnyFuture(aio::shield(child())));
    case Make::wait_for:
        if (made.limit) return Awaitable(aio::wait_for(child(), *made.limit));
        return Awaitable(aio::wait_for(child(), aio::None()));
    case Make::create_task: return Awaitable(child().into_future());
    case Make::group_task:
        return Awaitable(AnyFuture(groups[made.index]->create_task(child().into_coroutine())));
    case Make::create_future: return Awaitable(AnyFuture(aio::get_running_loop().create_future<Object>()));
    case Make::acquire:
        if (is_semaphore(made.index)) return Awaitable(operating(tool<aio::Semaphore>(made.index).acquire()));
        return Awaitable(operating(acquire_lock(made.index)));
    case Make::event_wait: return Awaitable(operating(tool<aio::Event>(made.index).wait()));
    case Make::notify_wait: return Awaitable(operating(tool<aio::Condition>(made.index).wait()));
    case Make::get: return Awaitable(operating(tool<aio::Queue<int>>(made.index).get()));
    case Make::put:
        return Awaitable(operating(tool<aio::Queue<int>>(made.index).put(value_of(made.number, n))));
    case Make::join: return Awaitable(operating(tool<aio::Queue<int>>(made.index).join()));
    case Make::barrier_wait: return Awaitable(operating(tool<aio::Barrier>(made.index).wait()));
    case Make::wait: break;
    }
    throw aio::RuntimeError("only awaited directly");
}

aio::LockAcquire Machine::acquire_lock(int index) const {
    return is_condition(index) ? tool<aio::Condition>(index).acquire() : tool<aio::Lock>(index).acquire();
}

aio::ScopedLock Machine::scoped_lock(int index) const {
    return is_condition(index) ? tool<aio::Condition>(index).scoped() : tool<aio::Lock>(index).scoped();
}

void Machine::execute(Statement const& statement, int n, aio::TaskGroup* const* groups) {
    switch (statement.what) {
    case Do::print:
        if (groups == nullptr)
            aio::print(statement.text);
        else
            aio::print(statement.text, n);
        return;
    case Do::print_state: return aio::print(slot(statement.index) && slot(statement.index)->done());
    case Do::cancel:
        // A copy: what it cancels may be dropped by it.
        if (auto const target = slot(statement.index)) target->base()->cancel(statement.text);
        return;
    case Do::cancel_future:
        if (auto const target = future(statement.index)) target->cancel();
        return;
    case Do::set_result:
        if (auto const target = future(statement.index); target && !(statement.checked && target->done()))
            target->state().set_result(Object(value_of(statement.number, n)));
        return;
    case Do::set_exception:
        if (auto const target = future(statement.index); target && !(statement.checked && target->done()))
            target->set_exception(make_error(statement.error, statement.text));
        return;
    case Do::done_callback:
        if (auto const target = slot(statement.index))
            target->base()->add_done_callback(
                [call = callback(statement.number.value)](aio::FutureBase&) { call(); },
                callback_name(statement.number.value));
        return;
    case Do::done_callback_of_future:
        if (auto const target = future(statement.index))
            target->state().add_done_callback(
                [call = callback(statement.number.value)](aio::FutureBase&) { call(); },
                callback_name(statement.number.value));
        return;
    case Do::cancel_handle:
        if (auto const handle = handles_[static_cast<std::size_t>(statement.index)]) handle->cancel();
        return;
    case Do::use_tool: return use(statement, n);
    case Do::call_function: {
        aio::FunctionFrame const frame;
        return call_back(statement.number.value);
    }
    case Do::call_soon:
        aio::get_running_loop().call_soon(callback(statement.number.value),
                                          callback_name(statement.number.value));
        return;
    case Do::call_later:
        handles_[static_cast<std::size_t>(statement.index)] = aio::get_running_loop().call_later(
            *statement.delay, callback(statement.number.value), callback_name(statement.number.value));
        return;
    case Do::cancel_self: aio::thread_state.task->cancel(); return;
    case Do::uncancel_self: return aio::print(aio::thread_state.task->uncancel());
    case Do::print_requests: return aio::print(aio::thread_state.task->cancelling());
    case Do::print_tasks: return aio::print(aio::get_running_loop().all_tasks().size());
    case Do::forget:
        if (has_all(statement.expression)) make(statement.expression, n, groups);
        return;
    case Do::store: {
        std::optional<AnyFuture> made;
        if (has_all(statement.expression)) made = make(statement.expression, n, groups).into_future();
        std::swap(slot(statement.index), made);
        return;
    }
    case Do::store_future: {
        std::optional<aio::Future<Object>> made = aio::get_running_loop().create_future<Object>();
        std::swap(future(statement.index), made);
        return;
    }
    case Do::raise: std::rethrow_exception(make_error(statement.error, statement.text));
    default: return;
    }
}

void Machine::use(Statement const& statement, int n) {
    auto const& any = tools_[static_cast<std::size_t>(statement.index)];
    if (auto const* lock = std::get_if<aio::Lock>(&any)) {
        if (statement.use == Use::print) return aio::print(lock->locked());
        if (!statement.checked || lock->locked()) lock->release();
    } else if (auto const* event = std::get_if<aio::Event>(&any)) {
        if (statement.use == Use::print) return aio::print(event->is_set());
        if (statement.use == Use::set) return event->set();
        event->clear();
    } else if (auto const* condition = std::get_if<aio::Condition>(&any)) {
        if (statement.use == Use::print) return aio::print(condition->locked());
        if (statement.use == Use::release) return condition->release();
        if (statement.checked && !condition->locked()) return;
        if (statement.use == Use::notify) return condition->notify();
        condition->notify_all();
    } else if (auto const* semaphore = std::get_if<aio::Semaphore>(&any)) {
        if (statement.use == Use::print) return aio::print(semaphore->locked());
        semaphore->release();
    } else if (auto const* queue = std::get_if<aio::Queue<int>>(&any)) {
        switch (statement.use) {
        case Use::put_nowait:
            if (!statement.checked || !queue->full()) queue->put_nowait(value_of(statement.number, n));
            return;
        case Use::get_nowait:
            if (!statement.checked || !queue->empty()) queue->get_nowait();
            return;
        case Use::task_done: return queue->task_done();
        default: return aio::print(queue->qsize());
        }
    } else if (auto const* barrier = std::get_if<aio::Barrier>(&any)) {
        aio::print(barrier->n_waiting());
    }
}

} // namespace fuzz
