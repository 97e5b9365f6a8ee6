#include "aio/tasks/timeout.hpp"

#include <cmath>

namespace aio {

struct Timeout::State {
    Ref<TaskBase> task;
    std::optional<double> when;
    Ref<FunctionHandle<TimerHandle>> timer;
    Ref<FunctionHandle<Handle>> soon; // instead of a timer, for a deadline that has passed
    int cancelling = 0;               // requests that were there before the block
    Phase phase = Phase::active;

    void drop_handle() {
        if (timer) timer->cancel();
        if (soon) soon->cancel();
        timer = nullptr;
        soon = nullptr;
    }
};

namespace {
constexpr char const* on_timeout_name = "Timeout._on_timeout";
constexpr char const* phase_names[] = {"active", "expiring", "expired", "finished"};
} // namespace

Timeout::Timeout(std::optional<double> when) : state_(std::make_shared<State>()) {
    if (!thread_state.task) throw RuntimeError("Timeout should be used inside a task");
    state_->task = Ref<TaskBase>(thread_state.task);
    state_->cancelling = state_->task->cancelling();
    reschedule(when);
}

Timeout::~Timeout() {
    if (state_) state_->drop_handle();
}

std::optional<double> Timeout::when() const { return state_->when; }

bool Timeout::expired() const { return state_->phase == Phase::expiring || state_->phase == Phase::expired; }

void Timeout::reschedule(std::optional<double> when) {
    if (state_->phase != Phase::active)
        throw RuntimeError(std::string("Cannot change state of ") +
                           phase_names[static_cast<int>(state_->phase)] + " Timeout");
    state_->when = when;
    state_->drop_handle();
    if (!when) return;
    auto const on_timeout = [state = std::weak_ptr(state_)] {
        auto const alive = state.lock();
        if (!alive) return;
        alive->task->cancel();
        alive->phase = Phase::expiring;
        alive->timer = nullptr;
        alive->soon = nullptr;
    };
    EventLoop& loop = get_running_loop();
    if (to_ns(*when) <= execution.now)
        state_->soon = loop.call_soon(on_timeout, on_timeout_name);
    else
        state_->timer = loop.call_at(*when, on_timeout, on_timeout_name);
}

void Timeout::exit(std::exception_ptr error) {
    state_->drop_handle();
    if (state_->phase == Phase::expiring) {
        state_->phase = Phase::expired;
        int const older = execution.rules.timeout_knows_older_requests ? state_->cancelling : 0;
        bool const own = state_->task->uncancel() <= older;
        if (own && error && is_cancelled_error(error)) throw TimeoutError();
    } else {
        state_->phase = Phase::finished;
    }
    if (error) std::rethrow_exception(error);
}

std::string Timeout::describe() const {
    std::string text = std::string("<Timeout [") + phase_names[static_cast<int>(state_->phase)] + "]";
    if (state_->phase == Phase::active)
        text += " when=" + (state_->when ? repr(std::round(*state_->when * 1e3) / 1e3) : "None");
    return text + ">";
}

Timeout timeout(std::optional<double> delay) {
    if (!delay) return Timeout(std::nullopt);
    return Timeout(get_running_loop().time() + *delay);
}

Timeout timeout_at(std::optional<double> when) { return Timeout(when); }

} // namespace aio
