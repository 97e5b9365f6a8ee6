// The program as Python text, one statement a line.
#pragma once
#include "tools/fuzz/program.hpp"

#include <string>

namespace fuzz {

// Also gives every statement of `program` its line in that text.
std::string write_python(Program& program);

// How texts and traces name them: "f2" ("main" for the first), "k1", "lock1".
std::string function_name(int index);
std::string callback_name(int index);
std::string tool_name(Program const& program, int index);

} // namespace fuzz
