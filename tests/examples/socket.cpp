// A pair of sockets in memory: what one end sends the other receives, up to the end of the file.
#include "aio/net/socket.hpp"

int main() {
    auto const [left, right] = aio::socketpair();
    left.setblocking(false);
    try {
        left.recv(100);
    } catch (aio::BlockingIOError const& error) {
        aio::print("nothing yet:", error.what());
    }
    right.send("hello");
    aio::Bytes const first = left.recv(4);
    aio::print(first, left.recv(100));
    right.close();
    aio::print("at the end", left.recv(100));
}
