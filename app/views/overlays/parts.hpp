// What lies over the panels while it is open: the key sheet, the palette, the knobs, the comparison with
// CPython, the lessons; and the messages in the corner.
#pragma once
#include "session/session.hpp"
#include "views/kit/content.hpp"

#include <string>

namespace ui {

// A dialog: its title stands fixed, its content scrolls.
struct Dialog {
    std::string title;
    std::string remark; // beside the title
    float width = 0;    // of the content
    Content content;
    bool modal = true; // what lies below is dimmed and does not listen
};

// Of session.look.overlay, at most as wide as `width`. Not for Overlay::none.
Dialog dialog(session::Session const& session, float width);

Content keys_sheet(session::Session const& session, float width);
Content palette(session::Session const& session, float width);
Content knobs_panel(session::Session const& session, float width);
Content comparison(session::Session const& session, float width);
Content problem_list(session::Session const& session, float width);
// What one can do at now, and the branches that there are.
Content step_in_list(session::Session const& session, float width);
Content lesson_list(session::Session const& session, float width);

// The question of the moment with the hands for each choice, in type as large as there is room for.
Content vote_screen(session::Session const& session, float width, float height);

// Somebody else's program is to be run here: whose it is, what that means, yes or no.
Content agreement(session::Session const& session, float width);

// What the lecture says to the teacher about the stop; empty without a lecture.
Content lecture_note(session::Session const& session, float width);
std::string stop_words(session::Lecture const& lecture);      // "Stop 2 of 9 · A first hour"
std::string next_stop_words(session::Lecture const& lecture); // what G leads to

// One below the other; empty if there are none.
Content messages(session::Session const& session, float width);

} // namespace ui
