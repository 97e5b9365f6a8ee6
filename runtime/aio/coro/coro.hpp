// Coroutine objects: calling a coroutine function makes one and runs nothing. Awaiting it runs it in place,
// without the loop; awaiting a future suspends the whole chain of coroutines up to whoever drives it.
//
// The driver (a task's step, or send() by hand) owns the chain and resumes only its leaf:
//
//     driver --leaf--> [fetch] --awaiter--> [main]        fetch awaits a future; main awaits fetch
//
// A coroutine that awaits a child makes it the leaf and returns to the driver's loop, the pump, which resumes
// the new leaf; one that ends makes its awaiter the leaf. So the native stack never grows with the chain.
#pragma once
#include "aio/base/detail/blocks.hpp"
#include "aio/base/detail/execution.hpp"
#include "aio/python/errors.hpp"
#include "aio/python/object.hpp"
#include "aio/python/repr.hpp"

#include <concepts>
#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace aio {

class FutureBase;

enum class CoroutineState : std::uint8_t { created, running, suspended, closed };

std::string str(CoroutineState state); // CORO_CREATED ..., as inspect.getcoroutinestate gives it
inline std::string repr(CoroutineState state) { return repr(str(state)); }

// As what it is awaited: asend() also stands for anext(), athrow() for aclose(). An exception that comes
// before they start goes to their generator.
enum class AwaitedAs : std::uint8_t { coroutine, asend, athrow };

struct PromiseBase;

// An await that may have to wait again when the chain is to go on: queue.get finds the queue empty again.
class RepeatedWait {
  public:
    // True if the leaf may go on; otherwise it has suspended anew. What it throws is raised at the await.
    virtual bool over() = 0;

  protected:
    ~RepeatedWait() = default;
};

// Of a compiler's full signature: "fetch".
std::string_view function_name(std::string_view signature);

// What a chain waits for; known to loop/future.cpp.
ObjectId id_of(FutureBase const& future);

// What runs a chain of coroutines, and what its last suspension asks for.
struct Driver {
    PromiseBase* leaf = nullptr;
    FutureBase* awaiting = nullptr; // after a suspension: what for; null is a bare yield
    std::exception_ptr thrown;      // to be raised at the leaf's await when it goes on
    union {
        Object const* yielded = nullptr; // after a suspension by yield_: what it gives the driver
        char const* ended;               // of a task that has ended: its coroutine's function
    };
    std::unique_ptr<Object> sent;     // what that yield_ gives back; null: None
    Driver* outer = nullptr;          // whose chain runs this one, while it runs
    RepeatedWait* repeated = nullptr; // asked before the leaf goes on
    ObjectId owner;                   // the task
    bool suspended = false;

    // Runs until the chain suspends or its root ends.
    void pump();
    void rethrow_thrown() {
        if (thrown) [[unlikely]]
            std::rethrow_exception(std::exchange(thrown, nullptr));
    }

  private:
    bool wait_is_over(); // asks `repeated`
};

// What all coroutine frames share, whatever they return.
struct PromiseBase : InBlocks {
    PromiseBase() { ++objects_alive.frames; }
    PromiseBase(PromiseBase const&) = delete;
    PromiseBase& operator=(PromiseBase const&) = delete;

    std::coroutine_handle<> handle;
    Frame frame;
    PromiseBase* awaiter = nullptr;
    // The coroutine of the program it acts for: itself, or for a coroutine of this library whoever awaits it
    // (null if that is a task).
    PromiseBase* program = this;
    Frame* executing = &frame;    // where lines belong while it runs
    std::unique_ptr<Driver> hand; // of a coroutine driven by send()
    char const* tool = nullptr;   // of a library coroutine: what the program awaits, "queue.get"
    char const* function = "";    // the compiler's full signature
    std::exception_ptr exception;
    ObjectId id;
    CoroutineState state = CoroutineState::created;
    bool has_origin = false; // where it was made is known (origin.hpp)
    AwaitedAs awaited_as = AwaitedAs::coroutine;

    std::string_view name() const { return function_name(function); }

    std::suspend_always initial_suspend() const noexcept { return {}; }
    auto final_suspend() noexcept {
        ended();
        return std::suspend_always{};
    }
    void unhandled_exception();

    // Gives back an lvalue: g++ 12 would copy an awaiter that comes as an xvalue.
    template <typename Awaitable>
    std::remove_reference_t<Awaitable>&
    await_transform(Awaitable&& awaitable, std::source_location where = std::source_location::current()) {
        if (!frame.marked) frame.line = where.line();
        return awaitable;
    }

    // For whoever made or drives it.
    virtual bool is_generator() const { return false; }
    virtual char const* noun() const { return "coroutine"; }
    bool is_library() const { return program != this; }
    bool executes() const; // now, or further down the native stack
    CoroutineState current_state() const;
    std::string_view awaits(PromiseBase const* leaf) const; // of the chain it is in
    void enter_from(Frame* caller);                         // its lines stand above the caller's from now on
    void start_below(PromiseBase& new_awaiter) {            // becomes the leaf
        if (believes_wrongly() && start_under_wrong_model(new_awaiter)) [[unlikely]]
            return;
        start_now_below(new_awaiter);
    }
    void start_now_below(PromiseBase& new_awaiter);
    bool start_under_wrong_model(PromiseBase& new_awaiter); // false: it starts as it should
    void created(std::coroutine_handle<> self, std::source_location where) {
        handle = self;
        if (*function == '\0') function = where.function_name();
        if (long_way()) [[unlikely]]
            note_created(where);
    }
    void knows_its_file(std::source_location where) {
        if (execution.recorder && execution.recorder->source_of) [[unlikely]]
            frame.source = execution.recorder->source_of(where.file_name());
    }
    void close_without_start(); // closed, and its body never ran
    void throw_before_start(std::exception_ptr error, ObjectId by);
    // For an await of it: RuntimeError if it was awaited before; true if its body has ended, which only a
    // wrong model lets happen.
    bool has_ended() { return state != CoroutineState::created && check_was_called(); }
    virtual std::string result_repr() const = 0;
    virtual trace::TextId result_text(Kind kind) const { return intern(kind, result_repr()); }
    virtual Object result() const = 0;

  protected:
    ~PromiseBase() { --objects_alive.frames; }

  private:
    void ended() noexcept {
        state = CoroutineState::closed;
        thread_state.driver->leaf = awaiter;
        if (long_way()) [[unlikely]]
            note_ended();
    }
    void note_created(std::source_location where);
    void note_started();
    void note_ended() noexcept;
    void start_library_below();
    bool check_was_called();
};

inline void PromiseBase::start_now_below(PromiseBase& new_awaiter) {
    awaiter = &new_awaiter;
    state = CoroutineState::running;
    thread_state.driver->leaf = this;
    if (is_library()) return start_library_below();
    frame.below = new_awaiter.executing;
    if (long_way()) [[unlikely]]
        note_started();
}

inline void Driver::pump() {
    outer = std::exchange(thread_state.driver, this);
    if (!repeated || wait_is_over()) [[likely]] {
        do {
            thread_state.frame = leaf->executing;
            leaf->handle.resume();
        } while (!suspended && leaf != nullptr);
    }
    thread_state.driver = std::exchange(outer, nullptr);
}

// The leaf of the program suspends; `make_words` says what it awaits, or gives the text's number, unless a
// tool stands between.
template <typename MakeWords>
void record_suspension(Driver const& driver, ObjectId awaited, MakeWords&& make_words) {
    if (!recording(Kind::coro_suspend)) return;
    PromiseBase const* leaf = driver.leaf->program;
    if (!leaf) return;
    char const* const tool = driver.leaf->tool;
    trace::TextId const text =
        tool ? intern(Kind::coro_suspend, tool) : text_id(Kind::coro_suspend, make_words());
    record_at(&leaf->frame, Kind::coro_suspend, leaf->id, awaited, text);
}

// send, throw and close of coroutine and generator objects (Objects/genobject.c).
Object send_by_hand(PromiseBase& root, Object value);
Object throw_by_hand(PromiseBase& root, std::exception_ptr error);
void close_by_hand(PromiseBase& root);

void say_last_words(PromiseBase& promise);

// Destroys the frame; a coroutine that never started is reported first, as CPython does.
inline void destroy_coroutine(PromiseBase& promise) {
    if (promise.state == CoroutineState::created || promise.has_origin) [[unlikely]]
        say_last_words(promise);
    promise.handle.destroy();
}

namespace detail {

// The arguments as the label of a coroutine shows them. What has no repr is left out: a lambda's closure, and
// the object of a member function.
template <typename... Args>
std::string arguments_repr(Args const&... args) {
    std::string out;
    [[maybe_unused]] auto const add = [&]<typename T>([[maybe_unused]] T const& value) {
        if constexpr (Representable<T>) {
            if (!out.empty()) out += ", ";
            out += repr(value);
        }
    };
    (add(args), ...);
    return out;
}

} // namespace detail

// What can only be moved stays where it is: by hand one sees that there is a result, not the result itself.
template <typename T>
Object as_object(T const& value) {
    if constexpr (std::is_copy_constructible_v<T>)
        return Object(value);
    else
        return Object(std::string("<object>"));
}

template <typename T>
class Coro;

// `co_await child`: it becomes the leaf of the chain, and its outcome that of the await.
template <typename PromiseType, typename T>
struct ChildAwaiter {
    PromiseType& child;

    bool await_ready() const { return child.has_ended(); }
    void await_suspend(std::coroutine_handle<>) const { child.start_below(*thread_state.driver->leaf); }
    T await_resume() const {
        if (child.exception) std::rethrow_exception(child.exception);
        if constexpr (!std::is_void_v<T>) return std::move(*child.value);
    }
};

// As the first parameter of a coroutine: how traces show it, instead of its own name and arguments. For
// programs that interpret others.
struct Label {
    char const* name; // outlives the coroutine
    std::string arguments;
};

void run_when_called(PromiseBase& coroutine) noexcept; // belief.hpp

// Where a coroutine stands before its body: nothing runs, unless that is believed.
struct InitialSuspension {
    PromiseBase& coroutine;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {
        if (believes(Model::calling_runs_it)) [[unlikely]]
            run_when_called(coroutine);
    }
    void await_resume() const noexcept {}
};

template <typename T>
struct PromiseWithArguments : PromiseBase {
    PromiseWithArguments() = default;
    template <typename... Args>
    explicit PromiseWithArguments(Args const&... args) {
        if (recording(Kind::coro_create)) execution.recorder->arguments = detail::arguments_repr(args...);
    }
    template <typename... Args>
    explicit PromiseWithArguments(Label const& label, Args const&...) {
        function = label.name;
        if (recording(Kind::coro_create)) execution.recorder->arguments = label.arguments;
    }
    InitialSuspension initial_suspend() noexcept { return {*this}; }
};

template <typename T>
struct Promise final : PromiseWithArguments<T> {
    using PromiseWithArguments<T>::PromiseWithArguments;

    Coro<T> get_return_object(std::source_location where = std::source_location::current());
    template <typename U = T>
    requires std::convertible_to<U&&, T>
    void return_value(U&& result) { value.emplace(std::forward<U>(result)); }
    std::string result_repr() const override { return repr_or_object(*value); }
    trace::TextId result_text(Kind kind) const override { return aio::result_text(kind, "", *value); }
    Object result() const override { return as_object(*value); }

    std::optional<T> value;
};

template <>
struct Promise<void> final : PromiseWithArguments<void> {
    using PromiseWithArguments<void>::PromiseWithArguments;

    Coro<void> get_return_object(std::source_location where = std::source_location::current());
    void return_void() const noexcept {}
    std::string result_repr() const override { return "None"; }
    trace::TextId result_text(Kind kind) const override { return aio::result_text(kind, "", None()); }
    Object result() const override { return {}; }
};

// What Python's inspect shows of a coroutine object; must not outlive it.
class CoroutineView {
  public:
    // `leaf`: the innermost coroutine of the chain it drives; null if it is not known.
    CoroutineView(PromiseBase const* promise, PromiseBase const* leaf) : promise_(promise), leaf_(leaf) {}

    ObjectId id() const { return promise_ ? promise_->id : ObjectId{}; }
    std::string_view name() const { return promise_ ? promise_->name() : std::string_view{}; }
    CoroutineState state() const { return promise_ ? promise_->current_state() : CoroutineState::closed; }
    // What it awaits in place while it is suspended: the name of the coroutine, "" if none (cr_await).
    std::string_view awaits() const { return promise_ ? promise_->awaits(leaf_) : std::string_view{}; }
    // Where its frame stands (cr_frame.f_lineno); 0 before the first line and at the end.
    std::uint32_t line() const { return promise_ ? promise_->frame.line : 0; }

  private:
    PromiseBase const* promise_; // null once it ended
    PromiseBase const* leaf_;
};

// Owns a coroutine's frame.
template <typename T = void>
class [[nodiscard]] Coro {
  public:
    using promise_type = Promise<T>;
    using Result = T;

    explicit Coro(promise_type& promise) : promise_(&promise) {}
    Coro(Coro&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
    Coro& operator=(Coro&& other) noexcept {
        Coro old(std::move(other));
        std::swap(promise_, old.promise_);
        return *this;
    }
    ~Coro() {
        if (promise_) destroy_coroutine(*promise_);
    }

    ObjectId id() const { return promise_->id; }
    std::string_view name() const { return promise_->name(); }
    CoroutineState state() const { return promise_->current_state(); } // inspect.getcoroutinestate
    // What it awaits in place while it is suspended: the name of the coroutine, "" if none (cr_await).
    std::string_view awaits() const { return view().awaits(); }
    CoroutineView view() const { return {promise_, promise_->hand ? promise_->hand->leaf : nullptr}; }
    promise_type& promise() const { return *promise_; }
    promise_type* release() && { return std::exchange(promise_, nullptr); } // the caller owns the frame

    // Runs it by hand to its next yield and gives what that yields. Throws StopIteration with the result
    // when it returns, and whatever it raises. RuntimeError if it has ended, ValueError if it runs already.
    Object send(Object value = {}) { return send_by_hand(*promise_, std::move(value)); }
    // Raises `error` where it is suspended; otherwise like send.
    Object throw_(std::exception_ptr error) { return throw_by_hand(*promise_, std::move(error)); }
    template <std::derived_from<BaseException> E>
    Object throw_(E error) {
        return throw_(std::make_exception_ptr(std::move(error)));
    }
    // Ends it: GeneratorExit at its suspension, the innermost coroutine first. One that has not started just
    // never runs. RuntimeError "coroutine ignored GeneratorExit" if it yields again.
    void close() { close_by_hand(*promise_); }

    ChildAwaiter<promise_type, T> operator co_await() const noexcept { return {*promise_}; }

  private:
    promise_type* promise_;
};

template <typename T>
Coro<T> Promise<T>::get_return_object(std::source_location where) {
    this->created(std::coroutine_handle<Promise>::from_promise(*this), where);
    return Coro<T>(*this);
}

inline Coro<void> Promise<void>::get_return_object(std::source_location where) {
    created(std::coroutine_handle<Promise>::from_promise(*this), where);
    return Coro<void>(*this);
}

template <typename T>
std::string repr(Coro<T> const& coroutine) {
    return to_string(coroutine.id());
}

template <typename T>
struct IsCoroutine : std::false_type {};
template <typename T>
struct IsCoroutine<Coro<T>> : std::true_type {};

// asyncio.iscoroutine: is it a coroutine object?
template <typename T>
constexpr bool iscoroutine(T const&) {
    return IsCoroutine<T>::value;
}

// asyncio.iscoroutinefunction: does calling it make one?
template <typename Result, typename... Args>
constexpr bool iscoroutinefunction(Result (*)(Args...)) {
    return IsCoroutine<Result>::value;
}

// A bare yield: suspends the whole chain and gives `value` to whoever drives it, as a generator made a
// coroutine by types.coroutine does. The await gives what the driver sends.
class Yield {
  public:
    explicit Yield(Object value) : value_(std::move(value)) {}

    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const;
    Object await_resume() const;

  private:
    Object value_;
};

inline Yield yield_(Object value = {}) { return Yield(std::move(value)); }

// A value is nothing to wait for: always a TypeError, "object int can't be used in 'await' expression".
template <std::same_as<Object> O>
Yield operator co_await(O const& object) {
    throw TypeError("object " + std::string(object.type_name()) + " can't be used in 'await' expression");
}

} // namespace aio
