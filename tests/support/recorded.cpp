#include "recorded.hpp"

#include <algorithm>

std::vector<std::string> Recorded::events(std::vector<std::string_view> const& kinds) const {
    std::vector<std::string> lines;
    for (trace::Step step = 0; step < log.size(); ++step) {
        trace::Event const& event = log[step];
        auto const kind = log.kind_name(event.kind);
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) continue;
        std::string text(kind);
        if (event.subject) text += " " + to_string(event.subject);
        if (event.object) text += " " + to_string(event.object);
        if (auto const words = log.text(event); !words.empty()) text += " " + std::string(words);
        lines.push_back(text);
    }
    return lines;
}

std::size_t Recorded::count(std::string_view kind) const { return events({kind}).size(); }

Recorded run_recorded(std::function<void()> const& module) {
    Recorded recorded;
    aio::ProgramOptions options;
    options.log = &recorded.log;
    options.source = recorded.log.add_source({"program.py", "", {}});
    options.output = [&](std::string_view text) { recorded.output += text; };
    options.error = [&](std::string_view text) { recorded.errors += text; };
    recorded.exit_code = aio::run_program(module, std::move(options));
    return recorded;
}
