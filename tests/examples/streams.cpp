// A client of an echo server: a connection as something to read and something to write.
#include "aio/net/streams.hpp"
#include "aio/net/server.hpp"
#include "aio/run/run.hpp"

aio::Coro<> echo(aio::StreamReader reader, aio::StreamWriter writer) {
    aio::Bytes const line = co_await reader.readline();
    writer.write("you said " + line.data());
    writer.close();
}
aio::Coro<> client() {
    auto const server = co_await aio::start_server(echo, "127.0.0.1", 8000);
    auto const [reader, writer] = co_await aio::open_connection("127.0.0.1", 8000);
    writer.write("hello\n");
    co_await writer.drain();
    aio::print(co_await reader.read());
    aio::print("at the end:", reader.at_eof());
    writer.close();
    server.close();
}

int main() { aio::run(client()); }
