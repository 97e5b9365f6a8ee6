// What looking through orders costs beside running them: `awaitscope bench explore`.
#pragma once

namespace bench {

// Prints, for eight timers due at once, what exploring takes against the same runs in a bare loop, and two
// threads against one: medians of rounds in which all three take turns.
void report_explore(int rounds = 5);

} // namespace bench
