// A loop that watches sockets: a callback for each look that finds one ready, and operations to await.
#include "aio/net/loop_io.hpp"
#include "aio/run/run.hpp"

aio::Coro<> talk() {
    auto& loop = aio::get_running_loop();
    auto const [here, there] = aio::socketpair();
    here.setblocking(false);
    there.setblocking(false);
    loop.add_reader(there, [socket = there] {
        aio::Bytes const heard = socket.recv(100);
        aio::print("heard", heard);
        socket.send("to " + heard.data());
    });
    co_await loop.sock_sendall(here, "Ada");
    aio::print("answered", co_await loop.sock_recv(here, 100));
    loop.remove_reader(there);
}

int main() { aio::run(talk()); }
