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
    trace::ObjectId task;
    replay::Position position = 0;
    bool current = false; // printed by the very event we stand at
};

struct Output {
    std::vector<Printed> lines;
    std::size_t earlier = 0; // printed before those
    std::size_t to_come = 0; // still hidden
};

// At most the last few hundred.
Output output_of(replay::State const& state, replay::Index const& index);

Content output_panel(Output const& output, float width);

// "two more lines to come".
std::string to_come_words(std::size_t count);

} // namespace ui
