// Random programs in every order of what comes at one moment, and again with what cannot differ left out.
#include "explore/explore.hpp"
#include "tools/fuzz/generate.hpp"
#include "tools/fuzz/machine.hpp"
#include "tools/fuzz/write_python.hpp"

#include "support/catch.hpp"

#include <set>
#include <string>

namespace {

struct Looked {
    explore::Result result;
    std::set<std::string> outcomes; // what was printed, and how it ended
};

Looked look(fuzz::Program const& program, std::string const& python, bool skip) {
    Looked looked;
    explore::Options options;
    options.skip = skip;
    options.most_runs = 800;
    auto const run = [&](aio::Schedule const& schedule, bool recorded) {
        explore::Ran ran;
        auto const log = std::make_shared<trace::Log>();
        aio::ProgramOptions under;
        under.log = log.get();
        under.source = log->add_source({"program.py", python, {}});
        under.schedule = schedule;
        under.decisions = &ran.decisions;
        under.settled = &ran.settled;
        std::string outcome;
        under.output = [&](std::string_view text) { outcome += text; };
        under.error = [](std::string_view) {};
        fuzz::Machine machine(program);
        aio::run_program([&] { machine.run(); }, std::move(under));
        looked.outcomes.insert(outcome + log->end()->error);
        if (recorded) ran.log = log;
        return ran;
    };
    looked.result = explore::explore(run, options);
    return looked;
}

} // namespace

TEST_CASE("what is left out of the orders of a random program does what another order does") {
    std::size_t compared = 0, in_all = 0, looked_at = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        fuzz::Program program = fuzz::generate(seed);
        std::string const python = fuzz::write_python(program);
        Looked const whole = look(program, python, false);
        if (!whole.result.all || whole.result.looked_at == 1) continue;
        Looked const some = look(program, python, true);
        INFO("seed " << seed << "\n" << python);
        REQUIRE(some.result.all);
        REQUIRE(some.outcomes == whole.outcomes);
        CHECK(some.result.looked_at <= whole.result.looked_at);
        ++compared;
        in_all += whole.result.looked_at;
        looked_at += some.result.looked_at;
    }
    CHECK(compared > 20);
    CHECK(looked_at < in_all);
    WARN(compared << " programs: " << looked_at << " of " << in_all << " orders looked at");
}
