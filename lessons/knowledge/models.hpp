// The wrong models of asyncio that people hold, by name; a program can be run under each (aio/model.hpp).
#pragma once
#include "aio/base/model.hpp"

namespace lesson {

using aio::wrong_model;
using aio::wrong_models;
using aio::WrongModel;

} // namespace lesson
