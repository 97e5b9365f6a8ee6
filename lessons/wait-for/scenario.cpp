#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_wait_for {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::string> query() {
        std::string const& cancelled = knobs.choice("cancelled");
        std::exception_ptr error;
        line(4); // try
        try {
            line(5);
            co_await sleep(3);
            line(6);
            co_return "rows";
        } catch (CancelledError const&) {
            error = std::current_exception();
        }
        line(7); // except
        line(8);
        if (cancelled == "slow") {
            print("query cancelled, cleaning up");
            line(8, 1);
            co_await sleep(2);
        } else {
            print("query cancelled");
        }
        line(9);
        if (cancelled == "ignored") co_return "late rows";
        std::rethrow_exception(error);
    }

    Coro<> main() {
        line(12);
        EventLoop& loop = get_running_loop();
        line(13);
        double const t0 = loop.time();
        local("t0", t0);
        line(14); // try
        try {
            line(15);
            std::string const rows = co_await wait_for(query(), static_cast<double>(knobs.whole("timeout")));
            print("got", rows);
        } catch (TimeoutError const& error) {
            line(16); // except
            line(17), print("gave up:", error.type_name());
        }
        line(18), print("after " + fixed(loop.time() - t0, 0) + "s");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def query
    line(11); // async def main
    Module module{given.knobs};
    line(20), run(module.main());
}

} // namespace lesson_wait_for
