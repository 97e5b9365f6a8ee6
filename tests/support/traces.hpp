// Recordings to replay: real ones of CPython from tests/data, and generated ones.
#pragma once
#include "trace/log.hpp"
#include "trace/reader.hpp"

#include <filesystem>
#include <string>
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

// A trace of a program that spawns `tasks` tasks which sleep in turn, of about `events` events; in the shape
// of a real one, made without running anything.
trace::Log generated(std::size_t tasks, std::size_t events);

// Events of all kinds with small random ids, in no sensible order: what a damaged file could hold.
trace::Log scrambled(std::size_t events, unsigned seed);

// A log from the lines of an .awt file, header and end left out.
trace::Log from_lines(std::string const& lines);

// The position just after the first event (the nth, from 1) of this kind and subject.
std::uint64_t position_of(trace::Log const& log, std::string const& kind, std::string const& subject = "",
                          int nth = 1);
