#include "replay/why.hpp"

#include "replay/causes.hpp"
#include "replay/describe.hpp"
#include "replay/state.hpp"

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

// Follows causes backwards; every step of it goes to an earlier position, so it ends.
class Chain {
  public:
    explicit Chain(Index const& index) : index_(index), log_(index.log()) {}

    std::vector<Reason> from(Position position) {
        auto const& event = at(position);
        auto const task = index_.task_at(position);
        if (task) about_ = task;
        add(position, describe(index_, position));
        cause_of(position, event);
        return std::move(reasons_);
    }

  private:
    Event at(Position position) const { return log_[position - 1]; }
    std::string name(ObjectId id) const { return display_name(index_, id); }

    void add(Position position, std::string words, bool detail = false) {
        reasons_.push_back({position, std::move(words), detail});
    }

    // "its" for the task that was spoken of last, else its name.
    std::string whose(ObjectId task) {
        bool const same = task == about_;
        about_ = task;
        return same ? "its" : name(task) + "’s";
    }

    std::string who(Position position) const {
        auto const task = index_.task_at(position);
        return task ? name(task) : "the program";
    }
    std::string at_line(Position position) const {
        auto const line = at(position).line;
        return line == 0 ? std::string() : " at line " + std::to_string(line);
    }

    void cause_of(Position position, Event const& event) {
        switch (event.kind) {
        case Kind::loop_advance: nothing_ready(position, event.time); return;
        case Kind::loop_select:
            if (event.value > 0) nothing_ready(position, event.time + event.value);
            return;
        case Kind::loop_iteration:
        case Kind::loop_start:
        case Kind::loop_close: return;
        case Kind::handle_ready: made_ready(event.subject, position); return;
        case Kind::handle_due: timer_set(event.subject); return;
        case Kind::handle_run:
        case Kind::handle_end: was_queued(event.subject); return;
        case Kind::task_deliver:
        case Kind::coro_throw: delivered(position, event); return;
        case Kind::coro_unawaited: {
            auto const created = index_.coroutine(event.subject).created;
            if (created != 0)
                add(created, who(created) + " called it" + at_line(created) + " and nothing awaited it");
            return;
        }
        case Kind::warn:
        case Kind::log:
            if (position > 1 && is_warned_of(at(position - 1).kind)) {
                add(position - 1, describe(index_, position - 1));
                cause_of(position - 1, at(position - 1));
                return;
            }
            break;
        case Kind::future_unretrieved:
            if (auto const ended = index_.ended(event.subject); ended != 0)
                add(ended, describe(index_, ended));
            return;
        default:
            if (event.kind != Kind::task_done && sets_future(event.kind)) return set_by(position);
        }
        step_of(position);
    }

    // Something in a task's step, or in another callback: why that ran.
    void step_of(Position position) {
        auto const handle = index_.handle_at(position);
        if (!handle) { // the program itself, outside the loop
            driven_by_hand(position);
            return;
        }
        if (!cancelled_step(handle, position)) was_queued(handle);
    }

    void was_queued(ObjectId handle) {
        if (in_queue(handle)) made_ready(handle, index_.handle(handle).made);
    }

    // A coroutine outside any task runs because somebody called its send(), throw() or close().
    void driven_by_hand(Position position) {
        auto const coroutine = at(position).subject;
        if (coroutine.type() != ObjectType::coroutine || index_.coroutine(coroutine).task) return;
        for (Position p = position; p > 0; --p) {
            auto const& event = at(p);
            bool const entered = event.kind == Kind::coro_start || event.kind == Kind::coro_resume ||
                                 event.kind == Kind::coro_throw || event.kind == Kind::coro_close;
            if (!entered || event.subject != coroutine) continue;
            if (event.object.type() == ObjectType::coroutine) { // awaited: the one that awaits it was driven
                bool const generator = index_.coroutine(coroutine).generator;
                add(p, name(event.object) + (generator ? " yields from it" : " awaited it") + at_line(p));
                return;
            }
            if (auto const line = line_before(log_, p, coroutine); line != 0)
                add(line, (at(line).subject ? name(at(line).subject) : "the program") + " drove it by hand" +
                              at_line(line));
            return;
        }
    }

    // A step, not a wakeup, in which a cancel was delivered: the cancel says more than the queue.
    bool cancelled_step(ObjectId handle, Position position) {
        auto const& facts = index_.handle(handle);
        if (facts.role != Role::step || facts.run == 0) return false;
        auto const p = delivery_in(log_, facts.run, position);
        if (p == 0) return false;
        about_ = at(p).subject;
        add(p, "CancelledError was delivered to " + name(at(p).subject) +
                   (is_first_step(index_, handle) ? " before it began" : ""));
        delivered(p, at(p));
        return true;
    }

    // "its wakeup was in the ready queue"; false for a timer's callback, whose coming due says it all.
    bool in_queue(ObjectId handle) {
        auto const& facts = index_.handle(handle);
        if (facts.made == 0) return false;
        if (facts.due != 0) {
            timer_due(handle);
            return false;
        }
        if (facts.role == Role::step)
            add(facts.made, whose(facts.whom) +
                                (is_first_step(index_, handle) ? " first step" : " next step") +
                                " was in the ready queue");
        else if (facts.role == Role::wakeup)
            add(facts.made, whose(facts.whom) + " wakeup was in the ready queue");
        else if (facts.role == Role::gather)
            add(facts.made, "gather’s callback was in the ready queue", true);
        else if (facts.role == Role::stop)
            add(facts.made, "the callback that stops the loop was in the ready queue", true);
        else
            add(facts.made, "the callback " + plain_name(facts.words) + " was in the ready queue");
        return true;
    }

    void timer_due(ObjectId handle) {
        auto const& facts = index_.handle(handle);
        add(facts.due, "the timer due at " + seconds(due_time(index_, handle)) + " fired");
        timer_set(handle);
    }
    // "Task-3 called sleep(1) at line 4"
    void timer_set(ObjectId handle) {
        auto const& facts = index_.handle(handle);
        if (facts.made == 0) return;
        auto const& words = index_.future(facts.whom).words;
        auto const what = words.empty() ? std::string(" set this timer") : " called " + expand(index_, words);
        add(facts.made, who(facts.made) + what + at_line(facts.made));
    }

    // Why a handle came into the ready queue.
    void made_ready(ObjectId handle, Position made) {
        auto const& facts = index_.handle(handle);
        if (made == 0) return;
        if (facts.role == Role::step) {
            stepped_again(handle, made);
            return;
        }
        if (made > 1 && tells_the_loop(at(made - 1).kind)) {
            told_by(made - 1);
            return;
        }
        auto const setter = scheduled_by(log_, made);
        if (setter != 0 && sets_future(at(setter).kind)) {
            done(setter);
        } else if (setter != 0) { // a callback added to what is done already
            auto const awaited = at(setter).subject;
            auto const ended = index_.ended(awaited);
            auto const adder =
                facts.role == Role::wakeup ? who(made) + " awaited " : who(made) + " added it to ";
            add(setter, adder + name(awaited) + at_line(setter) + ", which was already done");
            if (ended != 0 && ended < setter) done(ended);
        } else {
            add(made, who(made) + " scheduled it" + at_line(made));
        }
    }

    // A thread or a socket; of a thread also who gave it its work.
    void told_by(Position position) {
        add(position, describe(index_, position));
        auto const thread = at(position).subject;
        if (thread.type() != ObjectType::thread) return;
        if (auto const given = last_before(log_, position + 1, Kind::thread_submit, thread); given != 0)
            add(given, who(given) + " gave it its work" + at_line(given));
    }

    void stepped_again(ObjectId handle, Position made) {
        auto const task = index_.handle(handle).whom;
        if (is_first_step(index_, handle)) {
            auto const created = index_.task(task).created;
            auto const by = index_.task_at(created);
            add(created, (by ? name(by) + " created it" : "the program started it") + at_line(created));
            return;
        }
        for (Position p = made; p > 0 && p + 8 > made; --p)
            if (at(p).kind == Kind::coro_suspend && index_.coroutine(at(p).subject).task == task) {
                auto const words = log_.text(at(p));
                add(p, name(task) + " gave way" +
                           (words.empty()      ? std::string()
                            : words == "yield" ? std::string(" with a bare yield")
                                               : " with " + expand(index_, words)) +
                           at_line(p));
                return;
            }
        add(made, name(task) + " gave way" + at_line(made));
    }

    // A future or task was done at `position`: says so, and why.
    void done(Position position) {
        auto const& event = at(position);
        if (event.kind == Kind::task_done) {
            about_ = event.subject;
            auto const state = outcome_state(log_.text(event));
            add(position, name(event.subject) + (state == TaskState::cancelled ? " was cancelled"
                                                 : state == TaskState::failed  ? " failed"
                                                                               : " was done"));
            step_of(position);
            return;
        }
        auto const task = index_.task_at(position);
        auto const subject = name(event.subject);
        if (event.kind == Kind::future_cancel) {
            add(position, subject + " was cancelled");
            cancelled_by(position);
            return;
        }
        // A line of the program set it: that is the end of the chain.
        if (task && event.line != 0) {
            add(position,
                name(task) +
                    (event.kind == Kind::future_result ? " set the result of " : " set the exception of ") +
                    subject + at_line(position));
            return;
        }
        add(position,
            subject + (event.kind == Kind::future_result ? " got its result" : " got an exception"));
        set_in(position, event.kind);
    }

    // The callback in which a future was set.
    void set_in(Position position, Kind kind) {
        auto const handle = index_.handle_at(position);
        auto const& facts = index_.handle(handle);
        if (facts.role == Role::gather)
            last_child(handle, kind);
        else if (facts.due != 0)
            timer_due(handle);
        else
            step_of(position);
    }

    void last_child(ObjectId handle, Kind kind) {
        auto const made = index_.handle(handle).made;
        auto const setter = made == 0 ? 0 : scheduled_by(log_, made);
        if (setter == 0) return;
        auto const child = at(setter).subject;
        about_ = child;
        add(setter, name(child) + (kind == Kind::future_result ? ", the last of its children, was done"
                                                               : ", one of its children, failed"));
        if (at(setter).kind == Kind::task_done)
            step_of(setter);
        else if (sets_future(at(setter).kind))
            set_by(setter);
    }

    // Why the future was set by the event of `position`, which has been named already.
    void set_by(Position position) {
        if (at(position).kind == Kind::future_cancel)
            cancelled_by(position);
        else
            set_in(position, at(position).kind);
    }

    // cancel() events stand just before the future.cancel they lead to, each with who asked.
    void cancelled_by(Position position) {
        for (Position p = position - 1; p > 0; --p) {
            auto const kind = at(p).kind;
            if (kind == Kind::task_cancel) {
                cancel_call(p);
                return;
            }
            if (kind != Kind::handle_ready && kind != Kind::future_cancel && kind != Kind::handle_cancel)
                break;
        }
        if (at(position).line != 0)
            add(position, who(position) + " called cancel() on it" + at_line(position));
        else
            step_of(position);
    }

    // "Task-1 called cancel() on Task-2 at line 16", and from where it was passed on.
    void cancel_call(Position position) {
        auto const& event = at(position);
        auto const by = event.object;
        if (by.type() == ObjectType::future || (by && by != index_.task_at(position))) {
            add(position, name(by) + " passed the cancel on to " + name(event.subject));
            // The request it was passed on from stands just before.
            for (Position p = position - 1; p > 0; --p) {
                auto const kind = at(p).kind;
                if (kind == Kind::task_cancel && (at(p).subject == by || by.type() == ObjectType::future)) {
                    if (by.type() == ObjectType::future && at(p).object == by) continue; // a sibling
                    cancel_call(p);
                    return;
                }
                if (kind != Kind::task_cancel && kind != Kind::future_cancel && kind != Kind::handle_ready)
                    break;
            }
            if (event.line != 0) add(position, who(position) + " called cancel()" + at_line(position));
            return;
        }
        if (!by && !index_.task_at(position) && !index_.handle_at(position)) {
            add(position, "the run was over, and what was left was cancelled");
            return;
        }
        if (!by && event.line == 0) { // asyncio itself: a TaskGroup, a timeout
            auto const& words = index_.handle(index_.handle_at(position)).words;
            add(position, (words.empty() ? "asyncio" : "the callback " + plain_name(words)) + " cancelled " +
                              name(event.subject));
            step_of(position);
            return;
        }
        add(position, (by ? name(by) : who(position)) + " called cancel() on " +
                          (by == event.subject ? "itself" : name(event.subject)) + at_line(position));
    }

    void delivered(Position position, Event const& event) {
        auto const task = event.kind == Kind::task_deliver ? event.subject : event.object;
        if (task.type() != ObjectType::task) {
            step_of(position);
            return;
        }
        auto const handle = index_.handle_at(position);
        auto const& facts = index_.handle(handle);
        if (facts.role == Role::wakeup) {
            step_of(position);
            return;
        }
        // The request came while a step was scheduled: nothing else made it run now.
        if (auto const asked = last_before(log_, position, Kind::task_cancel, task); asked != 0)
            cancel_call(asked);
        else
            step_of(position);
    }

    // The timer that ends the wait is the next to come due.
    void nothing_ready(Position position, std::int64_t until) {
        auto const& turns = index_.turns();
        auto const turn = index_.turn_at(position);
        add(turn == 0 ? position : turns[turn - 1], "nothing was ready to run: every task waits");
        auto const made = earliest_timer(index_, position);
        if (made == 0) return;
        auto const& words = index_.future(index_.handle(at(made).subject).whom).words;
        add(made, "the earliest timer, due at " + seconds(until) + ", was " +
                      (words.empty() ? std::string("set") : "that of " + expand(index_, words) + ", called") +
                      " by " + who(made) + at_line(made));
    }

    Index const& index_;
    trace::Log const& log_;
    std::vector<Reason> reasons_;
    ObjectId about_;
};

} // namespace

std::vector<Reason> why(Index const& index, Position position) {
    if (position == 0 || position > index.size()) return {};
    return Chain(index).from(position);
}

std::vector<Reason> why(trace::Log const& log, Position position) { return why(Index(log), position); }

} // namespace replay
