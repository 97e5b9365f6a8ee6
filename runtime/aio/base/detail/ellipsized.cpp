#include "aio/base/detail/ellipsized.hpp"

namespace aio {

std::string ellipsized(std::string text) {
    constexpr std::size_t longest = 200;
    if (text.size() <= longest) return text;
    auto const begins_character = [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    };
    std::size_t characters = 0;
    std::size_t end_of_kept = 0; // where the 200th character begins
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!begins_character(text[at])) continue;
        if (++characters == longest) end_of_kept = at;
    }
    if (characters <= longest) return text;
    text.resize(end_of_kept);
    return text + "…";
}

} // namespace aio
