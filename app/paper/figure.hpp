// Parts of the studio for a slide, a page or a book: one moment of a run, with nothing on it to click.
#pragma once
#include "paint/scene.hpp"
#include "session/session.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace paper {

// A figure that cannot be made; what() is one sentence.
struct FigureError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class FigureKind {
    timeline,
    graph, // who waits for whom
    loop,  // what runs, the ready queue, the timers
};
std::optional<FigureKind> figure_kind(std::string_view name); // "timeline", "graph", "loop"

struct Stretch { // from one to another, both included, from 1
    std::size_t from = 1, to = 1;
};

struct FigureOptions {
    FigureKind kind = FigureKind::timeline;
    std::optional<Stretch> lanes; // of the timeline, from the top
    std::optional<Stretch> turns; // of the loop: the width holds these
    float width = 1600;           // px at scale 1
    float height = 0;             // 0: what it needs
};

struct Figure {
    paint::Scene scene;
    float width = 0, height = 0; // px at scale 1
    std::string title;           // "gather-order, event 40 of 216"
};

// Of the session as it is looked at: its moment, whether the whole run is shown, what is selected. Throws
// FigureError.
Figure figure(session::Session const& session, FigureOptions const& options);

// "gather-order", or the file's name without its ending.
std::string name_of(session::Session const& session);

} // namespace paper
