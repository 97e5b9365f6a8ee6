#include "replay/apply.hpp"

#include "replay/state_editor.hpp"

#include <algorithm>
#include <utility>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

class Application {
  public:
    Application(trace::Log const& log, State& state, std::vector<Undo>* journal)
        : log_(log), state_(state), event_(log[state.position]), after_(state.position + 1),
          edit_(state, after_, journal) {}

    void apply() {
        state_.position = after_;
        state_.time = event_.time;
        if (event_.line != 0) state_.at = place_of(event_);
        if (state_.loop_stopping && !state_.current_handle && !of_a_turn(event_.kind))
            state_.loop_running = state_.loop_stopping = false;
        edit_.come_back(event_);
        dispatch();
    }

  private:
    // A stopped loop still ends its turn: nothing says when, but only these kinds stand between callbacks.
    static bool of_a_turn(Kind kind) { return kind == Kind::handle_run || kind == Kind::handle_end; }

    std::string_view text() const { return log_.text(event_); }

    void dispatch() {
        auto const subject = event_.subject;
        auto const object = event_.object;
        switch (event_.kind) {
        case Kind::loop_start:
            state_.loop_running = true;
            state_.loop = subject;
            break;
        case Kind::loop_iteration:
            if (after_ > 1 && log_[after_ - 2].kind == Kind::loop_start) edit_.keep_ready(event_.value);
            ++state_.turn;
            state_.turn_handles = static_cast<std::uint64_t>(std::max<std::int64_t>(event_.value, 0));
            state_.turn_ran = 0;
            state_.selecting.reset();
            break;
        case Kind::loop_select: state_.selecting = event_.value; break;
        case Kind::loop_stop: state_.loop_stopping = true; break;
        case Kind::loop_close: state_.loop_running = state_.loop_stopping = false; break;
        case Kind::handle_ready: handle_ready(); break;
        case Kind::handle_timer: handle_timer(); break;
        case Kind::handle_due:
            state_.selecting.reset();
            if (auto* due = edit_.handle(subject)) {
                edit_.take_timer(*due);
                due->state = HandleState::ready;
                due->ready_at = after_;
                ++state_.turn_handles;
                edit_.push_ready(subject);
            }
            break;
        case Kind::handle_run:
            state_.selecting.reset();
            state_.current_handle = subject;
            ++state_.turn_ran;
            if (auto* run = edit_.handle(subject)) {
                if (run->state == HandleState::scheduled) edit_.take_timer(*run);
                edit_.take_ready(subject);
                run->state = HandleState::running;
                run->words = text();
                if (object) run->whom = object;
                run->role = role_of(run->words, run->whom);
                run->run_at = after_;
            }
            break;
        case Kind::handle_end:
            state_.current_handle = {};
            if (auto* end = edit_.handle(subject)) end->state = HandleState::done;
            break;
        case Kind::handle_cancel:
            if (auto* cancelled = edit_.handle(subject)) {
                if (cancelled->state == HandleState::scheduled)
                    edit_.take_timer(*cancelled);
                else
                    edit_.take_ready(subject);
                cancelled->state = HandleState::cancelled;
            }
            break;

        case Kind::coro_create:
            if (auto* created = edit_.coroutine(subject)) {
                created->label = text();
                created->created_at = after_;
                created->created_line = place_of(event_);
            }
            break;
        case Kind::coro_start: coro_start(); break;
        case Kind::coro_suspend: coro_suspend(); break;
        case Kind::coro_resume:
        case Kind::coro_throw: coro_resume(); break;
        case Kind::coro_return: coro_end(false); break;
        case Kind::coro_raise: coro_end(true); break;
        case Kind::coro_close:
        case Kind::coro_unawaited: edit_.close(subject); break;

        case Kind::task_create:
            if (auto* created = edit_.task(subject)) {
                created->coroutine = object;
                created->name = text();
                created->created_at = after_;
                created->created_by = state_.current_task;
                created->created_line = place_of(event_);
                edit_.enter(*created, TaskState::step_scheduled);
            }
            if (auto* body = subject.type() == ObjectType::task ? edit_.coroutine(object) : nullptr)
                body->task = subject;
            break;
        case Kind::task_step:
            state_.current_task = subject;
            if (auto* running = edit_.task(subject)) {
                auto const awaited = running->awaiting;
                running->awaiting = {};
                running->awaiting_words = {};
                running->due.reset();
                running->scheduled = {};
                edit_.enter(*running, TaskState::running);
                edit_.release(awaited, subject);
            }
            break;
        case Kind::task_suspend: task_suspend(); break;
        case Kind::task_cancel:
            if (auto* asked = edit_.task(subject)) {
                ++asked->cancel_requests;
                asked->cancelled_by = object ? object : state_.current_task;
                asked->cancelled_at = after_;
                asked->cancelled_line = place_of(event_);
            }
            break;
        case Kind::task_deliver:
            if (auto* target = edit_.task(subject)) {
                target->delivering = true;
                ++target->deliveries;
            }
            break;
        case Kind::task_uncancel:
            if (auto* target = edit_.task(subject))
                target->cancel_requests = static_cast<std::uint32_t>(std::max<std::int64_t>(event_.value, 0));
            break;
        case Kind::task_done: task_done(); break;
        case Kind::task_destroyed:
            if (auto* lost = edit_.task(subject)) edit_.enter(*lost, TaskState::destroyed);
            break;

        case Kind::future_create: future_create(); break;
        case Kind::future_callback: future_callback(); break;
        case Kind::future_result: future_done(FutureState::finished); break;
        case Kind::future_exception: future_done(FutureState::failed); break;
        case Kind::future_cancel: future_done(FutureState::cancelled); break;

        case Kind::sync_create:
            if (auto* created = edit_.tool(subject)) created->words = text();
            break;
        case Kind::sync_wait:
            if (auto* waited = edit_.tool(subject)) waited->waiting.push_back(object);
            break;
        case Kind::sync_acquire:
            if (auto* acquired = edit_.tool(subject)) {
                std::erase(acquired->waiting, object);
                acquired->holder = object;
                acquired->value = event_.value;
            }
            break;
        case Kind::sync_release:
            if (auto* released = edit_.tool(subject)) {
                released->holder = {};
                released->value = event_.value;
            }
            break;
        case Kind::sync_notify:
            if (auto* notified = edit_.tool(subject)) {
                auto const woken = std::clamp<std::int64_t>(event_.value, 0, std::ssize(notified->waiting));
                notified->waiting.erase(notified->waiting.begin(), notified->waiting.begin() + woken);
            }
            break;
        case Kind::queue_put:
        case Kind::queue_get:
            if (auto* changed = edit_.tool(subject)) changed->value = event_.value;
            break;

        case Kind::line:
            if (subject.type() == ObjectType::coroutine || !subject)
                edit_.move_line(place_of(event_), subject,
                                static_cast<std::size_t>(std::max<std::int64_t>(event_.value, 0)));
            break;
        case Kind::local:
            if (subject.type() == ObjectType::coroutine || !subject) edit_.set_local(text(), subject);
            break;
        case Kind::loop_selected: state_.selecting.reset(); break;
        case Kind::label:
            if (auto* named = edit_.task(subject)) named->name = text();
            break;
        case Kind::error_output:
        case Kind::print:
            state_.output.push_back(after_);
            edit_.note(undo::Added<Position>{&State::output});
            break;
        default: break; // says something, changes nothing that is shown as state
        }
    }

    void handle_ready() {
        edit_.push_ready(event_.subject);
        Role const role = role_of(text(), event_.object);
        if (auto* made = edit_.handle(event_.subject)) {
            made->whom = event_.object;
            made->words = text();
            made->role = role;
            made->state = HandleState::ready;
            made->made_at = after_;
            made->ready_at = after_;
        }
        if (!runs_a_task(role)) return;
        if (auto* scheduled = edit_.task(event_.object)) {
            scheduled->scheduled = event_.subject;
            // One that still runs (it gave way, or awaits what is done already) is scheduled when it
            // suspends.
            if (scheduled->state != TaskState::running && !is_over(scheduled->state))
                edit_.enter(*scheduled,
                            role == Role::step ? TaskState::step_scheduled : TaskState::wakeup_scheduled);
        }
    }

    void handle_timer() {
        edit_.add_timer({event_.value, event_.subject});
        if (auto* made = edit_.handle(event_.subject)) {
            made->whom = event_.object;
            made->state = HandleState::scheduled;
            made->when = event_.value;
            made->made_at = after_;
        }
        edit_.set_due(event_.object, event_.value);
    }

    void coro_start() {
        auto const object = event_.object;
        std::string_view label;
        if (auto* started = edit_.coroutine(event_.subject)) {
            started->state = CoroutineState::running;
            label = started->label;
            if (object.type() == ObjectType::task) {
                started->task = object;
            } else if (auto const* awaiter = state_.coroutine(object)) {
                started->awaiter = object;
                started->task = awaiter->task;
            }
        }
        if (object.type() == ObjectType::coroutine) {
            edit_.leave(object);
            if (auto* awaiter = edit_.coroutine(object)) {
                awaiter->state = CoroutineState::suspended;
                awaiter->awaiting = event_.subject;
                awaiter->awaiting_words = label;
            }
        }
        edit_.edit_leaves().push_back(event_.subject);
    }

    void coro_suspend() {
        edit_.stand_still(event_, log_);
        ObjectId owner;
        if (auto* leaf = edit_.coroutine(event_.subject)) {
            leaf->state = CoroutineState::suspended;
            leaf->awaiting = event_.object;
            leaf->awaiting_words = text();
            owner = leaf->task;
        }
        std::optional<std::int64_t> due;
        if (auto* awaited = edit_.future(event_.object)) {
            awaited->words = text();
            awaited->awaited_by = owner;
            due = awaited->due;
        } else if (auto* other = edit_.task(event_.object)) {
            other->awaited_by = owner;
        }
        if (auto* waiting = edit_.task(owner)) {
            waiting->awaiting = event_.object;
            waiting->awaiting_words = text();
            waiting->due = due;
        }
    }

    void coro_resume() {
        edit_.edit_leaves().push_back(event_.subject);
        if (auto* leaf = edit_.coroutine(event_.subject)) StateEditor::enter(*leaf, CoroutineState::running);
    }

    void coro_end(bool raised) {
        edit_.leave(event_.subject);
        ObjectId awaiter;
        if (auto* ended = edit_.coroutine(event_.subject)) {
            ended->state = CoroutineState::closed;
            ended->ended = text();
            ended->raised = raised;
            awaiter = ended->awaiter;
        }
        if (auto* next = edit_.coroutine(awaiter)) {
            StateEditor::enter(*next, CoroutineState::running);
            edit_.edit_leaves().push_back(awaiter);
        }
    }

    void task_suspend() {
        edit_.end_step(event_.subject);
        auto* suspended = edit_.task(event_.subject);
        if (!suspended) return;
        suspended->delivering = false;
        suspended->awaiting = event_.object;
        auto const* pending = state_.handle(suspended->scheduled);
        if (pending && pending->state == HandleState::ready)
            edit_.enter(*suspended, pending->role == Role::step ? TaskState::step_scheduled
                                                                : TaskState::wakeup_scheduled);
        else
            edit_.enter(*suspended, event_.object ? TaskState::waiting : TaskState::step_scheduled);
    }

    void task_done() {
        edit_.end_step(event_.subject);
        auto* ended = edit_.task(event_.subject);
        if (!ended) return;
        ended->outcome = text();
        ended->delivering = false;
        ended->awaiting = {};
        ended->awaiting_words = {};
        ended->due.reset();
        ended->callbacks.clear();
        edit_.enter(*ended, outcome_state(text()));
    }

    void future_create() {
        auto* created = edit_.future(event_.subject);
        if (!created) return;
        created->purpose = text();
        created->created_at = after_;
        created->created_by = state_.current_task;
        created->created_line = place_of(event_);
        if (callback_role(text()) != Role::gather) return;
        created->children = state_.gathering;
        auto const children = created->children;
        edit_.note(undo::GatheringTaken{std::exchange(state_.gathering, {})});
        for (auto const child : children) {
            if (auto* part = edit_.task(child))
                part->awaited_by = event_.subject;
            else if (auto* other = edit_.future(child))
                other->awaited_by = event_.subject;
        }
    }

    void future_callback() {
        // gather hangs its callback on each child before it makes its own future.
        if (callback_role(text()) == Role::gather && !event_.object) {
            state_.gathering.push_back(event_.subject);
            edit_.note(undo::GatheringPushed{});
        }
        if (auto* awaited = edit_.future(event_.subject)) {
            if (awaited->state == FutureState::pending) awaited->callbacks.push_back({event_.object, text()});
        } else if (auto* other = edit_.task(event_.subject)) {
            if (!is_over(other->state)) other->callbacks.push_back({event_.object, text()});
        }
    }

    void future_done(FutureState future_state) {
        auto* ended = edit_.future(event_.subject);
        if (!ended) return;
        ended->state = future_state;
        ended->value = text();
        ended->done_at = after_;
        ended->callbacks.clear();
    }

    trace::Log const& log_;
    State& state_;
    Event const event_;
    Position after_;
    StateEditor edit_;
};

} // namespace

void apply(trace::Log const& log, State& state, std::vector<Undo>* journal) {
    Application(log, state, journal).apply();
}

} // namespace replay
