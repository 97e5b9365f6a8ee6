// What people believe of asyncio that is not so, each checked on CPython 3.12 and 3.13. A wrong choice of a
// question names the one that it is (`misconception = "M7"`); every one is met by a lesson, and
// lessons/README.md says by which.
#pragma once
#include <span>
#include <string_view>

namespace lesson {

struct Misconception {
    std::string_view id;     // "M7"
    std::string_view belief; // what a person who holds it would say
    std::string_view truth;  // what happens
};

std::span<Misconception const> misconceptions();
Misconception const* misconception(std::string_view id); // null if there is none of that name

} // namespace lesson
