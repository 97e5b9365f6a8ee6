// A lesson's scenario.cpp as a learner reads it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace session {

struct ScenarioText {
    std::string text; // empty if there is no such file
    std::vector<std::uint32_t>
        lines; // [line of program.py] -> first line that says line(n), both from 1; 0: none
};

ScenarioText scenario_text(std::filesystem::path const& file);
std::vector<std::uint32_t> scenario_lines(std::string_view text);

} // namespace session
