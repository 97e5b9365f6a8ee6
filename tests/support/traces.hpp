// Traces to replay: real ones of CPython, and generated ones.
#pragma once
#include "support/recordings.hpp"

// A trace of a program that spawns `tasks` tasks which sleep in turn, of about `events` events; in the shape
// of a real one, made without running anything.
trace::Log generated(std::size_t tasks, std::size_t events);

// Events of all kinds with small random ids, in no sensible order: what a damaged file could hold.
trace::Log scrambled(std::size_t events, unsigned seed);

// The position just after the first event (the nth, from 1) of this kind and subject.
std::uint64_t position_of(trace::Log const& log, std::string const& kind, std::string const& subject = "",
                          int nth = 1);
