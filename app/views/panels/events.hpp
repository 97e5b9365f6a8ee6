// Every event as a sentence. Rows are all of one height, so that only those in view are made.
#pragma once
#include "replay/index.hpp"
#include "views/kit/content.hpp"

#include <vector>

namespace ui {

inline constexpr float event_row = 24;

struct EventsInput {
    replay::Index const* index = nullptr;
    replay::Position position = 0;                       // the row that is lit
    replay::Position known = 0;                          // events beyond it have not happened yet
    std::vector<replay::Position> const* rows = nullptr; // only these, in order; null: every event
    float width = 0;
    double top = 0; // the stretch in view, px of the content; double: a million rows
    float height = 0;
};

// Its height is that of all rows; scene and hits hold only those in view.
Content events_panel(EventsInput const& input);

} // namespace ui
