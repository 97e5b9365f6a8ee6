// What a teacher points with on the stage: the dot of the laser, and the ink of the pen.
#pragma once
#include "session/stage.hpp"
#include "views/kit/surface.hpp"

namespace ui {

paint::Scene ink_scene(session::Stage const& stage);
// The dot or the tip of the pen; nothing for the mouse, which draws itself.
paint::Scene hand_scene(session::Hand hand, paint::Point at);

// Draws with the pen what the mouse does in this frame: appended to the surface's actions. `over`: it is on
// the stage, not on what lies above.
void draw_with_pen(session::Stage const& stage, Surface& surface, bool over);

} // namespace ui
