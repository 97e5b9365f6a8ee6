// A value as Python writes it, read: for results that come from outside the program.
#pragma once
#include "aio/python/object.hpp"
#include "aio/python/repr.hpp"

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace aio {

// Of 5, 1.5, True, None, 'text' or text. "" is the type's own default. Empty if the type takes no such text.
template <typename T>
std::optional<T> value_from(std::string_view text) {
    if constexpr (std::same_as<T, None>) {
        if (text.empty() || text == "None") return None{};
    } else if constexpr (std::same_as<T, bool>) {
        if (text == "True" || text == "False") return text == "True";
    } else if constexpr (std::integral<T> || std::floating_point<T>) {
        T number{};
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size()) return number;
    } else if constexpr (std::constructible_from<T, std::string>) {
        bool const quoted = text.size() >= 2 && text.front() == '\'' && text.back() == '\'';
        if (std::same_as<T, std::string> || !text.empty())
            return T(std::string(quoted ? text.substr(1, text.size() - 2) : text));
    }
    if constexpr (std::default_initializable<T>)
        if (text.empty()) return std::optional<T>(std::in_place);
    return std::nullopt;
}

} // namespace aio
