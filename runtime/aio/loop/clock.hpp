// The clock of a run. Virtual: it stands still while anything is ready and jumps to the next timer otherwise.
// Steady: it is the machine's, and waiting takes as long as it says; two runs are then never quite the same.
#pragma once
#include <cstdint>
#include <string_view>

namespace aio {

enum class Clock : std::uint8_t { virtual_, steady };

std::string_view name_of(Clock clock); // "virtual", "steady"

// From now on the run's clock is the machine's, and stands where it stood.
void use_steady_clock();
// Reads the machine's clock if the run's is steady. Time does not run backwards.
void read_clock();
// The loop has nothing to do before `moment`.
void wait_until(std::int64_t moment);
// The clock goes on, and nothing else of the loop runs: ns of work, or of time_sleep. Other threads do run.
void block_for(std::int64_t duration);
// The same up to a moment, whatever is believed.
void block_until(std::int64_t moment);

} // namespace aio
