#include "catalogue/scenarios.hpp"
#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cpython/recorder.hpp"
#include "replay/compare.hpp"
#include "session/miniature.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>

namespace cli {
namespace {

// One lesson with one setting of its knobs, on both engines.
struct Variant {
    lesson::Lesson const* lesson = nullptr;
    lesson::Knobs knobs;
    bool done = false;
    bool agree = false;
    std::size_t compared = 0;
    std::string version; // of CPython
    std::string report;  // what differs, in full
    std::string failure; // why it could not be run
};

std::string output_difference(session::Recording const& mini, session::Recording const& cpython) {
    if (mini.output == cpython.output && mini.exit_code == cpython.exit_code) return {};
    return "the traces agree, but what the programs printed or their exit codes do not:\n--- miniature, exit "
           "code " +
           std::to_string(mini.exit_code) + "\n" + mini.output + "--- CPython, exit code " +
           std::to_string(cpython.exit_code) + "\n" + cpython.output;
}

void verify(Variant& variant) {
    try {
        session::Recording const cpython = cpython::run(*variant.lesson, variant.knobs);
        session::Recording const mini = session::run_miniature(*variant.lesson, variant.knobs);
        variant.version = cpython.log.header().version;
        replay::Comparison const comparison = replay::compare(mini.log, cpython.log);
        variant.compared = comparison.compared;
        if (!cpython.damage.empty())
            variant.report = cpython.damage;
        else if (!comparison.agree)
            variant.report = comparison.difference ? comparison.difference->text : "the traces differ";
        else
            variant.report = output_difference(mini, cpython);
        variant.agree = variant.report.empty();
    } catch (std::exception const& error) {
        variant.failure = error.what();
    }
}

std::vector<lesson::Lesson const*> chosen(lesson::Catalogue const& all,
                                          std::vector<std::string> const& names) {
    std::vector<lesson::Lesson const*> lessons;
    for (std::string const& name : names) lessons.push_back(&lesson::find(all, name));
    if (names.empty())
        for (lesson::Lesson const& lesson : all.lessons) lessons.push_back(&lesson);
    return lessons;
}

std::string count(std::size_t number, std::string const& thing) {
    return std::to_string(number) + " " + thing + (number == 1 ? "" : "s");
}

class Runner {
  public:
    explicit Runner(std::vector<Variant>& variants) : variants_(variants) {
        unsigned const workers = std::max(2U, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < workers; ++i) threads_.emplace_back([this] { work(); });
    }
    Runner(Runner const&) = delete;
    Runner& operator=(Runner const&) = delete;
    ~Runner() {
        for (std::thread& thread : threads_) thread.join();
    }
    void wait_for(Variant const& variant) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return variant.done; });
    }

  private:
    void work() {
        for (std::size_t i = next_++; i < variants_.size(); i = next_++) {
            verify(variants_[i]);
            std::lock_guard const lock(mutex_);
            variants_[i].done = true;
            changed_.notify_all();
        }
    }

    std::vector<Variant>& variants_;
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::thread> threads_;
};

int verify(std::vector<std::string> const& names) {
    auto const all = catalogue();
    std::vector<Variant> variants;
    std::size_t width = 0;
    for (lesson::Lesson const* lesson : chosen(*all, names)) {
        width = std::max(width, lesson->id.size());
        if (lesson::scenario_of(lesson->id) == nullptr) {
            std::printf("%s runs on CPython only: there is nothing to compare\n", lesson->id.c_str());
            continue;
        }
        for (lesson::Knobs& knobs : lesson::all_samples(*lesson)) {
            Variant variant;
            variant.lesson = lesson;
            variant.knobs = std::move(knobs);
            variants.push_back(std::move(variant));
        }
    }

    std::size_t lessons = 0;
    std::size_t good_lessons = 0;
    std::string version;
    bool told = false;
    Runner runner(variants);
    for (std::size_t first = 0; first < variants.size();) {
        lesson::Lesson const& lesson = *variants[first].lesson;
        std::size_t last = first;
        std::size_t good = 0;
        std::size_t compared = 0;
        Variant const* bad = nullptr;
        for (; last < variants.size() && variants[last].lesson == &lesson; ++last) {
            Variant const& variant = variants[last];
            runner.wait_for(variant);
            if (!variant.failure.empty()) throw Failure(variant.failure);
            compared += variant.compared;
            if (version.empty()) version = variant.version;
            if (variant.agree)
                ++good;
            else if (bad == nullptr)
                bad = &variant;
        }
        ++lessons;
        std::size_t const number = last - first;
        if (bad == nullptr) {
            ++good_lessons;
            std::printf("%-*s  %s agree, %zu events compared\n", static_cast<int>(width), lesson.id.c_str(),
                        count(number, "variant").c_str(), compared);
        } else {
            std::printf("%-*s  %zu of %s agree; the first that does not: %s\n", static_cast<int>(width),
                        lesson.id.c_str(), good, count(number, "variant").c_str(),
                        lesson::label(bad->knobs).c_str());
            if (!told) std::printf("%s%s", bad->report.c_str(), bad->report.ends_with('\n') ? "" : "\n");
            told = true;
        }
        std::fflush(stdout);
        first = last;
    }
    std::printf("%zu of %s %s with CPython %s, %s\n", good_lessons, count(lessons, "lesson").c_str(),
                lessons == 1 ? "agrees" : "agree", version.empty() ? "(not run)" : version.c_str(),
                count(variants.size(), "variant").c_str());
    return good_lessons == lessons && all->broken.empty() ? exit_good : exit_bad;
}

} // namespace

Command verify_command() {
    auto const names = std::make_shared<std::vector<std::string>>();
    return {
        "verify",
        "Runs lessons on the miniature and on real CPython, with every what-if, and compares event by event",
        "Exit code 1: something differs.",
        "awaitscope verify gather-order",
        {{"LESSON", "", "Which ones; without any, all", names.get()}},
        [names] { return verify(*names); }};
}

} // namespace cli
