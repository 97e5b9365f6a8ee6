// The miniature asyncio, whole.
#pragma once
#include "aio/base.hpp"
#include "aio/coro.hpp"
#include "aio/loop.hpp"
#include "aio/net.hpp"
#include "aio/protocols.hpp"
#include "aio/python.hpp"
#include "aio/run.hpp"
#include "aio/sync.hpp"
#include "aio/tasks.hpp"
#include "aio/threads.hpp"
