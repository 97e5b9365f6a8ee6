// The names that sockets can be given instead of an IP address.
#include "aio/net/getaddrinfo.hpp"
#include "aio/run/run.hpp"

aio::Coro<> look() {
    aio::EventLoop& loop = aio::get_running_loop();
    for (auto const* const host : {"127.0.0.1", "localhost", "example.org"}) {
        try {
            auto const infos = co_await aio::ensure_resolved(loop, aio::Address(host, 80));
            aio::print(host, "is", infos.front().address);
        } catch (aio::GaiError const& error) {
            aio::print(host, "is", error.message());
        }
    }
}

int main() { aio::run(look()); }
