// Wait until something that others change holds.
#include "aio/sync/condition.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> baker(aio::Condition changed, int& loaves) {
    for (int i = 0; i < 3; ++i) {
        co_await aio::sleep(1);
        auto const held = co_await changed.scoped();
        ++loaves;
        changed.notify_all();
    }
}
aio::Coro<> shop() {
    aio::Condition const changed;
    int loaves = 0;
    auto const baking = aio::create_task(baker(changed, loaves));
    {
        auto const held = co_await changed.scoped();
        auto const enough = [&] { return loaves >= 2; };
        co_await changed.wait_for(enough);
        aio::print(loaves, "loaves at", aio::get_running_loop().time());
    }
    co_await baking;
}

int main() { aio::run(shop()); }
