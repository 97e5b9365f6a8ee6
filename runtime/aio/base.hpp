// What a run is made under: model, schedule, rules of a version.
#pragma once
#include "aio/base/callback_limit.hpp"
#include "aio/base/finally.hpp"
#include "aio/base/live_objects.hpp"
#include "aio/base/model.hpp"
#include "aio/base/output.hpp"
#include "aio/base/schedule.hpp"
#include "aio/base/version_rules.hpp"
