// The kinds of event a trace can hold. EVENTS.md says when each is recorded and what its fields mean.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace trace {

// clang-format off
#define AWAITSCOPE_KINDS(X)                                                                                  \
    X(loop_start, "loop.start") X(loop_iteration, "loop.iteration") X(loop_select, "loop.select")            \
    X(loop_advance, "loop.advance") X(loop_stop, "loop.stop") X(loop_close, "loop.close")                    \
    X(handle_ready, "handle.ready") X(handle_timer, "handle.timer") X(handle_due, "handle.due")              \
    X(handle_run, "handle.run") X(handle_end, "handle.end") X(handle_cancel, "handle.cancel")                \
    X(coro_create, "coro.create") X(coro_start, "coro.start") X(coro_suspend, "coro.suspend")                \
    X(coro_resume, "coro.resume") X(coro_return, "coro.return") X(coro_raise, "coro.raise")                  \
    X(coro_throw, "coro.throw") X(coro_close, "coro.close") X(coro_unawaited, "coro.unawaited")              \
    X(task_create, "task.create") X(task_step, "task.step") X(task_suspend, "task.suspend")                  \
    X(task_wakeup, "task.wakeup") X(task_cancel, "task.cancel") X(task_deliver, "task.deliver")              \
    X(task_uncancel, "task.uncancel") X(task_done, "task.done") X(task_destroyed, "task.destroyed")          \
    X(future_create, "future.create") X(future_callback, "future.callback") X(future_result, "future.result")\
    X(future_exception, "future.exception") X(future_cancel, "future.cancel")                                \
    X(future_unretrieved, "future.unretrieved")                                                              \
    X(sync_create, "sync.create") X(sync_wait, "sync.wait") X(sync_acquire, "sync.acquire")                  \
    X(sync_release, "sync.release") X(sync_notify, "sync.notify")                                            \
    X(queue_put, "queue.put") X(queue_get, "queue.get") X(queue_task_done, "queue.task_done")                \
    X(line, "line") X(local, "local") X(print, "print") X(warn, "warn") X(log, "log")                        \
    X(thread_submit, "thread.submit") X(thread_start, "thread.start") X(thread_end, "thread.end")            \
    X(thread_callback, "thread.callback")                                                                    \
    X(io_watch, "io.watch") X(io_ready, "io.ready") X(io_unwatch, "io.unwatch") X(run_intervene, "run.intervene") \
    X(loop_selected, "loop.selected") X(error_output, "stderr") X(label, "label") X(lost, "lost")            \
    X(process_start, "process.start") X(process_end, "process.end")
// clang-format on

enum class Kind : std::uint8_t {
#define X(name, text) name,
    AWAITSCOPE_KINDS(X)
#undef X
        count, // from here on: kinds of a newer version, named by the log that holds them
};

constexpr std::size_t known_kinds = static_cast<std::size_t>(Kind::count);

// The kind's name in files ("task.step"); empty for a kind this version does not know.
std::string_view name_of(Kind kind);
std::optional<Kind> kind_named(std::string_view name);

// True where the event's value is a reference to a text of the log, and not a plain number.
bool value_is_text(Kind kind);

// Which kinds a run records: everything (lessons), switches only (measuring), nothing.
class KindMask {
  public:
    static constexpr KindMask everything() { return KindMask(~0ULL); }
    static constexpr KindMask nothing() { return KindMask(0); }
    static constexpr KindMask switches() {
        return nothing().with(Kind::task_step).with(Kind::task_suspend).with(Kind::task_done);
    }
    constexpr KindMask with(Kind kind) const { return KindMask(bits_ | bit(kind)); }
    constexpr bool within(KindMask other) const { return (bits_ & ~other.bits_) == 0; }
    constexpr bool has(Kind kind) const { return (bits_ & bit(kind)) != 0; }

  private:
    constexpr explicit KindMask(std::uint64_t bits) : bits_(bits) {}
    static constexpr std::uint64_t bit(Kind kind) { return 1ULL << (static_cast<unsigned>(kind) & 63U); }
    std::uint64_t bits_;
};
static_assert(known_kinds <= 64, "KindMask holds one bit a kind");

} // namespace trace
