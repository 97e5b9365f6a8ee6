// How many of a program's objects are alive: equal before and after a program, or something is leaked or
// was destroyed twice.
#pragma once
#include <cstdint>

namespace aio {

struct Alive {
    std::int64_t handles = 0; // callbacks of every kind, those inside tasks and sleeps too
    std::int64_t frames = 0;  // of coroutines and generators
    std::int64_t futures = 0; // tasks too
    std::int64_t tasks = 0;

    bool operator==(Alive const&) const = default;
};

inline constinit thread_local Alive objects_alive;

} // namespace aio
