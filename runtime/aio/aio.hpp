// The miniature asyncio, whole.
#pragma once
#include "aio/coro.hpp"
#include "aio/errors.hpp"
#include "aio/finally.hpp"
#include "aio/future.hpp"
#include "aio/gather.hpp"
#include "aio/loop.hpp"
#include "aio/program.hpp"
#include "aio/run.hpp"
#include "aio/sleep.hpp"
#include "aio/task.hpp"
#include "aio/text.hpp"
