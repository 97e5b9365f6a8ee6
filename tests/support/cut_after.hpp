// Tearing a run down in the middle.
#pragma once
#include "aio/aio.hpp"

#include <functional>
#include <utility>

// Runs `body` for `turns` turns and drops the loop; false once it ends by itself before that. CallbackLimit
// (aio/cut.hpp) cuts finer, but makes the loop take its long way: this leaves it on its short one.
inline bool cut_after(int turns, aio::Coro<> body) {
    aio::EventLoop loop;
    auto const task = loop.create_task(std::move(body));
    bool finished = false;
    task.add_done_callback([&](aio::FutureBase& future) {
        finished = true;
        future.forget_exception();
        loop.stop();
    });
    // The counter runs as a callback of every turn, so that the loop stops after exactly that many.
    int left = turns;
    std::function<void()> const tick = [&] {
        if (left-- == 0)
            loop.stop();
        else
            loop.call_soon([&] { tick(); });
    };
    loop.call_soon([&] { tick(); });
    loop.run_forever();
    return !finished;
}
