// Between us and each program that we start stands a process that outlives us by a moment:
//
//   this process ── lifeline ──> supervisor ──> the program ──> whatever it starts
//
// Orphans below the supervisor become its own children, in whatever session they have put themselves, so it
// finds and kills all of them: when the program has ended, when it is told to, and when the lifeline breaks
// because this process is gone. Should the supervisor itself be killed, the system kills the program with it.
#pragma once
#include <csignal>

namespace process {

struct Plan {
    char* const* words;       // of the program; ended by null
    char const* folder;       // where it runs; null: here
    int input, output, error; // become its streams; -1: it has ours
    bool own_group;           // of processes
    int grace;                // ms from SIGTERM to SIGKILL where the lifeline breaks; 0: it is killed at once
    int lifeline;  // bytes it reads are numbers of signals for the program, SIGKILL: for all; it answers with
                   // the program's status (as of waitpid), an int, when nothing is left
    int started;   // closed when the program runs; before it the reason, an errno, if it cannot
    sigset_t mask; // of the program
};

// In a process just forked off, with every signal blocked. Other threads may have held locks, so nothing here
// allocates.
[[noreturn]] void supervise(Plan const& plan) noexcept;

} // namespace process
