// Python's dict with str keys, as programs hand events and scopes around: in order of insertion, and a copy
// of it is the same dict, as a name in Python is. Those that hold themselves are not for this.
#pragma once
#include "aio/python/object.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aio {

class Dict {
  public:
    using Item = std::pair<std::string, Object>;

    Dict(std::initializer_list<Item> items = {});

    Object const& operator[](std::string_view key) const; // KeyError if it is not in
    Object get(std::string_view key, Object otherwise = None()) const;
    bool contains(std::string_view key) const { return find(key) != nullptr; }
    std::size_t size() const { return items_->size(); }
    std::vector<Item> const& items() const { return *items_; }

    void set(std::string_view key, Object value) const; // a key that is in keeps its place
    Dict copy() const;                                  // another dict, of the same values

  private:
    Object* find(std::string_view key) const;

    std::shared_ptr<std::vector<Item>> items_;
};

std::string repr(Dict const& dict); // {'type': 'http', 'n': 1}
template <>
constexpr std::string_view type_name<Dict>() {
    return "dict";
}

} // namespace aio
