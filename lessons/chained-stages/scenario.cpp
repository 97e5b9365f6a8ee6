#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_chained_stages {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;
    double start = 0;

    template <typename Seconds>
    Coro<std::string> load(std::string user, Seconds delay) {
        local("user", user), local("delay", delay);
        line(4);
        co_await sleep(delay);
        line(5);
        co_return "profile of " + user;
    }

    Coro<std::string> score(std::string profile) {
        local("profile", profile);
        line(8);
        co_await sleep(1);
        line(9);
        co_return "score for " + profile;
    }

    template <typename Seconds>
    Coro<> chain(std::string user, Seconds delay) {
        local("user", user), local("delay", delay);
        line(12);
        std::string const profile = co_await load(user, delay);
        local("profile", profile);
        line(13), print(now(), "loaded", user);
        line(14);
        std::string const result = co_await score(profile);
        local("result", result);
        line(15), print(now(), result);
    }

    std::string now() const {
        FunctionFrame const frame;
        line(18);
        return fixed(get_running_loop().time() - start, 1) + "s";
    }

    bool equal() const { return knobs.choice("loads") == "equal"; }
    Coro<> ann() { return equal() ? chain("ann", 1) : chain("ann", 2); }
    Coro<> bob() { return equal() ? chain("bob", 1) : chain("bob", 0.5); }
    Coro<> cy() { return equal() ? chain("cy", 1) : chain("cy", 1.2); }

    Coro<> main() {
        line(22), start = get_running_loop().time();
        line(23);
        if (knobs.choice("how") == "gather") {
            co_await gather(ann(), bob(), cy());
        } else {
            line(23, 1);
            co_await ann();
            line(23), line(23, 1);
            co_await bob();
            line(23), line(23, 1);
            co_await cy();
            line(23);
        }
        line(24), print(now(), "all chains done");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def load
    line(7);  // async def score
    line(11); // async def chain
    line(17); // def now
    line(20); // async def main
    Module module{given.knobs};
    line(26), run(module.main());
}

} // namespace lesson_chained_stages
