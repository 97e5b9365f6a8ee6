// What an event changed, in a form that can be taken back.
#pragma once
#include "replay/state.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace replay {

// The small values of a state, saved whole before each event.
using Scalars =
    std::tuple<Position, std::int64_t, bool, bool, trace::ObjectId, std::uint64_t, std::uint64_t,
               std::uint64_t, std::optional<std::int64_t>, trace::ObjectId, trace::ObjectId, Place>;

// One entry of an undo journal: what stood there before.
namespace undo {
template <typename Info>
struct Before {
    Table<Info> State::*table;
    std::size_t index;
    Info info;
};
template <typename Info>
struct Added {
    Table<Info> State::*table;
};
struct ReadyPushed {};
struct ReadyTaken {
    std::size_t index;
    trace::ObjectId handle;
};
struct TimerAdded {
    Timer timer;
};
struct TimerTaken {
    Timer timer;
};
struct LeavesBefore {
    std::vector<trace::ObjectId> leaves;
};
struct FramesBefore {        // a line ran
    trace::ObjectId owner;   // coroutine; none: the module
    std::size_t count;       // frames there were
    Place at;                // of the frame that moved
    std::vector<Frame> left; // the frames that ended
};
struct LocalBefore {
    trace::ObjectId owner;
    std::size_t frame;
    std::size_t index;
    std::optional<std::string_view> value; // none: it is new
};
struct GatheringPushed {};
struct GatheringTaken {
    std::vector<trace::ObjectId> children;
};
} // namespace undo

using Undo = std::variant<undo::Before<TaskInfo>, undo::Before<CoroutineInfo>, undo::Before<FutureInfo>,
                          undo::Before<HandleInfo>, undo::Before<ToolInfo>, undo::Added<TaskInfo>,
                          undo::Added<CoroutineInfo>, undo::Added<FutureInfo>, undo::Added<HandleInfo>,
                          undo::Added<ToolInfo>, undo::Added<Position>, undo::ReadyPushed, undo::ReadyTaken,
                          undo::TimerAdded, undo::TimerTaken, undo::LeavesBefore, undo::FramesBefore,
                          undo::LocalBefore, undo::GatheringPushed, undo::GatheringTaken>;

// Entries are taken back in the reverse of the order in which they were made.
void take_back(State& state, Undo&& entry);

Scalars scalars(State const& state);
void set_scalars(State& state, Scalars const& scalars);

// Bytes an entry keeps alive, roughly; for bounding a journal.
std::size_t weight(Undo const& entry);

// The frames of a coroutine, or of the module for none, to write to; nullptr if there is no such coroutine.
std::vector<Frame>* frames_of(State& state, trace::ObjectId owner);

} // namespace replay
