// Processor time of this thread: unlike the time of day it does not grow while others have the processor.
#pragma once
#include <ctime>

namespace bench {

inline double cpu_seconds() {
    std::timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

} // namespace bench
