#include "support/catch.hpp"
#include "tools/fuzz/campaign.hpp"

// Other programs than these are tried with: awaitscope fuzz --count 100000
TEST_CASE("Two thousand random programs do on the miniature what they do on CPython") {
    fuzz::CPython cpython;
    cpython.python = fuzz::find_python();
    cpython.recorder = AWAITSCOPE_ROOT "/recorder/record.py";
    if (cpython.python.empty()) {
        WARN("There is no Python 3.11 here, whose turns the miniature takes: nothing was compared.");
        return;
    }
    fuzz::Campaign campaign;
    campaign.first_seed = 1;
    campaign.count = 2000;
    campaign.shrunk = 1;
    auto const result = fuzz::run(campaign, fuzz::judge_of(cpython));
    CHECK(result.programs == 2000);
    CHECK(result.events > 200'000);
    if (!result.found.empty()) FAIL(fuzz::describe(result.found.front()));
    CHECK(result.differing.empty());
}

TEST_CASE("A Python that is no 3.11 is refused in one sentence") {
    fuzz::CPython cpython;
    cpython.python = "/bin/false";
    CHECK_THROWS_WITH(fuzz::version(cpython),
                      Catch::Matchers::ContainsSubstring("/bin/false is no Python 3.11"));
}

TEST_CASE("A recorder that is not there is named") {
    fuzz::CPython cpython;
    cpython.recorder = "/nowhere/record.py";
    CHECK_THROWS_WITH(fuzz::record(cpython, {"print(1)\n"}),
                      Catch::Matchers::ContainsSubstring("there is no /nowhere/record.py"));
}
