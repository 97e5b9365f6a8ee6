#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <functional>

namespace lesson_starlette_background {

using namespace aio;

using Job = std::function<Coro<>(std::string)>;
using Jobs = std::vector<std::pair<Job, std::string>>;

struct Module {
    lesson::Knobs const& knobs;
    double start = 0;

    struct Response {
        std::string text;
        Jobs background;

        Response(std::string its_text, Jobs its_background)
            : text(std::move(its_text)), background(std::move(its_background)) {
            FunctionFrame const frame;
            line(5);
        }
    };

    static Coro<> respond(Label, Module* module, Response const* self) {
        line(7);
        std::vector<Bytes> const none;
        Dict const head{{"type", "http.response.start"}, {"status", 200}, {"headers", none}};
        Coro<> starting = module->to_client(head);
        co_await starting;
        line(8);
        Dict const body{{"type", "http.response.body"}, {"body", Bytes(self->text)}};
        Coro<> answering = module->to_client(body);
        co_await answering;
        for (auto const& [job, argument] : self->background) {
            line(9), local("argument", argument);
            line(10);
            if (module->knobs.choice("jobs") == "tasks")
                create_task(job(argument));
            else
                co_await job(argument);
        }
        line(9);
    }

    Coro<> send_mail(std::string to) {
        local("to", to);
        line(13);
        co_await sleep(knobs.number("mail"));
        line(14);
        if (knobs.choice("first") == "fails") {
            if (to == "user") {
                line(14, 1);
                throw OSError("mail server down");
            }
            line(14, 2);
        }
        std::string const when = now();
        print(when, "mail to", to);
    }

    static std::string shown(Dict const& scope) { return repr(scope) + ", None, <function to_client>"; }

    static Coro<> signup(Label, Module* module, Dict scope) {
        Job const mail = [module](std::string const& to) { return module->send_mail(to); };
        line(17);
        Jobs jobs;
        jobs.emplace_back(mail, "user");
        jobs.emplace_back(mail, "admin");
        Response const response("welcome", std::move(jobs));
        line(18);
        Label const label{"Response.__call__", "<__main__.Response object>, " + shown(scope)};
        Coro<> call = respond(label, module, &response);
        co_await call;
    }

    std::string now() const {
        FunctionFrame const frame;
        line(21);
        return fixed(get_running_loop().time() - start, 1) + "s";
    }

    Coro<> to_client(Dict event) {
        local("event", event);
        line(24);
        if (event["type"].str() == "http.response.body") {
            line(25);
            std::string const when = now();
            print(when, "client has", event["body"].as<Bytes>()->decode());
        }
        co_return;
    }

    Coro<> main() {
        line(29), start = get_running_loop().time();
        line(30);
        Dict const scope{{"type", "http"}, {"path", "/signup"}};
        Coro<> call = signup(Label{"signup", shown(scope)}, this, scope);
        co_await call;
        line(31);
        std::string const when = now();
        print(when, "app call ends");
        if (knobs.choice("jobs") == "tasks") {
            line(31, 1);
            co_await sleep(0.6);
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1), line(3);   // import asyncio; class Response
    line(4), line(6);   // its methods
    line(12), line(16); // async def send_mail, async def signup
    line(20), line(23); // def now, async def to_client
    line(27);           // async def main
    Module module{given.knobs};
    line(33);
    if (given.knobs.choice("first") == "sent") {
        run(module.main());
        return;
    }
    try {
        line(33, 1), run(module.main());
    } catch (OSError const& error) {
        line(33, 2); // except
        line(33, 3), print("server logs:", error.what());
    }
}

} // namespace lesson_starlette_background
