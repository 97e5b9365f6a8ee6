// The second window of a lecture, for the teacher's eyes alone: the note of this stop, what comes next, and
// what is right.
#pragma once
#include "session/session.hpp"
#include "shell/frame.hpp"
#include "views/kit/content.hpp"
#include "views/kit/surface.hpp"

namespace ui {

// `minutes` since the lecture began.
Content teacher_notes(session::Session const& session, float width, int minutes);

// One frame of that window; nothing in it is to be clicked.
class Notes {
  public:
    shell::FrameOutput frame(session::Session const& session, shell::FrameInput const& input);

  private:
    Interaction interaction_;
    Scroll scroll_;
};

} // namespace ui
