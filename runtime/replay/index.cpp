#include "replay/index.hpp"

#include <algorithm>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

template <typename Facts>
Facts const& find(std::vector<Facts> const& facts, ObjectId id, ObjectType type) {
    static Facts const unknown{};
    return id.type() == type && id.number() >= 1 && id.number() <= facts.size() ? facts[id.number() - 1]
                                                                                : unknown;
}

// The facts to write to; a number no proper trace could have reached by `position` gets a place that is not
// kept.
template <typename Facts>
Facts& edit(std::vector<Facts>& facts, ObjectId id, ObjectType type, Position position) {
    static thread_local Facts lost;
    if (id.type() != type || id.number() == 0 || id.number() > 2 * position + 4096) {
        lost = {};
        return lost;
    }
    if (id.number() > facts.size()) facts.resize(id.number());
    return facts[id.number() - 1];
}

} // namespace

void Index::extend(Position size) {
    auto const end = std::min<Position>(size, log_->size());
    for (; size_ < end; ++size_) {
        Event const& event = (*log_)[size_];
        Position const after = size_ + 1;
        auto task = [&](ObjectId id) -> TaskFacts& { return edit(tasks_, id, ObjectType::task, after); };
        auto coroutine = [&](ObjectId id) -> CoroutineFacts& {
            return edit(coroutines_, id, ObjectType::coroutine, after);
        };
        auto future = [&](ObjectId id) -> FutureFacts& {
            return edit(futures_, id, ObjectType::future, after);
        };
        auto handle = [&](ObjectId id) -> HandleFacts& {
            return edit(handles_, id, ObjectType::handle, after);
        };
        switch (event.kind) {
        case Kind::loop_iteration: turns_.push_back(after); break;
        case Kind::handle_ready: {
            auto& facts = handle(event.subject);
            facts.words = log_->text(event);
            facts.whom = event.object;
            facts.role = role_of(facts.words, facts.whom);
            facts.made = after;
            break;
        }
        case Kind::handle_timer: {
            auto& facts = handle(event.subject);
            facts.whom = event.object;
            facts.made = after;
            break;
        }
        case Kind::handle_due: handle(event.subject).due = after; break;
        case Kind::handle_run: {
            auto& facts = handle(event.subject);
            facts.words = log_->text(event);
            if (event.object) facts.whom = event.object;
            facts.role = role_of(facts.words, facts.whom);
            facts.run = after;
            runs_.push_back({after, event.subject});
            running_.clear();
            break;
        }
        case Kind::handle_end:
            handle(event.subject).ended = after;
            runs_.push_back({after + 1, {}});
            break;
        case Kind::coro_create: {
            auto& facts = coroutine(event.subject);
            facts.label = log_->text(event);
            facts.generator = event.object.type() == ObjectType::generator;
            facts.created = after;
            break;
        }
        case Kind::coro_start: {
            auto const awaiter_task = coroutine(event.object).task;
            auto& facts = coroutine(event.subject);
            facts.started = after;
            if (event.object.type() == ObjectType::task) facts.task = event.object;
            if (event.object.type() == ObjectType::coroutine) {
                facts.awaiter = event.object;
                facts.task = awaiter_task;
            }
            break;
        }
        case Kind::coro_suspend: {
            auto const owner = coroutine(event.subject).task;
            auto& facts = future(event.object);
            if (!facts.awaited_by) facts.awaited_by = owner;
            // A plain future is awaited as "future f1", which says no more than its id.
            auto const words = log_->text(event);
            if (facts.words.empty() && words.substr(0, 7) != "future ") facts.words = words;
            break;
        }
        case Kind::task_create: {
            auto& facts = task(event.subject);
            facts.name = log_->text(event);
            facts.coroutine = event.object;
            facts.created = after;
            if (event.subject.type() == ObjectType::task) coroutine(event.object).task = event.subject;
            break;
        }
        case Kind::task_step:
            task(event.subject);
            steps_.push_back({after, event.subject});
            running_.push_back(event.subject);
            break;
        case Kind::task_suspend: end_step(event.subject, after); break;
        case Kind::task_done:
            task(event.subject).ended = after;
            end_step(event.subject, after);
            break;
        case Kind::task_destroyed: task(event.subject).ended = after; break;
        case Kind::future_create: {
            auto& facts = future(event.subject);
            facts.purpose = log_->text(event);
            facts.created = after;
            break;
        }
        case Kind::future_result:
        case Kind::future_exception:
        case Kind::future_cancel: future(event.subject).ended = after; break;
        case Kind::sync_create: {
            auto& facts = edit(syncs_, event.subject, ObjectType::sync, after);
            facts.words = log_->text(event);
            facts.created = after;
            break;
        }
        case Kind::label:
            if (event.subject.type() == ObjectType::task)
                task(event.subject).name = log_->text(event);
            else
                labels_[event.subject] = log_->text(event);
            break;
        case Kind::process_start: labels_[event.subject] = log_->text(event); break;
        case Kind::error_output:
        case Kind::print: prints_.push_back(after); break;
        default: break;
        }
    }
}

void Index::end_step(ObjectId task, Position after) {
    std::erase(running_, task);
    steps_.push_back({after + 1, running_.empty() ? ObjectId{} : running_.back()});
}

TaskFacts const& Index::task(ObjectId id) const { return find(tasks_, id, ObjectType::task); }
CoroutineFacts const& Index::coroutine(ObjectId id) const {
    return find(coroutines_, id, ObjectType::coroutine);
}
FutureFacts const& Index::future(ObjectId id) const { return find(futures_, id, ObjectType::future); }
HandleFacts const& Index::handle(ObjectId id) const { return find(handles_, id, ObjectType::handle); }
ToolFacts const& Index::tool(ObjectId id) const {
    return id.type() == ObjectType::queue ? find(queues_, id, ObjectType::queue)
                                          : find(syncs_, id, ObjectType::sync);
}

ObjectId Index::at(std::vector<Stretch> const& stretches, Position position) {
    auto const after = std::upper_bound(stretches.begin(), stretches.end(), position,
                                        [](Position p, Stretch const& s) { return p < s.position; });
    return after == stretches.begin() ? ObjectId{} : std::prev(after)->id;
}

ObjectId Index::task_at(Position position) const { return at(steps_, position); }
ObjectId Index::handle_at(Position position) const { return at(runs_, position); }

std::uint64_t Index::turn_at(Position position) const {
    return static_cast<std::uint64_t>(std::upper_bound(turns_.begin(), turns_.end(), position) -
                                      turns_.begin());
}

std::string_view Index::label(ObjectId id) const {
    auto const found = labels_.find(id);
    return found == labels_.end() ? std::string_view{} : found->second;
}

Position Index::ended(ObjectId id) const {
    return id.type() == ObjectType::task ? task(id).ended : future(id).ended;
}

Position Index::created(ObjectId id) const {
    switch (id.type()) {
    case ObjectType::task: return task(id).created;
    case ObjectType::coroutine: return coroutine(id).created;
    case ObjectType::future: return future(id).created;
    case ObjectType::handle: return handle(id).made;
    case ObjectType::sync: return tool(id).created;
    default: return 0;
    }
}

} // namespace replay
