#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_taskgroup_siblings {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> sibling() {
        line(4); // try
        try {
            line(5);
            co_await sleep(2);
            line(6), print("sibling finished its work");
        } catch (CancelledError const&) {
            line(7); // except
            line(8), print("sibling was cancelled");
            line(9);
            if (knobs.choice("cleanup") == "fails") throw ValueError("and cleanup failed");
            throw;
        }
    }

    Coro<> boom() {
        line(12);
        if (knobs.choice("boom") == "1")
            co_await sleep(1);
        else
            co_await sleep(3);
        line(13);
        throw ValueError("boom");
    }

    static std::string tuple(std::vector<std::exception_ptr> const& errors) {
        std::string text = "(";
        for (auto const& error : errors) text += (text == "(" ? "" : ", ") + repr(error);
        return text + (errors.size() == 1 ? ",)" : ")");
    }

    Coro<> main() {
        line(16); // try
        try {
            line(17);
            if (knobs.choice("how") == "group") {
                TaskGroup group;
                local("group", group);
                line(18), group.create_task(sibling());
                line(19), group.create_task(boom());
                line(17);
                co_await group.exit();
            } else {
                Coro<> first = sibling();
                Coro<> second = boom();
                co_await gather(std::move(first), std::move(second));
            }
        } catch (ExceptionGroup const& failed) {
            line(20), local("failed", std::current_exception()); // except*
            line(21), print("caught a group:", tuple(failed.exceptions()));
        } catch (ValueError const&) {
            std::exception_ptr const failed = std::current_exception();
            line(20), local("failed", failed); // except
            line(21), print("caught one exception:", repr(failed));
        }
        line(22);
        co_await sleep(1.5);
        line(23), print("main ends");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def sibling
    line(11); // async def boom
    line(15); // async def main
    Module module{given.knobs};
    line(25), run(module.main());
}

} // namespace lesson_taskgroup_siblings
