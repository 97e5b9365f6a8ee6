// Task (asyncio/tasks.py): runs a coroutine in steps, one each time the loop calls it, until it ends. At any
// moment a task either waits for one future or has its step scheduled, never both: one handle serves the two.
#pragma once
#include "aio/coro/coro.hpp"
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/future.hpp"
#include "aio/loop/loop.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

class TaskBase : public FutureBase {
  public:
    enum class Start : std::uint8_t { soon, by_hand }; // its first step is scheduled at once, or not

    bool cancel(std::string const& message = {}) override;
    int cancelling() const { return cancel_requests_; }
    int uncancel();
    std::string name() const;
    void set_name(std::string name) { name_ = std::make_unique<std::string>(std::move(name)); }
    void take_number();                        // is called Task-N from now on
    trace::TextId await_text() const override; // "task t2"
    CoroutineView get_coro() const { return {coroutine_, driver_.leaf}; }

    Context get_context() const;                           // 3.12
    FutureBase const* awaited() const { return awaited_; } // null: its next step is scheduled, or it runs
    void start_now(); // a task made to start eagerly runs its first step, in its maker's step
    // For interventions: throws where the task stands, in its next step. False if something else comes first.
    bool raise_from_outside(std::exception_ptr error);

    // For the loop's end, a pending one: says that it is destroyed; its coroutine goes, without a word.
    void report_destroyed();
    void abandon();
    void do_not_log_destroy() { log_destroy_pending_ = false; } // gather made it: nobody could have kept it

  protected:
    TaskBase(EventLoop& loop, PromiseBase& coroutine, std::string_view name, ContextSlot const& context);
    ~TaskBase() override;
    bool pending() const { return coroutine_ != nullptr; }
    void die_pending();
    void schedule_first_step();
    virtual void take_result(PromiseBase& coroutine) = 0; // moves its value into the task

  private:
    friend class EventLoop;
    friend struct Description;

    // Either a done callback of the awaited future (a wakeup) or in the ready queue.
    class StepHandle final : public Handle {
      public:
        explicit StepHandle(TaskBase& task) : Handle(Sort::step), task_(task) {}
        TaskBase& task() const { return task_; }
        void retain() override { task_.retain(); }
        void release() override { task_.release(); }

      private:
        void call() override;
        std::string_view words() const override { return task_.awaited_ ? "wakeup" : "step"; }
        ObjectId whom() const override { return task_.id(); }
        EventLoop& loop() const override { return task_.loop(); }
        ContextSlot* context() override { return &task_.context_; }

        TaskBase& task_;
    };

    bool is_task() const override { return true; }
    void note_created();
    template <Way way>
    void run_step(); // see step.hpp, and execution.unusual
    void find_what_to_throw(FutureBase* woke);
    void throw_in();
    void wait_for(FutureBase& future);
    void refuse_to_wait_for(FutureBase const& future); // itself, or one of another loop
    void schedule_after_yield();
    void take_yielded();
    void drop_coroutine();
    void stop_now(std::string const& message); // cancel-is-immediate
    bool pass_on_cancel(std::string const& message);
    void end();
    void fail_with(std::exception_ptr error); // an interruption leaves the loop, too

    PromiseBase* coroutine_; // owned; null once it ended
    Driver driver_;
    mutable ContextSlot context_; // empty until something is set in it
    StepHandle step_handle_{*this};
    FutureBase* awaited_ = nullptr; // asyncio's _fut_waiter, kept until the wakeup runs
    std::unique_ptr<std::string> name_;
    std::uint32_t name_number_ = 0;
    int cancel_requests_ = 0;
    bool must_cancel_ = false;
    bool log_destroy_pending_ = true;
};

template <typename T>
class TaskState final : public TaskBase {
  public:
    // `coroutine` is a Coro<T> or, for the library's own, a Library<T>; its frame is the task's from now on.
    template <typename Coroutine>
    TaskState(EventLoop& loop, Coroutine&& coroutine, std::string_view name, ContextSlot const& context = {},
              Start start = Start::soon)
        : TaskBase(loop, coroutine.promise(), name, context) {
        using Promise = typename std::remove_cvref_t<Coroutine>::promise_type;
        static_cast<void>(std::forward<Coroutine>(coroutine).release()); // the base has it
        take_ = [](PromiseBase& from, std::optional<Stored<T>>& to) {
            if constexpr (std::is_void_v<T>)
                to.emplace();
            else
                to.emplace(std::move(*static_cast<Promise&>(from).value));
        };
        if (start == Start::soon) schedule_first_step();
    }
    ~TaskState() override {
        if (pending()) [[unlikely]]
            die_pending();
    }
    Stored<T>& value() { return *value_; }

  private:
    void take_result(PromiseBase& promise) override { take_(promise, value_); }
    std::string result_repr() const override { return repr_or_object(*value_); }
    trace::TextId result_text(Kind kind) const override { return aio::result_text(kind, "result ", *value_); }

    std::optional<Stored<T>> value_; // first: a small one fits behind the base's last member
    void (*take_)(PromiseBase&, std::optional<Stored<T>>&);
};

// A program's reference to a task. Dropping the last reference does not cancel it.
template <typename T = void>
class Task {
  public:
    using Result = T;

    explicit Task(Ref<TaskState<T>> state) : state_(std::move(state)) {}

    ObjectId id() const { return state_->id(); }
    std::string name() const { return state_->name(); }
    void set_name(std::string name) const { state_->set_name(std::move(name)); }
    bool done() const { return state_->done(); }
    bool cancelled() const { return state_->cancelled(); }
    bool cancel(std::string const& message = {}) const { return state_->cancel(message); }
    int cancelling() const { return state_->cancelling(); }
    int uncancel() const { return state_->uncancel(); }
    Context get_context() const { return state_->get_context(); } // 3.12
    std::exception_ptr exception() const { return state_->exception(); }
    T result() const {
        state_->check_result();
        return aio::take_result<T>(state_->value());
    }
    // Calls it through the loop once the task is done; what it gives is for remove_done_callback.
    Ref<Handle> add_done_callback(std::function<void(FutureBase&)> callback, std::string words = "callback",
                                  ContextSlot context = copy_current_context()) const {
        return state_->add_done_callback(std::move(callback), std::move(words), std::move(context));
    }
    int remove_done_callback(Ref<Handle> const& callback) const { // how many it was, 0 or 1
        return state_->remove_callback(*callback) ? 1 : 0;
    }
    bool operator==(Task const&) const = default; // is it the same one?
    CoroutineView get_coro() const { return state_->get_coro(); }
    EventLoop& get_loop() const { return state_->loop(); }
    TaskState<T>& state() const { return *state_; }
    Ref<FutureBase> base() const { return state_; }

    auto operator co_await() const { return ResultAwaiter<TaskState<T>, T>{{*state_}, state_}; }

  private:
    Ref<TaskState<T>> state_;
};

template <typename T>
std::string repr(Task<T> const& task) {
    return to_string(task.id());
}

template <typename T>
Task<T> EventLoop::create_task(Coro<T>&& coroutine, std::string_view name, ContextSlot const& context) {
    check_closed();
    if (believes(Model::create_task_runs_now)) [[unlikely]] {
        TaskOptions options;
        options.name = name;
        options.context = context;
        options.eager_start = true;
        return create_task(std::move(coroutine), options);
    }
    if (task_factory_) [[unlikely]] {
        TaskOptions options;
        auto const names = execution.rules.factory_names;
        options.name = name;
        options.named_later = names != FactoryNames::passed_on && !name.empty();
        options.context = context;
        std::optional<Task<T>> task;
        task_factory_(*this, options, [&] { task = create_task(std::move(coroutine), options); });
        if (!task) throw TypeError("the task factory made no task");
        if (options.named_later)
            task->set_name(std::string(name));
        else if (names == FactoryNames::always)
            task->set_name("None");
        return *task;
    }
    return Task<T>(make_ref<TaskState<T>>(*this, std::move(coroutine), name, context));
}

template <typename T>
Task<T> EventLoop::create_task(Coro<T>&& coroutine, TaskOptions const& options) {
    check_closed();
    bool const eager = options.eager_start && running_;
    Task<T> task(make_ref<TaskState<T>>(*this, std::move(coroutine), options.name, options.context,
                                        eager ? TaskBase::Start::by_hand : TaskBase::Start::soon));
    if (options.named_later) task.state().take_number();
    if (eager) task.state().start_now();
    return task;
}

template <typename T>
Future<T> EventLoop::create_future() {
    return Future<T>(make_ref<FutureState<T>>(*this, "future"));
}

// Of a name that the loop gets to know only once it has made the task.
inline void make_way_for_name(EventLoop const& loop, std::string_view name) {
    if (!name.empty() && !execution.rules.named_task_takes_no_number && !loop.get_task_factory())
        ++execution.task_names;
}

// Schedules the coroutine's first step and returns at once: it runs when the caller gives up control.
// RuntimeError without a running loop; the coroutine stays usable then.
template <typename T>
Task<T> create_task(Coro<T>&& coroutine, std::string_view name = {}, ContextSlot const& context = {}) {
    EventLoop& loop = get_running_loop();
    make_way_for_name(loop, name);
    return loop.create_task(std::move(coroutine), name, context);
}

// asyncio.Task(coroutine, ...) itself, past the task factory.
template <typename T>
Task<T> create_task(Coro<T>&& coroutine, TaskOptions const& options) {
    return get_running_loop().create_task(std::move(coroutine), options);
}
template <typename T>
Task<T> create_task(Library<T>&& coroutine, std::string name = {}) {
    EventLoop& loop = get_running_loop();
    make_way_for_name(loop, name);
    return Task<T>(make_ref<TaskState<T>>(loop, std::move(coroutine), std::move(name)));
}

} // namespace aio
