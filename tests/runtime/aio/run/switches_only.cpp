// Recording switches only takes another way through the loop than recording everything does: both must tell
// the same.
#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;

namespace {

Coro<int> child(double delay) {
    co_await sleep(delay);
    co_return 1;
}

Coro<> fails() {
    co_await sleep(0);
    throw ValueError("boom");
}

Coro<> puts(Queue<int> queue) {
    for (int i = 0; i < 3; ++i) co_await queue.put(i);
}

Coro<> body() {
    Queue<int> const queue(1);
    auto const putting = create_task(puts(queue));
    for (int i = 0; i < 3; ++i) co_await queue.get();
    auto const cancelled = create_task(child(5));
    auto const failing = create_task(fails());
    co_await gather(child(1), child(0), putting);
    cancelled.cancel();
    co_await sleep(0);
    failing.exception();
    auto const future = get_running_loop().create_future<int>();
    get_running_loop().call_later(1, [future] { future.set_result(7); });
    co_await future;
}

trace::Log record(trace::KindMask mask) {
    trace::Log log;
    ProgramOptions options;
    options.log = &log;
    options.mask = mask;
    options.output = [](std::string_view) {};
    run_program([] { aio::run(body()); }, std::move(options));
    return log;
}

// What one sees of an event, whatever numbers its text has.
std::string shown(trace::Log const& log, trace::Event const& event) {
    return std::string(log.kind_name(event.kind)) + " " + to_string(event.subject) + " " +
           to_string(event.object) + " " + std::string(log.text(event)) + " at " +
           std::to_string(event.time) + " line " + std::to_string(event.line);
}

} // namespace

TEST_CASE("a recording of switches only holds the switches of a recording of everything") {
    auto const mask = trace::KindMask::switches();
    auto const everything = record(trace::KindMask::everything());
    auto const switches = record(mask);
    std::vector<std::string> expected;
    for (trace::Step step = 0; step < everything.size(); ++step)
        if (mask.has(everything[step].kind)) expected.push_back(shown(everything, everything[step]));
    std::vector<std::string> recorded;
    for (trace::Step step = 0; step < switches.size(); ++step)
        recorded.push_back(shown(switches, switches[step]));
    CHECK(expected.size() > 30);
    CHECK(recorded == expected);
}
