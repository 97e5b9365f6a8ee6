// Named rectangles of what is on the screen, for tests that click and for lessons that point. A mark costs a
// comparison with null when nobody listens.
#pragma once
#include "paint/scene.hpp"

#include <map>
#include <string>
#include <string_view>

namespace ui {

// Where each marked item lay in the last frame, in the px of the display (Dear ImGui's). The later of two
// items of one name wins.
using Probe = std::map<std::string, paint::Rect, std::less<>>;

// From now on marks are stored in `probe`; nullptr: in none. The probe must live until the next call.
void set_probe(Probe* probe);
bool probing();

void mark(std::string_view name, paint::Rect at);
// The last item of Dear ImGui.
void mark(std::string_view name);

} // namespace ui
