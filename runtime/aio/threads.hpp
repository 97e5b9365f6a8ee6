// Threads beside the loop: executors, threading.Thread, what is safe to call from them.
#pragma once
#include "aio/threads/concurrent_future.hpp"
#include "aio/threads/executor.hpp"
#include "aio/threads/thread.hpp"
#include "aio/threads/threadsafe.hpp"
#include "aio/threads/wrap_future.hpp"
