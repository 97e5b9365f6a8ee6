// What comes of running a program, on whichever engine.
#pragma once
#include "trace/log.hpp"

#include <stdexcept>
#include <string>

namespace session {

// A program could not be run; what() is one sentence that says what to do.
struct EngineError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// One run: what it did (log), what it wrote, how it ended.
struct Recording {
    trace::Log log;
    std::string output; // standard output, byte for byte
    std::string error;  // standard error: warnings and tracebacks
    int exit_code = 0;
    std::string damage; // one sentence if the log was cut off or damaged, else empty
};

} // namespace session
