// What a run on the miniature is made under, as it is typed: a wrong model, the rules of a Python, an order,
// a clock, interventions.
#pragma once
#include "aio/run/program.hpp"
#include "cli/parts.hpp"

#include <string>
#include <vector>

namespace cli {

// As typed; empty what is not given.
struct Policies {
    std::string model;
    std::string rules;
    std::string schedule;
    std::string clock;
    std::vector<std::string> interventions;
};

std::vector<Option> policy_options(Policies& policies);

// The first of them that is given: "--model"; empty if none is.
std::string first_given(Policies const& policies);

// Throws Failure for a wrong name or text.
aio::ProgramOptions program_options(Policies const& policies);

// Tells on standard error which interventions were without effect. Throws Failure if one never came: the run
// had ended before its step.
void check_interventions(std::vector<aio::Intervention> interventions, trace::Log const& log);

} // namespace cli
