// Values as Python writes them: str() for print, repr() for traces. A type of the program takes part by a
// function `std::string repr(T const&)` found by argument-dependent lookup.
#pragma once
#include "aio/base/detail/execution.hpp"
#include "aio/base/output.hpp"

#include <concepts>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace aio {

struct None {
    bool operator==(None const&) const = default;
};

std::string repr(std::string_view text);               // quotes and escapes as Python chooses them
std::string repr(double number);                       // shortest text that reads back as the same number
std::string repr(std::exception_ptr const& exception); // ValueError('boom')
inline std::string repr(std::string const& text) { return repr(std::string_view(text)); }
inline std::string repr(char const* text) { return repr(std::string_view(text)); }
inline std::string repr(None) { return "None"; }
inline std::string repr(std::monostate) { return "None"; }
inline std::string repr(std::nullptr_t) { return "None"; }
template <std::same_as<bool> B>
std::string repr(B value) {
    return value ? "True" : "False";
}
template <std::integral I>
requires(!std::same_as<I, bool> && !std::same_as<I, char>) std::string repr(I number) {
    return std::to_string(number);
}
inline std::string repr(ObjectId id) { return to_string(id); }

template <typename T>
std::string repr(std::vector<T> const& list);
template <typename... T>
std::string repr(std::tuple<T...> const& tuple);
template <typename A, typename B>
std::string repr(std::pair<A, B> const& pair);
template <typename T>
std::string repr(std::optional<T> const& value);
template <typename... T>
std::string repr(std::variant<T...> const& value);

template <typename T>
concept Representable = requires(T const& value) {
    { repr(value) } -> std::convertible_to<std::string>;
};

// repr, or a neutral word for a C++ type that has none. See also result_text.
template <typename T>
std::string repr_or_object(T const& value) {
    if constexpr (Representable<T>)
        return repr(value);
    else
        return "<object>";
}

namespace detail {
template <typename Tuple, std::size_t... I>
std::string join_repr(Tuple const& tuple, std::index_sequence<I...>) {
    std::string out;
    ((out += (I == 0 ? "" : ", "), out += repr_or_object(std::get<I>(tuple))), ...);
    return out;
}
} // namespace detail

template <typename T>
std::string repr(std::vector<T> const& list) {
    std::string out = "[";
    for (auto const& item : list) {
        if (out.size() > 1) out += ", ";
        out += repr_or_object(static_cast<T const&>(item));
    }
    return out + "]";
}
template <typename... T>
std::string repr(std::tuple<T...> const& tuple) {
    return "(" + detail::join_repr(tuple, std::index_sequence_for<T...>{}) + (sizeof...(T) == 1 ? ",)" : ")");
}
template <typename A, typename B>
std::string repr(std::pair<A, B> const& pair) {
    return "(" + repr_or_object(pair.first) + ", " + repr_or_object(pair.second) + ")";
}
template <typename T>
std::string repr(std::optional<T> const& value) {
    return value ? repr_or_object(*value) : "None";
}
template <typename... T>
std::string repr(std::variant<T...> const& value) {
    return std::visit([](auto const& held) { return repr_or_object(held); }, value);
}

namespace detail {
template <typename T>
inline constexpr bool is_optional = false;
template <typename T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <typename T>
inline constexpr bool is_vector = false;
template <typename T>
inline constexpr bool is_vector<std::vector<T>> = true;
} // namespace detail

// Texts as they are, everything else by repr.
template <typename T>
std::string str(T const& value) {
    if constexpr (std::convertible_to<T const&, std::string_view>)
        return std::string(std::string_view(value));
    else if constexpr (detail::is_optional<T>)
        return value ? str(*value) : "None";
    else
        return repr_or_object(value);
}

// Python's name for the type, "object" if it has none.
template <typename T>
constexpr std::string_view type_name() {
    if constexpr (std::same_as<T, bool>)
        return "bool";
    else if constexpr (std::integral<T>)
        return "int";
    else if constexpr (std::floating_point<T>)
        return "float";
    else if constexpr (std::convertible_to<T const&, std::string_view>)
        return "str";
    else if constexpr (std::same_as<T, None> || std::same_as<T, std::nullptr_t>)
        return "NoneType";
    else if constexpr (detail::is_vector<T>)
        return "list";
    else
        return "object";
}

// f"{number:.{digits}f}"
std::string fixed(double number, int digits);

template <typename... T>
void print(T const&... values) {
    std::string out;
    ((out += str(values), out += ' '), ...);
    if (!out.empty()) out.pop_back();
    write_output(out + "\n");
}

template <typename T>
void local(std::string_view name, T const& value) {
    if (recording(Kind::local)) record_local(name, repr_or_object(value));
}

// The same for a name of the module's that a function or a coroutine changes.
template <typename T>
void module_local(std::string_view name, T const& value) {
    if (recording(Kind::local)) record_module_local(name, repr_or_object(value));
}

// What an event says of a result: its repr behind `before`, which is "" or "result ". That of a number is
// looked up rather than made. Call only while something is recorded.
template <typename T>
trace::TextId result_text(Kind kind, char const* before, T const& value) {
    auto const made = [&] { return intern(kind, before + repr_or_object(value)); };
    if constexpr (std::signed_integral<T> && !std::same_as<T, char>)
        return execution.recorder->keyed.find(before, static_cast<std::uint64_t>(value), made);
    else if constexpr (std::same_as<T, None>)
        return intern(*before == '\0' ? Word::none : Word::result_none);
    else
        return made();
}

} // namespace aio
