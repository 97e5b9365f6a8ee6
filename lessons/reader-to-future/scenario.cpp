#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_reader_to_future {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    static Future<Bytes> recv(EventLoop& loop, Socket const& sock) {
        FunctionFrame const frame;
        line(4);
        local("loop", loop.id()), local("sock", sock);
        auto const fut = loop.create_future<Bytes>();
        local("fut", fut);
        line(5); // def readable
        auto const readable = [&loop, sock, fut] {
            line(6), loop.remove_reader(sock);
            line(7), fut.set_result(sock.recv(100));
        };
        line(8), loop.add_reader(sock, readable, "recv.<locals>.readable");
        line(9);
        return fut;
    }

    Coro<> main() {
        std::string const& bytes = knobs.choice("bytes");
        line(12);
        EventLoop& loop = get_running_loop();
        local("loop", loop.id());
        line(13);
        auto const [left, right] = socketpair();
        local("left", left), local("right", right);
        line(14), left.setblocking(false);
        line(15);
        if (bytes == "there")
            right.send("hello");
        else
            loop.call_later(
                bytes == "late" ? 2 : 0.5, [other = right] { other.send("hello"); }, "socket.send");
        line(16);
        double const t0 = loop.time();
        local("t0", t0);
        line(17);
        Bytes const first = co_await recv(loop, left);
        print("got", first, "after " + fixed(loop.time() - t0, 1) + "s");
        line(18), right.send("again");
        line(19);
        Bytes const second = co_await loop.sock_recv(left, 100);
        print("got", second);
        line(20), left.close();
        line(21), right.close();
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio, socket
    line(3);  // def recv
    line(11); // async def main
    Module module{given.knobs};
    line(23), run(module.main());
}

} // namespace lesson_reader_to_future
