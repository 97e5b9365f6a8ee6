// What an X server has on its screen, and how far two pictures differ: up to eight million pixels at a time,
// so this is compiled to be quick.
#pragma once
#include "shell/png.hpp"

#include <filesystem>

// Of a file of the X window dump format with 32 bits a pixel, as Xvfb keeps its screen in; empty if it is
// none.
shell::Picture read_screen(std::filesystem::path const& file);

struct Difference {
    double all = 0;        // share of the pixels that differ
    double worst_tile = 0; // the same, of the tile where it is largest: a lost label is seen there
};

// Of a picture and the part of the screen that it covers, from the top left.
Difference difference(shell::Picture const& picture, shell::Picture const& screen);
