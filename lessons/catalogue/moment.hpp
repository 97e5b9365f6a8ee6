// Moments as lessons write them (replay/moment.hpp), whose lines are those of program.py.
#pragma once
#include "replay/moment.hpp"

namespace lesson {

using replay::find;
using replay::Moment;
using replay::MomentError;
using replay::parse_moment;

struct Program;

// The number of events that have happened at this moment; its line is one of program.py, followed to where it
// is in the variant that ran.
std::optional<std::size_t> find(Moment const& moment, trace::Log const& log, Program const& program);

} // namespace lesson
