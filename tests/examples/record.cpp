// A C++ program recorded into a file that the studio opens; here it is read again.
#include "aio/run/record.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"
#include "trace/reader.hpp"

aio::Coro<> hello() {
    co_await aio::sleep(1);
    aio::print("hello");
}

int main() {
    aio::record_to_file("example.awt", [] { aio::run(hello()); });
    auto const reading = trace::load("example.awt");
    for (trace::Step step = 0; step < reading.log.size(); ++step) {
        auto const event = reading.log[step];
        if (event.kind == trace::Kind::coro_suspend)
            aio::print("line", event.line, "suspends in", reading.log.text(event));
    }
    std::remove("example.awt");
}
