// From a thread back to the loop: a coroutine that the loop runs, whose result the thread waits for.
#include "aio/threads/threadsafe.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"
#include "aio/threads/executor.hpp"

aio::Coro<int> look_up(std::string name) {
    co_await aio::sleep(1);
    aio::print("looked up", name, "in", aio::current_thread_name());
    co_return 42;
}
aio::Coro<> serve() {
    auto* const loop = &aio::get_running_loop();
    auto const report = [loop] {
        int const found = aio::run_coroutine_threadsafe(look_up("Ada"), *loop).result();
        return aio::current_thread_name() + " got " + aio::str(found);
    };
    aio::print(co_await aio::to_thread("report", report));
}

int main() { aio::run(serve()); }
