#include "replay/findings/problems.hpp"

#include "replay/apply.hpp"
#include "replay/findings/duration.hpp"
#include "replay/findings/place_words.hpp"
#include "replay/names.hpp"

#include <optional>
#include <unordered_set>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

std::string list_names(Index const& index, std::vector<ObjectId> const& ids) {
    std::string out;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i != 0) out += i + 1 == ids.size() ? " and " : ", ";
        out += display_name(index, ids[i]);
    }
    return out;
}

class Search {
  public:
    explicit Search(Index const& index) : index_(index), log_(index.log()) {}

    std::vector<Problem> run() {
        while (state_.position < index_.size()) {
            Event const& event = log_[state_.position];
            auto const task_before = state_.current_task;
            auto const time_before = state_.time;
            apply(log_, state_);
            look(event);
            if (event.kind == Kind::task_step) step_is_over();
            if (event.kind == Kind::line) last_line_ = place_of(event);
            if (task_before && event.time > time_before) blocked(task_before, event.time - time_before);
            if (event.kind == Kind::task_suspend || event.kind == Kind::task_done) step_is_over();
        }
        step_is_over();
        return std::move(found_);
    }

  private:
    std::string name(ObjectId id) const { return display_name(index_, id); }
    void add(ProblemKind kind, Position position, ObjectId object, std::string words) {
        found_.push_back({kind, position, object, std::move(words)});
    }

    void look(Event const& event) {
        auto const now = state_.position;
        switch (event.kind) {
        case Kind::coro_unawaited:
            add(ProblemKind::never_awaited, now, event.subject,
                name(event.subject) + " was never awaited: it never ran");
            break;
        case Kind::task_destroyed:
            add(ProblemKind::destroyed_pending, now, event.subject,
                name(event.subject) + " was destroyed while it was still waiting");
            break;
        case Kind::future_unretrieved: {
            auto const* task = state_.task(event.subject);
            auto const* future = state_.future(event.subject);
            auto const outcome = task ? task->outcome : std::string_view{};
            auto const what = future                                  ? std::string(future->value)
                              : outcome.substr(0, 10) == "exception " ? std::string(outcome.substr(10))
                                                                      : std::string("an exception");
            add(ProblemKind::never_retrieved, now, event.subject,
                name(event.subject) + " failed with " + what + ", and nobody asked for it");
            break;
        }
        case Kind::task_cancel:
            if (event.line != 0 && state_.current_task != event.subject) asked_.insert(event.subject);
            break;
        case Kind::task_done: {
            // Delivered a cancel, and yet it ended with a result: whoever asked will not be obeyed.
            // uncancel() says that it was meant so (timeout() does).
            auto const* task = state_.task(event.subject);
            if (task && task->state == TaskState::done && task->deliveries > 0 && task->cancel_requests > 0 &&
                asked_.count(event.subject) != 0)
                add(ProblemKind::swallowed_cancellation, now, event.subject,
                    name(event.subject) + " was cancelled, caught CancelledError and ended normally");
            break;
        }
        case Kind::loop_select:
            if (event.value < 0) look_for_deadlock();
            break;
        default: break;
        }
    }

    void blocked(ObjectId task, std::int64_t ns) {
        blocked_ns_ += ns;
        blocked_until_ = state_.position;
        blocked_at_ = last_line_;
        // In real time every step takes some; asyncio's debug mode speaks from a tenth of a second on, too.
        if (log_.header().clock == "real" && blocked_ns_ < 100'000'000) return;
        // One entry a step: more of the same says nothing new.
        if (!blocked_entry_) {
            add(ProblemKind::blocking_step, state_.position, task, {});
            blocked_entry_ = found_.size() - 1;
        }
    }

    // Once a step is over it is known how long it took: a step may have thousands of events.
    void step_is_over() {
        if (blocked_entry_) {
            Problem& entry = found_[*blocked_entry_];
            entry.words = name(entry.object) + " held the loop for " + duration(blocked_ns_) +
                          at_words(log_, blocked_at_) + " without an await: nothing else could run" + late();
        }
        blocked_entry_.reset();
        blocked_ns_ = 0;
        last_line_ = {};
    }

    // Who could have run meanwhile, were it not for that step.
    std::string late() const {
        std::size_t count = 0;
        for (ObjectId const handle : state_.ready) {
            auto const* ready = state_.handle(handle);
            count += ready && runs_a_task(ready->role) && ready->ready_at <= blocked_until_ ? 1 : 0;
        }
        auto const until = log_[blocked_until_ - 1].time;
        for (Timer const& timer : state_.timers) {
            auto const* made = state_.handle(timer.handle);
            count += timer.when <= until && (!made || made->made_at <= blocked_until_) ? 1 : 0;
        }
        if (count == 0) return {};
        return "; " + std::to_string(count) + (count == 1 ? " task was late" : " tasks were late");
    }

    // The program ended while the loop waited without a limit: what could have ended that wait (a timer, a
    // thread, I/O) would have left an event.
    void look_for_deadlock() {
        // In real time something outside may always come.
        if (log_.header().clock == "real") return;
        if (!index_.end() || state_.position != index_.size()) return;
        std::vector<ObjectId> waiting;
        for (auto const& task : state_.tasks)
            if (task.state == TaskState::waiting) waiting.push_back(task.id);
        if (waiting.empty()) return;
        bool const one = waiting.size() == 1;
        add(ProblemKind::deadlock, state_.position, waiting.front(),
            list_names(index_, waiting) + (one ? " waits" : " wait") +
                " for ever: nothing is scheduled that could wake " + (one ? "it" : "one of them"));
    }

    Index const& index_;
    trace::Log const& log_;
    State state_;
    std::vector<Problem> found_;
    std::optional<std::size_t> blocked_entry_; // of the step that runs now
    std::int64_t blocked_ns_ = 0;
    Position blocked_until_ = 0;         // when the clock moved in it last
    Place last_line_;                    // that it was seen at
    Place blocked_at_;                   // the same, when the clock moved last
    std::unordered_set<ObjectId> asked_; // tasks that a line of the program asked to cancel
};

} // namespace

std::string_view words(ProblemKind kind) {
    switch (kind) {
    case ProblemKind::never_awaited: return "never awaited";
    case ProblemKind::destroyed_pending: return "destroyed while pending";
    case ProblemKind::never_retrieved: return "exception never retrieved";
    case ProblemKind::deadlock: return "deadlock";
    case ProblemKind::blocking_step: return "blocking step";
    case ProblemKind::swallowed_cancellation: return "swallowed cancellation";
    }
    return {};
}

std::vector<Problem> problems(Index const& index) { return Search(index).run(); }
std::vector<Problem> problems(trace::Log const& log) { return problems(Index(log)); }

} // namespace replay
