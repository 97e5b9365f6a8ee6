// An X server without a screen, and a person without hands.
#pragma once
#include "process/process.hpp"
#include "shell/png.hpp"
#include "support/temporary_folder.hpp"

#include <optional>
#include <string>

class Display {
  public:
    // 3840 x 2160 px. Chooses its number itself, and is the DISPLAY of this process from now on. Fails the
    // test if it does not start.
    Display();
    Display(Display const&) = delete;
    Display& operator=(Display const&) = delete;

    // What is on the screen now.
    shell::Picture picture() const;

  private:
    process::Pipe number_;
    TemporaryFolder folder_; // outlives the server
    std::optional<process::Process> server_;
};

// One in a process: GLFW connects to the first and stays with it.
Display const& display();

// What it writes, without the last line's end.
std::string xdotool(std::string const& arguments);

// Of the program's window; waits until there is one. Fails the test after 20 s.
std::string find_window();
