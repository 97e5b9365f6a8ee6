// Coroutines, and how they are driven by hand.
#pragma once
#include "aio/coro/coro.hpp"
