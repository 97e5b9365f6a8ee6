#include "session/scenario_text.hpp"

#include <cctype>
#include <charconv>
#include <fstream>
#include <iterator>

namespace session {

std::vector<std::uint32_t> scenario_lines(std::string_view text) {
    constexpr std::string_view call = "line(";
    std::vector<std::uint32_t> lines;
    std::uint32_t here = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') ++here;
        if (!text.substr(i).starts_with(call)) continue;
        if (i > 0 && (std::isalnum(static_cast<unsigned char>(text[i - 1])) != 0 || text[i - 1] == '_'))
            continue;
        std::uint32_t number = 0;
        char const* const last = text.data() + text.size();
        auto const [end, error] = std::from_chars(text.data() + i + call.size(), last, number);
        // line(n, after) speaks of a line that program.py itself does not have.
        if (error != std::errc{} || end == last || *end != ')' || number > 100'000) continue;
        if (number >= lines.size()) lines.resize(number + 1);
        if (lines[number] == 0) lines[number] = here;
    }
    return lines;
}

ScenarioText scenario_text(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    ScenarioText scenario;
    scenario.text.assign(std::istreambuf_iterator<char>(in), {});
    scenario.lines = scenario_lines(scenario.text);
    return scenario;
}

} // namespace session
