#include "replay/causes.hpp"

#include <unordered_set>

namespace replay {

using trace::Kind;
using trace::ObjectId;

bool sets_future(Kind kind) {
    return kind == Kind::future_result || kind == Kind::future_exception || kind == Kind::future_cancel ||
           kind == Kind::task_done;
}

bool is_warned_of(Kind kind) {
    return kind == Kind::coro_unawaited || kind == Kind::future_unretrieved || kind == Kind::task_destroyed;
}

bool tells_the_loop(Kind kind) { return kind == Kind::thread_callback || kind == Kind::io_ready; }

Position scheduled_by(trace::Log const& log, Position made) {
    for (Position p = made - 1; p > 0; --p) {
        auto const kind = log[p - 1].kind;
        if (kind == Kind::handle_ready) continue;
        return sets_future(kind) || kind == Kind::future_callback ? p : 0;
    }
    return 0;
}

Position last_before(trace::Log const& log, Position position, Kind kind, ObjectId subject) {
    for (Position p = position - 1; p > 0; --p)
        if (log[p - 1].kind == kind && log[p - 1].subject == subject) return p;
    return 0;
}

Position line_before(trace::Log const& log, Position position, ObjectId coroutine) {
    for (Position p = position - 1; p > 0; --p)
        if (log[p - 1].kind == Kind::line && log[p - 1].subject != coroutine) return p;
    return 0;
}

Position delivery_in(trace::Log const& log, Position run, Position position) {
    for (Position p = run; p < position && p < run + 3; ++p)
        if (log[p - 1].kind == Kind::task_deliver) return p;
    return 0;
}

Position earliest_timer(Index const& index, Position position) {
    Position earliest = 0;
    std::unordered_set<ObjectId> cancelled;
    for (Position p = position; p > 0; --p) {
        auto const event = index.log()[p - 1];
        if (event.kind == Kind::handle_cancel) cancelled.insert(event.subject);
        if (event.kind != Kind::handle_timer || cancelled.count(event.subject) != 0) continue;
        auto const due = index.handle(event.subject).due;
        bool const waits = due == 0 || due > position;
        if (waits && (earliest == 0 || event.value <= index.log()[earliest - 1].value)) earliest = p;
    }
    return earliest;
}

bool is_first_step(Index const& index, ObjectId handle) {
    auto const& facts = index.handle(handle);
    auto const created = index.task(facts.whom).created;
    return created != 0 && facts.made == created + 1;
}

std::int64_t due_time(Index const& index, ObjectId handle) {
    auto const made = index.handle(handle).made;
    return made == 0 ? 0 : index.log()[made - 1].value;
}

} // namespace replay
