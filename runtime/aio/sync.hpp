// What tasks wait for each other with: locks, events, conditions, semaphores, barriers, queues.
#pragma once
#include "aio/sync/barrier.hpp"
#include "aio/sync/condition.hpp"
#include "aio/sync/event.hpp"
#include "aio/sync/lock.hpp"
#include "aio/sync/queue.hpp"
#include "aio/sync/semaphore.hpp"
