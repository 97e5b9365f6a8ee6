// The lessons that stand in the tree, with CPython as the judge of their programs.
#include "aio/run/program.hpp"
#include "catalogue/catalogue.hpp"
#include "catalogue/program.hpp"
#include "catalogue/scenarios.hpp"
#include "catalogue/text.hpp"
#include "judge/find.hpp"
#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace {

std::filesystem::path const root = AWAITSCOPE_ROOT;

lesson::Catalogue const& all() {
    static lesson::Catalogue const lessons = lesson::catalogue(root / "lessons");
    return lessons;
}

std::string file(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// What CPython prints for each of these programs, and its exit status if that is not 0. One Python runs them
// all.
std::vector<std::string> printed_by_cpython(std::vector<std::string> const& programs) {
    static std::unique_ptr<judge::Warm> const python = judge::find(root / "recorder/record.py");
    REQUIRE(python != nullptr);
    std::vector<std::string> printed;
    for (judge::Recorded const& recorded : python->record(programs)) {
        printed.push_back(recorded.output);
        auto const end = recorded.log.end();
        REQUIRE(end.has_value());
        if (end->exit_code != 0) printed.back() += "exit status " + std::to_string(end->exit_code);
    }
    return printed;
}

// "how=gather" of expected/how=gather.out; the empty settings for default.out.
lesson::Knobs knobs_of(lesson::Lesson const& each, std::string name) {
    lesson::Knobs knobs = lesson::defaults(each);
    if (name == "default") return knobs;
    for (std::size_t at = 0; at < name.size();) {
        std::size_t const stop = std::min(name.find(',', at), name.size());
        std::string const pair = name.substr(at, stop - at);
        knobs = lesson::with(each, knobs, pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
        at = stop + 1;
    }
    return knobs;
}

// Those that run on the miniature; a lesson without a scenario runs on CPython only.
std::vector<lesson::Lesson> with_scenario() {
    std::vector<lesson::Lesson> found;
    for (lesson::Lesson const& each : all().lessons)
        if (lesson::scenario_of(each.id)) found.push_back(each);
    REQUIRE(found.size() >= 5);
    return found;
}

trace::Log run_on_miniature(lesson::Lesson const& each, lesson::Knobs const& knobs,
                            std::string* output = nullptr) {
    lesson::Program const program = lesson::variant(each, knobs);
    lesson::Scenario const scenario = lesson::scenario_of(each.id);
    REQUIRE(scenario != nullptr);
    trace::Log log;
    std::string written;
    aio::ProgramOptions options;
    options.log = &log;
    options.source = log.add_source({"program.py", program.text, {}});
    options.line_map = program.lines;
    options.output = [&](std::string_view text) { written += text; };
    options.error = [](std::string_view) {};
    CHECK(aio::run_program([&] { scenario({knobs, program}); }, options) == 0);
    if (output) *output = written;
    return log;
}

} // namespace

TEST_CASE("every lesson of the tree is good") {
    for (lesson::BrokenLesson const& broken : all().broken) FAIL_CHECK(broken.problem);
    CHECK(all().lessons.size() == 72);
    for (lesson::Lesson const& each : all().lessons) {
        INFO(each.id);
        CHECK_FALSE(each.steps.empty());
        CHECK_FALSE(lesson::questions(each, lesson::defaults(each)).empty());
    }
}

TEST_CASE("CPython prints what each lesson's expected outputs say") {
    std::vector<std::string> programs;
    std::vector<std::filesystem::path> expected;
    for (lesson::Lesson const& each : all().lessons) {
        REQUIRE(std::filesystem::exists(each.folder / "expected/default.out"));
        for (auto const& entry : std::filesystem::directory_iterator(each.folder / "expected")) {
            lesson::Knobs const knobs = knobs_of(each, entry.path().stem().string());
            programs.push_back(lesson::variant(each, knobs).text);
            expected.push_back(entry.path());
        }
    }
    auto const printed = printed_by_cpython(programs);
    REQUIRE(printed.size() == expected.size());
    for (std::size_t i = 0; i < printed.size(); ++i) {
        INFO(expected[i].string());
        CHECK(printed[i] == file(expected[i]));
    }
}

TEST_CASE("every choice of a knob has an expected output") {
    for (lesson::Lesson const& each : all().lessons)
        for (lesson::Knob const& knob : each.knobs)
            for (lesson::KnobChoice const& choice : knob.choices) {
                if (lesson::Value(choice.value) == knob.default_value) continue;
                INFO(each.id << " " << knob.name << "=" << choice.value);
                CHECK(std::filesystem::exists(each.folder / "expected" /
                                              (knob.name + "=" + choice.value + ".out")));
            }
}

TEST_CASE("the miniature prints what CPython prints for every sample") {
    std::vector<std::string> programs, outputs, names;
    for (lesson::Lesson const& each : with_scenario())
        for (lesson::Knobs const& knobs : lesson::all_samples(each)) {
            programs.push_back(lesson::variant(each, knobs).text);
            names.push_back(each.id + " " + lesson::label(knobs));
            (void)run_on_miniature(each, knobs, &outputs.emplace_back());
        }
    auto const printed = printed_by_cpython(programs);
    REQUIRE(printed.size() == outputs.size());
    for (std::size_t i = 0; i < printed.size(); ++i) {
        INFO(names[i]);
        CHECK(outputs[i] == printed[i]);
    }
}

TEST_CASE("every moment that a lesson speaks of comes in its run and in the order told") {
    for (lesson::Lesson const& each : with_scenario())
        for (lesson::Knobs const& knobs : lesson::all_samples(each)) {
            trace::Log const log = run_on_miniature(each, knobs);
            lesson::Program const program = lesson::variant(each, knobs);
            std::size_t before = 0;
            for (lesson::Narration const& step : lesson::steps(each, knobs)) {
                INFO(each.id << " " << lesson::label(knobs) << ": " << to_string(step.moment));
                std::optional<std::size_t> const at = lesson::find(step.moment, log, program);
                CHECK(at.has_value());
                CHECK(at.value_or(0) > before);
                before = at.value_or(before);
            }
            for (lesson::Question const& question : lesson::questions(each, knobs)) {
                INFO(each.id << " " << lesson::label(knobs) << ": " << question.text);
                CHECK(lesson::find(question.about.asked, log, program).has_value());
                CHECK(lesson::find(question.about.decided, log, program).has_value());
            }
        }
}

TEST_CASE("every link of a lesson's text leads to a moment of its first run") {
    for (lesson::Lesson const& each : with_scenario()) {
        lesson::Knobs const knobs = lesson::defaults(each);
        trace::Log const log = run_on_miniature(each, knobs);
        std::size_t links = 0;
        for (lesson::Block const& block : lesson::parse_text(each.text))
            for (lesson::Span const& span : block.spans) {
                if (!span.moment) continue;
                ++links;
                INFO(each.id << ": " << to_string(*span.moment));
                CHECK(lesson::find(*span.moment, log, lesson::variant(each, knobs)).has_value());
            }
        CHECK(links > 0);
    }
}
