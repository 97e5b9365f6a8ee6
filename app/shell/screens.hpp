// Which of several screens a window is on, and how large what it shows is there.
#pragma once
#include <cstddef>
#include <vector>

namespace shell {

struct Place { // px of the desktop
    int x = 0, y = 0, w = 0, h = 0;
    bool operator==(Place const&) const = default;
};

// The screen that shows most of the window; the first where none shows any. `screens` is not empty.
std::size_t screen_of(Place window, std::vector<Place> const& screens);
// The first screen that is another one; the same where there is only one.
std::size_t screen_beside(Place window, std::vector<Place> const& screens);

// px for one px at scale 1: what the display tells, or, where it tells nothing, by the screen's height in px.
float scale_on(float told, int height);

} // namespace shell
