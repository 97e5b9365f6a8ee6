// Which lessons have a scenario; the table is made by the build from the folders that hold a scenario.cpp.
#pragma once
#include "catalogue/scenario.hpp"

#include <string_view>

namespace lesson {

// nullptr for a lesson that runs on CPython only.
Scenario scenario_of(std::string_view id);

} // namespace lesson
