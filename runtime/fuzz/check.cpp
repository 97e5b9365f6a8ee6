#include "fuzz/check.hpp"

#include "fuzz/interpret.hpp"
#include "fuzz/write_python.hpp"

namespace fuzz {

std::vector<Checked> check(std::vector<Program> programs, Judge const& judge) {
    std::vector<std::string> texts;
    for (auto& program : programs) texts.push_back(write_python(program));
    auto truths = judge(texts);
    std::vector<Checked> checked;
    for (std::size_t i = 0; i < programs.size(); ++i) {
        auto log = run_on_miniature(programs[i], texts[i]);
        auto comparison = replay::compare(log, truths[i]);
        checked.push_back({std::move(programs[i]), std::move(texts[i]), std::move(log), std::move(truths[i]),
                           std::move(comparison)});
    }
    return checked;
}

} // namespace fuzz
