#include "session/branches/acts.hpp"

#include "aio/loop/intervention.hpp"
#include "replay/names.hpp"

#include <algorithm>

namespace session {
namespace {

using trace::ObjectId;
using trace::ObjectType;

class Acts {
  public:
    Acts(replay::State const& state, replay::Index const& known) : state_(state), known_(known) {}

    std::vector<Act> on(ObjectId object) {
        if (auto const* const task = state_.task(object))
            on_task(*task);
        else if (auto const* const future = state_.future(object))
            on_future(*future, "");
        else if (auto const* const handle = state_.handle(object))
            on_timer(*handle);
        else if (object.type() == ObjectType::queue)
            on_queues();
        else if (object.type() == ObjectType::sync)
            on_tool(object);
        else
            on_timers();
        return std::move(made_);
    }

  private:
    std::string name(ObjectId id) const { return replay::display_name(known_, id); }

    void add(std::string act, ObjectId id, std::string more, std::string words, std::string asks = {},
             bool debugger = false) {
        made_.push_back({act + " " + to_string(id) + (more.empty() ? "" : " " + more), std::move(words),
                         std::move(asks), debugger});
    }

    void on_task(replay::TaskInfo const& task) {
        if (is_over(task.state)) return;
        add("cancel", task.id, {}, "Cancel " + name(task.id), "a message");
        bool const waits = task.state == replay::TaskState::waiting;
        if (waits && task.due) timer(task.id, "the timer that " + name(task.id) + " waits for");
        if (auto const* const future = waits ? state_.future(task.awaiting) : nullptr;
            future && future->purpose == "future")
            on_future(*future, ", for which it waits");
        add("raise", task.id, "ValueError: boom", "Raise ValueError in " + name(task.id), "another exception",
            true);
    }

    void on_future(replay::FutureInfo const& future, std::string const& remark) {
        if (future.state != replay::FutureState::pending) return;
        std::string const whom = name(future.id) + remark;
        // What a tool of asyncio waits in is its own affair.
        if (future.purpose == "future") {
            add("resolve", future.id, {}, "Give a result to " + whom, "the result");
            add("fail", future.id, "ValueError: boom", "Give ValueError to " + whom, "another exception");
        }
        if (remark.empty()) add("cancel", future.id, {}, "Cancel " + whom, "a message");
        if (future.due) timer(future.id, "the timer of " + name(future.id));
    }

    void on_timer(replay::HandleInfo const& handle) {
        if (handle.state != replay::HandleState::scheduled) return;
        auto const* const future = state_.future(handle.whom);
        ObjectId const waits = future && future->awaited_by ? future->awaited_by : handle.whom;
        timer(handle.id, "the timer due at " + replay::seconds(handle.when.value_or(0)) +
                             (waits ? " for " + name(waits) : ""));
    }

    void timer(ObjectId id, std::string const& words) {
        add("fire", id, {}, "Let " + words + " go off now");
        add("late", id, "1", "Let " + words + " go off 1 s later", "how many seconds");
    }

    void on_timers() {
        constexpr std::size_t most = 4;
        std::size_t count = 0;
        for (replay::Timer const& each : state_.timers)
            if (auto const* const handle = state_.handle(each.handle); handle && count++ < most)
                on_timer(*handle);
    }

    void on_tool(ObjectId tool) {
        auto const* const found = state_.tool(tool);
        if (!found) return;
        for (ObjectId const waits : found->waiting) cancel_waiting(waits, name(tool));
    }

    // A trace does not say at which queue a task waits.
    void on_queues() {
        for (replay::TaskInfo const& task : state_.tasks)
            if (task.state == replay::TaskState::waiting)
                if (auto const* const future = state_.future(task.awaiting);
                    future && future->purpose.starts_with("queue."))
                    cancel_waiting(task.id, std::string(future->purpose));
    }

    void cancel_waiting(ObjectId id, std::string const& where) {
        auto const* const task = state_.task(id);
        if (task && !is_over(task->state))
            add("cancel", id, {}, "Cancel " + name(id) + ", which waits in " + where, "a message");
    }

    replay::State const& state_;
    replay::Index const& known_;
    std::vector<Act> made_;
};

std::string timer_of(ObjectId id, replay::Index const& known) {
    return (id.type() == ObjectType::handle ? "" : "the timer of ") + replay::display_name(known, id);
}

} // namespace

std::vector<Act> acts_on(replay::State const& state, replay::Index const& known, ObjectId object) {
    return Acts(state, known).on(object);
}

std::string act_words(std::string const& intervention, replay::Index const& known) {
    auto const read = aio::parse_intervention(intervention);
    if (!read) return intervention;
    using What = aio::Intervention::Act;
    std::string const whom = replay::display_name(known, read->target);
    std::string const with = replay::one_line(read->text);
    std::string words;
    switch (read->act) {
    case What::cancel: words = "cancel " + whom + (with.empty() ? "" : ", saying " + with); break;
    case What::resolve: words = "give " + (with.empty() ? "a result" : with) + " to " + whom; break;
    case What::fail: words = "give " + with + " to " + whom; break;
    case What::fire: words = "let " + timer_of(read->target, known) + " go off"; break;
    case What::late: words = "let " + timer_of(read->target, known) + " be " + with + " s late"; break;
    case What::raise: words = "raise " + with + " in " + whom; break;
    }
    return words + " at event " + std::to_string(read->step);
}

} // namespace session
