// What lies above the panels: the menu, a dialog, messages, the tip.
#pragma once
#include "session/session.hpp"
#include "views/kit/surface.hpp"

#include <optional>
#include <string>

namespace ui {

class StudioWindows {
  public:
    // `width`, `height`: of the whole surface.
    void draw(session::Session& session, Surface& surface, float width, float height);

    std::string menu;                // that is open; "": none
    paint::Rect menu_at;             // below what opened it
    std::optional<double> tip_after; // s until a tip comes; none: none will

  private:
    void open_menu(session::Session& session, Surface& surface, float width, float height);
    void overlay_window(session::Session& session, Surface& surface, float width, float height);
    void message_window(session::Session& session, Surface& surface, float width, float height);
    void note_window(session::Session& session, Surface& surface, float width, float height);
    void tip(Surface& surface, float width, float height);

    Scroll scroll_;                                     // of the dialog
    session::Overlay overlay_ = session::Overlay::none; // of the last frame
};

} // namespace ui
