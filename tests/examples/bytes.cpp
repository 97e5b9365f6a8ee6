// What sockets and streams carry, shown as Python shows it.
#include "aio/python/bytes.hpp"
#include "aio/python/repr.hpp"

int main() {
    aio::Bytes const line("hello\n");
    aio::print(line, "holds", line.size(), "bytes");
    aio::print(line == aio::Bytes("hello\n"), line.decode().substr(0, 5));
}
