// `awaitscope lessons check`: every mistake of lessons with file, line and what to do.
#pragma once
#include <string>
#include <vector>

namespace cli {

// `places`: ids of lessons, or folders of lessons, or single lessons; none: all lessons there are. `python`:
// which one tries edited programs; "": one that is there. The exit code.
int check_lessons(std::vector<std::string> const& places, std::string const& python);

} // namespace cli
