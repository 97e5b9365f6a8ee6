#include "catalogue/table.hpp"

#include "catalogue/nearest.hpp"

#include <algorithm>

namespace lesson {
namespace {

std::optional<std::string> typed_value(toml::node const& node) {
    if (auto const* text = node.as_string()) return text->get();
    if (auto const* flag = node.as_boolean()) return to_string(Value(flag->get()));
    if (auto const* whole = node.as_integer()) return to_string(Value(whole->get()));
    if (auto const* number = node.as_floating_point()) return to_string(Value(number->get()));
    return std::nullopt;
}

} // namespace

toml::table parse_toml(std::string const& text, std::string const& file) {
    try {
        return toml::parse(text);
    } catch (toml::parse_error const& error) {
        auto const place = error.source().begin;
        throw LessonError(file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
                          ": " + std::string(error.description()));
    }
}

Table::Table(std::string file, toml::table const& table, std::string name,
             std::initializer_list<std::string_view> keys)
    : file_(std::move(file)), name_(std::move(name)), table_(&table) {
    std::vector<std::string> const known(keys.begin(), keys.end());
    for (auto const& [key, node] : table) {
        std::string const word(key.str());
        if (std::find(known.begin(), known.end(), word) != known.end()) continue;
        std::string const meant = nearest(word, known);
        fail("unknown key `" + word + "` in " + name_ +
                 (meant.empty() ? "; it can hold: " + listed(known) : "; did you mean `" + meant + "`?"),
             word);
    }
}

void Table::fail(std::string const& sentence, std::string_view key) const {
    toml::node const* const node = key.empty() ? nullptr : table_->get(key);
    auto const line = (node ? node->source() : table_->source()).begin.line;
    throw LessonError(file_ + (line ? ":" + std::to_string(line) : "") + ": " + sentence);
}

toml::node const& Table::required(std::string_view key, std::string const& wanted) const {
    toml::node const* const node = table_->get(key);
    if (!node) fail("`" + std::string(key) + "` is missing in " + name_ + "; it must be " + wanted);
    return *node;
}

std::string Table::text(std::string_view key) const {
    auto const* const node = required(key, "a text").as_string();
    if (!node || node->get().empty())
        fail("`" + std::string(key) + "` must be a text that is not empty", key);
    return node->get();
}

std::string Table::text_or_empty(std::string_view key) const { return has(key) ? text(key) : std::string{}; }

int Table::whole(std::string_view key) const {
    auto const* const node = required(key, "a whole number").as_integer();
    if (!node || node->get() < -1'000'000 || node->get() > 1'000'000)
        fail("`" + std::string(key) + "` must be a whole number", key);
    return static_cast<int>(node->get());
}

double Table::number(std::string_view key) const {
    std::optional<double> const number = required(key, "a number").value<double>();
    if (!number || !table_->get(key)->is_number()) fail("`" + std::string(key) + "` must be a number", key);
    return *number;
}

bool Table::flag(std::string_view key) const {
    if (!has(key)) return false;
    auto const* const node = table_->get(key)->as_boolean();
    if (!node) fail("`" + std::string(key) + "` must be true or false", key);
    return node->get();
}

std::vector<Replacement> Table::replacements(std::string_view key) const {
    std::vector<Replacement> result;
    std::string const wanted = "a list of pairs: [[\"text of the program\", \"text instead\"]]";
    if (!has(key)) return result;
    toml::array const* const pairs = table_->get(key)->as_array();
    if (!pairs) fail("`" + std::string(key) + "` must be " + wanted, key);
    for (toml::node const& node : *pairs) {
        toml::array const* const pair = node.as_array();
        bool const good = pair && pair->size() == 2 && (*pair)[0].is_string() && (*pair)[1].is_string() &&
                          !(*pair)[0].as_string()->get().empty();
        if (!good) fail("`" + std::string(key) + "` must be " + wanted, key);
        result.push_back({(*pair)[0].as_string()->get(), (*pair)[1].as_string()->get()});
    }
    return result;
}

Only Table::only(std::string_view key) const {
    Only only;
    if (!has(key)) return only;
    toml::table const* const table = table_->get(key)->as_table();
    if (!table) fail("`" + std::string(key) + "` must be knobs and values: { how = \"gather\" }", key);
    for (auto const& [name, node] : *table) {
        std::vector<std::string>& values = only[std::string(name.str())];
        if (std::optional<std::string> one = typed_value(node)) {
            values.push_back(*one);
        } else if (toml::array const* const list = node.as_array()) {
            for (toml::node const& each : *list)
                if (std::optional<std::string> value = typed_value(each)) values.push_back(*value);
        }
        if (values.empty())
            fail("`" + std::string(name.str()) + "` in `" + std::string(key) +
                     "` must be a value or a list of values",
                 key);
    }
    return only;
}

Moment Table::moment(std::string_view key) const {
    try {
        return parse_moment(text(key));
    } catch (MomentError const& error) {
        fail(error.what(), key);
    }
}

std::string Table::typed(std::string_view key) const {
    std::optional<std::string> const value = typed_value(required(key, "a value"));
    if (!value) fail("`" + std::string(key) + "` must be a single value", key);
    return *value;
}

std::vector<std::string> Table::typed_list(std::string_view key) const {
    std::vector<std::string> values;
    if (!has(key)) return values;
    toml::array const* const list = table_->get(key)->as_array();
    if (!list) fail("`" + std::string(key) + "` must be a list of values", key);
    for (toml::node const& node : *list) {
        std::optional<std::string> value = typed_value(node);
        if (!value) fail("`" + std::string(key) + "` must be a list of single values", key);
        values.push_back(*value);
    }
    return values;
}

std::vector<Table> Table::tables(std::string_view key, std::string const& name,
                                 std::initializer_list<std::string_view> keys) const {
    std::vector<Table> result;
    if (!has(key)) return result;
    toml::array const* const list = table_->get(key)->as_array();
    if (!list) fail("`" + std::string(key) + "` must be written as " + name, key);
    for (toml::node const& node : *list) {
        toml::table const* const table = node.as_table();
        if (!table) fail("`" + std::string(key) + "` must be written as " + name, key);
        result.emplace_back(file_, *table, name, keys);
    }
    return result;
}

} // namespace lesson
