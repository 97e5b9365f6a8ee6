// What a lesson's scenario.cpp includes: the same program on the miniature asyncio.
//
//     SCENARIO(arguments) {
//         ... arguments.knobs.whole("fast") ...
//     }
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

// The build names each lesson's function after its folder.
#define SCENARIO(arguments) void AWAITSCOPE_SCENARIO(lesson::ScenarioArguments const& arguments)
