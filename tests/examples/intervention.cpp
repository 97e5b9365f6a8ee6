// A person steps in: once the trace holds ten events, something is done to the program from outside.
#include "aio/loop/intervention.hpp"
#include "aio/run/program.hpp"
#include "aio/run/run.hpp"

aio::Coro<> wait() {
    auto const answer = aio::get_running_loop().create_future<int>();
    try {
        aio::print("the answer is", co_await answer);
    } catch (aio::ValueError const& error) {
        aio::print("no answer:", error.what());
    }
}

int main() {
    for (auto const* text : {"10 resolve f1 42", "10 fail f1 ValueError: nobody knows"}) {
        trace::Log log;
        aio::ProgramOptions options;
        options.log = &log;
        options.interventions = {*aio::parse_intervention(text)};
        aio::run_program([] { aio::run(wait()); }, std::move(options));
    }
}
