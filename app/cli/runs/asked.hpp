// A run that a person asks for: a lesson, its knobs, what runs it and under what.
#pragma once
#include "cli/runs/policies.hpp"
#include "session/recording.hpp"

#include <string>
#include <vector>

namespace cli {

// As typed; empty what is not given.
struct Asked {
    std::string lesson;
    std::vector<std::string> settings;
    std::string engine; // "": mini, or cpython for a lesson that has no scenario
    std::string python; // of cpython
    Policies policies;
};

std::vector<Option> asked_options(Asked& asked);

// Runs it to its end. Throws Failure.
session::Recording recording_of(Asked const& asked);

} // namespace cli
