// Facts of a log, found once: where each object was created and by whom, what ran when. Everything here that
// explains a trace works from one, so that asking about one event does not read the whole log.
#pragma once
#include "replay/position.hpp"
#include "replay/role.hpp"
#include "trace/log.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace replay {

// Positions are those just after the event; 0: it did not happen.
struct TaskFacts {
    std::string_view name;
    trace::ObjectId coroutine;
    Position created = 0;
    Position ended = 0; // task.done or task.destroyed
};

struct CoroutineFacts {
    std::string_view label;
    trace::ObjectId awaiter; // coroutine
    trace::ObjectId task;
    Position created = 0;
    Position started = 0;
    bool generator = false;
};

struct FutureFacts {
    std::string_view purpose;
    std::string_view words;     // how it is first awaited: "sleep(1)"; "" if it never is
    trace::ObjectId awaited_by; // task that first awaits it
    Position created = 0;
    Position ended = 0; // future.result, future.exception or future.cancel
};

struct HandleFacts {
    std::string_view words;
    trace::ObjectId whom;
    Role role = Role::unnamed;
    Position made = 0; // handle.ready or handle.timer
    Position due = 0;
    Position run = 0;
    Position ended = 0;
};

struct ToolFacts {
    std::string_view words; // "Lock"
    Position created = 0;
};

class Index {
  public:
    explicit Index(trace::Log const& log) : Index(log, log.size()) {}
    // Of the first `size` events only: whoever works from it knows nothing of what comes after them.
    Index(trace::Log const& log, Position size) : log_(&log) { extend(size); }

    void extend() { extend(log_->size()); } // takes in what the log has grown by since
    void extend(Position size);

    trace::Log const& log() const { return *log_; }
    Position size() const { return size_; } // of what was looked at
    // How the program ended, if what was looked at reaches to there.
    std::optional<trace::End> end() const { return size_ == log_->size() ? log_->end() : std::nullopt; }

    // Facts without a single position for an id the log does not create.
    TaskFacts const& task(trace::ObjectId id) const;
    CoroutineFacts const& coroutine(trace::ObjectId id) const;
    FutureFacts const& future(trace::ObjectId id) const;
    HandleFacts const& handle(trace::ObjectId id) const;
    ToolFacts const& tool(trace::ObjectId id) const;
    // What a socket or a process was called last: "127.0.0.1:80 with 127.0.0.1:51234 (fd 7)"; "" if it was
    // not.
    std::string_view label(trace::ObjectId id) const;
    std::size_t task_count() const { return tasks_.size(); }

    // The task whose step the event of `position` belongs to, up to its task.suspend or task.done; none
    // outside.
    trace::ObjectId task_at(Position position) const;
    // The handle in which the event of `position` happens, its handle.run and handle.end included.
    trace::ObjectId handle_at(Position position) const;
    // Number of the loop's turn the event belongs to, from 1; 0 before the first.
    std::uint64_t turn_at(Position position) const;
    // Where a future or task was done; 0 if it never was.
    Position ended(trace::ObjectId id) const;
    // Where an object was created; 0 if the log does not say.
    Position created(trace::ObjectId id) const;

    std::vector<Position> const& prints() const { return prints_; }
    std::vector<Position> const& turns() const { return turns_; }

  private:
    struct Stretch { // from this position on, until the next entry
        Position position;
        trace::ObjectId id; // none: nobody
    };
    void end_step(trace::ObjectId task, Position after);
    static trace::ObjectId at(std::vector<Stretch> const& stretches, Position position);

    trace::Log const* log_;
    Position size_ = 0;
    std::vector<TaskFacts> tasks_;
    std::vector<CoroutineFacts> coroutines_;
    std::vector<FutureFacts> futures_;
    std::vector<HandleFacts> handles_;
    std::vector<ToolFacts> syncs_;
    std::vector<ToolFacts> queues_;
    std::unordered_map<trace::ObjectId, std::string_view> labels_;
    std::vector<Stretch> steps_;
    std::vector<trace::ObjectId> running_; // tasks at the end of the log, one within the other's step
    std::vector<Stretch> runs_;
    std::vector<Position> prints_;
    std::vector<Position> turns_;
};

} // namespace replay
