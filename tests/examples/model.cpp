// The same program under what people wrongly believe of asyncio.
#include "aio/base/model.hpp"
#include "aio/run/program.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> hello() {
    aio::print("   hello");
    co_await aio::sleep(1);
}
aio::Coro<> make() {
    auto const task = aio::create_task(hello());
    aio::print("   made");
    co_await task;
}

int main() {
    for (auto const* name : {"", "create-task-runs-now"}) {
        aio::ProgramOptions options;
        options.models = *aio::models_named(name);
        aio::print(*name ? aio::wrong_model(name)->belief : "The truth.");
        aio::run_program([] { aio::run(make()); }, std::move(options));
    }
}
