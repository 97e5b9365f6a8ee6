#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <functional>
#include <memory>

namespace lesson_wsgi_adapter {

using namespace aio;

using Headers = std::vector<std::pair<std::string, std::string>>;

// A function as an argument: traces show its name.
struct StartResponse {
    std::function<void(std::string const&, Headers const&)> call;
};
std::string repr(StartResponse const&) { return "<function adapt.<locals>.app.<locals>.start_response>"; }

struct Started {
    int status = 0;
    std::vector<std::pair<Bytes, Bytes>> headers;
};

struct Module {
    lesson::Knobs const& knobs;

    static double now() { return static_cast<double>(execution.now) / 1e9; } // time.monotonic()

    std::vector<Bytes> wsgi_app(Dict const& environ, StartResponse const& start_response) const {
        std::string const path = environ["PATH_INFO"].str();
        line(4), time_sleep(path == "/slow" ? knobs.number("slow") : 0.3);
        line(5), start_response.call("200 OK", {{"content-type", "text/plain"}});
        line(6);
        return {"hello from ", Bytes(path)};
    }

    static void adapt() {
        FunctionFrame const frame;
        line(9); // async def app
        line(18);
    }

    static Coro<> app(Label, Module const* module, Dict scope, double t0) {
        auto const wsgi = [module](Dict const& environ, StartResponse const& start) {
            return module->wsgi_app(environ, start);
        };
        local("scope", scope);
        line(10);
        // The thread may go on when this coroutine is gone: as in Python, its function keeps what it sets.
        auto const started = std::make_shared<Started>();
        line(11); // def start_response
        StartResponse const start_response{[started](std::string const& text, Headers const& given) {
            FunctionFrame const frame;
            line(12), started->status = std::stoi(text);
            line(13);
            for (auto const& [key, value] : given) started->headers.emplace_back(key, value);
        }};
        line(14);
        Dict const environ{{"REQUEST_METHOD", scope["method"]}, {"PATH_INFO", scope["path"]}};
        local("environ", environ);
        line(15);
        std::vector<Bytes> chunks;
        if (module->knobs.choice("how") == "direct") {
            FunctionFrame const frame;
            chunks = wsgi(environ, start_response);
        } else {
            chunks = co_await to_thread("wsgi_app", wsgi, environ, start_response);
        }
        local("chunks", chunks);
        line(16);
        Dict const start{
            {"type", "http.response.start"}, {"status", started->status}, {"headers", started->headers}};
        Coro<> starting = send(Label{"request.send", repr(start)}, start, t0);
        co_await starting;
        line(17);
        std::string joined;
        for (Bytes const& chunk : chunks) joined += chunk.data();
        Dict const body{{"type", "http.response.body"}, {"body", Bytes(joined)}};
        Coro<> answering = send(Label{"request.send", repr(body)}, body, t0);
        co_await answering;
    }

    static Coro<> send(Label, Dict event, double t0) {
        local("event", event);
        line(22);
        if (event["type"].str() == "http.response.body") {
            line(23);
            print(fixed(now() - t0, 1) + "s", event["body"].as<Bytes>()->decode());
        }
        co_return;
    }

    Coro<> request(std::string path, double t0) const {
        std::string const shown = "<function adapt.<locals>.app>, " + aio::repr(path) + ", " + aio::repr(t0);
        return request(Label{"request", shown}, this, path, t0);
    }
    static Coro<> request(Label, Module const* module, std::string path, double t0) {
        local("path", path), local("t0", t0);
        line(21); // async def send
        line(24);
        Dict const scope{{"type", "http"}, {"method", "GET"}, {"path", path}};
        std::string const shown = repr(scope) + ", None, <function request.<locals>.send>";
        Coro<> call = app(Label{"adapt.app", shown}, module, scope, t0);
        co_await call;
    }

    Coro<> main() {
        line(27), adapt();
        double const t0 = now();
        local("t0", t0);
        line(28);
        Coro<> slow = request("/slow", t0);
        Coro<> fast = request("/fast", t0);
        co_await gather(std::move(slow), std::move(fast));
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio, time
    line(3);  // def wsgi_app
    line(8);  // def adapt
    line(20); // async def request
    line(26); // async def main
    Module module{given.knobs};
    line(30), run(module.main());
}

} // namespace lesson_wsgi_adapter
