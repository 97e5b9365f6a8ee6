#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lesson_starlette_routing {

using namespace aio;

using Send = std::function<Coro<>(Dict)>;

struct PlainText {
    std::string text;
    int status;

    explicit PlainText(std::string its_text, int its_status = 200)
        : text(std::move(its_text)), status(its_status) {
        FunctionFrame const frame;
        line(5);
    }

    Coro<> operator()(Dict const& scope, Send const& send) const {
        std::string const shown =
            "<__main__.PlainText object>, " + repr(scope) + ", None, <function get.<locals>.send>";
        return call(Label{"PlainText.__call__", shown}, *this, send);
    }

    static Coro<> call(Label, PlainText self, Send send) {
        line(7);
        std::vector<Bytes> const none;
        Dict const start{{"type", "http.response.start"}, {"status", self.status}, {"headers", none}};
        co_await send(start);
        line(8);
        Dict const body{{"type", "http.response.body"}, {"body", Bytes(self.text)}};
        co_await send(body);
    }
};

std::string repr(PlainText const&) { return "<__main__.PlainText object>"; }

using Endpoint = Coro<PlainText> (*)(Dict);

// "/users/{name}" -> "", "users", "{name}"
std::vector<std::string> parts_of(std::string const& path) {
    std::vector<std::string> parts(1);
    for (char const c : path)
        if (c == '/')
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

struct Route {
    std::vector<std::string> parts; // what stands in braces fits any text without a slash
    Endpoint endpoint;

    Route(std::string const& path, Endpoint its_endpoint) : parts(parts_of(path)), endpoint(its_endpoint) {
        FunctionFrame const frame;
        line(11);
    }

    // match.groupdict(), if it matches
    std::optional<Dict> match(std::string const& path) const {
        std::vector<std::string> const given = parts_of(path);
        if (given.size() != parts.size()) return std::nullopt;
        Dict found{};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            bool const named = parts[i].starts_with("{") && parts[i].ends_with("}");
            if (named ? given[i].empty() : given[i] != parts[i]) return std::nullopt;
            if (named) found.set(parts[i].substr(1, parts[i].size() - 2), given[i]);
        }
        return found;
    }
};

struct Router {
    std::vector<Route> routes;

    explicit Router(std::vector<Route> its_routes) : routes(std::move(its_routes)) {
        FunctionFrame const frame;
        line(14); // async def app
        line(21);
    }

    Coro<> operator()(Dict const& scope, Send const& send) const {
        std::string const shown = repr(scope) + ", None, <function get.<locals>.send>";
        return app(Label{"Router.app", shown}, this, scope, send);
    }

    static Coro<> app(Label, Router const* self, Dict scope, Send send) {
        std::string const path = scope["path"].str();
        line(15);
        PlainText response("Not Found", 404);
        bool found = false;
        for (Route const& route : self->routes) {
            line(16), line(17);
            if (auto const match = route.match(path)) {
                line(18);
                response = co_await route.endpoint(*match);
                line(19), found = true;
                break;
            }
        }
        if (!found) line(16);
        line(20);
        co_await response(scope, send);
    }
};

struct Module {
    lesson::Knobs const& knobs;

    static Coro<PlainText> user(Dict params) {
        local("params", params);
        line(24);
        co_await sleep(0.1);
        line(25);
        co_return PlainText("user " + params["name"].str());
    }

    static Coro<PlainText> me(Dict params) {
        local("params", params);
        line(28);
        co_return PlainText("it is me");
    }

    static Coro<> send(Label, Dict event, std::vector<Dict>* events) {
        line(33), events->push_back(event);
        co_return;
    }

    static Coro<> get(Router const& app, std::string const& path) {
        return get(Label{"get", "<function Router.<locals>.app>, " + aio::repr(path)}, &app, path);
    }
    static Coro<> get(Label, Router const* app, std::string path) {
        local("path", path);
        line(31);
        std::vector<Dict> events;
        line(32); // async def send
        Send const sends = [&events](Dict const& event) {
            return send(Label{"get.send", repr(event)}, event, &events);
        };
        line(34);
        Dict const scope{{"type", "http"}, {"method", "GET"}, {"path", path}};
        co_await (*app)(scope, sends);
        line(35), print(path, events[0]["status"], events[1]["body"].as<Bytes>()->decode());
    }

    std::vector<Route> routes() const {
        std::vector<Route> list;
        if (knobs.choice("order") == "special-first") list.emplace_back("/users/me", me);
        list.emplace_back("/users/{name}", user);
        if (knobs.choice("order") == "general-first") list.emplace_back("/users/me", me);
        return list;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1), line(3); // import asyncio, re; class PlainText
    line(4), line(6);
    line(10), line(13); // def Route, def Router
    line(23), line(27); // async def user, async def me
    line(30);           // async def get
    Module module{given.knobs};
    line(37);
    Router const app(module.routes());
    std::string const last = given.knobs.choice("last") == "pets" ? "/users/ada/pets" : "/nowhere";
    for (std::string const& path : {std::string("/users/ada"), std::string("/users/me"), last}) {
        line(38), local("path", path);
        line(39), run(module.get(app, path));
    }
    line(38);
}

} // namespace lesson_starlette_routing
