#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <cstdlib>
#include <functional>

namespace lesson_debug_slow_step {

using namespace aio;

// logger.handlers = [Report()]: what asyncio logs goes to the function, while this lives.
class LogHandler {
  public:
    explicit LogHandler(std::function<void(std::string_view)> emit)
        : emit_(std::move(emit)), before_(execution.error) {
        execution.error = &emit_;
    }
    LogHandler(LogHandler const&) = delete;
    LogHandler& operator=(LogHandler const&) = delete;
    ~LogHandler() { execution.error = before_; }

  private:
    std::function<void(std::string_view)> emit_;
    decltype(execution.error) before_;
};

struct Module {
    lesson::Knobs const& knobs;

    // "Executing t1 took 0.300 seconds"
    static void emit(std::string_view record) {
        FunctionFrame const frame;
        line(5);
        std::string_view const took = " took ";
        double const seconds = std::strtod(record.data() + record.find(took) + took.size(), nullptr);
        line(6), print("asyncio logger: step of " + fixed(seconds, 1) + "s in", "main()");
    }

    Coro<> main() {
        double const rude = knobs.number("rude");
        line(13);
        if (knobs.flag("patient")) {
            get_running_loop().slow_callback_duration = 0.5;
            line(13, 1);
        }
        print("polite wait");
        line(14);
        co_await sleep(0.3);
        line(15), print("rude wait");
        line(16), time_sleep(rude);
        line(17), print("end of the rude step");
        line(18);
        co_await sleep(0);
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio, logging, time
    line(3); // class Report
    line(4); // def emit
    line(8), line(9);
    LogHandler const report(Module::emit);
    line(10);
    line(12); // async def main
    Module module{given.knobs};
    line(20), run(module.main(), given.knobs.choice("debug") == "on");
}

} // namespace lesson_debug_slow_step
