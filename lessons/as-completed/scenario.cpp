#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_as_completed {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::string> download(std::string name, std::int64_t delay) {
        local("name", name), local("delay", delay);
        line(4);
        co_await sleep(delay);
        line(5);
        co_return name;
    }

    Coro<> main() {
        std::string const& how = knobs.choice("how");
        line(8);
        EventLoop& loop = get_running_loop();
        line(9);
        double const t0 = loop.time();
        local("t0", t0);
        line(10);
        std::vector<Coro<std::string>> jobs;
        jobs.push_back(download("big", 3));
        jobs.push_back(download("small", knobs.whole("small")));
        jobs.push_back(download("medium", 2));
        line(11); // try
        try {
            line(12);
            if (how == "gather") {
                for (std::string const& name : co_await gather(std::move(jobs))) {
                    local("name", name);
                    line(14), print(fixed(loop.time() - t0, 0) + "s " + name);
                    line(12);
                }
            } else {
                std::optional<double> const timeout = how == "limited" ? std::optional(2.5) : std::nullopt;
                for (auto earliest : as_completed(std::move(jobs), timeout)) {
                    line(13);
                    std::string const name = co_await earliest;
                    local("name", name);
                    line(14), print(fixed(loop.time() - t0, 0) + "s " + name);
                    line(12);
                }
            }
        } catch (TimeoutError const&) {
            line(15); // except
            line(16), print(fixed(loop.time() - t0, 1) + "s too slow");
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def download
    line(7); // async def main
    Module module{given.knobs};
    line(18), run(module.main());
}

} // namespace lesson_as_completed
