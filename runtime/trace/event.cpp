#include "trace/event.hpp"

#include <charconv>

namespace trace {

std::string to_string(ObjectId id) {
    if (!id) return {};
    return static_cast<char>(id.type()) + std::to_string(id.number());
}

std::optional<ObjectId> parse_object_id(std::string_view text) {
    if (text.empty()) return ObjectId{};
    if (std::string_view("lhctfgsqxip").find(text[0]) == std::string_view::npos) return std::nullopt;
    std::uint32_t number = 0;
    auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number == 0 || number > 0x7FFFFFFU)
        return std::nullopt;
    return ObjectId(static_cast<ObjectType>(text[0]), number);
}

} // namespace trace
