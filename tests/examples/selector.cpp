// selectors: which of several sockets can be read now.
#include "aio/net/selector.hpp"

int main() {
    auto const [a, to_a] = aio::socketpair();
    auto const [b, to_b] = aio::socketpair();
    aio::Selector<std::string> selector;
    selector.register_(a, aio::EVENT_READ, "a");
    selector.register_(b, aio::EVENT_READ, "b");
    to_b.send("hello");
    for (auto const& [key, events] : selector.select()) aio::print(key.data, "says", key.fileobj.recv(100));
    aio::print("then", selector.select(1.5).size(), "after 1.5 s of waiting");
}
