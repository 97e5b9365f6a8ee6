// Runs programs on CPython through the recorder, many in one process.
#pragma once
#include "aio/base/version_rules.hpp"
#include "trace/reader.hpp"

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace fuzz {

// CPython could not judge; what() is one sentence that says why and what to do.
struct JudgeError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct CPython {
    std::string python = "python3";
    std::filesystem::path recorder;  // record.py
    std::chrono::seconds limit{600}; // of real time, for one call of record
};

// One trace a program, in order. Throws JudgeError.
std::vector<trace::Log> record(CPython const& cpython, std::vector<std::string> const& programs);

struct Version {
    std::string text; // "3.11.7"
    aio::Rules rules; // that it follows
};
// Throws JudgeError if it is not one the miniature can be held against: 3.11.
Version version(CPython const& cpython);

// The first of python3, python3.11 and /usr/bin/python3.11 that is a Python 3.11; "" if none is.
std::string find_python();

} // namespace fuzz
