// Whether the screen gives an answer away: what every panel says between where a question is asked and where
// it is decided.
#pragma once
#include "session/session.hpp"

#include <string>
#include <vector>

namespace ui {

struct GivenAway {
    std::size_t question = 0; // of the session's narration
    std::string word;         // of those that the question hides
    std::string panel;        // "output"
    replay::Position position = 0;
    std::string text; // that holds it
};

// Walks an open lesson through, event by event. Of each word and panel the first.
std::vector<GivenAway> given_away(session::Session& session);

} // namespace ui
