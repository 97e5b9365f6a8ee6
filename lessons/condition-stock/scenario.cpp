#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_condition_stock {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;
    int stock = 0;

    Coro<> buyer(std::string name, int amount, Condition cond) {
        local("name", name), local("amount", amount), local("cond", cond);
        line(7);
        auto const held = co_await cond.scoped();
        line(8);
        while (stock < amount) {
            line(9), print(name, "needs", amount, "- stock", stock);
            line(10);
            co_await cond.wait();
            if (knobs.choice("looks") == "if") break;
            line(8);
        }
        line(11), stock -= amount;
        line(12), print(name, "takes", amount);
        line(7); // the block ends
    }

    Coro<> supplier(Condition cond) {
        local("cond", cond);
        for (int i = 0; i < 3; ++i) {
            line(16), local("_", i);
            line(17);
            co_await sleep(1);
            line(18);
            auto const held = co_await cond.scoped();
            line(19), stock += 2;
            line(20), print("supplied, stock", stock);
            line(21);
            if (knobs.choice("notify") == "one")
                cond.notify(1);
            else
                cond.notify_all();
            line(18); // the block ends
        }
        line(16);
    }

    Coro<> main() {
        line(24);
        Condition const cond;
        local("cond", cond);
        line(25);
        Coro<> big = buyer("big", 4, cond);
        Coro<> small = buyer("small", 1, cond);
        Coro<> supply = supplier(cond);
        co_await gather(std::move(big), std::move(small), std::move(supply));
        line(26), print("left", stock);
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3), local("stock", 0);
    line(5);  // async def buyer
    line(14); // async def supplier
    line(23); // async def main
    Module module{given.knobs};
    line(28), run(module.main());
}

} // namespace lesson_condition_stock
