// What the program has printed so far, by whom and when.
#pragma once
#include "replay/index.hpp"
#include "replay/state.hpp"
#include "views/kit/content.hpp"

#include <string>
#include <vector>

namespace ui {

struct Printed {
    std::string text; // without its last newline
    std::string who;  // as all panels name it; "": nobody in particular
    trace::ObjectId by;
    replay::Position position = 0;
    bool current = false; // printed by the very event we stand at
    std::string to;       // "stderr", or "logging" that went there; "": standard output
};

struct Output {
    std::vector<Printed> lines;
    std::size_t earlier = 0; // printed before those
    bool over = false;       // the run is, so there is no more
};

// At most the last few hundred.
Output output_of(replay::State const& state, replay::Index const& index);

Content output_panel(Output const& output, float width);

struct OutputTitles {
    char const* real;
    char const* beside;
};
// What the program prints, and what the run beside prints, side by side.
Content outputs_beside(Output const& real, Output const& other, float width, OutputTitles const& titles);

} // namespace ui
