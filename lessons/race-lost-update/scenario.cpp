#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_race_lost_update {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;
    std::int64_t balance = 100;
    Lock lock{};

    Coro<> withdraw(std::string who, std::int64_t amount) {
        std::string const& how = knobs.choice("how");
        local("who", who), local("amount", amount);
        line(8);
        std::int64_t const seen = balance;
        local("seen", seen);
        line(9), print(who, "sees", seen);
        if (how != "no-await") {
            line(10);
            co_await sleep(1);
        }
        bool const again = how == "look-again";
        line(11);
        if ((again ? balance : seen) >= amount) {
            line(12), balance = (again ? balance : seen) - amount;
            line(13), print(who, "takes", amount, "leaves", balance);
        } else {
            line(15), print(who, "is refused");
        }
    }

    Coro<> guarded(std::string who, std::int64_t amount) {
        local("who", who), local("amount", amount);
        line(18);
        auto const held = co_await lock.scoped();
        line(19);
        co_await withdraw(who, amount);
        line(18); // the block ends
    }

    Coro<> one(std::string who, std::int64_t amount) {
        return knobs.choice("how") == "locked" ? guarded(who, amount) : withdraw(who, amount);
    }

    Coro<> main() {
        line(22);
        Coro<> ann = one("ann", 80);
        Coro<> bob = one("bob", knobs.whole("bob"));
        co_await gather(std::move(ann), std::move(bob));
        line(23), print("final balance", balance);
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3), local("balance", 100);
    line(4);
    Module module{given.knobs};
    local("lock", module.lock);
    line(6);  // async def withdraw
    line(17); // async def guarded
    line(21); // async def main
    line(25), run(module.main());
}

} // namespace lesson_race_lost_update
