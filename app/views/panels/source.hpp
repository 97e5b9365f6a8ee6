// The program with every task's own position in it.
#pragma once
#include "catalogue/program.hpp"
#include "session/session.hpp"
#include "views/kit/content.hpp"
#include "views/kit/highlight.hpp"
#include "views/panels/positions.hpp"

#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

namespace ui {

struct SourceInput {
    std::vector<CodeLine> const* lines = nullptr;
    Positions const* positions = nullptr; // their lines are those of `lines`
    std::set<std::uint32_t> breakpoints;
    std::uint32_t wrong = 0; // the line that a broken program complains of; 0: none
    float width = 0;
    float row = theme::line_height;                     // px a line
    std::vector<std::uint32_t> const* python = nullptr; // of a scenario: program_lines
    replay::Index const* index = nullptr;               // names the tasks in the values of locals
    session::OpenLesson const* lesson = nullptr;        // whose knobs stand in the lines; null: none do
};

// A line too long for the width goes on below, indented: nothing is cut off.
Content source_panel(SourceInput const& input);

// Where a scenario's lines stand in the program that ran: [line of the scenario] -> its line, both from 1; 0
// for lines that no `line(n)` marks. `scenario_lines`: as the session holds them.
std::vector<std::uint32_t> program_lines(std::vector<std::uint32_t> const& scenario_lines,
                                         lesson::Program const& program, std::string_view scenario);

// The same tasks at the lines of the scenario. `python`: of program_lines.
Positions in_scenario(Positions const& positions, std::vector<std::uint32_t> const& python);

} // namespace ui
