// What it means that an order breaks a program.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace session {

struct Fails {
    enum class How {
        badly,     // any of the three that follow
        assertion, // it ends with an AssertionError
        exception, // it ends with an exception
        deadlock,
        output, // it prints something else than in the default order
        words,  // it prints a line that holds these
    };
    How how = How::badly;
    std::string words;
};

// "assertion", "output", "deadlock", "exception"; anything else is words that are printed. "": badly.
Fails parse_fails(std::string_view text);

struct Ended {
    std::string output; // what was printed
    std::string error; // as a trace's end has it: "ValueError: boom", "deadlock: ..."; empty if it ended well
};

// One sentence that says how it broke; empty if it did not. `usual`: how the default order ended.
std::string broke(Fails const& fails, Ended const& ended, Ended const& usual);

} // namespace session
