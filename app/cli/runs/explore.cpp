#include "aio/run/program.hpp"
#include "catalogue/scenarios.hpp"
#include "cli/input.hpp"
#include "cli/runs/parts.hpp"
#include "cpython/program_orders.hpp"
#include "explore/changes.hpp"
#include "explore/words.hpp"
#include "session/miniature.hpp"
#include "session/orders/lesson_orders.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>
#include <unistd.h>

namespace cli {
namespace {

struct ExploreOptions {
    std::string lesson;
    std::vector<std::string> settings;
    std::string vary;
    std::string fails;
    std::string most_runs = "1000000";
    std::string most_seconds = "60";
    std::string threads;
    std::string output;
    bool every = false;
    std::string python;
    std::vector<std::string> arguments;
};

bool means_program(std::string const& name) {
    std::error_code error;
    return name.ends_with(".py") || std::filesystem::is_regular_file(name, error);
}

// "ties,threads,io,sleeps": without any, all four.
explore::Vary vary_of(std::string const& text, std::vector<std::uint32_t> const& outside) {
    bool const all = text.empty();
    explore::Vary vary{all, all, all, all ? outside : std::vector<std::uint32_t>{}};
    for (std::size_t from = 0; !all && from <= text.size();) {
        std::size_t const comma = std::min(text.find(',', from), text.size());
        std::string const word = text.substr(from, comma - from);
        if (word == "ties")
            vary.timers = true;
        else if (word == "threads")
            vary.threads = true;
        else if (word == "io")
            vary.io = true;
        else if (word == "sleeps")
            vary.outside = outside;
        else
            throw Failure("--vary wants ties, threads, io, sleeps, or several with commas between; not " +
                          (word.empty() ? "nothing" : word) + ".");
        from = comma + 1;
    }
    return vary;
}

// How many orders there are; `bound` stands before what is not known exactly.
std::string number_of_orders(explore::Result const& result, char const* bound) {
    return (result.orders_exact ? "" : bound) +
           explore::grouped(std::max(result.orders, static_cast<double>(result.looked_at)));
}

std::string orders_there_are(explore::Result const& result) {
    std::string const number = number_of_orders(result, "at least ");
    return number + (number == "1" || number == "at least 1" ? " order" : " orders");
}

std::atomic<bool> stopped{false};

explore::Options limits(ExploreOptions const& options, explore::Vary vary) {
    explore::Options limits;
    limits.vary = std::move(vary);
    limits.most_runs = static_cast<std::size_t>(whole("--most-runs", options.most_runs, 1, 1'000'000'000));
    limits.most_time = std::chrono::seconds(whole("--most-seconds", options.most_seconds, 1, 86'400));
    int const cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    limits.threads =
        static_cast<unsigned>(options.threads.empty() ? cores : whole("--threads", options.threads, 1, 256));
    limits.skip = !options.every;
    limits.go_on = [](explore::Progress const& progress) {
        if (isatty(STDERR_FILENO) != 0)
            std::fprintf(stderr, "\r%zu orders looked at, %zu waiting \r", progress.looked_at,
                         progress.waiting);
        return !stopped;
    };
    return limits;
}

// What is looked through.
struct Explored {
    explore::Run run;
    std::vector<std::uint32_t> outside; // lines whose sleeps stand for the outside
    std::string of;                     // ", with these knobs"
    std::string command;                // what runs it in an order, but for that; "": -o keeps it
};

Explored explored(ExploreOptions const& options, lesson::Lesson const& lesson) {
    lesson::Knobs const knobs = cli::knobs(lesson, options.settings);
    return {session::lesson_run(lesson, knobs, session::parse_fails(options.fails)),
            session::outside_lines(lesson, knobs), ", with these knobs",
            "awaitscope run " + lesson.id + lesson::typed(lesson, knobs) + " --schedule "};
}

Explored explored(ExploreOptions const& options) {
    if (!options.settings.empty())
        throw Failure("--set is of a lesson; " + options.lesson + " is a program.");
    if (options.vary.find("sleeps") != std::string::npos)
        throw Failure("--vary sleeps is for lessons, which say which sleeps stand for the outside.");
    return {cpython::program_run({options.lesson, options.arguments, options.python},
                                 session::parse_fails(options.fails)),
            {},
            "",
            ""};
}

void tell_break(Explored const& explored, explore::Break const& broken, std::string const& output) {
    explore::Ran const again = explored.run(broken.schedule, true);
    std::printf("%s\n", broken.what.c_str());
    if (broken.changes == 0) {
        std::printf("That is the default order.\n");
    } else {
        std::printf("%s against the default:\n", counted(broken.changes, "change").c_str());
        if (again.log)
            for (std::string const& each :
                 explore::changes_told(*again.log, broken.schedule, again.decisions))
                std::printf("  %s\n", each.c_str());
        if (!explored.command.empty())
            std::printf("To run it so: %s%s\n", explored.command.c_str(), to_string(broken.schedule).c_str());
        else if (output.empty())
            std::printf("With -o FILE.awt that run is kept; awaitscope open FILE.awt steps through it.\n");
    }
    if (!output.empty() && again.log) save(*again.log, output);
}

int explore_one(ExploreOptions const& options, Explored const& explored) {
    explore::Vary const vary = vary_of(options.vary, explored.outside);
    explore::Result const result = explore::explore(explored.run, limits(options, vary));
    std::string const of = " of " + explore::varied(vary) + explored.of;
    if (result.broken) {
        std::printf("%zu of %s%s looked at: this one breaks it.\n", result.looked_at,
                    orders_there_are(result).c_str(), of.c_str());
        tell_break(explored, *result.broken, options.output);
        if (!result.smallest) std::printf("Orders with fewer changes were not all looked at.\n");
        return exit_bad;
    }
    if (result.all && result.looked_at == 1 && result.orders_exact && result.orders == 1) {
        std::printf("It does not break, and there is one order only: nothing here is left to the outside.\n");
    } else if (result.all) {
        std::printf("None breaks it: all %s%s.\n", orders_there_are(result).c_str(), of.c_str());
        if (static_cast<double>(result.looked_at) < result.orders)
            std::printf("%s looked at; the others do what one of these does.\n",
                        counted(result.looked_at, "order").c_str());
    } else {
        std::printf(
            "None of the %zu that were looked at breaks it. There are %s%s; the others were not looked at.\n",
            result.looked_at, orders_there_are(result).c_str(), of.c_str());
    }
    return exit_good;
}

// Every lesson as it comes, a line each.
int explore_all(ExploreOptions const& options, lesson::Catalogue const& all) {
    bool good = true;
    std::printf("%-24s %20s %10s  %s\n", "lesson", "orders", "looked at", "broken by");
    for (lesson::Lesson const& lesson : all.lessons) {
        if (lesson::scenario_of(lesson.id) == nullptr) {
            std::printf("%-24s %20s %10s  %s\n", lesson.id.c_str(), "-", "-", "it has no scenario");
            continue;
        }
        Explored const one = explored(options, lesson);
        explore::Result const result =
            explore::explore(one.run, limits(options, vary_of(options.vary, one.outside)));
        std::string const number = number_of_orders(result, ">= ");
        std::string by = result.all ? "none" : "none of these";
        if (result.broken)
            by = (result.broken->changes == 0 ? "the default: "
                                              : counted(result.broken->changes, "change") + ": ") +
                 result.broken->what;
        std::printf("%-24s %20s %10zu  %s\n", lesson.id.c_str(), number.c_str(), result.looked_at,
                    by.c_str());
        std::fflush(stdout);
        good = good && (!result.broken || result.broken->changes == 0);
        if (stopped) break;
    }
    return good ? exit_good : exit_bad;
}

int explore_orders(ExploreOptions const& options) {
    std::signal(SIGINT, [](int) { stopped = true; });
    auto const all = catalogue();
    if (options.lesson.empty() && !options.settings.empty()) throw Failure("--set is of a lesson: name one.");
    if (options.lesson.empty()) return explore_all(options, *all);
    if (!means_lesson(options.lesson, *all) && means_program(options.lesson))
        return explore_one(options, explored(options));
    if (!options.arguments.empty() || !options.python.empty())
        throw Failure("Arguments and --python are of a program: awaitscope explore PROGRAM.py -- arguments.");
    return explore_one(options, explored(options, lesson::find(*all, options.lesson)));
}

} // namespace

Command explore_command() {
    auto const options = std::make_shared<ExploreOptions>();
    return {
        "explore",
        "Looks for an order of what the outside decides that breaks a program",
        "Given its timings asyncio is deterministic. What is free is the outside: which of two timers "
        "due at once comes first, which "
        "thread ends first, which input is there first, how long a sleep that stands for the outside "
        "takes. Orders with few changes "
        "come first. The exit code is 1 if one breaks it, 0 if none of those looked at does. Without "
        "LESSON: all lessons, in a table. A program of yours runs on CPython under the virtual clock, once "
        "for each order.",
        "awaitscope explore race-lost-update --fails \"final balance 50\"",
        {{"LESSON", "LESSON|PROGRAM.py", "Which one; awaitscope lessons lists them", &options->lesson},
         {"ARGS", "", "The program's own arguments, after --", &options->arguments},
         settings_option(&options->settings),
         {"--python", "PATH", "Which Python runs the program", &options->python},
         {"--vary", "ties,threads,io,sleeps", "What may come in another order; all of it without this",
          &options->vary},
         {"--fails", "assertion|output|deadlock|exception|WORDS",
          "What breaks it: how it ends, other output than the default order has, or a line that is "
          "printed; without it, any bad end",
          &options->fails},
         {"--most-runs", "N", "Looks at no more orders than that (1000000)", &options->most_runs},
         {"--most-seconds", "N", "Looks no longer than that (60)", &options->most_seconds},
         {"--threads", "N", "Looks at so many at once; as many as the machine has cores without this",
          &options->threads},
         {"--every", "", "Runs also orders that cannot differ from another", &options->every},
         {"-o,--output", "FILE.awt", "Keeps the trace of the run that breaks in this file",
          &options->output}},
        [options] { return explore_orders(*options); }};
}

} // namespace cli
