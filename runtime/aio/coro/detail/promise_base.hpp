// What all coroutine frames share, and the driver that runs a chain of them; coro.hpp says how they hang
// together.
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
    Frame* executing = &frame;          // where lines belong while it runs
    std::unique_ptr<Driver> hand;       // of a coroutine driven by send()
    char const* library_call = nullptr; // of a library coroutine: what the program awaits, "queue.get"
    char const* function = "";          // the compiler's full signature
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
        return awaitable; // NOLINT(bugprone-return-const-ref-from-parameter): a temporary lives as long as
                          // its co_await
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
// call of the library stands between.
template <typename MakeWords>
void record_suspension(Driver const& driver, ObjectId awaited, MakeWords&& make_words) {
    if (!recording(Kind::coro_suspend)) return;
    PromiseBase const* leaf = driver.leaf->program;
    if (!leaf) return;
    char const* const call = driver.leaf->library_call;
    trace::TextId const text =
        call ? intern(Kind::coro_suspend, call) : text_id(Kind::coro_suspend, make_words());
    record_at(&leaf->frame, Kind::coro_suspend, leaf->id, awaited, text);
}

} // namespace aio
