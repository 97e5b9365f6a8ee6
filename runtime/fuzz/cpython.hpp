// Runs programs on CPython through the recorder, many in one process.
#pragma once
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
    std::filesystem::path recorder; // record.py
    std::chrono::seconds limit{120}; // of real time, for one call of record
};

// One trace a program, in order. Throws JudgeError.
std::vector<trace::Log> record(CPython const& cpython, std::vector<std::string> const& programs);

// "3.11.7". Throws JudgeError.
std::string version(CPython const& cpython);

} // namespace fuzz
