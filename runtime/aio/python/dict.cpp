#include "aio/python/dict.hpp"

#include "aio/python/errors.hpp"

namespace aio {

Dict::Dict(std::initializer_list<Item> items) : items_(std::make_shared<std::vector<Item>>()) {
    for (auto const& [key, value] : items) set(key, value);
}

Object* Dict::find(std::string_view key) const {
    for (auto& [name, value] : *items_)
        if (name == key) return &value;
    return nullptr;
}

Object const& Dict::operator[](std::string_view key) const {
    if (Object const* const found = find(key)) return *found;
    throw KeyError(std::string(key));
}

Object Dict::get(std::string_view key, Object otherwise) const {
    Object const* const found = find(key);
    return found ? *found : otherwise;
}

void Dict::set(std::string_view key, Object value) const {
    if (Object* const found = find(key))
        *found = std::move(value);
    else
        items_->emplace_back(key, std::move(value));
}

Dict Dict::copy() const {
    Dict other;
    *other.items_ = *items_;
    return other;
}

std::string repr(Dict const& dict) {
    std::string text = "{";
    for (auto const& [key, value] : dict.items())
        text += (text.size() > 1 ? ", " : "") + repr(key) + ": " + value.repr();
    return text + "}";
}

} // namespace aio
