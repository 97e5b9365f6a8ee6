// Python's values, texts and exceptions.
#pragma once
#include "aio/python/bytes.hpp"
#include "aio/python/context.hpp"
#include "aio/python/dict.hpp"
#include "aio/python/errors.hpp"
#include "aio/python/object.hpp"
#include "aio/python/repr.hpp"
#include "aio/python/stop_iteration.hpp"
