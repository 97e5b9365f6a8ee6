// The event loop, and what it runs: handles, futures, tasks.
#pragma once
#include "aio/loop/baton.hpp"
#include "aio/loop/clock.hpp"
#include "aio/loop/exception_handler.hpp"
#include "aio/loop/future.hpp"
#include "aio/loop/handle.hpp"
#include "aio/loop/intervention.hpp"
#include "aio/loop/loop.hpp"
#include "aio/loop/policy.hpp"
#include "aio/loop/task.hpp"
#include "aio/loop/task_factory.hpp"
