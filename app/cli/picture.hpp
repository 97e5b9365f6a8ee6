// The studio and its timeline as pictures and text, without a window.
#pragma once
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

// The timeline alone; as high as its lanes need if `height` is 0.
std::string timeline_svg(session::Session const& session, int width, int height);

// The timeline in characters, `width` columns wide.
std::string timeline_text(session::Session const& session, int width);

// "gather-order", or the file's name without its ending.
std::string name_of(session::Session const& session);

} // namespace cli
