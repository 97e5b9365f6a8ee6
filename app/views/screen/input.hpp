// The keyboard: commands by their keys, focus by Tab and F6, letters for the palette.
#pragma once
#include "session/session.hpp"
#include "views/kit/surface.hpp"

#include <string>
#include <vector>

namespace ui {

class StudioInput {
  public:
    // What was typed since the last frame. Esc closes `menu` first. True if anything was.
    bool read(session::Session& session, Interaction& interaction, std::string& menu);
    // Once all that can be focused is known.
    void move_focus(Surface& surface);

  private:
    enum class FocusMove { next, previous, next_group, previous_group, press };
    std::vector<FocusMove> focus_moves_;
};

} // namespace ui
