// A program twice: as Python for CPython's own asyncio, and in C++ for the miniature, its Python lines
// marked.
#pragma once
#include "aio/aio.hpp"
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

// The CPython a pair is held to: 3.11, whose meaning the miniature has, or for what is newer 3.13 and later.
enum class Judge { base, newest };

// Runs both and requires that they agree event by event. The miniature's is also cut after every number of
// callbacks and torn down where it stands. `python` begins with an empty line that does not
// count. Skipped, with a warning that says so, if there is no python3 of the right version.
void require_same_events(std::string_view python, std::function<void()> const& module,
                         Judge judge = Judge::base);
