// What somebody may have meant by a misspelt name.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lesson {

// The known name nearest to `word` if it is near enough to be a slip of the pen; empty otherwise.
std::string nearest(std::string_view word, std::vector<std::string> const& known);

// "a, b, c"
std::string listed(std::vector<std::string> const& names);

} // namespace lesson
