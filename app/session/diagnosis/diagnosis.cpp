#include "session/diagnosis/diagnosis.hpp"

#include "aio/base/callback_limit.hpp"
#include "session/comparing/lines.hpp"

#include <utility>

namespace session {
namespace {

// Under a wrong model a program may go on for ever; those that end take less.
constexpr std::uint64_t most_callbacks = 10'000;

std::string_view stripped(std::string_view line) {
    auto const last = line.find_last_not_of(" \t\r");
    return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

} // namespace

std::vector<std::string> written_lines(std::string_view text) {
    std::vector<std::string> lines;
    for (std::string const& written : lines_of(text))
        if (auto const line = stripped(written); !line.empty() || !lines.empty()) lines.emplace_back(line);
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

std::vector<std::string> lines_under(Prepared const& prepared, aio::Models models) {
    aio::CallbackLimit limit{most_callbacks};
    aio::ProgramOptions options;
    options.models = models;
    options.limit = &limit;
    options.mask = trace::KindMask::nothing();
    return written_lines(run_miniature(prepared, std::move(options)).output);
}

Diagnosis diagnose(Prepared const& prepared, std::vector<std::string> const& expected) {
    Diagnosis found;
    found.truth = lines_under(prepared, {}) == expected;
    if (found.truth) return found;
    auto const models = aio::wrong_models();
    for (aio::WrongModel const& each : models)
        if (lines_under(prepared, each.model) == expected) found.fits.emplace_back(each.model);
    if (!found.fits.empty()) return found;
    for (std::size_t a = 0; a < models.size(); ++a)
        for (std::size_t b = a + 1; b < models.size(); ++b) {
            aio::Models const both = aio::Models(models[a].model) | models[b].model;
            if (lines_under(prepared, both) == expected) found.fits.push_back(both);
        }
    return found;
}

std::string belief_words(aio::Models models) {
    std::string words;
    for (aio::WrongModel const& each : aio::wrong_models())
        if (models.holds(each.model)) words.append(words.empty() ? "" : " And: ").append(each.belief);
    return words;
}

} // namespace session
