#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_async_with {

using namespace aio;

std::string type_of(std::exception_ptr const& error) {
    if (!error) return str(None());
    try {
        std::rethrow_exception(error);
    } catch (BaseException const& raised) {
        return raised.type_name();
    }
}

struct Connection {
    lesson::Knobs const& knobs;

    Coro<std::string> aenter() {
        line(5), print("connecting");
        line(6);
        co_await sleep(knobs.whole("connect"));
        line(6, 1);
        co_return "link";
    }

    Coro<bool> aexit(std::exception_ptr error) {
        line(10), print("closing because of", type_of(error));
        line(11);
        co_await sleep(knobs.whole("close"));
        line(11, 1);
        co_return error&& holds<KeyError>(error);
    }
};

struct Module {
    lesson::Knobs const& knobs;

    Coro<> main() {
        std::string const& block = knobs.choice("block");
        line(15);
        EventLoop& loop = get_running_loop();
        line(16);
        double const t0 = loop.time();
        local("t0", t0);
        line(17);
        if (knobs.choice("how") == "plain")
            throw TypeError("'Connection' object does not support the context manager protocol");
        auto const body = [&](std::string& link) -> Block<> {
            local("link", link);
            line(18), print(fixed(loop.time() - t0, 0) + "s block runs with " + link);
            if (block == "ends") co_return;
            line(19);
            if (block == "key-error") throw KeyError("lost");
            throw ValueError("bad");
        };
        Connection connection{knobs};
        co_await async_with(connection, body);
        line(20), print(fixed(loop.time() - t0, 0) + "s after the block");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // class Connection
    line(4);  // async def __aenter__
    line(9);  // async def __aexit__
    line(14); // async def main
    Module module{given.knobs};
    line(22); // try
    try {
        line(23), run(module.main());
    } catch (Exception const& error) {
        line(24); // except
        line(25), print(error.type_name(), "left main");
    }
}

} // namespace lesson_async_with
