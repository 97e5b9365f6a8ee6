#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <algorithm>
#include <cctype>
#include <functional>

namespace lesson_asgi_websocket {

using namespace aio;

using Send = std::function<Coro<>(Dict)>;
using Script = std::vector<std::pair<double, std::string>>;

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

struct Module {
    lesson::Knobs const& knobs;

    Coro<> call(Dict const& scope, Queue<Dict> const& to_app, Send const& send) const {
        std::string const shown = repr(scope) + ", <bound method Queue.get of " + repr(to_app) +
                                  ">, <function client.<locals>.from_app>";
        return app(Label{"app", shown}, this, scope, to_app, send);
    }

    static Coro<> push(Label, Send send) {
        for (int const n : {1, 2, 3}) {
            line(8), local("n", n);
            line(9);
            co_await sleep(0.4);
            line(10);
            Dict const news{{"type", "websocket.send"}, {"text", "news " + str(n)}};
            co_await send(news);
        }
        line(8);
    }

    static Coro<> app(Label, Module const* module, Dict scope, Queue<Dict> receive, Send send) {
        local("scope", scope);
        line(4), line(5);
        Dict const connect = co_await receive.get();
        if (connect["type"].str() != "websocket.connect") throw AssertionError();
        line(6);
        Dict const accept{{"type", "websocket.accept"}};
        co_await send(accept);
        line(7); // async def push
        line(11);
        Task<> const news = create_task(push(Label{"app.push", ""}, send));
        local("news", news);
        std::optional<Dict> event;
        for (;;) {
            line(12);
            event.emplace(co_await receive.get());
            if ((*event)["type"].str() != "websocket.receive") break;
            line(13);
            Dict const answer{{"type", "websocket.send"}, {"text", upper((*event)["text"].str())}};
            co_await send(answer);
        }
        if (module->knobs.choice("end") == "cancelled") line(14), news.cancel();
        line(15), print("app: client left with code", (*event)["code"]);
    }

    static Coro<> from_app(Label, Dict event) {
        local("event", event);
        line(20), print("client <-", event["type"], event.get("text", "").str());
        co_return;
    }

    Coro<> client(Script script) {
        local("script", script);
        line(18);
        Queue<Dict> const to_app;
        local("to_app", to_app);
        line(19); // async def from_app
        Send const send = [](Dict const& event) {
            return from_app(Label{"client.from_app", repr(event)}, event);
        };
        line(21);
        Dict const scope{{"type", "websocket"}, {"path", "/chat"}};
        Task<> const task = create_task(call(scope, to_app, send));
        local("call", task);
        line(22);
        Dict const connect{{"type", "websocket.connect"}};
        co_await to_app.put(connect);
        for (auto const& [delay, text] : script) {
            line(23), local("delay", delay), local("text", text);
            line(24);
            co_await sleep(delay);
            line(25), print("client ->", text);
            line(26);
            Dict const said{{"type", "websocket.receive"}, {"text", text}};
            co_await to_app.put(said);
        }
        line(23);
        line(27);
        co_await sleep(0.2);
        line(28);
        Dict const gone{{"type", "websocket.disconnect"}, {"code", 1000}};
        co_await to_app.put(gone);
        line(29);
        co_await task;
        if (knobs.choice("end") == "left") {
            line(29, 1);
            co_await sleep(0.6);
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def app
    line(17); // async def client
    Module module{given.knobs};
    line(31), run(module.client({{0.2, "hello"}, {given.knobs.number("pause"), "bye"}}));
}

} // namespace lesson_asgi_websocket
