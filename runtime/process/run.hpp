// A program, run to its end.
#pragma once
#include "process/process.hpp"

#include <atomic>

namespace process {

struct Limits {
    std::chrono::milliseconds time{0};       // then it is killed; 0: none
    std::atomic<bool> const* stop = nullptr; // set by another thread to kill it before
};

enum class End { exited, not_found, limit, stopped };

struct Result {
    End end = End::exited;
    int exit_code = 0; // 128 + n if signal n ended it
    std::string output;
    std::string error;
};

// What it writes is kept unless the command says where it goes; it reads nothing unless the command says
// what. Throws std::system_error if the system refuses (no memory, no processes left).
Result run(Command command, Limits const& limits = {});

// With our own three streams, as if it ran alone: a signal that would end us is the program's, and we wait
// for how it ends.
Result run_here(Command command, Limits const& limits = {});

// Of what a program said; "" if it said nothing.
std::string last_line(std::string text);

} // namespace process
