// The subcommands that run lessons, one file each.
#pragma once
#include "cli/parts.hpp"

namespace cli {

Command run_command();
Command explore_command();
Command compare_command();
Command diagnose_command();

} // namespace cli
