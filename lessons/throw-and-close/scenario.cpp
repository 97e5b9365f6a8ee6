#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_throw_and_close {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    // A generator that coroutines may await (types.coroutine).
    Generator<Object> pause(std::string label) {
        line(5);
        Object const sent = co_yield label;
        co_return sent;
    }
    Coro<> worker() {
        std::string const& does = knobs.choice("worker");
        line(8); // try
        try {
            line(9);
            co_await pause("first");
        } catch (ValueError const& error) {
            line(10); // except
            if (does == "lets-through") throw;
            line(11), print("caught inside:", error.what());
        }
        std::exception_ptr left;
        line(12); // try
        try {
            line(13);
            co_await pause("second");
        } catch (BaseException const&) {
            left = std::current_exception();
        }
        if (does == "stubborn") {
            line(14); // except
            line(14, 1);
            co_await pause("stubborn");
        } else {
            line(15), print("cleanup runs");
            if (left) std::rethrow_exception(left);
        }
        line(16), print("never printed");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import types
    line(3); // def pause
    line(7); // async def worker
    Module module{given.knobs};
    line(18);
    auto coro = module.worker();
    local("coro", coro);
    line(19), print("suspended at", coro.send());
    line(20);
    if (given.knobs.choice("worker") == "lets-through") {
        try { // line 20
            line(20, 1), coro.throw_(ValueError("bad news"));
        } catch (ValueError const& error) {
            line(20, 2); // except
            line(20, 3), print("came out of throw():", error.what());
        }
    } else {
        print("suspended at", coro.throw_(ValueError("bad news")));
    }
    line(21); // try
    try {
        line(22), coro.close();
        line(23),
            print("closed, frame is", coro.state() == CoroutineState::closed ? Object() : Object("<frame>"));
    } catch (RuntimeError const& error) {
        line(24); // except
        line(25), print("RuntimeError:", error.what());
    }
}

} // namespace lesson_throw_and_close
