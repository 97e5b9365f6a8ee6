// What the text of a `local` event says: "ready = []", and "global ready = []" where a function sets a name
// of the module's.
#pragma once
#include <string_view>

namespace replay {

struct LocalText {
    std::string_view name;
    std::string_view value; // its repr
    bool global = false;    // of the module, though it was told in a function
};

inline LocalText local_text(std::string_view text) {
    constexpr std::string_view outside = "global ";
    LocalText local;
    local.global = text.starts_with(outside);
    if (local.global) text.remove_prefix(outside.size());
    auto const equals = text.find(" = ");
    local.name = text.substr(0, equals);
    if (equals != std::string_view::npos) local.value = text.substr(equals + 3);
    return local;
}

} // namespace replay
