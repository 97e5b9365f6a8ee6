#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_async_generator {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    static AsyncGenerator<std::string> pages(std::int64_t count) {
        std::exception_ptr error;
        line(4); // try
        try {
            for (std::int64_t n = 1; n <= count; ++n) {
                line(5);
                line(6);
                co_await sleep(1);
                line(7);
                co_yield "page " + str(n);
            }
            line(5);
        } catch (...) {
            error = std::current_exception();
        }
        line(9), print("generator cleanup");
        if (error) std::rethrow_exception(error);
    }

    struct Locals {
        std::optional<AsyncGenerator<std::string>> stream;
    };

    // A parameter, because Python keeps its local variables until the function has returned.
    Coro<> main(Locals locals) {
        auto& stream = locals.stream;
        std::string const& how = knobs.choice("how");
        line(12);
        stream = pages(knobs.whole("pages"));
        line(13), print("async_generator");
        line(14);
        for (auto page = co_await stream->next(); page; page = co_await stream->next()) {
            local("page", *page);
            line(15), print(*page);
            if (how != "to-the-end") {
                line(16);
                if (*page == "page 2") {
                    line(17);
                    break;
                }
            }
            line(14);
        }
        line(18), print("loop left");
        if (how != "left") {
            line(19);
            co_await stream->aclose();
        }
        line(20), print("main ends");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def pages
    line(11); // async def main
    Module module{given.knobs};
    line(22), run(module.main({}));
}

} // namespace lesson_async_generator
