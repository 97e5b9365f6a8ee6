// What objects, functions and times are called in front of a person.
#pragma once
#include "replay/index.hpp"
#include "trace/log.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

// "Task-3", "Event loop", "the future of sleep(1)", "fetch('slow', 3)", "lock s1", "timer h4"; "" for none.
std::string display_name(Index const& index, trace::ObjectId id);
std::string display_name(trace::Log const& log, trace::ObjectId id);

// What the object of a coroutine's id is: "generator" or "coroutine".
std::string_view coroutine_word(Index const& index, trace::ObjectId id);

// Ids of tasks in a text become names: "gather of t2 t3" -> "gather of Task-2, Task-3"; with `short_names`,
// "gather of 2, 3". Ids inside quotes stay: they are the program's own text.
std::string expand(Index const& index, std::string_view words, bool short_names = false);
std::string expand(trace::Log const& log, std::string_view words, bool short_names = false);

// A function's __qualname__ as a person would say it: "main.<locals>.fire" -> "main.fire".
std::string plain_name(std::string_view qualname);

// "1.000 s"; more digits only where three do not say it all: "0.000 001 s".
std::string seconds(std::int64_t ns);

// "a", "a and b", "a, b and c".
std::string listed(std::vector<std::string> const& words);

// A text of the program for the middle of a sentence: on one line, cut off after some 80 characters.
std::string one_line(std::string_view text);
std::string lower_case(std::string_view text); // ASCII only

} // namespace replay
