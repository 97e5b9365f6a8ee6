// Nobody goes on before all have come.
#include "aio/sync/barrier.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/gather.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> hiker(aio::Barrier meeting, int arrives) {
    co_await aio::sleep(arrives);
    co_await meeting.wait();
    aio::print("came at", arrives, "leaves at", aio::get_running_loop().time());
}
aio::Coro<> trip() {
    aio::Barrier const meeting(2);
    auto early = hiker(meeting, 1);
    auto late = hiker(meeting, 3);
    co_await aio::gather(std::move(early), std::move(late));
}

int main() { aio::run(trip()); }
