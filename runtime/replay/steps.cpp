#include "replay/steps.hpp"

#include <algorithm>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

// The task an object works for: a coroutine's, or itself.
ObjectId owner_of(Index const& index, ObjectId id) {
    return id.type() == ObjectType::coroutine ? index.coroutine(id).task : ObjectId{};
}

bool names(Index const& index, Event const& event, ObjectId wanted) {
    if (event.subject == wanted || event.object == wanted) return true;
    if (wanted.type() != ObjectType::task) return false;
    return owner_of(index, event.subject) == wanted || owner_of(index, event.object) == wanted;
}

bool wakes(Event const& event, ObjectId wanted) {
    switch (event.kind) {
    case Kind::future_result:
    case Kind::future_exception:
    case Kind::future_cancel:
    case Kind::task_done: return event.subject == wanted;
    case Kind::task_wakeup: return event.subject == wanted || event.object == wanted;
    default: return false;
    }
}

bool at_breakpoint(Event const& event, std::vector<Place> const& breakpoints) {
    return std::any_of(breakpoints.begin(), breakpoints.end(), [&](Place const& place) {
        return place.line == event.line && (place.source == 0 || place.source == event.source);
    });
}

} // namespace

std::string_view words(Unit unit) {
    switch (unit) {
    case Unit::moment: return "moment";
    case Unit::event: return "event";
    case Unit::line: return "line";
    case Unit::switch_: return "switch";
    case Unit::turn: return "turn of the loop";
    case Unit::in_object: return "within the selected task";
    case Unit::output: return "output";
    case Unit::wake: return "wake-up";
    case Unit::breakpoint: return "breakpoint";
    }
    return {};
}

bool stops_at(Index const& index, Position position, Unit unit, Target const& target) {
    if (position == 0 || position > index.size()) return false;
    Event const& event = index.log()[position - 1];
    switch (unit) {
    case Unit::moment: return std::binary_search(target.moments.begin(), target.moments.end(), position);
    case Unit::event: return true;
    case Unit::line: return event.kind == Kind::line;
    case Unit::switch_: return event.kind == Kind::task_step;
    case Unit::turn: return event.kind == Kind::loop_iteration;
    case Unit::in_object: return target.object && names(index, event, target.object);
    case Unit::output: return event.kind == Kind::print;
    case Unit::wake: return target.object && wakes(event, target.object);
    case Unit::breakpoint: return event.kind == Kind::line && at_breakpoint(event, target.breakpoints);
    }
    return false;
}

std::optional<Position> next(Index const& index, Position position, Unit unit, Target const& target) {
    for (Position p = position + 1; p <= index.size(); ++p)
        if (stops_at(index, p, unit, target)) return p;
    return std::nullopt;
}

std::optional<Position> previous(Index const& index, Position position, Unit unit, Target const& target) {
    if (position == 0) return std::nullopt;
    for (Position p = std::min(position - 1, index.size()); p > 0; --p)
        if (stops_at(index, p, unit, target)) return p;
    return 0;
}

} // namespace replay
