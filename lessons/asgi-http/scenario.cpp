#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <functional>

namespace lesson_asgi_http {

using namespace aio;

using Send = std::function<Coro<>(Dict)>;
using Chunks = std::vector<std::pair<double, Bytes>>;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> call(Dict const& scope, Queue<Dict> const& events, Send const& send) const {
        std::string const shown = repr(scope) + ", <bound method Queue.get of " + repr(events) +
                                  ">, <function connection.<locals>.send>";
        return app(Label{"app", shown}, this, scope, events, send);
    }

    static Coro<> app(Label, Module const* module, Dict scope, Queue<Dict> receive, Send send) {
        bool const first_only = module->knobs.choice("reads") == "first";
        bool const streamed = module->knobs.choice("answers") == "streamed";
        line(4); // assert
        line(5);
        std::string body;
        bool more = true;
        local("body", Bytes(body)), local("more", more);
        line(6);
        if (first_only) {
            Dict const event = co_await receive.get();
            body = event["body"].as<Bytes>()->data();
            local("body", Bytes(body));
        } else {
            while (more) {
                line(7);
                Dict const event = co_await receive.get();
                local("event", event);
                line(8), body += event["body"].as<Bytes>()->data();
                local("body", Bytes(body));
                line(9), more = *event["more_body"].as<bool>();
                local("more", more);
                line(6);
            }
        }
        line(10);
        Bytes const text(scope["method"].str() + " " + scope["path"].str() + " " + str(body.size()) +
                         " bytes");
        local("text", text);
        std::vector<std::pair<Bytes, Bytes>> const headers{{"content-type", "text/plain"}};
        line(11);
        Dict const start{{"type", "http.response.start"}, {"status", 200}, {"headers", headers}};
        co_await send(start);
        line(13);
        Dict const answer{{"type", "http.response.body"}, {"body", text}};
        if (streamed) answer.set("more_body", true);
        co_await send(answer);
        if (!streamed) co_return;
        line(13, 1);
        co_await sleep(0.5);
        line(13, 2);
        Dict const rest{{"type", "http.response.body"}, {"body", Bytes("the end")}};
        co_await send(rest);
    }

    static Coro<> send(Label, std::string path, Dict event) {
        local("event", event);
        line(18);
        print(path, "<-", event["type"], event.get("status", event.get("body")));
        co_return;
    }

    Coro<> connection(std::string path, Chunks chunks) {
        local("path", path), local("chunks", chunks);
        line(16);
        Queue<Dict> events;
        local("events", events);
        line(17); // async def send
        Send const sends = [path](Dict const& event) {
            return send(Label{"connection.send", repr(event)}, path, event);
        };
        line(19);
        Dict const asgi{{"version", "3.0"}};
        Dict const scope{{"type", "http"}, {"asgi", asgi}, {"method", "POST"}, {"path", path}};
        local("scope", scope);
        line(20);
        Task<> const task = create_task(call(scope, events, sends));
        local("call", task);
        std::size_t i = 0;
        for (auto const& [delay, chunk] : chunks) {
            line(21), ++i;
            local("i", i), local("delay", delay), local("chunk", chunk);
            line(22);
            co_await sleep(delay);
            line(23), print(path, "->", chunk);
            line(24);
            Dict const event{{"type", "http.request"}, {"body", chunk}, {"more_body", i < chunks.size()}};
            co_await events.put(event);
        }
        line(21);
        line(25);
        co_await task;
    }

    Coro<> main() {
        line(28);
        Coro<> slow = connection("/slow", {{0.2, "abc"}, {knobs.number("second"), "def"}});
        Coro<> fast = connection("/fast", {{0.4, "hi"}});
        co_await gather(std::move(slow), std::move(fast));
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def app
    line(15); // async def connection
    line(27); // async def main
    Module module{given.knobs};
    line(31), run(module.main());
}

} // namespace lesson_asgi_http
