// Every event as a sentence. Rows are all of one height, so that only those in view are made.
#pragma once
#include "replay/index.hpp"
#include "views/content.hpp"

namespace ui {

inline constexpr float event_row = 24;

struct EventsInput {
    replay::Index const* index = nullptr;
    replay::Position position = 0; // the row that is lit
    replay::Position known = 0;    // rows beyond this one have not happened yet
    float width = 0;
    double top = 0; // the stretch in view, px of the content; double: a million rows
    float height = 0;
};

// Its height is that of all rows; scene and hits hold only those in view.
Content events_panel(EventsInput const& input);

} // namespace ui
