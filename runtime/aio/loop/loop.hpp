// EventLoop (asyncio/base_events.py): the ready queue, the timers, and the turn that runs them. Its clock is
// virtual: when nothing is ready it jumps to the next timer.
#pragma once
#include "aio/base/detail/list.hpp"
#include "aio/loop/clock.hpp"
#include "aio/loop/detail/async_generators.hpp"
#include "aio/loop/detail/timers.hpp"
#include "aio/loop/exception_handler.hpp"
#include "aio/loop/handle.hpp"
#include "aio/loop/task_factory.hpp"

#include <cmath>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace aio {

class FutureBase;
class TaskBase;
class ThreadPoolExecutor;
class Socket;
class Bytes;
class LoopIo;
class LoopInput;
template <typename T>
class Library;
template <typename T>
class Task;
template <typename T>
class Future;
template <typename T>
class Coro;

constexpr std::int64_t to_ns(double seconds) {
    return static_cast<std::int64_t>(seconds * 1e9 + (seconds < 0 ? -0.5 : 0.5));
}

namespace detail {
template <typename T>
struct IsCoro : std::false_type {};
template <typename T>
struct IsCoro<Coro<T>> : std::true_type {};
} // namespace detail

// A function of the program that makes a coroutine when it is called.
template <typename F>
concept CoroutineFunction = std::invocable<F&> && detail::IsCoro<std::invoke_result_t<F&>>::value;

class EventLoop {
  public:
    EventLoop();
    EventLoop(EventLoop const&) = delete;
    EventLoop& operator=(EventLoop const&) = delete;
    // Drops what is still pending: suspended coroutines are destroyed, nothing more runs.
    ~EventLoop();

    double time() const { // seconds
        if (execution.unusual & unusual::steady) [[unlikely]]
            read_clock();
        return static_cast<double>(execution.now) / 1e9;
    }

    // FIFO; `words` is how traces name the callback. It runs in a copy of the context that runs now unless
    // another is given. The handle is for cancelling; it need not be kept.
    Ref<FunctionHandle<Handle>> call_soon(std::function<void()> callback, std::string words = "callback",
                                          ContextSlot context = copy_current_context());
    Ref<FunctionHandle<TimerHandle>> call_later(double delay, std::function<void()> callback,
                                                std::string words = "callback",
                                                ContextSlot context = copy_current_context());
    Ref<FunctionHandle<TimerHandle>> call_at(double when, std::function<void()> callback,
                                             std::string words = "callback",
                                             ContextSlot context = copy_current_context());
    // A mistake: it makes a coroutine that nobody awaits. In debug mode it is refused: TypeError "coroutines
    // cannot be used with call_soon()".
    template <CoroutineFunction F>
    Ref<FunctionHandle<Handle>> call_soon(F function, std::string words = "callback",
                                          ContextSlot context = copy_current_context()) {
        refuse_coroutine_function("call_soon");
        return call_soon(std::function<void()>(std::move(function)), std::move(words), std::move(context));
    }
    template <CoroutineFunction F>
    Ref<FunctionHandle<TimerHandle>> call_at(double when, F function, std::string words = "callback",
                                             ContextSlot context = copy_current_context()) {
        refuse_coroutine_function("call_at");
        return call_at(when, std::function<void()>(std::move(function)), std::move(words),
                       std::move(context));
    }
    template <CoroutineFunction F>
    Ref<FunctionHandle<TimerHandle>> call_later(double delay, F function, std::string words = "callback",
                                                ContextSlot context = copy_current_context()) {
        return call_at(time() + delay, std::move(function), std::move(words), std::move(context));
    }
    // From a thread of the program: a loop that waits goes on (see baton.hpp). The same as call_soon
    // otherwise.
    Ref<FunctionHandle<Handle>> call_soon_threadsafe(std::function<void()> callback,
                                                     std::string words = "callback",
                                                     ContextSlot context = copy_current_context());
    // Gives `function(args...)` to a pool's thread, to the loop's own pool if there is none; `name` is how
    // traces call it. Defined in executor.hpp. RuntimeError once the loop is closed or its pool was shut
    // down.
    template <typename Function, typename... Args>
    Future<std::invoke_result_t<Function, Args...>>
    run_in_executor(ThreadPoolExecutor* executor, std::string name, Function function, Args... args);
    // Calls back each time a socket can be read or written, until it is removed; a second one takes the place
    // of the first. remove_...: was there one? See socket.hpp and selector.hpp.
    void add_reader(Socket const& socket, std::function<void()> callback, std::string words = "callback");
    bool remove_reader(Socket const& socket);
    void add_writer(Socket const& socket, std::function<void()> callback, std::string words = "callback");
    bool remove_writer(Socket const& socket);
    // For sockets that do not block. Bytes that are there come at once; none at the end of the file.
    Library<Bytes> sock_recv(Socket const& socket, std::size_t size);
    Library<void> sock_sendall(Socket const& socket, Bytes data);
    Library<void> sock_connect(Socket const& socket, std::pair<std::string, int> const& address);
    Library<std::pair<Socket, std::pair<std::string, int>>> sock_accept(Socket const& socket);

    void set_default_executor(std::shared_ptr<ThreadPoolExecutor> executor); // who was it before goes on
    // Lets the loop's own pool end what it does, and waits for that; nothing can be given to it any more.
    // After `timeout` seconds (3.12) a RuntimeWarning says that its threads go on. Cancelled without a
    // timeout, it blocks until they have ended, as 3.11 does.
    Library<void> shutdown_default_executor(std::optional<double> timeout = {});
    template <typename T = void>
    Future<T> create_future();
    // Its steps run in a copy of the context that runs now unless another is given. Made as the task factory
    // says, if there is one.
    template <typename T>
    Task<T> create_task(Coro<T>&& coroutine, std::string_view name = {}, ContextSlot const& context = {});
    // As it says itself, past the task factory.
    template <typename T>
    Task<T> create_task(Coro<T>&& coroutine, TaskOptions const& options);
    // An empty one: tasks are made as asyncio does.
    void set_task_factory(TaskFactory factory) { task_factory_ = std::move(factory); }
    TaskFactory const& get_task_factory() const { return task_factory_; }

    // Until stop() was called, and then to the end of that turn. Throws Deadlock if nothing can ever
    // happen again; RuntimeError if this or another loop runs already.
    void run_forever();
    // Runs until `future` is done; its result is then there. A task's exception is not thrown here, but
    // KeyboardInterrupt and SystemExit are: they leave the loop at once, and it can be run again. ValueError
    // if the future is another loop's; RuntimeError if the loop is stopped before.
    void run_until_complete(FutureBase& future);
    void stop();
    void close();
    bool is_running() const { return running_; }
    bool is_closed() const { return closed_; }
    ObjectId id() const { return id_; }

    std::vector<Ref<TaskBase>> all_tasks() const; // unfinished ones, in order of creation
    // Reports what no caller can be told, to the handler that was set or else to the default one. A handler
    // that throws is itself reported by the default one; only SystemExit and KeyboardInterrupt leave it.
    void call_exception_handler(ExceptionContext const& context);
    void set_exception_handler(ExceptionHandler handler) { exception_handler_ = std::move(handler); }
    ExceptionHandler const& get_exception_handler() const { return exception_handler_; } // empty: the default
    // Logs it, as a record of asyncio's logger: the message first, then what else there is, a line each.
    static void default_exception_handler(ExceptionContext const& context);

    // Debug mode: callbacks and steps that take long are logged, coroutines never awaited say where they were
    // made, and a call from a wrong thread or with a coroutine function is refused. A loop is made in it if
    // the program's environment says so (ProgramOptions::debug).
    bool get_debug() const { return debug_; }
    void set_debug(bool enabled);
    double slow_callback_duration = 0.1; // seconds; what takes as long is logged in debug mode

  private:
    friend class LoopAccess; // of the runtime: see there

    void run_hidden_until_told(std::function<void(std::function<void()> tell)> const& begin);
    void call_soon(Handle& handle) {
        handle.retain();
        call_soon_retained(handle);
    }
    void call_soon_retained(Handle& handle) {
        handle.state_ = Handle::State::ready;
        if (long_way()) [[unlikely]]
            note_ready(handle);
        ready_.push_retained(handle);
    }
    void call_at_ns(std::int64_t when, TimerHandle& timer);
    void cancel_timer(TimerHandle& timer);
    void forget(Handle& handle);
    FutureBase* find(ObjectId id) const;
    TimerHandle* timer_of(ObjectId id) const;
    bool fire(ObjectId id);
    bool delay(ObjectId id, std::int64_t by);
    static void intervene();
    void run_meanwhile(std::int64_t moment);
    bool look() const { return !ready_.empty() || called_ || (io_ && has_input()); }
    void advanced(std::int64_t before) const;
    LoopIo& io();
    void run_turns_of_shutdown(int count);
    void end_default_executor();
    ThreadPoolExecutor& default_executor();
    [[noreturn]] static void throw_closed();
    [[noreturn]] static void throw_not_running();

    // The short path holds only what every turn needs. All else hangs on execution.unusual, which is asked
    // once a turn and once a handle: see there, and Way.
    void run_once();
    std::int64_t select_timeout() const; // ns; -1: for ever
    template <bool full>
    void select();
    void wait_for_timer(); // the part of select that does something
    void run_ready();
    void before_callback(); // what is unusual about it
    void move_due_timers();
    void timer_due(TimerHandle& timer);
    bool has_input() const;
    void select_among_threads(std::int64_t timeout);
    template <Way way>
    void run_handle(Handle& handle);
    void note_ready(Handle& handle);
    void callback_raised(Handle& handle);
    static ContextSlot*
    context_of(ExceptionContext const& context); // of what it is about; null if that has none
    void check_closed() const {
        if (closed_) [[unlikely]]
            throw_closed();
    }
    void check_can_run() const;
    void check_thread() const {
        if (debug_) [[unlikely]]
            refuse_other_thread();
    }
    void refuse_other_thread() const;
    void check_call() const; // from a program: not closed, in the right thread
    void refuse_coroutine_function(char const* method) const;
    void log_if_slow(Handle& handle, std::int64_t began);
    void collect();
    void drop_pending();

    ObjectId id_;
    std::uint64_t number_;
    TaskFactory task_factory_;
    ExceptionHandler exception_handler_;
    ContextSlot* outer_context_ = nullptr; // in which it was told to run
    std::thread::id thread_;               // while it runs
    HandleQueue ready_;
    HandleQueue turn_; // what this turn still has to run
    TimerHeap timers_;
    std::uint32_t armed_ = 0;       // timers so far, modulo 2^32
    detail::List<FutureBase> live_; // newest first
    AsyncGenerators async_generators_;
    bool running_ = false;
    bool stopping_ = false;
    bool closed_ = false;
    bool debug_;
    bool called_ = false; // by a thread that needs no handle
    bool hidden_ = false; // traces leave its turns out
    bool executor_was_shut_ = false;
    std::shared_ptr<ThreadPoolExecutor> default_executor_;
    std::function<void()> at_close_; // of who has to be told: the pool's, if there is one
    std::unique_ptr<LoopInput> io_;  // null: watches nothing
};

// What the runtime itself asks of a loop; asyncio has no names for it, and programs do not call it.
class LoopAccess {
  public:
    explicit LoopAccess(EventLoop& loop) : loop_(loop) {}

    // Queues a handle of the runtime's own.
    void call_soon(Handle& handle) const { loop_.call_soon(handle); }
    // Takes over the caller's reference.
    void call_soon_retained(Handle& handle) const { loop_.call_soon_retained(handle); }
    void call_at_ns(std::int64_t when, TimerHandle& timer) const { loop_.call_at_ns(when, timer); }
    void cancel_timer(TimerHandle& timer) const { loop_.cancel_timer(timer); }
    // Takes a handle that dies out of the queues.
    void forget(Handle& handle) const { loop_.forget(handle); }

    // The futures and tasks that are alive.
    detail::List<FutureBase>& live() const { return loop_.live_; }
    AsyncGenerators& async_generators() const { return loop_.async_generators_; }
    LoopIo& io() const { return loop_.io(); } // made when it is first asked for
    ThreadPoolExecutor& default_executor() const { return loop_.default_executor(); } // the same
    // Tells it from loops that stood at the same address.
    std::uint64_t number() const { return loop_.number_; }
    // It was never closed, and nobody holds it any more.
    void collect() const { loop_.collect(); }
    // In debug mode: RuntimeError if the loop runs in another thread.
    void check_thread() const { loop_.check_thread(); }

    // Turns that only serve asyncio.run's own shutdown coroutines: traces leave the turns out, but what the
    // program left in the ready queue runs in them.
    void run_turns_of_shutdown(int count) const { loop_.run_turns_of_shutdown(count); }
    // At the end of a run: waits in turns that traces leave out until the threads of the loop's own pool have
    // ended.
    void end_default_executor() const { loop_.end_default_executor(); }
    // Turns that traces leave out, until what `begin` is given was called: by a thread that it has started.
    void run_hidden_until_told(std::function<void(std::function<void()> tell)> const& begin) const {
        loop_.run_hidden_until_told(begin);
    }
    // All but the callback that runs, until then.
    void run_meanwhile(std::int64_t moment) const { loop_.run_meanwhile(moment); }

    // For interventions. A future or task that is alive; null if there is none.
    FutureBase* find(ObjectId id) const { return loop_.find(id); }
    // A timer now, or later: by its own id, its future's, or that of the task that waits for it.
    bool fire(ObjectId id) const { return loop_.fire(id); }
    bool delay(ObjectId id, std::int64_t by) const { return loop_.delay(id, by); }

    // For threads: is there something to do? The clock has jumped, while the loop waited in select.
    bool look() const { return loop_.look(); }
    void advanced(std::int64_t before) const { loop_.advanced(before); }

    [[noreturn]] static void throw_closed() { EventLoop::throw_closed(); } // RuntimeError
    [[noreturn]] static void throw_not_running() { EventLoop::throw_not_running(); }

  private:
    EventLoop& loop_;
};

inline std::string repr(EventLoop const* loop) { return to_string(loop->id()); }

// Of the Deadlock that ends a program: who waits in `loop`, if there is one.
std::string deadlock_sentence(EventLoop const* loop);

// The running loop of this thread. RuntimeError "no running event loop" if there is none.
inline EventLoop& get_running_loop() {
    if (!thread_state.loop) [[unlikely]]
        LoopAccess::throw_not_running();
    return *thread_state.loop;
}

} // namespace aio
