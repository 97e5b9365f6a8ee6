#include "support/cut_after.hpp"
#include "support/recorded.hpp"

#include "aio/aio.hpp"
#include "support/catch.hpp"

using namespace aio;

namespace {

int run_quietly(std::function<void()> const& module) {
    ProgramOptions options;
    options.output = options.error = [](std::string_view) {};
    return run_program(module, std::move(options));
}

} // namespace

TEST_CASE("bytes are shown as Python shows them") {
    CHECK(repr(Bytes("plain")) == "b'plain'");
    CHECK(repr(Bytes("it's\n\\")) == "b\"it's\\n\\\\\"");
    CHECK(repr(Bytes(std::string("\0\x7f\xff\t\r", 5))) == "b'\\x00\\x7f\\xff\\t\\r'");
}

TEST_CASE("bytes that were sent are there until the end of the file") {
    auto const [left, right] = socketpair();
    left.setblocking(false);
    CHECK_THROWS_AS(left.recv(10), BlockingIOError);
    CHECK(right.send("hello") == 5);
    CHECK(left.recv(3) == Bytes("hel"));
    right.close();
    CHECK(left.recv(100) == Bytes("lo"));
    CHECK(left.recv(100) == Bytes());
    CHECK_THROWS_AS(left.send("x"), BrokenPipeError);
}

TEST_CASE("a socket takes as much as there is room for") {
    auto const [left, right] = socketpair();
    left.setblocking(false);
    CHECK(left.send(std::string(100000, 'x')) == 65536);
    CHECK_THROWS_AS(left.send("x"), BlockingIOError);
    CHECK(right.recv(100000).size() == 65536);
    CHECK(left.send("x") == 1);
}

TEST_CASE("a socket that blocks waits for another thread") {
    run_quietly([] {
        auto const [left, right] = socketpair();
        Thread sender("send", [other = right] {
            time_sleep(3);
            other.send("late");
        });
        sender.start();
        CHECK(left.recv(10) == Bytes("late"));
        CHECK(execution.now == 3'000'000'000);
    });
}

TEST_CASE("connecting where nobody listens is refused and a port can be listened on once") {
    run_quietly([] {
        Socket const client;
        CHECK_THROWS_AS(client.connect({"127.0.0.1", 80}), ConnectionRefusedError);
        Socket const server;
        server.bind({"127.0.0.1", 8000});
        server.listen();
        Socket const other;
        CHECK_THROWS_AS(other.bind({"127.0.0.1", 8000}), OSError);
        client.connect({"127.0.0.1", 8000});
        auto const [accepted, address] = server.accept();
        CHECK(address == client.getsockname());
        client.send("hi");
        CHECK(accepted.recv(10) == Bytes("hi"));
        server.close();
        other.bind({"127.0.0.1", 8000});
    });
}

TEST_CASE("a schedule says which of the sockets that are ready goes first") {
    auto const order_with = [](Schedule const& schedule) {
        std::vector<char> order;
        ProgramOptions options;
        options.schedule = schedule;
        run_program(
            [&] {
                auto const main = [](std::vector<char>& read) -> Coro<> {
                    EventLoop& loop = get_running_loop();
                    auto const [a, to_a] = socketpair();
                    auto const [b, to_b] = socketpair();
                    loop.add_reader(a, [&read, sock = a] { read.push_back(sock.recv(1).data()[0]); });
                    loop.add_reader(b, [&read, sock = b] { read.push_back(sock.recv(1).data()[0]); });
                    to_b.send("b");
                    to_a.send("a");
                    co_await sleep(1);
                    loop.remove_reader(a);
                    loop.remove_reader(b);
                };
                run(main(order));
            },
            std::move(options));
        return order;
    };
    CHECK(order_with({}) == std::vector{'a', 'b'});
    CHECK(order_with({{1}, false}) == std::vector{'b', 'a'});
}

TEST_CASE("one reader waits at a time") {
    run_quietly([] {
        auto const main = []() -> Coro<> {
            auto const served = [](StreamReader reader, StreamWriter) -> Coro<> { co_await reader.read(); };
            auto const server = co_await start_server(served, "127.0.0.1", 0);
            auto const [reader, writer] =
                co_await open_connection("127.0.0.1", server.sockets().front().getsockname().second);
            auto const read = [](StreamReader from) -> Coro<Bytes> { co_return co_await from.read(1); };
            auto const first = create_task(read(reader));
            co_await sleep(1);
            auto const second = create_task(read(reader));
            co_await sleep(1);
            CHECK_THROWS_WITH(second.result(),
                              "read() called while another coroutine is already waiting for incoming data");
            CHECK_FALSE(first.done());
            server.close();
        };
        run(main());
    });
}

TEST_CASE("a server that is closed wakes who waits and refuses to serve again") {
    run_quietly([] {
        auto const main = []() -> Coro<> {
            auto const served = [](StreamReader, StreamWriter) -> Coro<> { co_return; };
            auto const server = co_await start_server(served, "127.0.0.1", 0);
            auto const waits = [](Server on) -> Coro<> { co_await on.wait_closed(); };
            auto const forever = [](Server on) -> Coro<> { co_await on.serve_forever(); };
            auto const waiting = create_task(waits(server));
            auto const serving = create_task(forever(server));
            co_await sleep(1);
            CHECK(server.is_serving());
            server.close();
            co_await sleep(1);
            CHECK(waiting.done());
            CHECK(serving.cancelled());
            CHECK(server.sockets().empty());
            bool refused = false;
            try {
                co_await server.serve_forever();
            } catch (RuntimeError const& error) {
                refused = error.message() == "server <Server> is closed";
            }
            CHECK(refused);
        };
        run(main());
    });
}

TEST_CASE("streams torn down after any number of turns leave nothing behind") {
    struct Program {
        Coro<> serve(StreamReader reader, StreamWriter writer) {
            for (;;) {
                Bytes const line = co_await reader.readline();
                if (line.empty()) break;
                writer.write(line);
                co_await writer.drain();
            }
            writer.close();
        }
        Coro<> main() {
            auto const handler = [this](StreamReader r, StreamWriter w) { return serve(r, w); };
            auto const server = co_await start_server(handler, "127.0.0.1", 0);
            auto const [reader, writer] =
                co_await open_connection("127.0.0.1", server.sockets().front().getsockname().second);
            writer.write("one\n");
            co_await reader.readline();
            writer.write(std::string(200000, 'x') + "\n");
            co_await writer.drain();
            writer.close();
            co_await writer.wait_closed();
        }
    };
    bool was_cut = true;
    for (int turns = 0; was_cut; ++turns) {
        REQUIRE(turns < 200);
        run_quietly([&] {
            Program program;
            was_cut = cut_after(turns, program.main());
        });
    }
}
