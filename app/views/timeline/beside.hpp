// The run beside, of a belief, a branch or from before a knob was turned, as a second, paler timeline: the
// same cursor, the same scale, the first difference ringed.
#pragma once
#include "session/session.hpp"
#include "views/kit/content.hpp"
#include "views/timeline/timeline.hpp"

#include <string>

namespace ui {

// `panel`: the place of the timeline panel. Where a run is shown beside it is shared between the two.
struct SharedTimeline {
    paint::Rect truth;
    paint::Rect beside; // empty: none is shown
};
SharedTimeline shared_timeline(session::Session const& session, paint::Rect panel);

// What the two runs are called. All are literals.
struct BesideWords {
    char const* beside;         // above the other
    char const* real;           // what the one that is looked at does where they part
    char const* output;         // above what it prints
    char const* same;           // where they never part
    char const* hide;           // what is left when the other goes
    char const* walk = nullptr; // how to change the two; null: one cannot
};
BesideWords beside_words(session::Relation kind);

inline constexpr float beside_header_height = 58; // px

// What stands above the lanes: what it is a run of, and where the two part; in a window also how to hide it.
Content beside_title(session::Session const& session, session::Beside const& beside, float width);
Content beside_header(session::Session const& session, session::Beside const& beside, float width);

// The lanes, to be laid out as those of the truth are. The chart must be of beside.known.
TimelineInput beside_input(session::Session const& session, session::Beside const& beside,
                           TimelineChart const& chart, replay::State const& state, float width, float height);

} // namespace ui
