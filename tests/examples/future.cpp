// A future is a result that is not there yet: a callback brings it into the world of coroutines.
#include "aio/loop/future.hpp"
#include "aio/run/run.hpp"

aio::Coro<> wait_for_answer() {
    auto& loop = aio::get_running_loop();
    auto const answer = loop.create_future<int>();
    answer.add_done_callback([](auto const& future) { aio::print("callback sees", future.result()); });
    loop.call_later(1, [answer] { answer.set_result(42); });
    aio::print("waiting");
    aio::print("got", co_await answer, "at", loop.time());
}

int main() { aio::run(wait_for_answer()); }
