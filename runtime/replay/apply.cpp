#include "replay/apply.hpp"

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
        : log_(log), state_(state), journal_(journal), event_(log[state.position]),
          after_(state.position + 1) {}

    void apply() {
        state_.position = after_;
        state_.time = event_.time;
        if (event_.line != 0) state_.at = place_of(event_);
        if (state_.loop_stopping && !state_.current_handle && !of_a_turn(event_.kind))
            state_.loop_running = state_.loop_stopping = false;
        dispatch();
    }

  private:
    // A stopped loop still ends its turn; nothing says when, but no other kind of event stands between
    // callbacks.
    static bool of_a_turn(Kind kind) { return kind == Kind::handle_run || kind == Kind::handle_end; }

    std::string_view text() const { return log_.text(event_); }

    template <typename Record>
    void note(Record&& record) {
        if (journal_) journal_->emplace_back(std::forward<Record>(record));
    }

    // The object to write to, its old value noted; created if the trace never said so. Nullptr for an id of
    // another type, or a number no proper trace could have reached by now.
    template <typename Info>
    Info* edit(Table<Info> State::*table, ObjectId id, ObjectType type) {
        if (id.type() != type || id.number() == 0) return nullptr;
        auto& objects = state_.*table;
        std::size_t const index = id.number() - 1;
        if (index > 2 * after_ + 4096) return nullptr;
        if (index < objects.size()) {
            if (journal_) note(undo::Before<Info>{table, index, objects[index]});
        } else {
            while (objects.size() <= index) {
                Info info;
                info.id = ObjectId(type, static_cast<std::uint32_t>(objects.size() + 1));
                objects.push_back(std::move(info));
                note(undo::Added<Info>{table});
            }
        }
        return &objects.edit(index);
    }
    TaskInfo* task(ObjectId id) { return edit(&State::tasks, id, ObjectType::task); }
    CoroutineInfo* coroutine(ObjectId id) { return edit(&State::coroutines, id, ObjectType::coroutine); }
    FutureInfo* future(ObjectId id) { return edit(&State::futures, id, ObjectType::future); }
    HandleInfo* handle(ObjectId id) { return edit(&State::handles, id, ObjectType::handle); }
    ToolInfo* tool(ObjectId id) {
        return id.type() == ObjectType::queue ? edit(&State::queues, id, ObjectType::queue)
                                              : edit(&State::syncs, id, ObjectType::sync);
    }

    void enter(TaskInfo& task, TaskState task_state) {
        task.state = task_state;
        task.since = after_;
    }

    void push_ready(ObjectId id) {
        state_.ready.push_back(id);
        note(undo::ReadyPushed{});
    }
    void take_ready(ObjectId id) {
        auto const found = std::find(state_.ready.begin(), state_.ready.end(), id);
        if (found == state_.ready.end()) return;
        note(undo::ReadyTaken{static_cast<std::size_t>(found - state_.ready.begin()), id});
        state_.ready.erase(found);
    }
    void add_timer(Timer timer) {
        if (state_.timers.insert(timer).second) note(undo::TimerAdded{timer});
    }
    void take_timer(HandleInfo const& timer) {
        if (!timer.when) return;
        Timer const entry{*timer.when, timer.id};
        if (state_.timers.erase(entry) != 0) note(undo::TimerTaken{entry});
    }

    std::vector<ObjectId>& edit_leaves() {
        note(undo::LeavesBefore{state_.leaves});
        return state_.leaves;
    }
    void leave(ObjectId leaf) {
        auto const found = std::find(state_.leaves.rbegin(), state_.leaves.rend(), leaf);
        if (found == state_.leaves.rend()) return;
        auto const index = static_cast<std::size_t>(state_.leaves.rend() - found) - 1;
        edit_leaves().resize(index); // what it drove by hand ends with it
    }

    // The statement at the event's line runs `depth` plain calls below its owner's frame.
    void move_line(ObjectId owner, std::size_t depth) {
        if (owner && !coroutine_exists(owner)) return;
        auto* frames = frames_of(state_, owner);
        constexpr std::size_t deepest = 10'000; // above CPython's default recursion limit
        if (!frames || depth > deepest) return;
        undo::FramesBefore before{owner, frames->size(), {}, {}};
        if (frames->size() > depth + 1) {
            before.left.assign(
                std::make_move_iterator(frames->begin() + static_cast<std::ptrdiff_t>(depth) + 1),
                std::make_move_iterator(frames->end()));
            frames->resize(depth + 1);
        }
        if (frames->size() <= depth) frames->resize(depth + 1);
        before.at = std::exchange((*frames)[depth].at, place_of(event_));
        note(std::move(before));
    }
    bool coroutine_exists(ObjectId id) const { return state_.coroutine(id) != nullptr; }

    void set_local(ObjectId owner) {
        if (owner && !coroutine_exists(owner)) return;
        auto* frames = frames_of(state_, owner);
        if (!frames) return;
        if (frames->empty()) {
            note(undo::FramesBefore{owner, 0, {}, {}});
            frames->resize(1);
        }
        auto const equals = text().find(" = ");
        auto const name = text().substr(0, equals);
        auto const value = equals == std::string_view::npos ? std::string_view{} : text().substr(equals + 3);
        auto& locals = frames->back().locals;
        auto const frame = frames->size() - 1;
        auto const found =
            std::find_if(locals.begin(), locals.end(), [&](Local const& l) { return l.name == name; });
        auto const index = static_cast<std::size_t>(found - locals.begin());
        if (found == locals.end()) {
            note(undo::LocalBefore{owner, frame, index, std::nullopt});
            locals.push_back({name, value});
        } else {
            note(undo::LocalBefore{owner, frame, index, found->value});
            found->value = value;
        }
    }

    void dispatch() {
        auto const subject = event_.subject;
        auto const object = event_.object;
        switch (event_.kind) {
        case Kind::loop_start:
            state_.loop_running = true;
            state_.loop = subject;
            break;
        case Kind::loop_iteration:
            ++state_.turn;
            state_.turn_handles = static_cast<std::uint64_t>(std::max<std::int64_t>(event_.value, 0));
            state_.turn_ran = 0;
            state_.selecting.reset();
            break;
        case Kind::loop_select: state_.selecting = event_.value; break;
        case Kind::loop_advance: break;
        case Kind::loop_stop: state_.loop_stopping = true; break;
        case Kind::loop_close: state_.loop_running = state_.loop_stopping = false; break;

        case Kind::handle_ready: handle_ready(); break;
        case Kind::handle_timer: handle_timer(); break;
        case Kind::handle_due:
            state_.selecting.reset();
            if (auto* due = handle(subject)) {
                take_timer(*due);
                due->state = HandleState::ready;
                due->ready_at = after_;
                ++state_.turn_handles;
                push_ready(subject);
            }
            break;
        case Kind::handle_run:
            state_.selecting.reset();
            state_.current_handle = subject;
            ++state_.turn_ran;
            if (auto* run = handle(subject)) {
                if (run->state == HandleState::scheduled) take_timer(*run);
                take_ready(subject);
                run->state = HandleState::running;
                run->words = text();
                if (object) run->whom = object;
                run->run_at = after_;
            }
            break;
        case Kind::handle_end:
            state_.current_handle = {};
            if (auto* end = handle(subject)) end->state = HandleState::done;
            break;
        case Kind::handle_cancel:
            if (auto* cancelled = handle(subject)) {
                if (cancelled->state == HandleState::scheduled)
                    take_timer(*cancelled);
                else
                    take_ready(subject);
                cancelled->state = HandleState::cancelled;
            }
            break;

        case Kind::coro_create:
            if (auto* created = coroutine(subject)) {
                created->label = text();
                created->created_at = after_;
                created->created_line = place_of(event_);
            }
            break;
        case Kind::coro_start: coro_start(); break;
        case Kind::coro_suspend: coro_suspend(); break;
        case Kind::coro_resume: coro_resume(); break;
        case Kind::coro_throw: coro_resume(); break;
        case Kind::coro_return: coro_end(false); break;
        case Kind::coro_raise: coro_end(true); break;
        case Kind::coro_close:
        case Kind::coro_unawaited:
            leave(subject);
            if (auto* closed = coroutine(subject)) {
                closed->state = CoroutineState::closed;
                closed->awaiting = {};
                closed->awaiting_words = {};
            }
            break;

        case Kind::task_create:
            if (auto* created = task(subject)) {
                created->coroutine = object;
                created->name = text();
                created->created_at = after_;
                created->created_by = state_.current_task;
                created->created_line = place_of(event_);
                enter(*created, TaskState::step_scheduled);
            }
            if (auto* body = coroutine(object)) body->task = subject;
            break;
        case Kind::task_step:
            state_.current_task = subject;
            if (auto* running = task(subject)) {
                auto const awaited = running->awaiting;
                running->awaiting = {};
                running->awaiting_words = {};
                running->due.reset();
                running->scheduled = {};
                enter(*running, TaskState::running);
                release(awaited, subject);
            }
            break;
        case Kind::task_suspend: task_suspend(); break;
        case Kind::task_wakeup: break;
        case Kind::task_cancel:
            if (auto* asked = task(subject)) {
                ++asked->cancel_requests;
                asked->cancelled_by = object ? object : state_.current_task;
                asked->cancelled_at = after_;
                asked->cancelled_line = place_of(event_);
            }
            break;
        case Kind::task_deliver:
            if (auto* target = task(subject)) {
                target->delivering = true;
                ++target->deliveries;
            }
            break;
        case Kind::task_uncancel:
            if (auto* target = task(subject))
                target->cancel_requests = static_cast<std::uint32_t>(std::max<std::int64_t>(event_.value, 0));
            break;
        case Kind::task_done: task_done(); break;
        case Kind::task_destroyed:
            if (auto* lost = task(subject)) enter(*lost, TaskState::destroyed);
            break;

        case Kind::future_create: future_create(); break;
        case Kind::future_callback: future_callback(); break;
        case Kind::future_result: future_done(FutureState::finished); break;
        case Kind::future_exception: future_done(FutureState::failed); break;
        case Kind::future_cancel: future_done(FutureState::cancelled); break;
        case Kind::future_unretrieved: break;

        case Kind::sync_create:
            if (auto* created = tool(subject)) created->words = text();
            break;
        case Kind::sync_wait:
            if (auto* waited = tool(subject)) waited->waiting.push_back(object);
            break;
        case Kind::sync_acquire:
            if (auto* acquired = tool(subject)) {
                std::erase(acquired->waiting, object);
                acquired->holder = object;
                acquired->value = event_.value;
            }
            break;
        case Kind::sync_release:
            if (auto* released = tool(subject)) {
                released->holder = {};
                released->value = event_.value;
            }
            break;
        case Kind::sync_notify:
            if (auto* notified = tool(subject)) {
                auto const woken = std::clamp<std::int64_t>(event_.value, 0, std::ssize(notified->waiting));
                notified->waiting.erase(notified->waiting.begin(), notified->waiting.begin() + woken);
            }
            break;
        case Kind::queue_put:
        case Kind::queue_get:
            if (auto* changed = tool(subject)) changed->value = event_.value;
            break;
        case Kind::queue_task_done: break;

        case Kind::line:
            if (subject.type() == ObjectType::coroutine || !subject)
                move_line(subject, static_cast<std::size_t>(std::max<std::int64_t>(event_.value, 0)));
            break;
        case Kind::local:
            if (subject.type() == ObjectType::coroutine || !subject) set_local(subject);
            break;
        case Kind::print:
            state_.output.push_back(after_);
            note(undo::Added<Position>{&State::output});
            break;
        default: break; // says something, changes nothing that is shown as state
        }
    }

    void handle_ready() {
        push_ready(event_.subject);
        if (auto* made = handle(event_.subject)) {
            made->whom = event_.object;
            made->words = text();
            made->state = HandleState::ready;
            made->made_at = after_;
            made->ready_at = after_;
        }
        bool const step = text() == "step";
        if (!step && text() != "wakeup") return;
        if (auto* scheduled = task(event_.object)) {
            scheduled->scheduled = event_.subject;
            // One that still runs (it gave way, or awaits what is done already) is scheduled when it
            // suspends.
            if (scheduled->state != TaskState::running && !is_over(scheduled->state))
                enter(*scheduled, step ? TaskState::step_scheduled : TaskState::wakeup_scheduled);
        }
    }

    void handle_timer() {
        add_timer({event_.value, event_.subject});
        if (auto* made = handle(event_.subject)) {
            made->whom = event_.object;
            made->state = HandleState::scheduled;
            made->when = event_.value;
            made->made_at = after_;
        }
        if (auto* set = future(event_.object)) set->due = event_.value;
    }

    void coro_start() {
        auto const object = event_.object;
        std::string_view label;
        if (auto* started = coroutine(event_.subject)) {
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
            leave(object);
            if (auto* awaiter = coroutine(object)) {
                awaiter->state = CoroutineState::suspended;
                awaiter->awaiting = event_.subject;
                awaiter->awaiting_words = label;
            }
        }
        edit_leaves().push_back(event_.subject);
    }

    void coro_suspend() {
        leave(event_.subject);
        ObjectId owner;
        if (auto* leaf = coroutine(event_.subject)) {
            leaf->state = CoroutineState::suspended;
            leaf->awaiting = event_.object;
            leaf->awaiting_words = text();
            owner = leaf->task;
        }
        std::optional<std::int64_t> due;
        if (auto* awaited = future(event_.object)) {
            awaited->words = text();
            awaited->awaited_by = owner;
            due = awaited->due;
        } else if (auto* other = task(event_.object)) {
            other->awaited_by = owner;
        }
        if (auto* waiting = task(owner)) {
            waiting->awaiting = event_.object;
            waiting->awaiting_words = text();
            waiting->due = due;
        }
    }

    void coro_resume() {
        edit_leaves().push_back(event_.subject);
        if (auto* leaf = coroutine(event_.subject)) {
            leaf->state = CoroutineState::running;
            leaf->awaiting = {};
            leaf->awaiting_words = {};
        }
    }

    void coro_end(bool raised) {
        leave(event_.subject);
        ObjectId awaiter;
        if (auto* ended = coroutine(event_.subject)) {
            ended->state = CoroutineState::closed;
            ended->ended = text();
            ended->raised = raised;
            awaiter = ended->awaiter;
        }
        if (auto* next = coroutine(awaiter)) {
            next->state = CoroutineState::running;
            next->awaiting = {};
            next->awaiting_words = {};
            edit_leaves().push_back(awaiter);
        }
    }

    void task_suspend() {
        if (state_.current_task == event_.subject) state_.current_task = {};
        auto* suspended = task(event_.subject);
        if (!suspended) return;
        suspended->delivering = false;
        suspended->awaiting = event_.object;
        auto const* pending = state_.handle(suspended->scheduled);
        if (pending && pending->state == HandleState::ready)
            enter(*suspended,
                  pending->words == "step" ? TaskState::step_scheduled : TaskState::wakeup_scheduled);
        else
            enter(*suspended, event_.object ? TaskState::waiting : TaskState::step_scheduled);
    }

    // `waiter` goes on; what it waited for and is not done yet is awaited by nobody now.
    void release(ObjectId awaited, ObjectId waiter) {
        if (auto const* left = state_.future(awaited); left && left->state == FutureState::pending)
            if (left->awaited_by == waiter) future(awaited)->awaited_by = {};
        if (auto const* left = state_.task(awaited); left && !is_over(left->state))
            if (left->awaited_by == waiter) task(awaited)->awaited_by = {};
    }

    void task_done() {
        if (state_.current_task == event_.subject) state_.current_task = {};
        auto* ended = task(event_.subject);
        if (!ended) return;
        ended->outcome = text();
        ended->delivering = false;
        ended->awaiting = {};
        ended->awaiting_words = {};
        ended->due.reset();
        ended->callbacks.clear();
        enter(*ended, outcome_state(text()));
    }

    void future_create() {
        auto* created = future(event_.subject);
        if (!created) return;
        created->purpose = text();
        created->created_at = after_;
        created->created_by = state_.current_task;
        created->created_line = place_of(event_);
        if (text() != "gather") return;
        created->children = state_.gathering;
        auto const children = created->children;
        note(undo::GatheringTaken{std::exchange(state_.gathering, {})});
        for (auto const child : children) {
            if (auto* part = task(child))
                part->awaited_by = event_.subject;
            else if (auto* other = future(child))
                other->awaited_by = event_.subject;
        }
    }

    void future_callback() {
        // gather hangs its callback on each child before it makes its own future.
        if (text() == "gather" && !event_.object) {
            state_.gathering.push_back(event_.subject);
            note(undo::GatheringPushed{});
        }
        if (auto* awaited = future(event_.subject)) {
            if (awaited->state == FutureState::pending) awaited->callbacks.push_back({event_.object, text()});
        } else if (auto* other = task(event_.subject)) {
            if (!is_over(other->state)) other->callbacks.push_back({event_.object, text()});
        }
    }

    void future_done(FutureState future_state) {
        auto* ended = future(event_.subject);
        if (!ended) return;
        ended->state = future_state;
        ended->value = text();
        ended->done_at = after_;
        ended->callbacks.clear();
    }

    trace::Log const& log_;
    State& state_;
    std::vector<Undo>* journal_;
    Event const event_;
    Position after_;
};

} // namespace

void apply(trace::Log const& log, State& state, std::vector<Undo>* journal) {
    Application(log, state, journal).apply();
}

} // namespace replay
