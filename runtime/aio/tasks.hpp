// What works on tasks: sleep, gather, wait, timeouts, groups.
#pragma once
#include "aio/tasks/as_completed.hpp"
#include "aio/tasks/current_task.hpp"
#include "aio/tasks/describe.hpp"
#include "aio/tasks/gather.hpp"
#include "aio/tasks/inspect.hpp"
#include "aio/tasks/shield.hpp"
#include "aio/tasks/sleep.hpp"
#include "aio/tasks/task_group.hpp"
#include "aio/tasks/timeout.hpp"
#include "aio/tasks/wait.hpp"
