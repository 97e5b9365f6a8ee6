// A belief's run as a second, paler timeline: the same cursor, the same scale, the first difference ringed.
#pragma once
#include "session/session.hpp"
#include "views/kit/content.hpp"
#include "views/timeline/timeline.hpp"

#include <string>

namespace ui {

// `panel`: the place of the timeline panel. Where a belief is shown it is shared between the two.
struct SharedTimeline {
    paint::Rect truth;
    paint::Rect belief; // empty: none is shown
};
SharedTimeline shared_timeline(session::Session const& session, paint::Rect panel);

inline constexpr float belief_header_height = 58; // px

// What stands above the lanes: what is believed, where the runs part, and how to hide it.
Content belief_header(session::Session const& session, session::Belief const& belief, float width);

// The lanes, to be laid out as those of the truth are. The chart must be of belief.known.
TimelineInput belief_input(session::Session const& session, session::Belief const& belief,
                           TimelineChart const& chart, replay::State const& state, float width, float height);

} // namespace ui
