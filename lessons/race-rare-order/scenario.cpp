#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <optional>

namespace lesson_race_rare_order {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;
    std::int64_t balance = 100;
    std::int64_t paid = 0;
    bool busy = false;
    Event free{};
    std::optional<Lock> lock{}; // made a line later

    Coro<> shop() {
        line(10);
        co_await sleep(1);
        line(11), busy = true;
        line(12);
        std::int64_t const seen = balance;
        local("seen", seen);
        line(13), print("shop sees", seen);
        line(14);
        co_await sleep(1);
        line(15), balance = seen - 80, paid += 80;
        line(16), print("shop leaves", balance);
        line(17), busy = false;
        line(18), free.set();
    }

    Coro<> rent() {
        line(22);
        co_await sleep(1);
        line(23);
        if (busy) {
            line(24);
            co_await free.wait();
        }
        line(25);
        co_await sleep(0);
        line(26);
        co_await sleep(1);
        line(27), balance -= 10, paid += 10;
        line(28), print("rent leaves", balance);
    }

    static std::string function(bool is_shop) { return is_shop ? "<function shop>" : "<function rent>"; }

    Coro<> guarded(bool is_shop) { return inside_lock(Label{"guarded", function(is_shop)}, *this, is_shop); }
    static Coro<> inside_lock(Label, Module& module, bool is_shop) {
        record_local("work", function(is_shop));
        line(31);
        auto const held = co_await module.lock->scoped();
        line(32);
        if (is_shop)
            co_await module.shop();
        else
            co_await module.rent();
        line(31); // the block ends
    }

    Coro<> main() {
        line(35);
        bool const locked = knobs.choice("how") == "locked";
        Coro<> first = locked ? guarded(true) : shop();
        Coro<> second = locked ? guarded(false) : rent();
        co_await gather(std::move(first), std::move(second));
        line(36), print("final balance", balance);
        line(37);
        if (balance + paid != 100) throw AssertionError("money is lost");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3), local("balance", 100), local("paid", 0);
    line(4), local("busy", false);
    line(5);
    Module module{given.knobs};
    local("free", module.free);
    line(6), module.lock.emplace();
    local("lock", *module.lock);
    line(8);  // async def shop
    line(20); // async def rent
    line(30); // async def guarded
    line(34); // async def main
    line(39), run(module.main());
}

} // namespace lesson_race_rare_order
