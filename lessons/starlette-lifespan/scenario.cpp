#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <memory>

namespace lesson_starlette_lifespan {

using namespace aio;

// A list that several hold, as Python's are.
struct Pool {
    std::shared_ptr<std::vector<std::string>> list;
};
std::string repr(Pool const& pool) { return aio::repr(*pool.list); }

struct Channel {
    Queue<std::string> in;
    Queue<std::string> out;
};

struct Module {
    lesson::Knobs const& knobs;

    static AsyncGenerator<Dict> lifespan() {
        std::exception_ptr error;
        line(6), print("startup: open the pool");
        line(7);
        co_await sleep(0.3);
        line(8); // try
        try {
            line(9);
            std::vector<std::string> const connections{"conn1", "conn2"};
            Pool const pool{std::make_shared<std::vector<std::string>>(connections)};
            Dict const state{{"pool", pool}};
            co_yield state;
        } catch (...) {
            error = std::current_exception();
        }
        line(11), print("shutdown: pool closed");
        if (error) std::rethrow_exception(error);
    }

    static Coro<std::string> endpoint(Dict request_state) {
        std::vector<std::string>& pool = *request_state["pool"].as<Pool>()->list;
        line(14);
        if (pool.empty()) throw IndexError("pop from empty list");
        std::string const conn = pool.back();
        pool.pop_back();
        local("conn", conn);
        line(15);
        co_await sleep(0.2);
        line(16), pool.push_back(conn);
        line(17);
        co_return "used " + conn;
    }

    // For the lifespan: what it receives and sends goes through queues.
    static Coro<> app(Dict const& state, Channel const& channel) {
        Dict const scope{{"type", "lifespan"}, {"state", state}};
        std::string const in = "<bound method Queue.get of " + repr(channel.in) + ">";
        std::string const out = "<bound method Queue.put of " + repr(channel.out) + ">";
        return serve(Label{"app", repr(scope) + ", " + in + ", " + out}, state, channel);
    }
    // For a request, which here receives and sends nothing.
    static Coro<> app(int n, Dict const& state) {
        Dict const scope{{"type", "http"}, {"n", n}, {"state", state}};
        return request(Label{"app", repr(scope) + ", None, None"}, n, state);
    }

    static Coro<> serve(Label, Dict shared, Channel channel) {
        line(20), line(21);
        co_await channel.in.get();
        line(22);
        auto const body = [&](Dict& state) -> Block<> {
            local("state", state);
            line(23), shared.set("pool", state["pool"]);
            line(24);
            co_await channel.out.put("startup.complete");
            line(25);
            co_await channel.in.get();
        };
        auto const manager = asynccontextmanager(lifespan());
        co_await async_with(manager, body);
        line(26);
        co_await channel.out.put("shutdown.complete");
    }

    static Coro<> request(Label, int n, Dict state) {
        line(20), line(28);
        std::string const done = co_await endpoint(state);
        print("request", n, done);
    }

    Coro<> server() {
        int const requests = knobs.choice("requests") == "three" ? 3 : 2;
        line(31);
        Dict const state;
        Channel const channel;
        local("inbox", channel.in), local("outbox", channel.out);
        line(32);
        Task<> const life = create_task(app(state, channel));
        local("life", life);
        line(33);
        co_await channel.in.put("startup");
        line(34), print("server got", co_await channel.out.get());
        line(35);
        if (knobs.choice("how") == "in-turn") {
            for (int n = 1; n <= requests; ++n) {
                line(35), local("n", n);
                line(35, 1);
                co_await app(n, state.copy());
            }
            line(35);
        } else {
            std::vector<Coro<>> calls;
            for (int n = 1; n <= requests; ++n) calls.push_back(app(n, state.copy()));
            co_await gather(std::move(calls));
        }
        line(36);
        co_await channel.in.put("shutdown");
        line(37), print("server got", co_await channel.out.get());
        line(38);
        co_await life;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1), line(2); // import asyncio; from contextlib import asynccontextmanager
    line(4);          // @asynccontextmanager
    line(13);         // async def endpoint
    line(19);         // async def app
    line(30);         // async def server
    Module module{given.knobs};
    line(40);
    if (given.knobs.choice("requests") == "two") {
        run(module.server());
        return;
    }
    try {
        line(40, 1), run(module.server());
    } catch (IndexError const& error) {
        line(40, 2); // except
        line(40, 3), print("server died:", error.what());
    }
}

} // namespace lesson_starlette_lifespan
