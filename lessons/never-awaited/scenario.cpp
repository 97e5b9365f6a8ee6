#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <functional>
#include <sstream>

namespace lesson_never_awaited {

using namespace aio;

// warnings.showwarning = show: what would go to the error output goes to the function, while this lives.
class ShowWarning {
  public:
    explicit ShowWarning(std::function<void(std::string_view)> show)
        : show_(std::move(show)), before_(execution.error) {
        execution.error = &show_;
    }
    ShowWarning(ShowWarning const&) = delete;
    ShowWarning& operator=(ShowWarning const&) = delete;
    ~ShowWarning() { execution.error = before_; }

  private:
    std::function<void(std::string_view)> show_;
    decltype(execution.error) before_;
};

struct Module {
    lesson::Knobs const& knobs;

    static void show(std::string_view warning) {
        FunctionFrame const frame;
        auto const colon = warning.find(": ");
        std::string const category(warning.substr(0, colon + 2)); // with ": "
        std::istringstream message{std::string(warning.substr(colon + 2))};
        std::string text;
        for (int i = 0; i < 2 && std::getline(message, text); ++i) {
            line(4), local("text", text);
            line(5), print(category + text);
        }
        line(4);
    }

    static Coro<> save() {
        line(10), print("saved");
        co_return;
    }

    Coro<> main() {
        std::string const& call = knobs.choice("call");
        std::optional<Task<>> task;
        line(13);
        if (call == "awaited")
            co_await save();
        else if (call == "task")
            local("task", task.emplace(create_task(save())));
        else
            static_cast<void>(save());
        line(14), print("main thinks it saved");
        line(15);
        co_await sleep(0);
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio, warnings
    line(3); // def show
    line(7);
    ShowWarning const hook(Module::show);
    line(9);  // async def save
    line(12); // async def main
    Module module{given.knobs};
    line(17), run(module.main(), given.knobs.flag("debug") ? std::optional(true) : std::nullopt);
}

} // namespace lesson_never_awaited
