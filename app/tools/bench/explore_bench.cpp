#include "tools/bench/explore_bench.hpp"

#include "aio/aio.hpp"
#include "explore/explore.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace bench {
namespace {

constexpr int timers = 8;

aio::Coro<> sleeper(int number) {
    co_await aio::sleep(1);
    aio::print(number);
}

aio::Coro<> eight() {
    std::vector<aio::Task<void>> tasks;
    tasks.reserve(timers);
    for (int at = 0; at < timers; ++at) tasks.push_back(aio::create_task(sleeper(at)));
    for (auto& task : tasks) co_await task;
}

explore::Ran run_once(aio::Schedule const& schedule, bool recorded) {
    explore::Ran ran;
    auto const log = recorded ? std::make_shared<trace::Log>() : nullptr;
    aio::ProgramOptions options;
    options.log = log.get();
    options.schedule = schedule;
    options.decisions = &ran.decisions;
    options.settled = &ran.settled;
    std::string output;
    options.output = [&](std::string_view text) { output += text; };
    options.error = options.output;
    if (aio::run_program([] { aio::run(eight()); }, std::move(options)) != 0) ran.broke = output;
    ran.log = log;
    return ran;
}

std::vector<aio::Schedule> every_order() {
    std::vector<aio::Schedule> orders{{}};
    for (std::uint32_t left = timers; left > 1; --left) {
        std::vector<aio::Schedule> longer;
        longer.reserve(orders.size() * left);
        for (aio::Schedule const& order : orders)
            for (std::uint32_t taken = 0; taken < left; ++taken)
                longer.emplace_back(order).choices.push_back(taken);
        orders = std::move(longer);
    }
    return orders;
}

double seconds_of(auto const& work) {
    auto const begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

std::size_t look(unsigned threads) {
    explore::Options options;
    options.threads = threads;
    return explore::explore(run_once, options).looked_at;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

} // namespace

void report_explore(int rounds) {
    auto const orders = every_order();
    std::vector<double> bare, one, two;
    std::size_t looked_at = 0;
    for (int round = 0; round < rounds; ++round) {
        bare.push_back(seconds_of([&] {
            for (aio::Schedule const& order : orders) run_once(order, false);
        }));
        one.push_back(seconds_of([&] { looked_at = look(1); }));
        two.push_back(seconds_of([&] { look(2); }));
    }
    double const each = median(bare);
    std::printf("%d timers due at once: %zu orders, %zu looked at\n", timers, orders.size(), looked_at);
    std::printf("bare loop      %8.3f s  %6.2f us a run\n", each,
                each * 1e6 / static_cast<double>(orders.size()));
    std::printf("explore        %8.3f s  %6.2f times the bare loop   limit 1.30\n", median(one),
                median(one) / each);
    std::printf("two threads    %8.3f s  %6.2f times as quick as one   goal 1.80\n", median(two),
                median(one) / median(two));
}

} // namespace bench
