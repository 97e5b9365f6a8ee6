#include "replay/timeline/futures.hpp"

#include "replay/causes.hpp"
#include "replay/names.hpp"

#include <unordered_map>
#include <utility>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

std::string_view without(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix ? text.substr(prefix.size()) : text;
}

class Futures {
  public:
    explicit Futures(Index const& index) : index_(index), log_(index.log()) {}

    std::vector<FutureLife> find() {
        for (Position i = 0; i < index_.size(); ++i) see(log_[i], i + 1);
        return std::move(found_);
    }

  private:
    // Nullptr for what was not made here.
    FutureLife* life(ObjectId id) {
        if (id.type() != ObjectType::future || id.number() == 0 || id.number() > found_.size())
            return nullptr;
        return &found_[id.number() - 1];
    }

    void see(Event const& event, Position after) {
        switch (event.kind) {
        case Kind::future_create: create(event, after); break;
        case Kind::future_callback:
            // gather hangs its callback on each child before it makes its own future.
            if (callback_role(log_.text(event)) == Role::gather && !event.object)
                gathering_.push_back(event.subject);
            break;
        case Kind::coro_suspend:
            if (auto* awaited = life(event.object)) {
                awaited->awaited = after;
                awaited->awaited_by = index_.coroutine(event.subject).task;
                awaited->words = log_.text(event);
            }
            break;
        case Kind::handle_timer:
            if (auto* set = life(event.object)) set->due = event.value;
            break;
        case Kind::handle_ready: ready(event, after); break;
        case Kind::future_result: end(event, after, FutureState::finished); break;
        case Kind::future_exception: end(event, after, FutureState::failed); break;
        case Kind::future_cancel: end(event, after, FutureState::cancelled); break;
        case Kind::task_done: end_slots(event, after); break;
        default: break;
        }
    }

    void create(Event const& event, Position after) {
        // Numbers are given in order of creation; one that is far off is damage.
        if (event.subject.number() == 0 || event.subject.number() > found_.size() + 1000) return;
        while (found_.size() < event.subject.number()) {
            FutureLife added;
            added.id = ObjectId(ObjectType::future, static_cast<std::uint32_t>(found_.size() + 1));
            found_.push_back(added);
        }
        FutureLife& made = found_[event.subject.number() - 1];
        if (made.created != 0) return;
        made.purpose = log_.text(event);
        made.created = after;
        made.begin_time = event.time;
        made.created_by = index_.task_at(after);
        if (callback_role(made.purpose) != Role::gather) return;
        for (ObjectId const child : std::exchange(gathering_, {})) {
            FutureSlot slot;
            slot.child = child;
            if (auto const done = index_.ended(child); done != 0 && done < after)
                end_slot(slot, log_[done - 1], done);
            made.slots.push_back(slot);
            slots_of_[child].push_back({made.id, made.slots.size() - 1});
        }
    }

    void end(Event const& event, Position after, FutureState state) {
        auto* ended = life(event.subject);
        if (!ended || ended->ended != 0) return;
        ended->ended = after;
        ended->end_time = event.time;
        ended->end = state;
        ended->value = log_.text(event);
        end_slots(event, after);
    }

    template <typename Change>
    void each_slot(ObjectId child, Change change) {
        auto const found = slots_of_.find(child);
        if (found == slots_of_.end()) return;
        for (auto const& [gather, slot] : found->second) change(gather, life(gather)->slots[slot]);
    }

    void end_slots(Event const& event, Position after) {
        each_slot(event.subject, [&](ObjectId, FutureSlot& slot) { end_slot(slot, event, after); });
    }

    void end_slot(FutureSlot& slot, Event const& event, Position after) const {
        if (slot.ended != 0) return;
        auto const text = log_.text(event);
        slot.ended = after;
        slot.outcome = without(without(text, "result "), "exception ");
        switch (event.kind) {
        case Kind::future_result: slot.end = FutureState::finished; break;
        case Kind::future_exception: slot.end = FutureState::failed; break;
        case Kind::future_cancel: slot.end = FutureState::cancelled; break;
        default: {
            auto const state = outcome_state(text);
            slot.end = state == TaskState::done     ? FutureState::finished
                       : state == TaskState::failed ? FutureState::failed
                                                    : FutureState::cancelled;
        }
        }
    }

    void ready(Event const& event, Position after) {
        auto const by = scheduled_by(log_, after);
        if (by == 0) return;
        ObjectId const done = log_[by - 1].subject;
        auto const run = index_.handle(event.subject).run;
        if (role_of(log_.text(event), event.object) == Role::gather)
            each_slot(done, [&](ObjectId gather, FutureSlot& slot) {
                if (gather == event.object && slot.heard == 0) slot.heard = run;
            });
        if (auto* called = life(done); called && called->ended != 0)
            called->callbacks.push_back({after, run, event.object, log_.text(event)});
    }

    Index const& index_;
    trace::Log const& log_;
    std::vector<FutureLife> found_;
    std::vector<ObjectId> gathering_;
    std::unordered_map<ObjectId, std::vector<std::pair<ObjectId, std::size_t>>> slots_of_; // of a child
};

} // namespace

std::string future_words(Index const& index, FutureLife const& life, Position now) {
    if (life.awaited != 0 && life.awaited <= now && !life.words.empty()) return expand(index, life.words);
    return std::string(life.purpose);
}

std::vector<FutureLife> futures(Index const& index) { return Futures(index).find(); }

} // namespace replay
