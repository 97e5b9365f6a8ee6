// A coroutine function of the program, run statement by statement in one coroutine of the miniature.
#pragma once
#include "tools/fuzz/machine.hpp"

namespace fuzz {

aio::Coro<Object> execute_function(aio::Label label, Machine& machine, Function const& function, int n);

} // namespace fuzz
