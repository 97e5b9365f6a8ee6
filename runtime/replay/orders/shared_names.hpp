// What a program's functions share, read from their text: whether two pieces of code can tell in which order
// they ran. A careful guess: what is not plainly a function's own counts as shared.
#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

// What the code of one function, or of the module, touches beyond its own locals.
struct Shared {
    bool writes_objects = false;  // may change an object that others have, too
    std::set<std::string> reads;  // names of the module or of a function around it
    std::set<std::string> writes; // the same, bound anew

    bool operator==(Shared const&) const = default;
};

// Could what one does be seen by the other?
bool meet(Shared const& a, Shared const& b);

struct SharedNames {
    std::vector<Shared> functions;          // the first is the module
    std::vector<std::uint32_t> function_of; // [line, from 1]

    Shared const& at(std::uint32_t line) const; // of the function that holds the line
};

SharedNames shared_names(std::string_view program); // a Python text

} // namespace replay
