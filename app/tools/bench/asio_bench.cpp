// The operations of runtime_bench.cpp on asio's coroutines (one io_context, one thread).
#include "tools/bench/asio_bench.hpp"

#include "tools/bench/cpu_time.hpp"

#if __has_include(<asio.hpp>)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <asio.hpp>
#include <asio/experimental/channel.hpp>
#pragma GCC diagnostic pop

#include <memory>
#include <vector>

namespace bench {
namespace {

using Channel = asio::experimental::channel<void(std::error_code, int)>;

asio::awaitable<void> yields(int count) {
    auto const executor = co_await asio::this_coro::executor;
    for (int i = 0; i < count; ++i) co_await asio::post(executor, asio::use_awaitable);
}

asio::awaitable<void> yields_in_tasks(int count) {
    auto const executor = co_await asio::this_coro::executor;
    int running = 100;
    Channel done(executor, 1);
    for (int i = 0; i < 100; ++i)
        asio::co_spawn(executor, yields(count / 100), [&](std::exception_ptr) {
            if (--running == 0) done.try_send(std::error_code(), 0);
        });
    co_await done.async_receive(asio::use_awaitable);
}

asio::awaitable<int> nothing() { co_return 1; }

asio::awaitable<void> spawns(int count) {
    auto const executor = co_await asio::this_coro::executor;
    for (int i = 0; i < count; ++i) co_await asio::co_spawn(executor, nothing(), asio::use_awaitable);
}

asio::awaitable<void> children(int count) {
    for (int i = 0; i < count; ++i) co_await nothing();
}

asio::awaitable<void> produces(Channel& channel, int count) {
    for (int i = 0; i < count; ++i) co_await channel.async_send(std::error_code(), i, asio::use_awaitable);
}

asio::awaitable<void> messages(int count) {
    auto const executor = co_await asio::this_coro::executor;
    Channel channel(executor, 1);
    asio::co_spawn(executor, produces(channel, count), asio::detached);
    for (int i = 0; i < count; ++i) co_await channel.async_receive(asio::use_awaitable);
}

asio::awaitable<void> below(int depth, int count) {
    if (depth == 0)
        co_await yields(count);
    else
        co_await below(depth - 1, count);
}

} // namespace

bool has_asio() { return true; }

double asio_ns(std::string_view operation, int count) {
    auto const coroutine = [&]() -> asio::awaitable<void> {
        if (operation == "switch, 1 task") return yields(count);
        if (operation == "switch, 100 tasks") return yields_in_tasks(count);
        if (operation == "spawn + await") return spawns(count);
        if (operation == "queue message") return messages(count);
        if (operation == "await a child") return children(count);
        if (operation == "leaf, depth 1") return below(1, count);
        if (operation == "leaf, depth 1000") return below(1000, count);
        return {};
    };
    asio::io_context context(1);
    auto awaitable = coroutine();
    if (!awaitable.valid()) return 0;
    asio::co_spawn(context, std::move(awaitable), asio::detached);
    double const start = cpu_seconds();
    context.run();
    return (cpu_seconds() - start) * 1e9 / count;
}

} // namespace bench

#else

namespace bench {
bool has_asio() { return false; }
double asio_ns(std::string_view, int) { return 0; }
} // namespace bench

#endif
