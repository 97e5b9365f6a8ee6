// Running a program: asyncio.run, Runner, and a recording of it.
#pragma once
#include "aio/run/program.hpp"
#include "aio/run/record.hpp"
#include "aio/run/run.hpp"
#include "aio/run/runner.hpp"
