// The window's icon: three lanes of a timeline, and now.
#pragma once
#include "shell/png.hpp"

namespace shell {

// A square of `size` px.
Picture window_icon(int size);

} // namespace shell
