#include "cli/runs/policies.hpp"

#include "catalogue/nearest.hpp"
#include "replay/interest.hpp"

#include <algorithm>
#include <cstdio>

namespace cli {
namespace {

aio::Models models(std::string const& name) {
    if (auto const found = aio::models_named(name)) return *found;
    std::vector<std::string> known;
    for (aio::WrongModel const& each : aio::wrong_models()) known.emplace_back(each.name);
    std::string const meant = lesson::nearest(name, known);
    throw Failure("There is no wrong model " + name +
                  (meant.empty() ? "; awaitscope models lists them." : "; did you mean " + meant + "?"));
}

aio::Rules rules(std::string const& text) {
    if (text.empty()) return {};
    auto const version = aio::parse_python_version(text);
    if (!version)
        throw Failure("--python-rules wants a version of Python, 3.13 or 3.13.0, not " + text + ".");
    if (!aio::is_followed(*version))
        throw Failure("--python-rules knows those of " + std::string(aio::followed_versions) + ", not of " +
                      text + ".");
    return aio::rules_of(*version);
}

aio::Clock clock(std::string const& name) {
    for (aio::Clock const each : {aio::Clock::virtual_, aio::Clock::steady})
        if (name.empty() || name == aio::name_of(each)) return each;
    throw Failure("--clock wants virtual or steady, not " + name + ".");
}

aio::Schedule schedule(std::string const& text) {
    if (auto const read = aio::parse_schedule(text)) return *read;
    throw Failure("--schedule wants which of the things that are ready goes on, at each choice: 1,0,2 or "
                  "0,last; not " +
                  text + ".");
}

aio::Intervention intervention(std::string const& text) {
    if (auto const read = aio::parse_intervention(text)) return *read;
    throw Failure("--intervene wants an event, cancel, resolve, fail, fire, late or raise, and an object: "
                  "\"12 cancel t2\"; for late how many seconds follow, for raise what is raised; not " +
                  (text.empty() ? "nothing" : "\"" + text + "\"") + ".");
}

} // namespace

std::vector<Option> policy_options(Policies& policies) {
    return {
        {"--model", "NAME",
         "As if this wrong model of asyncio were true, or several, ONE+OTHER; awaitscope models lists them",
         &policies.model},
        {"--python-rules", "3.13",
         "As this Python does it: 3.11, 3.12, 3.13, or a release of them such as 3.13.0", &policies.rules},
        {"--schedule", "1,0,last",
         "At the n-th choice among timers, sockets or threads that are ready at once, which one goes first, "
         "counted from 0",
         &policies.schedule},
        {"--clock", "virtual|steady", "A clock that jumps to the next timer (virtual), or the machine's",
         &policies.clock},
        {"--intervene", "\"STEP ACT ID\"",
         "At this event of the trace: cancel t2 (and 'a message'), resolve f1 'text', fail f1 ValueError: "
         "boom, fire h5, a timer, late h5 2, by 2 s, or raise t2 ValueError: boom, as only a debugger could; "
         "may be given several times",
         &policies.interventions}};
}

std::string first_given(Policies const& policies) {
    if (!policies.model.empty()) return "--model";
    if (!policies.rules.empty()) return "--python-rules";
    if (!policies.schedule.empty()) return "--schedule";
    if (!policies.clock.empty()) return "--clock";
    return policies.interventions.empty() ? "" : "--intervene";
}

aio::ProgramOptions program_options(Policies const& policies) {
    aio::ProgramOptions options;
    options.models = models(policies.model);
    options.rules = rules(policies.rules);
    options.clock = clock(policies.clock);
    options.schedule = schedule(policies.schedule);
    for (std::string const& text : policies.interventions)
        options.interventions.push_back(intervention(text));
    return options;
}

void check_interventions(std::vector<aio::Intervention> interventions, trace::Log const& log) {
    std::size_t came = 0;
    std::vector<trace::Step> vain;
    for (auto const& each : replay::interventions(log)) {
        if (each.in_vain)
            vain.push_back(each.step);
        else
            ++came;
    }
    if (came < interventions.size()) {
        std::sort(interventions.begin(), interventions.end(),
                  [](auto const& a, auto const& b) { return a.step < b.step; });
        throw Failure("Event " + std::to_string(interventions[came].step) +
                      " comes too late for an intervention: this run has " + std::to_string(log.size()) +
                      " events.");
    }
    for (trace::Step const step : vain)
        std::fprintf(stderr, "awaitscope: The intervention on %s at event %zu was without effect.\n",
                     to_string(log[step].subject).c_str(), static_cast<std::size_t>(step));
}

} // namespace cli
