// What a name of the program held, from when to when: its own ready queue or heap, drawn as a lane.
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace replay {

struct WatchedValue {
    Position from = 0;     // just after the event that told it
    std::string_view text; // its repr; lives as long as the index's log
};

// The values of `name` in order, each other than the one before. `function`: of the coroutines of this
// function; "": of the module, and of plain functions.
std::vector<WatchedValue> watched_values(Index const& index, std::string_view name,
                                         std::string_view function);

// The same for a person: "deque([c3, c1])" -> "deque([call, wash])", by the first argument of each coroutine
// if that is a text, else by its function; tasks by name; bound methods without the object they are bound to,
// objects of the program's own classes by their class. What stands in quotes is the program's own text.
std::string watched_words(Index const& index, std::string_view text);

} // namespace replay
