// asyncio.sleep: a future that a timer completes. The task goes on one turn after the timer was due. A delay
// of 0 or less makes no future: the task steps aside once and goes to the end of the ready queue.
// It can be awaited, made a task, or a child of gather, and gives its second argument, if any.
#pragma once
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/future.hpp"
#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"

#include <coroutine>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace aio {

// What co_await sleep(...) waits in; future and timer live in the coroutine's frame.
class SleepAwaiter {
  public:
    // `result`: the repr of what the sleep gives, if that is not None; it outlives this.
    SleepAwaiter(double seconds, std::string (*delay_repr)(double), std::string const* result = nullptr)
        : seconds_(seconds), delay_repr_(delay_repr), result_(result) {}
    SleepAwaiter(SleepAwaiter const&) = delete;
    SleepAwaiter& operator=(SleepAwaiter const&) = delete;
    ~SleepAwaiter() {
        if (waiting_) forget_timer();
    }

    bool await_ready() const { return believes(Model::sleep_blocks_everyone) && block(); }
    void await_suspend(std::coroutine_handle<>) {
        if (!(seconds_ <= 0)) return arm();
        Driver& driver = *thread_state.driver;
        driver.awaiting = nullptr;
        driver.suspended = true;
        if (long_way()) [[unlikely]]
            note_suspended(driver);
    }
    void await_resume() {
        if (waiting_) return disarm();
        thread_state.driver->rethrow_thrown();
    }

  private:
    class SleepFuture final : public FutureState<void> {
      public:
        SleepFuture(EventLoop& loop, SleepAwaiter const& sleep, std::string_view purpose)
            : FutureState(loop, purpose), sleep_(sleep) {
            retain(); // the frame's own reference
        }
        trace::TextId await_text() const override { return sleep_.text(); }

      private:
        std::string result_repr() const override { return sleep_.result_ ? *sleep_.result_ : "None"; }
        trace::TextId result_text(Kind kind) const override {
            return sleep_.result_ ? intern(kind, *sleep_.result_) : intern(Word::none);
        }

        SleepAwaiter const& sleep_;
    };
    class SleepTimer final : public TimerHandle {
      public:
        explicit SleepTimer(SleepFuture& future) : future_(future) {}
        void retain() override {}
        void release() override {}
        bool ready() const { return state_ == State::ready; }
        bool scheduled() const { return state_ == State::scheduled; }
        void stands_for_outside(std::int64_t& length); // if it does, it may take another time

      private:
        void call() override;
        std::string_view words() const override { return "set_result"; }
        ObjectId whom() const override { return future_.id(); }
        EventLoop& loop() const override { return future_.loop(); }

        SleepFuture& future_;
    };
    struct Waiting {
        Waiting(EventLoop& loop, SleepAwaiter const& sleep, std::string_view purpose)
            : future(loop, sleep, purpose), timer(future) {}
        SleepFuture future;
        SleepTimer timer;
    };

    void arm();    // future and timer
    void disarm(); // once the wait is over, whatever ended it
    void forget_timer();
    void note_suspended(Driver const& driver) const;
    trace::TextId text() const; // "sleep(1)"
    bool block() const;         // sleep-blocks-everyone
    std::int64_t began() const; // from when on it counts

    double seconds_;
    std::string (*delay_repr_)(double); // keeps sleep(1) and sleep(1.0) apart, as Python's repr does
    std::string const* result_;
    std::optional<Waiting> waiting_;
};

struct Sleep {
    using Result = void;

    double seconds;
    std::string (*delay_repr)(double);

    SleepAwaiter operator co_await() const { return SleepAwaiter(seconds, delay_repr); }
};

// A sleep that gives a value when it is over.
template <typename T>
struct SleepWithResult {
    using Result = T;

    Sleep sleep;
    T result;

    class Awaiter {
      public:
        Awaiter(Sleep const& sleep, T const& result)
            : result_(result), repr_(recording(Kind::future_result) ? repr_or_object(result) : std::string()),
              sleep_(sleep.seconds, sleep.delay_repr, &repr_) {}
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> coroutine) { sleep_.await_suspend(coroutine); }
        T await_resume() {
            sleep_.await_resume();
            return std::move(result_);
        }

      private:
        T result_;
        std::string repr_;
        SleepAwaiter sleep_;
    };
    Awaiter operator co_await() const { return Awaiter(sleep, result); }
};

// ValueError at the await if `seconds` is no number (3.13).
template <typename Number>
requires std::is_arithmetic_v<Number> Sleep sleep(Number seconds) {
    return {static_cast<double>(seconds), [](double value) { return repr(static_cast<Number>(value)); }};
}
template <typename Number, typename T>
requires std::is_arithmetic_v<Number>
    SleepWithResult<std::conditional_t<std::is_convertible_v<T, std::string_view>, std::string, T>>
    sleep(Number seconds, T result) {
    return {sleep(seconds), std::move(result)};
}

namespace detail {

inline Library<> sleep_by_itself(Sleep sleeping) { co_await sleeping; }
template <typename T>
Library<T> sleep_by_itself(SleepWithResult<T> sleeping) {
    co_return co_await sleeping;
}

template <typename S>
concept IsSleep = requires(S sleeping) {
    sleep_by_itself(std::move(sleeping));
};

} // namespace detail

template <detail::IsSleep S>
auto create_task(S sleeping, std::string name = {}) {
    return create_task(detail::sleep_by_itself(std::move(sleeping)).called("sleep"), std::move(name));
}
template <detail::IsSleep S>
auto ensure_future(S sleeping) {
    return ensure_future(detail::sleep_by_itself(std::move(sleeping)).called("sleep"));
}

} // namespace aio
