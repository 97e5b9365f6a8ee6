// The studio and its timeline as pictures and text, without a window.
#pragma once
#include "paper/figure.hpp"
#include "session/session.hpp"
#include "shell/png.hpp"

#include <string>

namespace cli {

struct PictureSize {
    int width = 1600, height = 900; // px at scale 1
    float scale = 1;                // px of the picture for one of them
};

// The whole studio at the session's moment. Throws Failure.
shell::Picture studio_picture(session::Session& session, PictureSize const& size);

// A figure at so many px of the picture for one of its own. Throws Failure.
shell::Picture figure_picture(paper::Figure const& figure, theme::Theme const& theme, float scale);

// The timeline in characters, `width` columns wide.
std::string timeline_text(session::Session const& session, int width);

} // namespace cli
