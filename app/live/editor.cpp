#include "live/editor.hpp"

#include "process/detach.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace live {
namespace {

constexpr std::array<std::string_view, 12> in_a_terminal{"vi",    "vim", "nvim", "nano", "pico",   "joe",
                                                         "micro", "hx",  "kak",  "ne",   "mcedit", "ed"};

bool needs_terminal(std::string_view visual) {
    auto program = visual.substr(0, visual.find(' '));
    program.remove_prefix(program.rfind('/') + 1); // npos + 1 is 0
    return std::find(in_a_terminal.begin(), in_a_terminal.end(), program) != in_a_terminal.end() ||
           visual.find(" -nw") != std::string_view::npos;
}

} // namespace

std::string open_editor(std::filesystem::path const& file) {
    char const* const given = std::getenv("VISUAL");
    std::string const visual = given ? given : "";
    std::vector<std::string> words{"sh", "-c", "exec $VISUAL \"$1\"", "sh", file.string()};
    if (visual.empty())
        words = {"xdg-open", file.string()};
    else if (needs_terminal(visual))
        words.insert(words.begin(), {"x-terminal-emulator", "-e"});
    if (process::detach(words)) return {};
    return (visual.empty() ? "No editor could be opened: set VISUAL to one, or open "
                           : visual + " needs a terminal, and none could be opened. Open ") +
           file.string() + " yourself. Each time you save it, it runs here.";
}

} // namespace live
