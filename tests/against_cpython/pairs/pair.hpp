// A program twice: as Python for CPython's own asyncio, and in C++ for the miniature, its Python lines
// marked.
#pragma once
#include "aio/aio.hpp"
#include "judge/find.hpp"
#include "support/catch.hpp"

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

// The arguments of a gather, called from left to right as Python does; C++ would leave the order open.
struct InOrder {
    std::vector<aio::Coro<>> coroutines;

    template <typename... Coroutines>
    explicit InOrder(Coroutines&&... each) {
        (coroutines.push_back(std::forward<Coroutines>(each)), ...);
    }
};

// The Pythons that have what a program uses.
inline judge::Versions since(int minor) { return {{3, minor, 0}}; }

// Runs both, the miniature by the rules of the Python that is there, and requires that they agree event by
// event. The miniature's is also cut after every number of callbacks and torn down where it stands. `python`
// begins with an empty line that does not count. Not compared, with a warning that says so, if there is no
// Python of these versions.
//
// ctest has one test record all programs in one go (AWAITSCOPE_PAIRS_RECORD names the folder), and the others
// read what it recorded (AWAITSCOPE_PAIRS_READ); without either CPython records here and now.
void require_same_events(std::string_view python, std::function<void()> const& module,
                         judge::Versions const& versions = {});
