#include "session/orders/breaking.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace session {
namespace {

constexpr std::array<std::pair<std::string_view, Fails::How>, 4> hows{{{"assertion", Fails::How::assertion},
                                                                       {"exception", Fails::How::exception},
                                                                       {"deadlock", Fails::How::deadlock},
                                                                       {"output", Fails::How::output}}};

std::string_view next_line(std::string_view& text) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string other_output(std::string_view output, std::string_view usual) {
    while (!output.empty() && !usual.empty()) {
        auto const line = next_line(output);
        auto const expected = next_line(usual);
        if (line != expected)
            return "It prints " + quoted(line) + " where the default order prints " + quoted(expected) + ".";
    }
    if (!output.empty())
        return "It prints " + quoted(next_line(output)) + ", which the default order does not.";
    if (!usual.empty()) return "It does not print " + quoted(next_line(usual)) + ".";
    return {};
}

std::string line_with(std::string_view output, std::string_view words) {
    while (!output.empty()) {
        auto const line = next_line(output);
        if (line.find(words) != std::string_view::npos) return "It prints " + quoted(line) + ".";
    }
    return {};
}

} // namespace

Fails parse_fails(std::string_view text) {
    if (text.empty()) return {};
    auto const* const found =
        std::find_if(hows.begin(), hows.end(), [&](auto const& each) { return each.first == text; });
    if (found != hows.end()) return {found->second, {}};
    return {Fails::How::words, std::string(text)};
}

std::string broke(Fails const& fails, Ended const& ended, Ended const& usual) {
    bool const deadlock = ended.error.starts_with("deadlock");
    bool const assertion = ended.error.starts_with("AssertionError");
    bool const badly = !ended.error.empty();
    bool const endless = ended.error.starts_with("cut after");
    std::string how;
    if (badly) how = "It ends with " + (deadlock ? "a " + ended.error : ended.error) + ".";
    if (endless) how = "It does not end.";
    switch (fails.how) {
    case Fails::How::badly: return how;
    case Fails::How::assertion: return assertion ? how : "";
    case Fails::How::exception: return badly && !deadlock && !endless ? how : "";
    case Fails::How::deadlock: return deadlock ? how : "";
    case Fails::How::output: return other_output(ended.output, usual.output);
    case Fails::How::words: return line_with(ended.output, fails.words);
    }
    return {};
}

} // namespace session
