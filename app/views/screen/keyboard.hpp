// Which of the program's keys went down in this frame.
#pragma once
#include "commands/key.hpp"

#include <string>
#include <vector>

namespace ui {

// Keys that move or zoom repeat while they are held; all others count once.
std::vector<session::Key> pressed_keys();

// What was typed, as UTF-8.
std::string typed_text();

} // namespace ui
