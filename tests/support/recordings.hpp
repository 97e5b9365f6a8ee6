// Recordings of CPython from tests/data, and logs of a few lines.
#pragma once
#include "trace/log.hpp"
#include "trace/reader.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// tests/data/NAME.awt
inline trace::Log recorded(std::string const& name) {
    auto reading = trace::load(std::string(AWAITSCOPE_ROOT "/tests/data/") + name + ".awt");
    if (!reading.problem.empty()) throw std::runtime_error(reading.problem);
    return std::move(reading.log);
}

inline std::vector<std::string> const& recordings() {
    static std::vector<std::string> const names = {
        "call-does-nothing",   "sequential-await",   "create-task",
        "gather-order",        "cancel-delivery",    "cancel-swallowed",
        "cancel-before-start", "destroyed-pending",  "never-awaited",
        "never-retrieved",     "deadlock",           "blocking-step",
        "driven-by-hand",      "taskgroup-siblings", "threadsafe-bridge",
        "reader-to-future"};
    return names;
}

// A log from the lines of an .awt file, header and end left out.
inline trace::Log from_lines(std::string const& lines) {
    auto reading = trace::read("{\"awaitscope\":1,\"engine\":\"test\"}\n" + lines, "the test's lines");
    if (reading.problem.find("damaged") != std::string::npos) throw std::runtime_error(reading.problem);
    return std::move(reading.log);
}
