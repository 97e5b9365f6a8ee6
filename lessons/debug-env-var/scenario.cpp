#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <algorithm>
#include <variant>

namespace lesson_debug_env_var {

using namespace aio;

using Answer = std::variant<bool, std::string>;

struct Module {
    lesson::Knobs const& knobs;

    Coro<Answer> show() {
        line(4);
        if (knobs.choice("how") == "slip") {
            EventLoop& loop = get_running_loop();
            line(4, 1); // try
            try {
                line(4, 2), loop.call_soon([this] { return show(); }, "show")->cancel();
            } catch (TypeError const& error) {
                line(4, 3); // except
                line(4, 4);
                co_return str(loop.get_debug()) + ", TypeError: " + error.what();
            }
            line(4, 5);
            co_return loop.get_debug();
        }
        co_return get_running_loop().get_debug();
    }

    Answer asked() {
        if (knobs.choice("how") == "explicit") return run(show(), false);
        return run(show());
    }
};

// f"{value!r:5}"
std::string padded(std::optional<std::string> const& value) {
    std::string text = repr(value);
    text.resize(std::max<std::size_t>(text.size(), 5), ' ');
    return text;
}

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio, os
    line(3); // async def show
    Module module{given.knobs};
    std::optional<std::string> const values[] = {std::nullopt, "", "1", given.knobs.choice("last")};
    for (auto const& value : values) {
        line(6), local("value", value);
        line(7), set_asyncio_debug(false);
        line(8);
        if (value) line(9), set_asyncio_debug(!value->empty());
        line(10);
        Answer const answer = module.asked();
        std::string const debug = std::visit([](auto const& held) { return str(held); }, answer);
        print("PYTHONASYNCIODEBUG=" + padded(value) + " -> debug " + debug);
    }
    line(6);
}

} // namespace lesson_debug_env_var
