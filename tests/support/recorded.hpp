// Runs a program on the miniature and gives back all that a test asks of it.
#pragma once
#include "aio/aio.hpp"
#include "trace/log.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

struct Recorded {
    trace::Log log;
    std::string output;
    std::string errors;
    int exit_code = 0;

    // "task.step t1" of every event of these kinds, in order: kind, subject, object if any, text if any.
    std::vector<std::string> events(std::vector<std::string_view> const& kinds) const;
    std::size_t count(std::string_view kind) const;
};

Recorded run_recorded(std::function<void()> const& module);
