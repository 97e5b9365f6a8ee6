#include "replay/findings/place_words.hpp"

namespace replay {

std::string at_words(trace::Log const& log, Place at) {
    auto const* source = at ? log.source(at.source) : nullptr;
    return source ? " at " + source->name + ":" + std::to_string(at.line) : std::string();
}

} // namespace replay
