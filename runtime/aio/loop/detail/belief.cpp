#include "aio/loop/detail/belief.hpp"

#include "aio/loop/loop.hpp"

namespace aio {

Beliefs::Beliefs() = default;
Beliefs::~Beliefs() = default;

std::unique_ptr<EventLoop> next_loop() {
    if (execution.beliefs && execution.beliefs->coming_loop) return std::move(execution.beliefs->coming_loop);
    return std::make_unique<EventLoop>();
}

bool PutOffAwait::over() {
    Driver& driver = *thread_state.driver;
    if (driver.thrown)
        child_.throw_before_start(std::exchange(driver.thrown, nullptr), driver.owner);
    else
        child_.start_now_below(*driver.leaf);
    return true;
}

void start_next_turn(PromiseBase& child) {
    Driver& driver = *thread_state.driver;
    driver.repeated = &execution.beliefs->put_off.emplace_back(child);
    driver.awaiting = nullptr;
    driver.suspended = true;
    record_suspension(driver, {}, [] { return "yield"; });
}

bool PromiseBase::start_under_wrong_model(PromiseBase& new_awaiter) {
    if (believes(Model::calling_runs_it) && hand) {
        awaiter = &new_awaiter;
        frame.below = new_awaiter.executing;
        take_over(*this, *thread_state.driver);
        return true;
    }
    if (!believes(Model::await_always_yields)) return false;
    start_next_turn(*this);
    return true;
}

void run_when_called(PromiseBase& coroutine) noexcept {
    coroutine.hand = std::make_unique<Driver>();
    coroutine.hand->leaf = &coroutine;
    coroutine.state = CoroutineState::running;
    coroutine.frame.below = thread_state.frame;
    record(Kind::coro_start, coroutine.id);
    Frame* const caller = thread_state.frame;
    EventLoop* const loop = thread_state.loop;
    if (!loop) {
        auto& coming = execution.beliefs->coming_loop;
        if (!coming) coming = std::make_unique<EventLoop>();
        thread_state.loop = coming.get();
    }
    coroutine.hand->pump();
    thread_state.loop = loop;
    thread_state.frame = caller;
}

void take_over(PromiseBase& coroutine, Driver& driver) {
    std::unique_ptr<Driver> const hand = std::move(coroutine.hand);
    driver.leaf = hand->leaf;
    driver.awaiting = hand->awaiting;
    driver.repeated = hand->repeated;
    driver.suspended = hand->suspended;
}

} // namespace aio
