#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <algorithm>

namespace lesson_async_comprehension {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<int> square(int n) {
        local("n", n);
        line(4);
        co_await sleep(knobs.number("seconds"));
        line(5);
        co_return n* n;
    }

    static AsyncGenerator<int> numbers() {
        for (int const n : {1, 2, 3, 4}) {
            line(8), local("n", n);
            line(9);
            co_await sleep(0.1);
            line(10);
            co_yield n;
        }
        line(8);
    }

    template <typename Awaitable>
    Coro<> timed(std::string label, Awaitable awaitable) {
        local("label", label);
        line(13);
        double const t0 = get_running_loop().time();
        local("t0", t0);
        line(14);
        std::vector<int> const value = co_await awaitable;
        local("value", value);
        std::string padded = label; // f"{label:8}"
        padded.resize(std::max<std::size_t>(padded.size(), 8), ' ');
        line(15), print(padded, value, fixed(get_running_loop().time() - t0, 1) + "s");
    }

    Coro<std::vector<int>> one_by_one() {
        std::vector<int> squares;
        line(18);
        if (knobs.choice("how") == "tasks") {
            std::vector<Task<int>> tasks;
            for (int n = 1; n <= 3; ++n) tasks.push_back(create_task(square(n)));
            local("tasks", tasks);
            line(18, 1);
            for (Task<int> const& t : tasks) squares.push_back(co_await t);
        } else {
            for (int n = 1; n <= 3; ++n) squares.push_back(co_await square(n));
        }
        co_return squares;
    }

    static Coro<std::vector<int>> collected() {
        line(21);
        auto const same = [](int n) { return n; };
        auto const odd = [](int n) { return n % 2 != 0; };
        co_return co_await collect(numbers(), same, odd);
    }

    Coro<> main() {
        line(24);
        Coro<std::vector<int>> awaits = one_by_one();
        co_await timed("awaits", std::move(awaits));
        line(25);
        std::vector<Coro<int>> squares;
        for (int n = 1; n <= 3; ++n) squares.push_back(square(n));
        auto gathered = gather(std::move(squares));
        co_await timed("gather", std::move(gathered));
        line(26);
        Coro<std::vector<int>> collecting = collected();
        co_await timed("collect", std::move(collecting));
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def square
    line(7);  // async def numbers
    line(12); // async def timed
    line(17); // async def one_by_one
    line(20); // async def collected
    line(23); // async def main
    Module module{given.knobs};
    line(28), run(module.main());
}

} // namespace lesson_async_comprehension
