// A table of lesson.toml, read key by key, so that every complaint names the file and the line.
#pragma once
#include "catalogue/lesson.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <utility>
#include <vector>

namespace lesson {

// Throws LessonError: "FILE:LINE:COLUMN: ...".
toml::table parse_toml(std::string const& text, std::string const& file);

// Refers to the parsed document: it must outlive the table. Every function throws LessonError.
class Table {
  public:
    // `name` is how complaints call the table: "[[knob]]"; `keys` are all it may hold.
    Table(std::string file, toml::table const& table, std::string name,
          std::initializer_list<std::string_view> keys);

    std::string text(std::string_view key) const; // not empty
    std::string text_or_empty(std::string_view key) const;
    int whole(std::string_view key) const;
    double number(std::string_view key) const;
    bool flag(std::string_view key) const; // false if absent
    bool has(std::string_view key) const { return table_->contains(key); }

    std::vector<Replacement> replacements(std::string_view key) const; // [["from", "to"], ...]
    Only only(std::string_view key) const;                             // { how = "gather", fast = [0, 1] }
    Moment moment(std::string_view key) const;

    // A value as a learner would type it: strings, booleans and numbers.
    std::string typed(std::string_view key) const;
    std::vector<std::string> typed_list(std::string_view key) const;

    // The tables of an array of tables, [[knob.choice]]; none if absent.
    std::vector<Table> tables(std::string_view key, std::string const& name,
                              std::initializer_list<std::string_view> keys) const;

    Written written() const { return {static_cast<int>(table_->source().begin.line)}; }

    // Throws "FILE:LINE: sentence"; the line is that of the key, or of the table.
    [[noreturn]] void fail(std::string const& sentence, std::string_view key = {}) const;

  private:
    toml::node const& required(std::string_view key, std::string const& wanted) const;

    std::string file_;
    std::string name_;
    toml::table const* table_;
};

} // namespace lesson
