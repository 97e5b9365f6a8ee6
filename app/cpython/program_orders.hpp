// The orders in which the outside could let a person's program go: on CPython, under the virtual clock.
#pragma once
#include "explore/explore.hpp"
#include "session/orders/breaking.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace cpython {

struct AskedProgram {
    std::filesystem::path file;
    std::vector<std::string> arguments;
    std::string python; // "": $AWAITSCOPE_PYTHON, else python3
};

// Runs of the program, each as if it were the first, in a Python for each thread that asks; broken as `fails`
// says. Runs it once. Throws session::EngineError: no such file, no Python, a syntax error, or it waits for
// what no order decides, such as a child process.
explore::Run program_run(AskedProgram const& program, session::Fails const& fails);

} // namespace cpython
