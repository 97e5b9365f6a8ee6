// Where the lines of a lesson's program went in what a learner made of it.
#pragma once
#include "catalogue/program.hpp"

#include <string>

namespace session {

// A line that stands there unchanged is where it stands now, a changed one where what took its place begins.
lesson::Program changed_to(std::string const& base, std::string text);

} // namespace session
