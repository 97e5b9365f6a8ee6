#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <initializer_list>
#include <memory>

namespace lesson_starlette_lifespan {

using namespace aio;

class Dict {
  public:
    Dict(std::initializer_list<std::pair<std::string, Object>> items) : items_(items) {}
    Object const& operator[](std::string const& key) const {
        for (auto const& [name, value] : items_)
            if (name == key) return value;
        throw KeyError(key);
    }
    bool has(std::string const& key) const {
        for (auto const& item : items_)
            if (item.first == key) return true;
        return false;
    }
    void set(std::string key, Object value) { items_.emplace_back(std::move(key), std::move(value)); }
    std::string written() const {
        std::string text = "{";
        for (auto const& [name, value] : items_)
            text += (text.size() > 1 ? ", " : "") + aio::repr(name) + ": " + value.repr();
        return text + "}";
    }

  private:
    std::vector<std::pair<std::string, Object>> items_;
};

std::string repr(Dict const& dict) { return dict.written(); }

// A dict and a list that several hold, as Python's are.
using Shared = std::shared_ptr<Dict>;
std::string repr(Shared const& dict) { return dict->written(); }

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

    static Coro<std::string> endpoint(Shared request_state) {
        std::vector<std::string>& pool = *(*request_state)["pool"].as<Pool>()->list;
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
    static Coro<> app(Shared const& state, Channel const& channel) {
        Dict const scope{{"type", "lifespan"}, {"state", state}};
        std::string const in = "<bound method Queue.get of " + repr(channel.in) + ">";
        std::string const out = "<bound method Queue.put of " + repr(channel.out) + ">";
        return serve(Label{"app", repr(scope) + ", " + in + ", " + out}, state, channel);
    }
    // For a request, which here receives and sends nothing.
    static Coro<> app(int n, Shared const& state) {
        Dict const scope{{"type", "http"}, {"n", n}, {"state", state}};
        return request(Label{"app", repr(scope) + ", None, None"}, n, state);
    }

    static Coro<> serve(Label, Shared shared, Channel channel) {
        line(20), line(21);
        co_await channel.in.get();
        line(22);
        auto const body = [&](Dict& state) -> Block<> {
            local("state", state);
            line(23), shared->set("pool", state["pool"]);
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

    static Coro<> request(Label, int n, Shared state) {
        line(20), line(28);
        std::string const done = co_await endpoint(state);
        print("request", n, done);
    }

    Coro<> server() {
        int const requests = knobs.choice("requests") == "three" ? 3 : 2;
        line(31);
        Shared const state = std::make_shared<Dict>(Dict{});
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
                co_await app(n, std::make_shared<Dict>(*state));
            }
            line(35);
        } else {
            std::vector<Coro<>> calls;
            for (int n = 1; n <= requests; ++n) calls.push_back(app(n, std::make_shared<Dict>(*state)));
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
