// Long texts in traces.
#pragma once
#include <string>

namespace aio {

// As much of a text as a trace takes: 200 characters, the last an ellipsis if there were more.
std::string ellipsized(std::string text);

} // namespace aio
