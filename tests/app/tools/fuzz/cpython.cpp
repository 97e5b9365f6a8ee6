#include "judge/find.hpp"
#include "support/catch.hpp"
#include "tools/fuzz/campaign.hpp"

namespace {
char const* const recorder = AWAITSCOPE_ROOT "/recorder/record.py";
}

// Other programs than these are tried with: awaitscope fuzz --count 100000
TEST_CASE("Two thousand random programs do on the miniature what they do on CPython") {
    fuzz::Campaign campaign;
    campaign.first_seed = 1;
    campaign.count = 2000;
    campaign.shrunk = 1;
    auto const result = fuzz::run(campaign, fuzz::judge_of(judge::start("", recorder)));
    CHECK(result.programs == 2000);
    CHECK(result.events > 200'000);
    if (!result.found.empty()) FAIL(fuzz::describe(result.found.front()));
    CHECK(result.differing.empty());
}

TEST_CASE("What is no Python is refused in one sentence") {
    CHECK_THROWS_WITH(judge::start("/bin/false", recorder),
                      "/bin/false is no Python that can record (3.8 or newer).");
}

TEST_CASE("A recorder that is not there is named") {
    CHECK_THROWS_WITH(judge::start("", "/nowhere/record.py"),
                      Catch::Matchers::ContainsSubstring("there is no /nowhere/record.py"));
}

TEST_CASE("One Python records a program after another that failed or never ends as if it were alone") {
    auto const python = judge::start("", recorder);
    std::string const program = "import asyncio\nasync def f():\n    print('hello')\nasyncio.run(f())\n";
    std::string const stuck =
        "import asyncio\nasync def f():\n    await asyncio.Future()\nasyncio.run(f())\n";
    auto const recorded = python->record({program, "1 / 0\n", "x = (\n", stuck, program});
    CHECK(recorded[0].trace == recorded[4].trace);
    CHECK(recorded[0].output == "hello\n");
    CHECK(recorded[1].log.end()->error == "ZeroDivisionError: division by zero");
    CHECK(recorded[2].log.end()->exit_code == 2);
    CHECK_THAT(recorded[3].log.end()->error, Catch::Matchers::StartsWith("deadlock"));
}

TEST_CASE("A program that ends its Python is named and one that never ends is given up") {
    auto const python = judge::start("", recorder);
    CHECK_THROWS_WITH(python->record({"print(1)\n", "import os\nos._exit(3)\n"}),
                      Catch::Matchers::StartsWith("CPython stopped in program 2 of 2"));
    judge::Warm hasty(python->python(), recorder, std::chrono::seconds(1));
    CHECK_THROWS_WITH(hasty.record({"while True: pass\n"}),
                      "CPython did not come to an end with program 1 of 1 in 1 s.");
}
