#include "aio/run/runner.hpp"

#include "aio/base/finally.hpp"
#include "aio/loop/detail/belief.hpp"
#include "aio/loop/policy.hpp"
#include "aio/protocols/async_generator.hpp"

#include <exception>
#include <string>
#include <vector>

namespace aio {
namespace {

// CPython's runner ends with two coroutines of its own, each run as a task. shutdown_asyncgens ends in its
// first step.
constexpr int turns_of_each = 2; // its step, and the callback that stops the loop

// A value of which only its repr is known.
struct Shown {
    std::string text;
};
std::string repr(Shown const& shown) { return shown.text; }

Shown outcome(FutureBase& task) {
    if (task.cancelled()) return {aio::repr(task.cancellation_as_result())};
    if (auto const error = task.exception()) return {aio::repr(error)};
    return {task.result_repr()};
}

void cancel_all_tasks(EventLoop& loop) {
    auto const tasks = loop.all_tasks();
    if (tasks.empty()) return;
    for (auto const& task : tasks) task->cancel();
    auto const gathering = make_ref<Gathering>(true);
    for (auto const& task : tasks) gathering->add(task);
    auto const outcomes = [&] {
        std::vector<Shown> list;
        list.reserve(tasks.size());
        for (auto const& task : tasks) list.push_back(outcome(*task));
        return list;
    };
    auto const all = make_ref<GatherState<std::vector<Shown>>>(loop, gathering->children(), outcomes);
    gathering->outer(all);
    loop.run_until_complete(*all);
    for (auto const& task : tasks)
        if (!task->cancelled()) {
            ExceptionContext context("unhandled exception during asyncio.run() shutdown");
            context.exception = task->exception();
            context.task = task.get();
            if (context.exception) loop.call_exception_handler(context);
        }
}

void run_unseen(EventLoop& loop) {
    ++execution.task_names;
    LoopAccess(loop).run_turns_of_shutdown(turns_of_each);
}

void close_async_generators(EventLoop& loop) {
    auto const closing = make_ref<TaskState<void>>(loop, shutdown_asyncgens(loop), std::string());
    loop.run_until_complete(*closing);
}

} // namespace

void shutdown(EventLoop& loop) {
    try {
        cancel_all_tasks(loop);
    } catch (BaseException const&) {
        loop.close();
        throw;
    }
    if (LoopAccess(loop).async_generators().empty())
        run_unseen(loop);
    else
        close_async_generators(loop);
    ++execution.task_names;
    LoopAccess(loop).end_default_executor();
    loop.close();
}

void Runner::refuse_in_running_loop(char const* what) {
    if (thread_state.loop)
        throw RuntimeError(std::string(what) + " cannot be called from a running event loop");
}

EventLoop& Runner::get_loop() {
    if (closed_) throw RuntimeError("Runner is closed");
    if (!loop_) {
        loop_ = next_loop();
        set_event_loop(loop_.get());
        if (debug_) loop_->set_debug(*debug_);
    }
    return *loop_;
}

ContextSlot Runner::shared_context() {
    if (!context_) {
        Context const copied = copy_context();
        context_ = copied;
    }
    return context_;
}

void Runner::run_to_end(FutureBase& task) {
    try {
        loop_->run_until_complete(task);
    } catch (Deadlock const&) {
        closed_ = true; // nothing would ever run again in the shutdown either
        set_event_loop(nullptr);
        throw;
    } catch (...) {
        task.forget_exception();
        throw;
    }
    task.forget_exception();
}

void Runner::close() {
    if (closed_ || !loop_) return;
    closed_ = true;
    Finally const none([] { set_event_loop(nullptr); });
    shutdown(*loop_);
}

Runner::~Runner() noexcept(false) {
    bool const another_is_on_its_way = std::uncaught_exceptions() > 0;
    try {
        close();
    } catch (...) {
        if (!another_is_on_its_way) throw;
    }
}

} // namespace aio
