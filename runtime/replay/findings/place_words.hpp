// Places as one says them in a sentence.
#pragma once
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <string>

namespace replay {

std::string at_words(trace::Log const& log, Place at); // " at app.py:31"; "" for no place of the program

} // namespace replay
