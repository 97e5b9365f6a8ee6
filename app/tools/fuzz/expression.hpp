// Questions to a program's expressions and statements.
#pragma once
#include "tools/fuzz/program.hpp"

#include <functional>
#include <vector>

namespace fuzz {

// The slots and futures an expression uses, each once, in order.
std::vector<Expression> places_of(Expression const& expression);

// Calls `visit` for every statement of the program, blocks before what is in them.
void for_each_statement(Program const& program, std::function<void(Statement const&)> const& visit);

// Could it be written and run? False where a jump or a group's task has lost what was around it, where a
// block is empty, and where something is used that the program does not have.
bool is_whole(Program const& program);

} // namespace fuzz
