// The timeline on the screen: keeps its layout while nothing changes, paints it, listens to the mouse.
#pragma once
#include "session/session.hpp"
#include "views/kit/surface.hpp"
#include "views/timeline/gesture.hpp"
#include "views/timeline/timeline.hpp"

#include <memory>
#include <optional>
#include <string>

namespace ui {

// What a session shows as a timeline `width` x `height` px in size. The chart must be of the session's run.
// What the lesson watches, as far as it is known.
std::vector<WatchLane> watch_lanes(session::Session const& session);

TimelineInput timeline_input(session::Session const& session, TimelineChart const& chart, float width,
                             float height);

// Where a tip of this size stands: by the pointer, on the screen, and not across the line of *now* at
// `now_x`.
paint::Rect tip_place(paint::Point pointer, float width, float height, paint::Rect screen,
                      std::optional<float> now_x);

class TimelinePanel {
  public:
    // In px at scale 1. What the mouse asks for is appended to the surface's actions. `time`: s, for the tip
    // that comes when the pointer rests.
    void draw(Surface& surface, session::Session const& session, paint::Rect at, double time);

    // Of the last frame; none: it showed no timeline.
    std::optional<session::TimelineSeen> const& seen() const { return seen_; }
    TimelineLayout const& layout() const { return layout_; }

  private:
    void look_at(session::Session const& session, paint::Rect at);
    void draw_beside(Surface& surface, session::Session const& session, paint::Rect at);
    void paint_hovered(Surface& surface, paint::Rect at, TimelinePointer const& pointer, double time);

    // Held, so that no other run can take its address while we compare addresses.
    std::shared_ptr<session::Run const> run_;
    std::shared_ptr<session::Run const> known_; // of it
    TimelineChart chart_;
    TimelineInput input_;
    TimelineLayout layout_;
    std::optional<session::TimelineSeen> seen_;
    replay::Position position_ = 0;
    bool made_ = false;
    TimelineDrag drag_;
    std::shared_ptr<session::Run const> beside_run_; // the chart below is of it
    TimelineChart beside_chart_;
    replay::State beside_state_;
    TimelineInput beside_input_;
    TimelineLayout beside_layout_;
    std::string hovered_; // which region, and since when
    double hovered_since_ = 0;
};

} // namespace ui
