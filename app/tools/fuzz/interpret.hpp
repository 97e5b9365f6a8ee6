// Runs a program on the miniature asyncio.
#pragma once
#include "aio/base/version_rules.hpp"
#include "tools/fuzz/program.hpp"
#include "trace/log.hpp"

#include <string>

namespace fuzz {

// `python` is the program as write_python wrote it, which also gave the statements their lines.
trace::Log run_on_miniature(Program const& program, std::string const& python, aio::Rules rules = {});

} // namespace fuzz
