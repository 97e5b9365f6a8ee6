// A value of any type, as Python passes them through yield and send: it can be shown, and taken out again.
#pragma once
#include "aio/python/repr.hpp"

#include <concepts>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

namespace aio {

class Object {
  public:
    Object() = default; // None
    Object(None) {}
    template <typename T>
    requires(!std::is_same_v<std::decay_t<T>, Object> && !std::is_same_v<std::decay_t<T>, None>)
        Object(T&& value) {
        using Held =
            std::conditional_t<std::is_convertible_v<T, std::string_view>, std::string, std::decay_t<T>>;
        held_ = std::make_shared<Held const>(std::forward<T>(value));
        type_ = &typeid(Held);
        repr_ = [](void const* held) { return repr_or_object(*static_cast<Held const*>(held)); };
        str_ = [](void const* held) { return aio::str(*static_cast<Held const*>(held)); };
        type_name_ = aio::type_name<Held>();
    }

    bool is_none() const { return held_ == nullptr; }
    // Null if it holds something else; texts are held as std::string.
    template <typename T>
    T const* as() const {
        return held_ && *type_ == typeid(T) ? static_cast<T const*>(held_.get()) : nullptr;
    }
    std::string_view type_name() const { return type_name_; } // Python's: "int"
    std::string repr() const { return held_ ? repr_(held_.get()) : "None"; }
    std::string str() const { return held_ ? str_(held_.get()) : "None"; }

  private:
    std::shared_ptr<void const> held_;
    std::type_info const* type_ = nullptr;
    std::string_view type_name_ = "NoneType";
    std::string (*repr_)(void const*) = nullptr;
    std::string (*str_)(void const*) = nullptr;
};

// Templates, lest everything that can become an Object seems to have a repr.
template <std::same_as<Object> O>
std::string repr(O const& object) {
    return object.repr();
}
template <std::same_as<Object> O>
std::string str(O const& object) {
    return object.str();
}

} // namespace aio
