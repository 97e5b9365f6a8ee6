// Another program, run to its end.
#pragma once
#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace session {

struct Child {
    std::vector<std::string> words; // the program, found in PATH, and its arguments
    std::filesystem::path folder;   // where it runs; empty: here
    // True: what it writes is kept, and it reads nothing. False: it has our own three streams, and Ctrl+C
    // reaches it while we wait for its end.
    bool capture = true;
    std::chrono::milliseconds limit{0};      // 0: none. Then it is killed, with its own children if captured
    std::atomic<bool> const* stop = nullptr; // set by another thread to kill it before
};

enum class ChildEnd { exited, not_found, limit, stopped };

struct ChildResult {
    ChildEnd end = ChildEnd::exited;
    int exit_code = 0; // 128 + n if signal n ended it
    std::string output;
    std::string error;
};

// Throws std::system_error if the system refuses (no memory, no processes left).
ChildResult run_child(Child const& child);

} // namespace session
