// Places as one says them in a sentence.
#pragma once
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <string>

namespace replay {

std::string place_words(trace::Log const& log, Place at); // "app.py:31"; "" for no place of the program
std::string at_words(trace::Log const& log, Place at);    // " at app.py:31"

} // namespace replay
