// A server makes a task for each client; closed, it listens no more, and those that are served go on.
#include "aio/net/server.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> serve(aio::StreamReader reader, aio::StreamWriter writer) {
    aio::Bytes const name = co_await reader.readexactly(3);
    co_await aio::sleep(1);
    aio::print("served", name);
    writer.close();
}
aio::Coro<> call(int port, std::string name) {
    auto const [reader, writer] = co_await aio::open_connection("127.0.0.1", port);
    writer.write(name);
    co_await reader.read();
    writer.close();
}
aio::Coro<> open_and_close() {
    auto const server = co_await aio::start_server(serve, "127.0.0.1", 0);
    int const port = server.sockets().front().getsockname().second;
    auto const ann = aio::create_task(call(port, "ann"));
    auto const bob = aio::create_task(call(port, "bob"));
    co_await aio::sleep(0.5);
    server.close();
    aio::print("is serving:", server.is_serving());
    co_await ann;
    co_await bob;
    try {
        co_await call(port, "eve");
    } catch (aio::ConnectionRefusedError const& error) {
        aio::print(error.what());
    }
}

int main() { aio::run(open_and_close()); }
