// A thread of its own for a function. Its sleep takes no real time: the clock is virtual there too.
#include "aio/threads/thread.hpp"
#include "aio/run/program.hpp"

int main() {
    aio::Thread thread(
        "count",
        [](int to) {
            for (int i = 1; i <= to; ++i) {
                aio::time_sleep(1);
                aio::print(aio::current_thread_name(), i);
            }
        },
        2);
    thread.start();
    aio::print("ended within 1.5 s:", thread.join(1.5));
    aio::print("ended at last:", thread.join());
}
