#include "pair.hpp"

#include "recordings.hpp"
#include "replay/compare.hpp"

#include <string>
#include <string_view>

namespace {

aio::ProgramOptions quiet(aio::Rules const& rules) {
    aio::ProgramOptions options;
    options.rules = rules;
    options.output = [](std::string_view) {};
    options.error = [](std::string_view) {};
    return options;
}

trace::Log on_miniature(std::string const& program, std::function<void()> const& module,
                        aio::Rules const& rules) {
    trace::Log log;
    auto options = quiet(rules);
    options.log = &log;
    options.source = log.add_source({"program.py", program, {}});
    options.error = [](std::string_view text) { UNSCOPED_INFO("the miniature: " << text); };
    aio::run_program(module, std::move(options));
    return log;
}

// The program again and again, cut after no callback, after one, after two ... until it ends by itself: what
// is suspended then must be torn down, and nothing be left alive.
void require_clean_cuts(std::function<void()> const& module, aio::Rules const& rules) {
    aio::Alive const before = aio::objects_alive;
    for (std::uint64_t callbacks = 0;; ++callbacks) {
        aio::CallbackLimit limit{callbacks};
        auto options = quiet(rules);
        options.limit = &limit;
        aio::run_program(module, std::move(options));
        if (!(aio::objects_alive == before)) {
            INFO("cut after " << callbacks << " callbacks");
            CHECK(aio::objects_alive.handles == before.handles);
            CHECK(aio::objects_alive.frames == before.frames);
            CHECK(aio::objects_alive.futures == before.futures);
            CHECK(aio::objects_alive.tasks == before.tasks);
            return;
        }
        if (!limit.reached) return;
    }
}

} // namespace

void require_same_events(std::string_view python, std::function<void()> const& module,
                         judge::Versions const& versions) {
    std::string const program(python.substr(1));
    Judge* const judge = judge_of(versions);
    if (only_records()) {
        CHECK((!judge || judge->record(program).size() > 10));
        return;
    }
    auto const rules = judge ? aio::rules_of(judge->version()) : aio::rules_of(versions.since);
    require_clean_cuts(module, rules);
    if (!judge) {
        WARN("not compared: there is no Python of "
             << to_string(versions.since) << " or newer here, before " << to_string(versions.before)
             << "; name one in the environment variable AWAITSCOPE_PYTHON");
        return;
    }
    INFO("judge: " << judge->python() << " " << to_string(judge->version()));
    auto const ours = on_miniature(program, module, rules);
    auto const theirs = judge->record(program);
    auto const comparison = replay::compare(ours, theirs);
    if (comparison.difference) UNSCOPED_INFO(comparison.difference->text);
    CHECK(comparison.agree);
    CHECK(comparison.compared > 10);
}
