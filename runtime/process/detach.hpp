// Programs that are a person's own from the start: an editor goes on when we end.
#pragma once
#include <string>
#include <vector>

namespace process {

// Found in PATH; in a session of its own, with no terminal. False: it cannot be started.
bool detach(std::vector<std::string> const& words);

} // namespace process
