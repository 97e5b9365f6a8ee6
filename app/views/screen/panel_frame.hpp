// A panel in its place: its box, its title or tabs, what it shows, and the splitters between the places.
#pragma once
#include "session/session.hpp"
#include "views/kit/surface.hpp"
#include "views/screen/contents.hpp"
#include "views/screen/layout.hpp"
#include "views/timeline/panel.hpp"

#include <map>
#include <string>
#include <string_view>

namespace ui {

class PanelFrame {
  public:
    // Once a frame, before all else: what another lesson or file shows begins at its top.
    void look_at(session::Session const& session);
    // `time`: s, of this frame.
    void draw(session::Session& session, Surface& surface, Slot const& slot, Layout const& layout,
              double time);
    // `interaction`: what the surface listens with.
    void splitters(session::Session& session, Surface& surface, Layout const& layout,
                   Interaction const& interaction);
    // The height of the lesson's panel in which its question is whole; 0: nothing is asked.
    float lesson_needs(session::Session const& session, float width);
    // All text of a panel as it is now.
    std::string text_of(session::Session const& session, session::Panel panel);
    // The one that the pointer was in last.
    session::Panel pointed() const { return pointed_; }
    bool splitting() const { return dragged_.share != nullptr; }
    bool moves() const { return moves_; } // will look different in the next frame

    Panels panels;
    TimelinePanel timeline;

  private:
    Scroll& scroll(std::string_view name);
    float header(session::Session& session, Surface& surface, Slot const& slot, session::Panel shown,
                 Layout const& layout);
    void body(session::Session& session, Surface& surface, session::Panel shown, paint::Rect at, double time);
    void lesson_body(session::Session& session, Surface& surface, paint::Rect at);

    std::map<std::string, Scroll, std::less<>> scrolls_;
    std::string open_; // what the scrolls are of
    LoopSlide slide_;
    bool moves_ = false;
    Splitter dragged_; // share is null: none is
    session::Panel pointed_ = session::Panel::lesson;
};

} // namespace ui
