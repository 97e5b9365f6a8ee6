#include "explore/explore.hpp"

#include "aio/aio.hpp"
#include "support/catch.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace {

using namespace aio;

// A program and the Python it is, line by line, as far as it shares something.
struct Program {
    std::function<void()> module;
    std::string text;
};

explore::Ran ran(Program const& program, Schedule const& schedule, bool recorded,
                 std::set<std::string>* outputs = nullptr) {
    explore::Ran result;
    auto const log = std::make_shared<trace::Log>();
    ProgramOptions options;
    options.source = log->add_source({"program.py", program.text, {}});
    options.log = log.get();
    if (!recorded) options.mask = trace::KindMask::nothing();
    options.schedule = schedule;
    options.decisions = &result.decisions;
    options.settled = &result.settled;
    std::string output;
    options.output = [&](std::string_view text) { output += text; };
    options.error = options.output;
    if (run_program(program.module, std::move(options)) != 0) result.broke = "it failed";
    if (recorded) result.log = log;
    if (outputs) outputs->insert(output);
    return result;
}

struct Looked {
    explore::Result result;
    std::set<std::string> outputs;
};

Looked look(Program const& program, bool skip, std::vector<std::uint32_t> outside = {}) {
    Looked looked;
    explore::Options options;
    options.skip = skip;
    options.vary.outside = std::move(outside);
    looked.result =
        explore::explore([&](Schedule const& schedule,
                             bool recorded) { return ran(program, schedule, recorded, &looked.outputs); },
                         options);
    return looked;
}

// As many as given sleep until the same moment, then do something of their own.
Coro<> all_at_once(int count, std::function<Coro<>(int)> one) {
    std::vector<Task<void>> tasks;
    for (int at = 0; at < count; ++at) tasks.push_back(create_task(one(at)));
    for (auto& task : tasks) co_await task;
}

std::string const quiet_python =
    "import asyncio\n\nasync def one():\n    await asyncio.sleep(1)\n\nasync def main():\n    pass\n";

} // namespace

TEST_CASE("of orders that nobody can tell one is looked at, and all of them are if one says so") {
    Program const program{[] {
                              run(all_at_once(4, [](int) -> Coro<> {
                                  line(4);
                                  co_await sleep(1);
                              }));
                          },
                          quiet_python};
    Looked const skipping = look(program, true);
    CHECK(skipping.result.looked_at == 1);
    CHECK(skipping.result.orders == 24);
    CHECK(skipping.result.orders_exact);
    CHECK(skipping.result.all);
    Looked const whole = look(program, false);
    CHECK(whole.result.looked_at == 24);
    CHECK(whole.result.all);
}

TEST_CASE("who prints is seen in every order") {
    Program const program{[] {
                              run(all_at_once(4, [](int at) -> Coro<> {
                                  line(4);
                                  co_await sleep(1);
                                  print(at);
                              }));
                          },
                          quiet_python};
    Looked const skipping = look(program, true);
    CHECK(skipping.outputs.size() == 24);
    CHECK(skipping.result.looked_at == 24);
}

TEST_CASE("a break with two changes is found with these two and no more") {
    // Right as long as not both the last comes first and, later, the first comes last.
    Program const program{[] {
                              std::string order;
                              run([](std::string& came) -> Coro<> {
                                  for (int round = 0; round < 2; ++round)
                                      co_await all_at_once(3, [&came](int at) -> Coro<> {
                                          co_await sleep(1);
                                          came += static_cast<char>('a' + at);
                                          print(at);
                                      });
                                  if (came.substr(0, 1) == "c" && came.substr(4, 1) == "a")
                                      throw ValueError(came);
                              }(order));
                          },
                          ""};
    for (bool const skip : {true, false}) {
        Looked const looked = look(program, skip);
        REQUIRE(looked.result.broken);
        CHECK(looked.result.broken->changes == 2);
        CHECK(looked.result.smallest);
        auto const again = ran(program, looked.result.broken->schedule, false);
        CHECK_FALSE(again.broke.empty());
    }
}
