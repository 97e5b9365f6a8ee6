#include "tools/fuzz/campaign.hpp"

#include "cli/parts.hpp"
#include "cpython/recorder.hpp"
#include "judge/find.hpp"
#include "trace/writer.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

namespace cli {
namespace {

constexpr std::uint64_t largest_number = 1'000'000'000'000'000'000;

struct FuzzOptions {
    std::string seed;
    std::string count = "1000";
    std::string check = "cpython";
    std::string python;
    std::string keep;
};

std::uint64_t number(std::string const& text, std::string const& option, std::uint64_t least) {
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > largest_number)
        throw Failure(option + " takes a whole number from " + std::to_string(least) + " to " +
                      std::to_string(largest_number) + ", not " + text + ".");
    return value;
}

std::uint64_t fresh_seed() {
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

void keep(fuzz::Found const& found, std::filesystem::path const& folder) {
    std::filesystem::create_directories(folder);
    auto const path = folder / ("seed-" + std::to_string(found.seed));
    std::ofstream(path.string() + ".py", std::ios::binary) << found.smallest.python;
    trace::save(found.smallest.miniature, path.string() + ".miniature.awt");
    trace::save(found.smallest.cpython, path.string() + ".cpython.awt");
}

int run_fuzz(FuzzOptions const& options) {
    fuzz::Campaign campaign;
    campaign.first_seed = options.seed.empty() ? fresh_seed() : number(options.seed, "--seed", 0);
    campaign.count = number(options.count, "--count", 1);
    if (options.check != "cpython")
        throw Failure("--engine-check knows cpython, and not " + options.check + ".");
    auto const begun = std::chrono::steady_clock::now();
    std::shared_ptr<judge::Warm> const python = judge::start(options.python, cpython::recorder_script());
    auto const judge = fuzz::judge_of(python);
    std::size_t told = 0;
    auto const result = fuzz::run(campaign, judge, [&](fuzz::Result const& so_far) {
        for (; told < so_far.found.size(); ++told) {
            std::printf("%s\n", fuzz::describe(so_far.found[told]).c_str());
            if (!options.keep.empty()) keep(so_far.found[told], options.keep);
        }
        std::fflush(stdout);
        std::fprintf(stderr, "%llu of %llu programs, %zu differ\n",
                     static_cast<unsigned long long>(so_far.programs),
                     static_cast<unsigned long long>(campaign.count), so_far.differing.size());
    });
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();

    if (!result.differing.empty()) {
        std::string seeds;
        for (std::size_t i = 0; i < result.differing.size() && i < 20; ++i)
            seeds += " " + std::to_string(result.differing[i]);
        std::printf("Seeds that differ:%s%s\n", seeds.c_str(), result.differing.size() > 20 ? " ..." : "");
    }
    std::printf("%llu of %llu programs agree with CPython %s, seeds from %llu on: %llu events compared, %llu "
                "deadlocks, %.0f s\n",
                static_cast<unsigned long long>(result.programs - result.differing.size()),
                static_cast<unsigned long long>(result.programs), to_string(python->version()).c_str(),
                static_cast<unsigned long long>(campaign.first_seed),
                static_cast<unsigned long long>(result.events),
                static_cast<unsigned long long>(result.deadlocks), seconds);
    return result.differing.empty() ? exit_good : exit_bad;
}

} // namespace

Command fuzz_command() {
    auto const options = std::make_shared<FuzzOptions>();
    return {"fuzz",
            "Runs random programs on the miniature and on real CPython, and compares event by event",
            "A program that differs is made as small as it can be and shown. Exit code 1: some differ.",
            "awaitscope fuzz --seed 1 --count 5000",
            {{"--seed", "NUMBER", "Of the first program; without it, another one each time", &options->seed},
             {"--count", "NUMBER", "How many programs; 1000 without it", &options->count},
             {"--engine-check", "cpython", "Who judges", &options->check},
             {"--python", "PROGRAM", "3.11, 3.12 or 3.13; without it, python3 or another that is there",
              &options->python},
             {"--keep", "FOLDER", "Where programs that differ and their traces are kept", &options->keep}},
            [options] { return run_fuzz(*options); }};
}

} // namespace cli
