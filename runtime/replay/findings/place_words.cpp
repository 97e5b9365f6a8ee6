#include "replay/findings/place_words.hpp"

namespace replay {

std::string place_words(trace::Log const& log, Place at) {
    auto const* source = at ? log.source(at.source) : nullptr;
    return source ? source->name + ":" + std::to_string(at.line) : std::string();
}

std::string at_words(trace::Log const& log, Place at) {
    std::string const words = place_words(log, at);
    return words.empty() ? words : " at " + words;
}

} // namespace replay
