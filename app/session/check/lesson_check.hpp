// What is wrong with a lesson that only its runs can show.
#pragma once
#include "catalogue/lesson.hpp"
#include "session/check/goal.hpp"

#include <string>
#include <utility>
#include <vector>

namespace session {

struct Complaint {
    int line = 0;         // of lesson.toml; 0: the lesson as a whole
    std::string sentence; // what is wrong and what to do
    std::string variant;  // the first it is wrong in: "fast=1,how=gather"; empty: in all

    bool operator==(Complaint const&) const = default;
};

// "gather-order/lesson.toml:88: ... (with fast=1,how=gather)"
std::string to_string(lesson::Lesson const& lesson, Complaint const& complaint);

// Runs every variant on the miniature, and under each wrong model that a choice names; a lesson without a
// scenario is checked on what CPython recorded of it, as far as that is there. `python` runs the edited
// programs of goals; without it these are not tried.
std::vector<Complaint> check_lesson(lesson::Lesson const& lesson, RunPython const& python = {});

// Figures that stand in a text by hand, though another variant has another one: "3 s" in a sentence that is
// said with fast = 1 and fast = 3. `clocks`: of each variant that says it, what the loop's clock shows there;
// `knobs`: those that differ between them, each with its default.
struct Figures {
    std::vector<std::string> clocks;
    std::vector<std::pair<std::string, std::string>> knobs; // {"fast", "1"}
};
std::vector<std::string> fixed_figures(std::string const& text, Figures const& figures);

} // namespace session
