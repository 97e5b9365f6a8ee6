// The loop machine: running now, the ready queue, the timers, as cards in the colours of their tasks.
#pragma once
#include "views/kit/content.hpp"
#include "views/panels/loop_machine.hpp"

namespace ui {

Content loop_panel(LoopMachine const& machine, float width, trace::ObjectId selected);

} // namespace ui
