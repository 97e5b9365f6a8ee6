// The event loop as a machine: what runs, the ready queue, the timers; each handle is a card.
#pragma once
#include "views/kit/content.hpp"
#include "views/panels/loop_machine.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace ui {

struct LoopPicture {
    struct Card {
        trace::ObjectId handle;
        paint::Point at; // of its top left
        Content content; // from its own top left
    };
    Content ground; // all but the cards
    std::vector<Card> cards;
};

LoopPicture loop_picture(LoopMachine const& machine, float width, trace::ObjectId selected);
Content loop_panel(LoopPicture const& picture);

// From one moment to the next a card slides to its new place: from the timers to the ready queue, from there
// to what runs.
class LoopSlide {
  public:
    // `moment` changes whenever another one is looked at; `time`: s, of this frame. Without `motion` all are
    // in place.
    Content at(LoopPicture const& picture, std::uint64_t moment, double time, bool motion);
    bool moves() const { return moves_; } // and will look different in the next frame

  private:
    std::map<trace::ObjectId, paint::Point> shown_, from_; // by handle
    std::uint64_t moment_ = 0;
    double begun_ = 0;
    bool moves_ = false;
};

} // namespace ui
