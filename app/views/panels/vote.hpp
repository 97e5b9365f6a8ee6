// How a class has voted on a question, as bars.
#pragma once
#include "session/session.hpp"
#include "views/kit/content.hpp"

namespace ui {

// The hands for one choice: a bar a round with its number before it, the first one paler. `most`: hands that
// fill the width.
void vote_bars(Content& content, paint::Rect at, session::Vote const& vote, std::size_t choice, unsigned most,
               float number_size);
unsigned most_votes(session::Vote const& vote); // in one round

// Where the run has decided: the bars, what happened, and why. An empty content if nobody has voted.
Content vote_card(session::Session const& session, std::size_t question, float width);

// What most believed who were wrong, and a button that has it run; returns the height, 0 where there is none.
// `size` of its type, px.
float belief_of_class(Content& content, session::Session const& session, paint::Point at, float room,
                      float size);

} // namespace ui
