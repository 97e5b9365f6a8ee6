// What `async for`, `async with` and generators are made of.
#pragma once
#include "aio/protocols/async_exit_stack.hpp"
#include "aio/protocols/async_for.hpp"
#include "aio/protocols/async_generator.hpp"
#include "aio/protocols/async_with.hpp"
#include "aio/protocols/asynccontextmanager.hpp"
#include "aio/protocols/generator.hpp"
#include "aio/protocols/plain_generator.hpp"
