// The frames of each task while a timeline is built: opened, suspended, closed as events come.
#pragma once
#include "replay/state.hpp"
#include "replay/timeline/timeline.hpp"
#include "trace/log.hpp"

#include <cstdint>
#include <vector>

namespace replay {

// Makes `first` to `last` hold `at` too.
void widen(Place& first, Place& last, Place at);

class FrameBuilder {
  public:
    // `state`: just after `event`, which is of a coroutine. `lane`: of the task whose coroutine it is.
    void see(trace::Event const& event, std::string_view text, State const& state, Lane& lane);
    void ran_line(trace::Event const& event, Lane& lane);
    // All frames from `depth` on end.
    static void close(Lane& lane, std::size_t depth, State const& state);
    static void leave_open(Lane& lane, State const& state);
    static std::size_t depth(Lane const& lane); // of frames that live

  private:
    struct Where { // of a coroutine
        std::uint16_t depth = 0;
        bool lives = false;
    };
    Where& where(trace::ObjectId coroutine);
    FrameSpan* frame(Lane& lane, trace::ObjectId coroutine); // that is open; nullptr: none
    void change(Lane& lane, trace::ObjectId coroutine, SpanKind kind, State const& state);

    std::vector<Where> where_; // [coroutine's number - 1]
};

} // namespace replay
