// The lesson: its text, what has been said so far, and the question that waits.
#pragma once
#include "session/session.hpp"
#include "views/kit/content.hpp"

#include <string>

namespace ui {

// The text up to its first heading; the narration, with what is still to come only counted; then the rest.
Content lesson_panel(session::Session const& session, float width);

// The card of the question to show, or an empty content. Its height is the card's, margins included.
Content question_card(session::Session const& session, float width);

// Before a class its card needs all the room there is: it waits, or shows what the class's vote came to.
bool asks_class(session::Session const& session);

// What is said of an answer that was chosen: whether it is right, and why.
struct Verdict {
    bool right = false;
    std::string words;  // "Right." or "Not so."
    std::string belief; // of a wrong answer: what somebody who takes it believes; "" if it has no model
    std::string why;    // Markdown
};
Verdict verdict(lesson::Question const& question, std::size_t chosen);

} // namespace ui
