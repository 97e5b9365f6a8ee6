// What must one believe of asyncio to expect that a program prints this?
#pragma once
#include "aio/base/model.hpp"
#include "session/miniature.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace session {

// Lines as somebody writes them down: what stands at their ends, and empty ones before and after, do not
// count.
std::vector<std::string> written_lines(std::string_view text);

struct Diagnosis {
    bool truth = false; // the program really prints that
    // Else: under which wrong models it does, alone; if there are none such, in pairs. Several cannot be told
    // from each other here. Empty: under none that we know.
    std::vector<aio::Models> fits;
};

// Runs the program under each; some milliseconds.
Diagnosis diagnose(Prepared const& prepared, std::vector<std::string> const& expected);

// What it prints under them, as diagnose compares it.
std::vector<std::string> lines_under(Prepared const& prepared, aio::Models models);

// What somebody who holds them would say: "Calling a coroutine function runs its body."
std::string belief_words(aio::Models models);

} // namespace session
