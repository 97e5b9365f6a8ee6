#include "replay/findings/problems.hpp"

#include "replay/apply.hpp"
#include "replay/findings/cancelling.hpp"
#include "replay/findings/duration.hpp"
#include "replay/findings/lost.hpp"
#include "replay/findings/place_words.hpp"
#include "replay/findings/stuck.hpp"
#include "replay/names.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;

namespace {

std::string list_names(Index const& index, std::vector<ObjectId> const& ids) {
    std::vector<std::string> names;
    names.reserve(ids.size());
    for (ObjectId const id : ids) names.push_back(display_name(index, id));
    return listed(names);
}

class Search {
  public:
    explicit Search(Index const& index)
        : index_(index), log_(index.log()), cancelling_(index), lost_(index), stuck_(index) {}

    std::vector<Problem> run() {
        while (state_.position < index_.size()) {
            Event const& event = log_[state_.position];
            ObjectId const ran = runs();
            auto const time_before = state_.time;
            apply(log_, state_);
            look(event);
            cancelling_.look(event, state_, found_);
            lost_.look(event, state_, found_);
            stuck_.look(event, state_);
            if (event.kind == Kind::task_step || event.kind == Kind::handle_run) step_is_over();
            if (event.kind == Kind::line) last_line_ = place_of(event);
            if (ran && event.time > time_before) blocked(ran, event.time - time_before);
            if (event.kind == Kind::task_suspend || event.kind == Kind::task_done ||
                event.kind == Kind::handle_end)
                step_is_over();
        }
        bool const goes_on = runs() && !index_.end();
        step_is_over(goes_on);
        for (auto& problem : stuck_.found()) found_.push_back(std::move(problem));
        std::stable_sort(found_.begin(), found_.end(),
                         [](Problem const& a, Problem const& b) { return a.position < b.position; });
        return std::move(found_);
    }

  private:
    std::string name(ObjectId id) const { return display_name(index_, id); }
    void add(ProblemKind kind, ObjectId object, std::string words, Place at) {
        found_.push_back({kind, state_.position, object, std::move(words), at});
    }
    // The task that runs, or the handle of a callback; none: the loop.
    ObjectId runs() const { return state_.current_task ? state_.current_task : state_.current_handle; }

    void look(Event const& event) {
        switch (event.kind) {
        case Kind::coro_raise:
            // From the innermost coroutine outwards: the first is where it came from.
            if (auto& raised = raised_[state_.current_task]; !raised.at || raised.words != log_.text(event))
                raised = {place_of(event), log_.text(event)};
            break;
        case Kind::coro_unawaited: {
            auto const* coroutine = state_.coroutine(event.subject);
            add(ProblemKind::never_awaited, event.subject,
                name(event.subject) + " was never awaited: it never ran",
                coroutine && coroutine->created_line ? coroutine->created_line : place_of(event));
            told_ = true;
            break;
        }
        case Kind::warn: never_awaited(event); break;
        case Kind::task_destroyed: {
            auto const* task = state_.task(event.subject);
            add(ProblemKind::destroyed_pending, event.subject,
                name(event.subject) + " was destroyed before it was over",
                task ? task->created_line : Place{});
            break;
        }
        case Kind::future_unretrieved: {
            auto const* task = state_.task(event.subject);
            auto const* future = state_.future(event.subject);
            auto const outcome = task ? task->outcome : std::string_view{};
            auto const what = future                                  ? std::string(future->value)
                              : outcome.substr(0, 10) == "exception " ? std::string(outcome.substr(10))
                                                                      : std::string("an exception");
            auto const raised = died_at_.find(event.subject);
            add(ProblemKind::never_retrieved, event.subject,
                name(event.subject) + " failed with " + what + ", and nobody asked for it",
                raised == died_at_.end() ? Place{} : raised->second);
            break;
        }
        case Kind::task_step: raised_.erase(event.subject); break;
        case Kind::task_done:
            if (auto const raised = raised_.find(event.subject); raised != raised_.end())
                died_at_[event.subject] = raised->second.at;
            break;
        case Kind::loop_select:
            if (event.value < 0) look_for_deadlock();
            break;
        default: break;
        }
    }

    // A library's coroutine has no events of its own under the virtual clock; its warning tells.
    void never_awaited(Event const& event) {
        constexpr std::string_view begin = "RuntimeWarning: coroutine '", end = "' was never awaited";
        auto const said = log_.text(event);
        if (!told_ && said.starts_with(begin) && said.ends_with(end))
            add(ProblemKind::never_awaited, event.subject,
                std::string(said.substr(begin.size(), said.size() - begin.size() - end.size())) +
                    "() was never awaited: it never ran",
                place_of(event));
        told_ = false;
    }

    void blocked(ObjectId task, std::int64_t ns) {
        blocked_ns_ += ns;
        blocked_until_ = state_.position;
        blocked_at_ = last_line_;
        // In real time every step takes some; asyncio's debug mode speaks from a tenth of a second on, too.
        if (log_.header().clock == "real" && blocked_ns_ < 100'000'000) return;
        // One entry a step: more of the same says nothing new.
        if (!blocked_entry_) {
            add(ProblemKind::blocking_step, task, {}, blocked_at_);
            blocked_entry_ = found_.size() - 1;
        }
    }

    // Once a step is over it is known how long it took: a step may have thousands of events.
    void step_is_over(bool goes_on = false) {
        if (blocked_entry_) {
            Problem& entry = found_[*blocked_entry_];
            entry.at = blocked_at_;
            entry.words = actor(entry.object) +
                          (goes_on ? " has held the loop for " : " held the loop for ") +
                          duration(blocked_ns_) + at_words(log_, blocked_at_) +
                          " without an await: nothing else could run" + late();
        }
        blocked_entry_.reset();
        blocked_ns_ = 0;
        last_line_ = {};
    }

    std::string actor(ObjectId id) const {
        auto const* handle = state_.handle(id);
        if (!handle) return name(id);
        return "The callback " + plain_name(handle->words);
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
        auto const* stands = state_.coroutine(state_.leaf_of(waiting.front()));
        add(ProblemKind::deadlock, waiting.front(),
            list_names(index_, waiting) + (one ? " waits" : " wait") +
                " for ever: nothing is scheduled that could wake " + (one ? "it" : "one of them"),
            stands ? stands->at() : Place{});
    }

    struct Raised {
        Place at;
        std::string_view words;
    };

    Index const& index_;
    trace::Log const& log_;
    State state_;
    Cancelling cancelling_;
    Lost lost_;
    Stuck stuck_;
    std::vector<Problem> found_;
    std::optional<std::size_t> blocked_entry_; // of the step that runs now
    std::int64_t blocked_ns_ = 0;
    Position blocked_until_ = 0;                  // when the clock moved in it last
    Place last_line_;                             // that it was seen at
    Place blocked_at_;                            // the same, when the clock moved last
    std::unordered_map<ObjectId, Raised> raised_; // in a task's step
    std::unordered_map<ObjectId, Place> died_at_;
    bool told_ = false; // of a coroutine whose warning is to come
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
    case ProblemKind::worker_died: return "worker died";
    case ProblemKind::never_released: return "lock never released";
    case ProblemKind::lost_result: return "lost result";
    }
    return {};
}

std::vector<Problem> problems(Index const& index) { return Search(index).run(); }
std::vector<Problem> problems(trace::Log const& log) { return problems(Index(log)); }

} // namespace replay
