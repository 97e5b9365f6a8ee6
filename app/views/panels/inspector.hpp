// What the selected object is, where it stands, who made it and who waits for it.
#pragma once
#include "views/kit/content.hpp"
#include "views/panels/facts.hpp"

namespace ui {

Content inspector_panel(Facts const& facts, float width);

} // namespace ui
