#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <optional>

namespace lesson_coroutine_states {

using namespace aio;

// What Python says where a wrong model runs the body before the name is bound.
class NameError final : public Exception {
  public:
    using Exception::Exception;
    char const* type_name() const noexcept override { return "NameError"; }
};

struct Module {
    lesson::Knobs const& knobs;
    std::optional<Coro<std::string>> me = std::nullopt;

    // A generator that coroutines may await (types.coroutine).
    Generator<> pause() {
        line(5);
        co_yield Object();
    }
    Coro<std::string> job() {
        line(8);
        if (!me) throw NameError("name 'me' is not defined");
        print("inside  ", me->state());
        line(9);
        co_await pause();
        line(10);
        if (knobs.choice("ends") == "raises") throw StopIteration("done");
        co_return "done";
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import inspect, types
    line(3); // def pause
    line(7); // async def job
    Module module{given.knobs};
    line(12), module.me.emplace(module.job());
    Coro<std::string>& me = *module.me;
    local("me", me);
    line(13), print("made    ", me.state());
    line(14), me.send();
    line(15), print("paused  ", me.state(), "at line", me.view().line());
    line(16); // try
    if (given.knobs.choice("ends") == "closed") {
        me.close();
        line(16, 1), print("ended   ", me.state());
    } else {
        try {
            line(17), me.send();
        } catch (Exception const&) {
            line(18); // except
            line(19), print("ended   ", me.state(), repr(std::current_exception()));
        }
    }
    line(20); // try
    try {
        line(21), me.send();
    } catch (RuntimeError const& error) {
        line(22); // except
        line(23), print("again   ", error.what());
    }
}

} // namespace lesson_coroutine_states
