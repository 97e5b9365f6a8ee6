#include "tools/fuzz/shrink.hpp"
#include "support/catch.hpp"
#include "tools/fuzz/campaign.hpp"
#include "tools/fuzz/expression.hpp"
#include "tools/fuzz/generate.hpp"
#include "tools/fuzz/interpret.hpp"

#include <algorithm>

using namespace fuzz;

namespace {

// Says what the miniature says, but of every cancelled task that it came to a result.
Judge judge_without_cancelling() {
    auto const record = [](std::vector<Program> const& programs, std::vector<std::string> const& python) {
        std::vector<trace::Log> logs;
        for (std::size_t i = 0; i < programs.size(); ++i) {
            auto const log = run_on_miniature(programs[i], python[i]);
            trace::Log wrong(log.header());
            for (auto const& source : log.sources()) wrong.add_source(source);
            for (trace::Step step = 0; step < log.size(); ++step) {
                auto event = log[step];
                if (value_is_text(event.kind)) {
                    bool const cancelled =
                        event.kind == trace::Kind::task_done && log.text(event) == "cancelled";
                    event.value = wrong.intern(cancelled ? "result None" : log.text(event));
                }
                wrong.append(event);
            }
            wrong.set_end(*log.end());
            logs.push_back(std::move(wrong));
        }
        return logs;
    };
    return {record, {}};
}

} // namespace

TEST_CASE("Every smaller program is whole and smaller") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto const program = generate(seed);
        auto const steps = smaller(program);
        INFO("seed " << seed);
        CHECK(steps.size() > count_statements(program) / 2);
        for (auto const& step : steps) {
            CHECK(is_whole(step));
            CHECK_FALSE(step == program);
        }
    }
}

TEST_CASE("Shrinking keeps only what is needed") {
    auto const raises = [](Program const& program) {
        bool found = false;
        for_each_statement(program, [&](Statement const& each) { found = found || each.what == Do::raise; });
        return found;
    };
    std::uint64_t seed = 1;
    while (!raises(generate(seed))) ++seed;
    auto const smallest = shrink(generate(seed), [&](std::vector<Program> const& programs) {
        std::vector<bool> fails;
        for (auto const& each : programs) fails.push_back(raises(each));
        return fails;
    });
    CHECK(raises(smallest));
    CHECK(smallest.functions.size() <= 2);
    CHECK(smallest.tools.empty());
    CHECK(count_statements(smallest) <= 2);
}

TEST_CASE("A judge of another mind is found out and the difference shown on a small program") {
    Campaign campaign;
    campaign.first_seed = 1;
    campaign.count = 60;
    campaign.shrunk = 1;
    std::uint64_t told = 0;
    auto const result =
        run(campaign, judge_without_cancelling(), [&](Result const& so_far) { told = so_far.programs; });
    CHECK(told == 60);
    CHECK(result.programs == 60);
    CHECK(result.differing.size() > 5);
    CHECK(result.differing.size() < 60);
    REQUIRE(result.found.size() == 1);
    auto const& found = result.found.front();
    CHECK(found.seed == result.differing.front());
    CHECK(count_statements(found.smallest.program) <= 4);
    CHECK(signature(found.smallest) == "task.done | task.done");
    auto const text = describe(found);
    CHECK_THAT(text, Catch::Matchers::ContainsSubstring("async def main(n):\n"));
    CHECK_THAT(text, Catch::Matchers::ContainsSubstring("text \"cancelled\""));
    CHECK_THAT(text, Catch::Matchers::ContainsSubstring("text \"result None\""));
}

TEST_CASE("A judge that agrees finds nothing") {
    Judge const judge{[](std::vector<Program> const& programs, std::vector<std::string> const& python) {
                          std::vector<trace::Log> logs;
                          for (std::size_t i = 0; i < programs.size(); ++i)
                              logs.push_back(run_on_miniature(programs[i], python[i]));
                          return logs;
                      },
                      {}};
    Campaign campaign;
    campaign.count = 50;
    auto const result = run(campaign, judge);
    CHECK(result.differing.empty());
    CHECK(result.found.empty());
    CHECK(result.events > 5000);
}
