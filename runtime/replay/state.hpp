// Everything that is true of a program at one position of its trace. All texts are views into the log, which
// must outlive the state. Times are ns of the loop's clock. "none" is an empty ObjectId.
#pragma once
#include "replay/position.hpp"
#include "replay/role.hpp"
#include "replay/table.hpp"
#include "trace/log.hpp"

#include <compare>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace replay {

// CPython's own four states of a live task, then how it ended.
enum class TaskState : std::uint8_t {
    step_scheduled,
    running,
    waiting,
    wakeup_scheduled,
    done,
    failed,
    cancelled,
    destroyed,
};
std::string_view words(TaskState state);           // "wakeup scheduled"
bool is_over(TaskState state);                     // done, failed, cancelled or destroyed
TaskState outcome_state(std::string_view outcome); // done, failed or cancelled, by the text of a task.done

enum class CoroutineState : std::uint8_t { created, running, suspended, closed };
std::string_view words(CoroutineState state);

enum class FutureState : std::uint8_t { pending, finished, failed, cancelled };
std::string_view words(FutureState state);

enum class HandleState : std::uint8_t { scheduled, ready, running, done, cancelled };
std::string_view words(HandleState state);

// What a done future or task will schedule.
struct Callback {
    trace::ObjectId whom;   // none if it is nobody's in particular
    std::string_view words; // "wakeup", "gather", a function's name

    bool operator==(Callback const&) const = default;
};

struct TaskInfo {
    trace::ObjectId id;
    trace::ObjectId coroutine;
    std::string_view name; // "Task-3"
    TaskState state = TaskState::step_scheduled;
    Position since = 0; // the position at which it came into this state

    trace::ObjectId awaiting;        // future or task it waits for; none: a bare yield, or not waiting
    std::string_view awaiting_words; // "sleep(1)"; kept until it runs again
    std::optional<std::int64_t> due; // ns, when what it waits for is a timer of the loop
    trace::ObjectId scheduled;       // the handle of its step or wakeup that has not run yet

    Position created_at = 0;
    trace::ObjectId created_by; // task; none: the program outside any task
    Place created_line;
    trace::ObjectId awaited_by; // the task that awaits it, or the gather future it is a child of

    std::uint32_t cancel_requests = 0; // as Task.cancelling() counts
    trace::ObjectId cancelled_by;      // who asked last: task, gather future, or none
    Position cancelled_at = 0;         // the position of that request; 0: never
    Place cancelled_line;
    bool delivering = false; // the step now running threw CancelledError in
    std::uint32_t deliveries = 0;

    std::string_view outcome; // "result 'slow'", "exception ValueError('boom')", "cancelled"; "" while alive
    std::vector<Callback> callbacks;

    bool operator==(TaskInfo const&) const = default;
};

struct Local {
    std::string_view name;
    std::string_view value; // repr
    bool operator==(Local const&) const = default;
};

// A coroutine's own frame (or the module's), or a plain function called from it.
struct Frame {
    Place at; // the statement that runs, or where it stopped
    std::vector<Local> locals;
    bool operator==(Frame const&) const = default;
};

struct CoroutineInfo {
    trace::ObjectId id;
    std::string_view label; // "fetch('slow', 3)"
    CoroutineState state = CoroutineState::created;
    Place created_line;
    Position created_at = 0;

    trace::ObjectId awaiter;  // the coroutine that awaits it; none for a task's first or one driven by hand
    trace::ObjectId task;     // none if driven by hand
    trace::ObjectId awaiting; // suspended: the future, task or coroutine it waits for
    std::string_view awaiting_words; // "sleep(1)", or the label of the coroutine

    std::vector<Frame> frames; // [0] its own; then the plain calls made from it, outermost first
    std::string_view ended;    // what it returned, or the exception that left it
    bool raised = false;       // `ended` is an exception

    Place at() const { return frames.empty() ? Place{} : frames.front().at; }
    bool operator==(CoroutineInfo const&) const = default;
};

struct FutureInfo {
    trace::ObjectId id;
    std::string_view purpose; // "sleep", "gather", "future", "queue.get"
    std::string_view words;   // how it is awaited, once it is: "sleep(1)"; "" before
    FutureState state = FutureState::pending;
    std::string_view value;          // repr of the result, or the exception, or the message of the cancel
    std::optional<std::int64_t> due; // ns, when a timer of the loop sets it
    Position created_at = 0;
    trace::ObjectId created_by; // task
    Place created_line;
    Position done_at = 0;       // 0: pending
    trace::ObjectId awaited_by; // the task that awaits it, or awaited it last
    std::vector<Callback> callbacks;
    std::vector<trace::ObjectId> children; // of a gather, in argument order

    bool operator==(FutureInfo const&) const = default;
};

struct HandleInfo {
    trace::ObjectId id;
    trace::ObjectId whom;
    std::string_view words; // "step", "wakeup", "set_result" ...; "" for a timer that has not run yet
    Role role = Role::unnamed;
    HandleState state = HandleState::ready;
    std::optional<std::int64_t> when; // ns, of a timer
    Position made_at = 0;
    Position ready_at = 0; // when it came into the ready queue; 0: not yet
    Position run_at = 0;   // 0: not yet

    bool operator==(HandleInfo const&) const = default;
};

// An entry of the loop's timer heap.
struct Timer {
    std::int64_t when = 0; // ns
    trace::ObjectId handle;
    auto operator<=>(Timer const&) const = default;
};

// A lock, event, condition, semaphore, barrier or queue.
struct ToolInfo {
    trace::ObjectId id;
    std::string_view words;               // "Lock"
    std::int64_t value = 0;               // as its last event gave it: size of a queue, count of a semaphore
    trace::ObjectId holder;               // task that acquired it last and has not released it
    std::vector<trace::ObjectId> waiting; // tasks, first come first

    bool operator==(ToolInfo const&) const = default;
};

struct State {
    Position position = 0;
    std::int64_t time = 0;

    bool loop_running = false;
    bool loop_stopping = false; // stop() was called: it ends with this turn
    trace::ObjectId loop;
    std::uint64_t turn = 0;                // number of the loop's turn, from 1; 0 before the first
    std::uint64_t turn_handles = 0;        // ready handles there were when it began
    std::uint64_t turn_ran = 0;            // of these, how many have begun: "running 1 of 3"
    std::optional<std::int64_t> selecting; // timeout ns while the loop asks the selector; -1 for ever

    Table<TaskInfo> tasks; // by number - 1, as all tables here
    Table<CoroutineInfo> coroutines;
    Table<FutureInfo> futures;
    Table<HandleInfo> handles;
    Table<ToolInfo> syncs;
    Table<ToolInfo> queues;

    std::deque<trace::ObjectId> ready; // handles, the next to run first
    std::set<Timer> timers;            // earliest first
    trace::ObjectId current_handle;
    trace::ObjectId current_task;

    // The coroutines that execute now, innermost last: more than one only where one is driven by hand in
    // another. Each is a leaf: the chain above it stands in CoroutineInfo::awaiter.
    std::vector<trace::ObjectId> leaves;
    std::vector<Frame> module; // [0] the module's own frame; then plain calls from it
    Place at;                  // the last line of the program that ran

    Table<Position> output;                 // positions just after each print event
    std::vector<trace::ObjectId> gathering; // children of a gather call whose future is still to be made

    // Nullptr for an id that is none, of another type, or not created yet.
    TaskInfo const* task(trace::ObjectId id) const;
    CoroutineInfo const* coroutine(trace::ObjectId id) const;
    FutureInfo const* future(trace::ObjectId id) const;
    HandleInfo const* handle(trace::ObjectId id) const;
    ToolInfo const* tool(trace::ObjectId id) const;

    trace::ObjectId current_leaf() const { return leaves.empty() ? trace::ObjectId{} : leaves.back(); }
    // The innermost coroutine of a task: where it runs or is suspended. None if it has none any more.
    trace::ObjectId leaf_of(trace::ObjectId task) const;
    // The innermost of the chain that begins with this coroutine: itself, if it awaits no other.
    trace::ObjectId leaf_below(trace::ObjectId coroutine) const;

    bool operator==(State const&) const = default;
};

// Computed from the first event on; Player does the same without starting over.
State state_at(trace::Log const& log, Position position);

} // namespace replay
