// What a lesson's scenario.cpp includes: the same program on the miniature asyncio.
//
//     namespace lesson_gather_order { // "lesson_" and the folder's name
//     void scenario(lesson::ScenarioArguments const& given) {
//         ... given.knobs.whole("fast") ...
//     }
//     }
//
// Each stands in a namespace of its own, so that many can be compiled as one file.
#pragma once
#include "catalogue/knobs.hpp"
#include "catalogue/program.hpp"

namespace lesson {

struct ScenarioArguments {
    Knobs const& knobs;
    Program const& program; // the Python of this run; program.line(n) is where line n of program.py is in it
};

using Scenario = void (*)(ScenarioArguments const&);

} // namespace lesson
