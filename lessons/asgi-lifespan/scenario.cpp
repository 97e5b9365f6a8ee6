#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_asgi_lifespan {

using namespace aio;

struct Channel {
    Queue<Dict> in;
    Queue<Dict> out;
};

struct Module {
    lesson::Knobs const& knobs;

    static Coro<> show(Dict event) {
        local("event", event);
        line(18), print("server got", event["type"], event.get("status", "").str());
        co_return;
    }

    // For the lifespan: what it receives and sends goes through queues.
    Coro<> app(Dict const& scope, Dict const& state, Channel const& channel) const {
        std::string const functions = "<bound method Queue.get of " + repr(channel.in) +
                                      ">, <bound method Queue.put of " + repr(channel.out) + ">";
        return lifespan(Label{"app", repr(scope) + ", " + functions}, this, scope, state, channel);
    }
    // For a request, which here has nothing to receive.
    static Coro<> app(Dict const& scope, Dict const& state) {
        return request(Label{"app", repr(scope) + ", None, <function show>"}, scope, state);
    }

    static Coro<> lifespan(Label, Module const* module, Dict scope, Dict state, Channel channel) {
        local("scope", scope);
        line(4), line(5);
        Dict const startup = co_await channel.in.get();
        if (startup["type"].str() != "lifespan.startup") throw AssertionError();
        line(6);
        co_await sleep(module->knobs.number("opening"));
        line(7);
        if (module->knobs.choice("startup") == "failed") {
            Dict const failed{{"type", "lifespan.startup.failed"}, {"message", "no database"}};
            co_await channel.out.put(failed);
            line(7, 1);
            co_return;
        }
        state.set("pool", "open pool");
        line(8);
        Dict const complete{{"type", "lifespan.startup.complete"}};
        co_await channel.out.put(complete);
        line(9);
        Dict const shutdown = co_await channel.in.get();
        if (shutdown["type"].str() != "lifespan.shutdown") throw AssertionError();
        line(10), print("app: closing the pool");
        line(11);
        Dict const closed{{"type", "lifespan.shutdown.complete"}};
        co_await channel.out.put(closed);
    }

    static Coro<> request(Label, Dict scope, Dict state) {
        local("scope", scope);
        line(4), line(12);
        line(13), print("app: request uses the", state["pool"]);
        line(14);
        std::vector<Bytes> const none;
        Dict const start{{"type", "http.response.start"}, {"status", 204}, {"headers", none}};
        co_await show(start);
        line(15);
        Dict const body{{"type", "http.response.body"}};
        co_await show(body);
    }

    Coro<> server() {
        line(21);
        Channel const channel;
        Dict const state;
        local("inbox", channel.in), local("outbox", channel.out);
        line(22);
        Dict const asgi{{"version", "3.0"}};
        Dict const scope{{"type", "lifespan"}, {"asgi", asgi}, {"state", state}};
        local("scope", scope);
        line(23);
        Task<> const life = create_task(app(scope, state, channel));
        local("life", life);
        line(24);
        Dict const startup{{"type", "lifespan.startup"}};
        co_await channel.in.put(startup);
        line(25), print("server has sent startup");
        line(26);
        Dict const answer = co_await channel.out.get();
        if (knobs.choice("startup") == "failed") {
            local("answer", answer);
            line(26, 1);
            co_await show(answer);
            line(26, 2);
            if (answer["type"].str() == "lifespan.startup.failed") {
                line(26, 3), print("server exits:", answer["message"]);
                co_return;
            }
        }
        co_await show(answer);
        for (std::string const path : {"/a", "/b"}) {
            line(27), local("path", path);
            line(28);
            Dict const copy = state.copy();
            Dict const request_scope{{"type", "http"}, {"path", path}, {"state", copy}};
            co_await app(request_scope, copy);
        }
        line(27);
        line(29);
        Dict const shutdown{{"type", "lifespan.shutdown"}};
        co_await channel.in.put(shutdown);
        line(30);
        Dict const closed = co_await channel.out.get();
        co_await show(closed);
        line(31);
        co_await life;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def app
    line(17); // async def show
    line(20); // async def server
    Module module{given.knobs};
    line(33), run(module.server());
}

} // namespace lesson_asgi_lifespan
