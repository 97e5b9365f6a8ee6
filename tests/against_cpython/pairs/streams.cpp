// Streams, held to CPython.
#include "pair.hpp"

#include <cctype>

using namespace aio;

namespace {

std::string upper(Bytes const& text) {
    std::string out = text.data();
    for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

std::string strip(Bytes const& text) {
    std::string out = text.decode();
    while (!out.empty() && out.back() == '\n') out.pop_back();
    return out;
}

} // namespace

TEST_CASE("pair: an echo server serves each client in a task of its own") {
    struct Program {
        Coro<> serve(StreamReader reader, StreamWriter writer) {
            line(3);
            std::string const name = strip(co_await reader.readline());
            line(4), print("server: hello", name);
            for (;;) {
                line(5);
                Bytes const text = co_await reader.readline();
                if (text.empty()) break;
                line(6), writer.write(upper(text));
                line(7);
                co_await writer.drain();
            }
            line(8), print("server: bye", name);
            line(9), writer.close();
        }
        Coro<> client(int port, std::string name, double delay) {
            line(11);
            auto const [reader, writer] = co_await open_connection("127.0.0.1", port);
            line(12), writer.write(name + "\n");
            for (std::string const word : {"one", "two"}) {
                line(13), line(14);
                co_await sleep(delay);
                line(15), writer.write(word + "\n");
                line(16);
                Bytes const answer = co_await reader.readline();
                print(name + " got", strip(answer));
            }
            line(13);
            line(17), writer.close();
            line(18);
            co_await writer.wait_closed();
        }
        Coro<> main() {
            line(20);
            auto const handler = [this](StreamReader r, StreamWriter w) { return serve(r, w); };
            auto const server = co_await start_server(handler, "127.0.0.1", 0);
            line(21);
            int const port = server.sockets().front().getsockname().second;
            line(22);
            line(23);
            co_await client(port, "solo", 0.1);
            line(24);
            InOrder both{client(port, "slow", 0.5), client(port, "fast", 0.2)};
            co_await gather(std::move(both.coroutines));
            line(25);
            co_await sleep(0.1);
            line(22), server.close();
            co_await server.wait_closed();
        }
    };
    char const* const python = R"(
import asyncio
async def serve(reader, writer):
    name = (await reader.readline()).decode().strip()
    print("server: hello", name)
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    print("server: bye", name)
    writer.close()
async def client(port, name, delay):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{name}\n".encode())
    for word in ("one", "two"):
        await asyncio.sleep(delay)
        writer.write(f"{word}\n".encode())
        print(f"{name} got", (await reader.readline()).decode().strip())
    writer.close()
    await writer.wait_closed()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        await client(port, "solo", 0.1)
        await asyncio.gather(client(port, "slow", 0.5), client(port, "fast", 0.2))
        await asyncio.sleep(0.1)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(10), line(19);
        line(26), run(program.main());
    });
}

TEST_CASE("pair: lines beyond the limit, parts that are missing and the end of the file") {
    struct Program {
        Coro<> serve(StreamReader reader, StreamWriter writer) {
            line(3), writer.writelines({"short\n", "much too long for this\n", "5 6 7"});
            line(4);
            co_await sleep(1);
            line(5), writer.write(" ab|rest");
            line(6), writer.write_eof();
            line(7), print(co_await reader.read(), reader.at_eof());
            line(8), writer.close();
        }
        Coro<> main() {
            line(10);
            auto const handler = [this](StreamReader r, StreamWriter w) { return serve(r, w); };
            auto const server = co_await start_server(handler, "127.0.0.1", 0);
            line(11);
            int const port = server.sockets().front().getsockname().second;
            line(12);
            auto const [reader, writer] = co_await open_connection("127.0.0.1", port, 10);
            line(13), print(co_await reader.readline());
            line(14);
            try {
                line(15);
                co_await reader.readline();
            } catch (ValueError const& err) {
                line(16), line(17), print(err.message());
            }
            line(18), print(co_await reader.readexactly(3), co_await reader.readuntil("|"));
            line(19), print(co_await reader.read(2), co_await reader.read(0), reader.at_eof());
            line(20);
            try {
                line(21);
                co_await reader.readexactly(5);
            } catch (IncompleteReadError const& err) {
                line(22), line(23), print(err.message(), err.partial(), *err.expected());
            }
            line(24), print(co_await reader.readline(), reader.at_eof());
            line(25), writer.write("thanks");
            line(26), writer.close();
            line(27);
            co_await writer.wait_closed();
            line(28), print(writer.is_closing());
            line(29), server.close();
            line(30);
            co_await sleep(1);
        }
    };
    char const* const python = R"(
import asyncio
async def serve(reader, writer):
    writer.writelines([b"short\n", b"much too long for this\n", b"5 6 7"])
    await asyncio.sleep(1)
    writer.write(b" ab|rest")
    writer.write_eof()
    print(await reader.read(), reader.at_eof())
    writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=10)
    print(await reader.readline())
    try:
        await reader.readline()
    except ValueError as err:
        print(err)
    print(await reader.readexactly(3), await reader.readuntil(b"|"))
    print(await reader.read(2), await reader.read(0), reader.at_eof())
    try:
        await reader.readexactly(5)
    except asyncio.IncompleteReadError as err:
        print(err, err.partial, err.expected)
    print(await reader.readline(), reader.at_eof())
    writer.write(b"thanks")
    writer.close()
    await writer.wait_closed()
    print(writer.is_closing())
    server.close()
    await asyncio.sleep(1)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(9);
        line(31), run(program.main());
    });
}

TEST_CASE("pair: drain waits while the other side does not read") {
    struct Program {
        Coro<> serve(StreamReader reader, StreamWriter writer) {
            line(3);
            co_await sleep(1);
            line(4);
            Bytes const all = co_await reader.read();
            line(5), print(all.size());
            line(6), writer.close();
        }
        Coro<> main() {
            line(8);
            auto const handler = [this](StreamReader r, StreamWriter w) { return serve(r, w); };
            auto const server = co_await start_server(handler, "127.0.0.1", 0);
            line(9);
            Address const address = server.sockets().front().getsockname();
            line(10);
            auto const [reader, writer] = co_await open_connection(address.first, address.second);
            line(11), print(writer.get_extra_info("peername").repr());
            line(12), writer.write(std::string(100000, 'x'));
            line(13);
            co_await writer.drain();
            line(14), print("small enough to go on at", get_running_loop().time());
            line(15), writer.write(std::string(400000, 'y'));
            line(16);
            co_await writer.drain();
            line(17), print("drained at", get_running_loop().time());
            line(18), writer.close();
            line(19);
            co_await writer.wait_closed();
            line(20);
            try {
                line(21), writer.write("more");
                line(22);
                co_await writer.drain();
            } catch (ConnectionResetError const& err) {
                line(23), line(24), print(err.message());
            }
            line(25), print(co_await reader.read());
            line(26), server.close();
        }
    };
    char const* const python = R"(
import asyncio
async def serve(reader, writer):
    await asyncio.sleep(1)
    all = await reader.read()
    print(len(all))
    writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*address)
    print(writer.get_extra_info("peername"))
    writer.write(b"x" * 100000)
    await writer.drain()
    print("small enough to go on at", asyncio.get_running_loop().time())
    writer.write(b"y" * 400000)
    await writer.drain()
    print("drained at", asyncio.get_running_loop().time())
    writer.close()
    await writer.wait_closed()
    try:
        writer.write(b"more")
        await writer.drain()
    except ConnectionResetError as err:
        print(err)
    print(await reader.read())
    server.close()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7);
        line(27), run(program.main());
    });
}

TEST_CASE("pair: async for reads a stream line by line") {
    struct Program {
        Coro<> serve(StreamReader reader, StreamWriter writer) {
            line(3);
            for (auto next = co_await next_of(reader); next; next = co_await next_of(reader)) {
                line(4), print("got", *next);
                line(3);
            }
            line(5), writer.close();
        }
        Coro<> main() {
            line(7);
            auto const handler = [this](StreamReader r, StreamWriter w) { return serve(r, w); };
            auto const server = co_await start_server(handler, "127.0.0.1", 0);
            line(8);
            auto const address = server.sockets().front().getsockname();
            line(9);
            auto const [reader, writer] = co_await open_connection(address.first, address.second);
            line(10), writer.write("one\ntwo\nth");
            line(11);
            co_await sleep(1);
            line(12), writer.write("ree\n\nlast");
            line(13), writer.close();
            line(14);
            co_await writer.wait_closed();
            line(15);
            co_await sleep(1);
            line(16), server.close();
        }
    };
    char const* const python = R"(
import asyncio
async def serve(reader, writer):
    async for each in reader:
        print("got", each)
    writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"one\ntwo\nth")
    await asyncio.sleep(1)
    writer.write(b"ree\n\nlast")
    writer.close()
    await writer.wait_closed()
    await asyncio.sleep(1)
    server.close()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6);
        line(17), run(program.main());
    });
}

TEST_CASE("pair: a server and its client find each other by the name of this machine") {
    struct Program {
        Coro<> serve(StreamReader reader, StreamWriter writer) {
            line(3), print(co_await reader.readline(), writer.get_extra_info("sockname").repr());
            line(4), writer.write("back\n");
            line(5), writer.close();
        }
        Coro<> main() {
            line(7);
            EventLoop& loop = get_running_loop();
            line(8);
            auto const handler = [this](StreamReader r, StreamWriter w) { return serve(r, w); };
            auto const server = co_await start_server(handler, "localhost", 0);
            line(9);
            int const port = server.sockets().front().getsockname().second;
            line(10);
            auto const [reader, writer] = co_await open_connection("localhost", port);
            line(11), writer.write("hello\n");
            line(12), print(co_await reader.readline());
            line(13), writer.close();
            line(14);
            Socket const plain;
            line(15), plain.setblocking(false);
            line(16);
            co_await loop.sock_connect(plain, {"localhost", port});
            line(17), print(plain.getpeername());
            line(18), plain.close();
            line(19);
            co_await sleep(1);
            line(20), server.close();
        }
    };
    char const* const python = R"(
import asyncio, socket
async def serve(reader, writer):
    print(await reader.readline(), writer.get_extra_info("sockname"))
    writer.write(b"back\n")
    writer.close()
async def main():
    loop = asyncio.get_running_loop()
    server = await asyncio.start_server(serve, "localhost", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("localhost", port)
    writer.write(b"hello\n")
    print(await reader.readline())
    writer.close()
    plain = socket.socket()
    plain.setblocking(False)
    await loop.sock_connect(plain, ("localhost", port))
    print(plain.getpeername())
    plain.close()
    await asyncio.sleep(1)
    server.close()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6);
        line(21), run(program.main());
    });
}
