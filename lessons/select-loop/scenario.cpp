#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <deque>

namespace lesson_select_loop {

using namespace aio;

struct Ready {
    std::deque<Coro<>*> coros;
};
std::string repr(Ready const& ready) {
    std::vector<ObjectId> ids;
    ids.reserve(ready.coros.size());
    for (auto const* coro : ready.coros) ids.push_back(coro->id());
    return "deque(" + aio::repr(ids) + ")";
}

// A generator that coroutines may await (types.coroutine).
Generator<> readable(Socket sock) {
    line(6);
    co_yield sock;
}

Coro<> player(std::string name, Socket sock, std::int64_t hits) {
    line(9); // for
    for (std::int64_t i = 0; i < hits; ++i) {
        line(10);
        co_await readable(sock);
        line(11);
        std::int64_t const ball = std::stoi(sock.recv(16).data());
        local("ball", ball);
        line(12), print(name, "gets ball", ball);
        line(13), sock.send(std::to_string(ball + 1));
        line(9);
    }
    line(14), print(name, "stops");
}

void run_all(std::vector<Coro<>> coros) {
    FunctionFrame const frame;
    Ready ready;
    for (auto& coro : coros) ready.coros.push_back(&coro);
    Selector<Coro<>*> selector;
    line(17), local("ready", ready);
    line(18); // while
    for (;;) {
        line(19); // while
        while (!ready.coros.empty()) {
            line(20);
            Coro<>* const coro = ready.coros.front();
            ready.coros.pop_front();
            local("ready", ready), local("coro", *coro);
            line(21); // try
            try {
                line(22);
                Object const sock = coro->send();
                if (sock.is_none()) throw ValueError("Invalid file object: None"); // only under a wrong model
                selector.register_(*sock.as<Socket>(), EVENT_READ, coro);
            } catch (StopIteration const&) {
                line(23); // except
                line(24);
            }
            line(19);
        }
        line(25); // if
        if (selector.get_map().empty()) {
            line(26);
            return;
        }
        line(27); // for
        auto const found = selector.select();
        for (auto const& [key, events] : found) {
            line(28), selector.unregister(key.fileobj);
            line(29), ready.coros.push_back(key.data);
            local("ready", ready);
            line(27);
        }
        line(18);
    }
}

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import selectors, socket, types
    line(2);  // from collections import deque
    line(4);  // def readable
    line(8);  // async def player
    line(16); // def run
    line(31);
    auto const [left, right] = socketpair();
    local("left", left), local("right", right);
    line(32), (given.knobs.choice("serves") == "right" ? right : left).send("1");
    line(33);
    std::int64_t const hits = given.knobs.whole("hits");
    std::vector<Coro<>> coros;
    coros.push_back(player("left", left, hits));
    coros.push_back(player("right", right, hits));
    run_all(std::move(coros));
}

} // namespace lesson_select_loop
