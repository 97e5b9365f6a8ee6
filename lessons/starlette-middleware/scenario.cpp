#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <functional>

namespace lesson_starlette_middleware {

using namespace aio;

using Headers = std::vector<std::pair<Bytes, Bytes>>;

// A function as an argument: traces show its name.
struct Send {
    std::string name;
    std::function<Coro<>(Dict)> call;
};
using App = std::function<Coro<>(Dict, Send)>;

std::string shown(Dict const& scope, Send const& send) {
    return repr(scope) + ", None, <function " + send.name + ">";
}

struct Module {
    lesson::Knobs const& knobs;

    Coro<> endpoint(Dict const& scope, Send const& send) const {
        return endpoint(Label{"endpoint", shown(scope, send)}, this, scope, send);
    }
    static Coro<> endpoint(Label, Module const* module, Dict scope, Send send) {
        line(4), print("endpoint for user", scope["user"]);
        line(5);
        co_await sleep(module->knobs.number("seconds"));
        line(6);
        Dict const start{{"type", "http.response.start"}, {"status", 200}, {"headers", Headers{}}};
        co_await send.call(start);
        line(7);
        Dict const body{{"type", "http.response.body"}, {"body", Bytes("ok")}};
        co_await send.call(body);
    }

    static App timing(App app) {
        FunctionFrame const frame;
        line(10); // async def middleware
        line(21);
        return [app](Dict const& scope, Send const& send) {
            return timing_middleware(Label{"timing.middleware", shown(scope, send)}, app, scope, send);
        };
    }
    static Coro<> timing_middleware(Label, App app, Dict scope, Send send) {
        line(11);
        EventLoop& loop = get_running_loop();
        line(12);
        double const t0 = loop.time();
        local("t0", t0);
        line(13); // async def send_with_header
        Send const with_header{"timing.<locals>.middleware.<locals>.send_with_header",
                               [&](Dict const& event) {
                                   Label const label{"timing.middleware.send_with_header", repr(event)};
                                   return send_with_header(label, event, send, t0);
                               }};
        line(18), print("timing in");
        line(19);
        co_await app(scope, with_header);
        line(20), print("timing out");
    }
    static Coro<> send_with_header(Label, Dict event, Send send, double t0) {
        local("event", event);
        line(14);
        if (event["type"].str() == "http.response.start") {
            line(15);
            Bytes const took(fixed(get_running_loop().time() - t0, 1) + "s");
            local("took", took);
            line(16);
            Headers headers = *event["headers"].as<Headers>();
            headers.emplace_back("x-time", took);
            event = event.copy();
            event.set("headers", headers);
            local("event", event);
        }
        line(17);
        co_await send.call(event);
    }

    App login(App app) const {
        FunctionFrame const frame;
        line(24); // async def middleware
        line(28);
        return [this, app](Dict const& scope, Send const& send) {
            return login_middleware(Label{"login.middleware", shown(scope, send)}, this, app, scope, send);
        };
    }
    static Coro<> login_middleware(Label, Module const* module, App app, Dict scope, Send send) {
        line(25), print("login in");
        line(26);
        if (module->knobs.choice("login") == "refuses") {
            Dict const start{{"type", "http.response.start"}, {"status", 401}, {"headers", Headers{}}};
            co_await send.call(start);
            line(26, 1);
            Dict const body{{"type", "http.response.body"}, {"body", Bytes("no")}};
            co_await send.call(body);
        } else {
            Dict const with_user = scope.copy();
            with_user.set("user", "ada");
            co_await app(with_user, send);
        }
        line(27), print("login out");
    }

    static Coro<> to_client(Dict event) {
        local("event", event);
        line(31), print("client gets", event["type"], event.get("headers", event.get("body")));
        co_return;
    }

    App build() const {
        App const inside = [this](Dict const& scope, Send const& send) { return endpoint(scope, send); };
        if (knobs.choice("outside") == "timing") return timing(login(inside));
        return login(timing(inside));
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def endpoint
    line(9);  // def timing
    line(23); // def login
    line(30); // async def to_client
    Module module{given.knobs};
    line(33);
    App const app = module.build();
    line(34), run(app({{"type", "http"}, {"path", "/"}}, Send{"to_client", Module::to_client}));
}

} // namespace lesson_starlette_middleware
