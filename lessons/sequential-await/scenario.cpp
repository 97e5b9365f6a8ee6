#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <cctype>

namespace lesson_sequential_await {

using namespace aio;

std::string upper(std::string text) {
    for (char& letter : text) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return text;
}

struct Module {
    lesson::Knobs const& knobs;
    double start = 0;

    std::string now() const {
        FunctionFrame const frame;
        line(4);
        return fixed(get_running_loop().time() - start, 0) + "s";
    }

    Coro<std::string> fetch(std::string name, std::int64_t delay) {
        local("name", name), local("delay", delay);
        line(7), print(now(), name, "starts");
        line(8);
        co_await sleep(delay);
        line(9), print(now(), name, "done");
        line(10);
        co_return upper(name);
    }

    Coro<> main() {
        std::string const& how = knobs.choice("how");
        std::int64_t const users = knobs.whole("users");
        std::string a;
        std::string b;
        line(14), start = get_running_loop().time();
        line(15);
        if (how == "gather") {
            auto both = co_await gather(fetch("users", users), fetch("posts", 2));
            a = both[0], b = both[1];
            local("a", a);
        } else if (how == "create-first") {
            Coro<std::string> one = fetch("users", users);
            Coro<std::string> two = fetch("posts", 2);
            line(15, 1), a = co_await one;
            local("a", a);
            line(15, 2), b = co_await two;
        } else {
            a = co_await fetch("users", users);
            local("a", a);
            line(16), b = co_await fetch("posts", 2);
        }
        local("b", b);
        line(17), print(now(), "got", a, b);
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // def now
    line(6);  // async def fetch
    line(12); // async def main
    Module module{given.knobs};
    line(19), run(module.main());
}

} // namespace lesson_sequential_await
