#include "aio/threads/executor.hpp"

#include "aio/base/detail/ellipsized.hpp"
#include "aio/base/finally.hpp"
#include "aio/base/output.hpp"
#include "aio/loop/detail/set_result.hpp"
#include "aio/tasks/timeout.hpp"

#include <deque>
#include <vector>

namespace aio {

ThreadJob::ThreadJob(std::string const& label) : id_(new_id(ObjectType::thread)) {
    ObjectId const task = thread_state.task ? thread_state.task->id() : ObjectId{};
    record_text(Kind::thread_submit, id_, task, [&] { return ellipsized(label); });
}

void ThreadJob::run(std::function<std::string()> const& work) const {
    Strand& strand = *thread_state.strand;
    strand.job = id_;
    record_text(Kind::thread_start, id_, {}, [&] { return strand.name; });
    Frame frame; // the outermost of this thread
    frame.coroutine = id_;
    std::string result;
    try {
        thread_state.frame = &frame;
        Finally const left([] { thread_state.frame = nullptr; });
        result = work();
    } catch (ThreadAbandoned const&) {
        throw;
    } catch (...) {
        record_text(Kind::thread_end, id_, {},
                    [] { return "exception " + ellipsized(repr(std::current_exception())); });
        throw;
    }
    record_text(Kind::thread_end, id_, {}, [&] { return "result " + ellipsized(result); });
}

// Shared by the threads, which may outlive the executor.
struct ThreadPoolExecutor::Pool {
    std::string prefix;
    std::size_t max_workers;
    std::deque<std::function<void()>> items; // an empty one: look whether it is time to end
    std::deque<Strand*> getters;
    std::vector<Strand*> workers;
    std::size_t idle = 0; // as CPython counts: work that ended, less work that no thread was made for
    bool shut_down = false;
    bool dropped = false;

    void put(std::function<void()> item) {
        items.push_back(std::move(item));
        if (getters.empty()) return;
        Strand* const first = getters.front();
        getters.pop_front();
        execution.threads->wake(*first);
    }
    std::function<void()> get() {
        while (items.empty()) {
            getters.push_back(thread_state.strand);
            execution.threads->park(std::nullopt);
        }
        auto item = std::move(items.front());
        items.pop_front();
        return item;
    }
    void work() {
        for (;;) {
            if (auto const item = get()) {
                item();
                thread_state.strand->job = {};
                if (!dropped) ++idle;
            } else if (shut_down || dropped) {
                shut_down = true;
                put({}); // the others are to see it too
                return;
            }
        }
    }
};

ThreadPoolExecutor::ThreadPoolExecutor(int max_workers, std::string thread_name_prefix)
    : pool_(std::make_shared<Pool>()) {
    if (max_workers <= 0) throw ValueError("max_workers must be greater than 0");
    Threads& threads = Threads::of_program();
    pool_->max_workers = static_cast<std::size_t>(max_workers);
    pool_->prefix = thread_name_prefix.empty() ? "ThreadPoolExecutor-" + std::to_string(threads.next_pool())
                                               : std::move(thread_name_prefix);
    threads.at_end([pool = std::weak_ptr(pool_)] {
        auto const still = pool.lock();
        if (!still) return;
        still->shut_down = true;
        still->put({});
    });
}

ThreadPoolExecutor::~ThreadPoolExecutor() {
    pool_->dropped = true;
    if (execution.threads) pool_->put({});
}

void ThreadPoolExecutor::check_open() const {
    if (pool_->shut_down) throw RuntimeError("cannot schedule new futures after shutdown");
}

void ThreadPoolExecutor::add(std::function<void()> item) {
    pool_->put(std::move(item));
    if (pool_->idle > 0) {
        --pool_->idle;
        return;
    }
    if (pool_->workers.size() >= pool_->max_workers) return;
    auto name = pool_->prefix + "_" + std::to_string(pool_->workers.size());
    pool_->workers.push_back(&Threads::of_program().start(std::move(name), [pool = pool_] { pool->work(); }));
}

void ThreadPoolExecutor::shutdown(bool wait) {
    pool_->shut_down = true;
    pool_->put({});
    if (!wait) return;
    for (Strand* const worker : pool_->workers) execution.threads->join(*worker, std::nullopt);
}

ThreadPoolExecutor& EventLoop::default_executor() {
    if (executor_was_shut_) throw RuntimeError("Executor shutdown has been called");
    if (!default_executor_)
        set_default_executor(
            std::make_shared<ThreadPoolExecutor>(ThreadPoolExecutor::default_workers, "asyncio"));
    return *default_executor_;
}

void EventLoop::set_default_executor(std::shared_ptr<ThreadPoolExecutor> executor) {
    default_executor_ = std::move(executor);
    at_close_ = [pool = default_executor_] {
        if (pool) pool->shutdown(false);
    };
}

std::string shutdown_thread_name() {
    return "Thread-" + std::to_string(Threads::of_program().next_thread()) + " (_do_shutdown)";
}

void EventLoop::end_default_executor() {
    executor_was_shut_ = true;
    run_turns_of_shutdown(1); // its step
    if (default_executor_) {
        run_hidden_until_told([this](std::function<void()> const& tell) {
            execution.threads->start(shutdown_thread_name(), [pool = default_executor_, tell] {
                pool->shutdown();
                tell();
            });
        });
        run_turns_of_shutdown(1); // its wakeup
    }
    run_turns_of_shutdown(1); // the callback that stops the loop
}

namespace {

// What is told once the pool's threads have ended, and the thread that tells it.
struct PoolEnd {
    Ref<FutureState<void>> future;
    Strand* thread;
};

PoolEnd begin_shutdown(EventLoop& loop, std::shared_ptr<ThreadPoolExecutor> pool, Cancelled cancelled) {
    auto const future = make_ref<FutureState<void>>(loop, "shutdown_default_executor");
    auto const shut = [pool = std::move(pool), future, cancelled] {
        pool->shutdown();
        EventLoop* const its_loop = future->loop_if_open();
        if (its_loop) LoopAccess(*its_loop).call_soon(*make_ref<SetResult>(*its_loop, future, cancelled));
    };
    return {future, &execution.threads->start(shutdown_thread_name(), shut)};
}

void give_up(ThreadPoolExecutor& pool, double seconds) {
    warn("RuntimeWarning",
         "The executor did not finishing joining its threads within " + repr(seconds) + " seconds.");
    pool.shutdown(false);
}

Library<void> block_until_end(std::shared_ptr<ThreadPoolExecutor> pool, std::optional<double> seconds) {
    PoolEnd const end = begin_shutdown(get_running_loop(), pool, Cancelled::is_an_error);
    std::exception_ptr error;
    try {
        Future<void> const ended(end.future);
        co_await ended;
    } catch (...) {
        error = std::current_exception();
    }
    bool const ended = execution.threads->join(*end.thread, seconds);
    if (error) std::rethrow_exception(error);
    if (!ended) give_up(*pool, *seconds);
}

Library<void> wait_for_end(std::shared_ptr<ThreadPoolExecutor> pool, std::optional<double> seconds) {
    PoolEnd const end = begin_shutdown(get_running_loop(), pool, Cancelled::is_left);
    bool in_time = true;
    try {
        Timeout limit = timeout(seconds);
        std::exception_ptr error;
        try {
            Future<void> const ended(end.future);
            co_await ended;
        } catch (...) {
            error = std::current_exception();
        }
        limit.exit(error);
    } catch (TimeoutError const&) {
        in_time = false;
    }
    if (in_time) {
        execution.threads->join(*end.thread, std::nullopt);
        co_return;
    }
    give_up(*pool, *seconds);
}

} // namespace

Library<void> EventLoop::shutdown_default_executor(std::optional<double> timeout) {
    auto const shut = [](EventLoop* loop, std::optional<double> seconds) -> Library<void> {
        loop->executor_was_shut_ = true;
        auto const pool = loop->default_executor_;
        if (!pool) co_return;
        if (execution.rules.executor_shutdown_is_timeout_block)
            co_await wait_for_end(pool, seconds);
        else
            co_await block_until_end(pool, seconds);
    };
    return shut(this, timeout)
        .named("shutdown_default_executor")
        .called("BaseEventLoop.shutdown_default_executor");
}

} // namespace aio
