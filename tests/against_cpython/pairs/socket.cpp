// Sockets and selectors in memory, held to CPython.
#include "aio/protocols/generator.hpp"
#include "pair.hpp"

#include <deque>

using namespace aio;

namespace {

Future<Bytes> receive_once(EventLoop& loop, Socket const& sock, int remove_line) {
    auto const line_of = [remove_line](int after) { return static_cast<std::uint32_t>(remove_line + after); };
    FunctionFrame const frame;
    line(line_of(-2));
    auto const future = loop.create_future<Bytes>();
    line(line_of(-1));
    auto const readable = [&loop, sock, future, line_of] {
        line(line_of(0)), loop.remove_reader(sock);
        line(line_of(1)), future.set_result(sock.recv(100));
    };
    line(line_of(2)), loop.add_reader(sock, readable, "recv.<locals>.readable");
    line(line_of(3));
    return future;
}

} // namespace

TEST_CASE("pair: a reader completes a future and recv finds what is there already") {
    struct Program {
        Coro<> main() {
            line(10);
            EventLoop& loop = get_running_loop();
            line(11);
            auto const [left, right] = socketpair();
            line(12), left.setblocking(false);
            line(13), loop.call_later(
                          0.5, [other = right] { other.send("hello"); }, "socket.send");
            line(14), print("got", co_await receive_once(loop, left, 5), loop.time());
            line(15), right.send("again");
            line(16), print("got", co_await loop.sock_recv(left, 100));
            line(17);
            auto const late = create_task(read(loop, left));
            line(18);
            co_await sleep(1);
            line(19), right.send("late");
            line(20), right.close();
            line(21);
            co_await late;
            line(22), print("end of file", co_await loop.sock_recv(left, 100));
            line(23), left.close();
        }
        Coro<> read(EventLoop& loop, Socket sock) {
            line(25), print("late", co_await loop.sock_recv(sock, 100));
        }
    };
    char const* const python = R"(
import asyncio, socket
def recv(loop, sock):
    fut = loop.create_future()
    def readable():
        loop.remove_reader(sock)
        fut.set_result(sock.recv(100))
    loop.add_reader(sock, readable)
    return fut
async def main():
    loop = asyncio.get_running_loop()
    left, right = socket.socketpair()
    left.setblocking(False)
    loop.call_later(0.5, right.send, b"hello")
    print("got", await recv(loop, left), loop.time())
    right.send(b"again")
    print("got", await loop.sock_recv(left, 100))
    late = asyncio.create_task(read(left))
    await asyncio.sleep(1)
    right.send(b"late")
    right.close()
    await late
    print("end of file", await loop.sock_recv(left, 100))
    left.close()
async def read(sock):
    print("late", await asyncio.get_running_loop().sock_recv(sock, 100))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(9), line(24);
        line(26), run(program.main());
    });
}

TEST_CASE("pair: two coroutines pass a ball through a selector and a loop by hand") {
    struct Program {
        static Generator<> readable(Socket sock) {
            line(5);
            co_yield sock;
        }
        Coro<> player(std::string name, Socket sock, int hits) {
            for (int hit = 0; hit < hits; ++hit) {
                line(7), line(8);
                co_await readable(sock);
                line(9);
                int const ball = std::stoi(sock.recv(16).data());
                line(10), print(name, "gets ball", ball);
                line(11), sock.send(std::to_string(ball + 1));
            }
            line(7);
            line(12), print(name, "stops");
        }
        static void play(std::vector<Coro<>> coros) {
            FunctionFrame const frame;
            line(14);
            std::deque<Coro<>*> ready;
            for (auto& coro : coros) ready.push_back(&coro);
            Selector<Coro<>*> selector;
            for (;;) {
                line(15), line(16);
                while (!ready.empty()) {
                    line(17);
                    Coro<>* const coro = ready.front();
                    ready.pop_front();
                    line(18);
                    try {
                        line(19);
                        auto const waits_for = coro->send();
                        selector.register_(*waits_for.as<Socket>(), EVENT_READ, coro);
                    } catch (StopIteration const&) {
                        line(20), line(21);
                    }
                    line(16);
                }
                line(22);
                if (selector.get_map().empty()) {
                    line(23);
                    return;
                }
                line(24);
                for (auto const& [key, events] : selector.select()) {
                    line(25), selector.unregister(key.fileobj);
                    line(26), ready.push_back(key.data);
                    line(24);
                }
            }
        }
    };
    char const* const python = R"(
import selectors, socket, types
from collections import deque
@types.coroutine
def readable(sock):
    yield sock
async def player(name, sock, hits):
    for _ in range(hits):
        await readable(sock)
        ball = int(sock.recv(16))
        print(name, "gets ball", ball)
        sock.send(str(ball + 1).encode())
    print(name, "stops")
def run(*coros):
    ready, selector = deque(coros), selectors.DefaultSelector()
    while True:
        while ready:
            coro = ready.popleft()
            try:
                selector.register(coro.send(None), selectors.EVENT_READ, coro)
            except StopIteration:
                pass
        if not selector.get_map():
            break
        for key, _ in selector.select():
            selector.unregister(key.fileobj)
            ready.append(key.data)
left, right = socket.socketpair()
right.send(b"1")
run(player("left", left, 2), player("right", right, 2))
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(6), line(13);
        line(27);
        auto const [left, right] = socketpair();
        line(28), right.send("1");
        line(29);
        std::vector<Coro<>> players;
        players.push_back(program.player("left", left, 2));
        players.push_back(program.player("right", right, 2));
        Program::play(std::move(players));
    });
}

TEST_CASE("pair: more is sent than there is room for and a cancelled reader watches no more") {
    struct Program {
        Coro<> sender(Socket sock, int size) {
            line(3);
            co_await get_running_loop().sock_sendall(sock, std::string(static_cast<std::size_t>(size), 'x'));
            line(4), print("sent");
        }
        Coro<Bytes> reader(Socket sock) {
            line(6);
            co_return co_await get_running_loop().sock_recv(sock, 10);
        }
        Coro<> main() {
            line(8);
            EventLoop& loop = get_running_loop();
            line(9);
            auto const [left, right] = socketpair();
            line(10), left.setblocking(false);
            line(11), right.setblocking(false);
            line(12);
            auto const waits = create_task(reader(left));
            line(13);
            co_await sleep(1);
            line(14), waits.cancel();
            line(15);
            co_await sleep(1);
            line(16);
            auto const task = create_task(sender(right, 150000));
            line(17);
            std::size_t total = 0;
            while (total < 150000) {
                line(18), line(19);
                Bytes const part = co_await loop.sock_recv(left, 50000);
                total += part.size();
                line(20), print(total);
                line(21);
                co_await sleep(0);
            }
            line(18);
            line(22);
            co_await task;
        }
    };
    char const* const python = R"(
import asyncio, socket
async def sender(sock, size):
    await asyncio.get_running_loop().sock_sendall(sock, b"x" * size)
    print("sent")
async def reader(sock):
    return await asyncio.get_running_loop().sock_recv(sock, 10)
async def main():
    loop = asyncio.get_running_loop()
    left, right = socket.socketpair()
    left.setblocking(False)
    right.setblocking(False)
    waits = asyncio.create_task(reader(left))
    await asyncio.sleep(1)
    waits.cancel()
    await asyncio.sleep(1)
    task = asyncio.create_task(sender(right, 150000))
    total = 0
    while total < 150000:
        total += len(await loop.sock_recv(left, 50000))
        print(total)
        await asyncio.sleep(0)
    await task
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5), line(7);
        line(23), run(program.main());
    });
}

TEST_CASE("pair: accepting and connecting, and two watchers of one socket") {
    struct Program {
        Coro<> server(Socket listener) {
            line(3);
            EventLoop& loop = get_running_loop();
            line(4);
            auto const [conn, address] = co_await loop.sock_accept(listener);
            line(5), print("from", address);
            line(6);
            co_await loop.sock_sendall(conn, "welcome");
            line(7), conn.close();
        }
        Coro<> main() {
            line(9);
            EventLoop& loop = get_running_loop();
            line(10);
            Socket const listener;
            line(11), listener.bind({"127.0.0.1", 0});
            line(12), listener.listen();
            line(13), listener.setblocking(false);
            line(14);
            auto const serving = create_task(server(listener));
            line(15);
            co_await sleep(0.1);
            line(16);
            Socket const client;
            line(17), client.setblocking(false);
            line(18);
            co_await loop.sock_connect(client, listener.getsockname());
            line(19), print(client.getpeername(), client.getsockname());
            line(20), loop.add_writer(
                          client, [] { print("w"); }, "print");
            line(21), loop.add_reader(
                          client, [] { print("r"); }, "print");
            line(22);
            co_await serving;
            line(23), loop.add_reader(
                          client, [] { print("other"); }, "print");
            line(24), print(loop.remove_writer(client));
            line(25), print(loop.remove_writer(client));
            line(26);
            co_await sleep(0);
            line(27), loop.remove_reader(client);
            line(28), print(co_await loop.sock_recv(client, 100));
            line(29), print(co_await loop.sock_recv(client, 100));
        }
    };
    char const* const python = R"(
import asyncio, socket
async def server(listener):
    loop = asyncio.get_running_loop()
    conn, address = await loop.sock_accept(listener)
    print("from", address)
    await loop.sock_sendall(conn, b"welcome")
    conn.close()
async def main():
    loop = asyncio.get_running_loop()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    listener.setblocking(False)
    serving = asyncio.create_task(server(listener))
    await asyncio.sleep(0.1)
    client = socket.socket()
    client.setblocking(False)
    await loop.sock_connect(client, listener.getsockname())
    print(client.getpeername(), client.getsockname())
    loop.add_writer(client, print, "w")
    loop.add_reader(client, print, "r")
    await serving
    loop.add_reader(client, print, "other")
    print(loop.remove_writer(client))
    print(loop.remove_writer(client))
    await asyncio.sleep(0)
    loop.remove_reader(client)
    print(await loop.sock_recv(client, 100))
    print(await loop.sock_recv(client, 100))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(8);
        line(30), run(program.main());
    });
}
