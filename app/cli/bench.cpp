#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "commands/command.hpp"
#include "cpython/recorder.hpp"
#include "process/run.hpp"
#include "session/appearance.hpp"
#include "session/miniature.hpp"
#include "shell/offscreen.hpp"
#include "tools/bench/explore_bench.hpp"
#include "tools/bench/recorder_bench.hpp"
#include "tools/bench/runtime_bench.hpp"
#include "views/screen/studio.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>

namespace cli {
namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

double timed(std::function<void()> const& work) {
    auto const begun = Clock::now();
    work();
    return Milliseconds(Clock::now() - begun).count();
}

struct Samples {
    std::vector<double> ms;
    void add(double sample) { ms.push_back(sample); }
    // The value below which this part of the samples lies: 0.5 is the median.
    double at(double part) {
        if (ms.empty()) return 0;
        auto const place =
            std::min(ms.size() - 1, static_cast<std::size_t>(part * static_cast<double>(ms.size())));
        std::nth_element(ms.begin(), ms.begin() + static_cast<std::ptrdiff_t>(place), ms.end());
        return ms[place];
    }
};

void report(char const* what, Samples samples, double limit) {
    double const median = samples.at(0.5);
    std::printf("%-36s %9.4f ms   99 %% below %9.4f ms   limit %5.1f ms%s\n", what, median, samples.at(0.99),
                limit, median <= limit ? "" : "   OVER");
    std::fflush(stdout);
}

shell::OffscreenOptions full_hd(session::Session const& session) {
    shell::OffscreenOptions options;
    options.width = 1920;
    options.height = 1080;
    options.theme = &session::theme_of(session);
    return options;
}

// What a person waits for at the start, as a process of its own does it. Prints when it was done, on the
// clock that all processes share: taking the process down again is not waited for.
void first_frame() {
    session::Session session = open({}, {});
    ui::Studio studio;
    shell::Rendered const rendered = shell::render_offscreen(
        full_hd(session), [&](shell::FrameInput const& input) { return studio.frame(session, input); }, 1);
    if (!rendered.error.empty()) throw Failure(rendered.error);
    std::printf("%lld\n", static_cast<long long>(Clock::now().time_since_epoch().count()));
}

Samples start_to_first_frame() {
    Samples samples;
    process::Command command;
    command.words = {"/proc/self/exe", "bench", "first-frame"};
    for (int i = 0; i < 9; ++i) {
        auto const begun = Clock::now();
        process::Result const result = process::run(command);
        if (result.exit_code != 0) throw Failure("The studio could not be drawn: " + result.error);
        Clock::time_point const done{Clock::duration(std::stoll(result.output))};
        samples.add(Milliseconds(done - begun).count());
    }
    return samples;
}

Samples lesson_run(lesson::Lesson const& lesson) {
    Samples samples;
    lesson::Knobs const knobs = lesson::defaults(lesson);
    for (int i = 0; i < 100; ++i) samples.add(timed([&] { session::run_miniature(lesson, knobs); }));
    return samples;
}

Samples lesson_open(lesson::Catalogue const& all, lesson::Lesson const& lesson) {
    Samples samples;
    lesson::Knobs const knobs = lesson::defaults(lesson);
    session::Session session =
        session::new_session(std::shared_ptr<lesson::Catalogue const>(&all, [](lesson::Catalogue const*) {}));
    for (int i = 0; i < 100; ++i) samples.add(timed([&] { session::open_lesson(session, lesson, knobs); }));
    return samples;
}

Samples steps(session::Session& session, bool forward) {
    Samples samples;
    for (int round = 0; round < 20; ++round) {
        session::apply(session, forward ? session::Command(session::command::SeekStart{})
                                        : session::Command(session::command::SeekEnd{}));
        session::Command const step = session::command::Step{forward, replay::Unit::event};
        for (replay::Position i = 0; i < session.run().size(); ++i)
            samples.add(timed([&] { session::apply(session, step); }));
    }
    return samples;
}

// Of each lesson the median of three; `slowest`: the one that takes longest.
Samples all_lessons_open(lesson::Catalogue const& all, std::string& slowest) {
    Samples samples;
    session::Session session =
        session::new_session(std::shared_ptr<lesson::Catalogue const>(&all, [](lesson::Catalogue const*) {}));
    double longest = 0;
    for (lesson::Lesson const& each : all.lessons) {
        Samples of_this;
        for (int i = 0; i < 3; ++i)
            of_this.add(timed([&] { session::apply(session, session::command::OpenLesson{each.id}); }));
        samples.add(of_this.at(0.5));
        if (samples.ms.back() <= longest) continue;
        longest = samples.ms.back();
        slowest = each.id;
    }
    return samples;
}

// What one waits for after the key: the command, and the frame that shows the list.
Samples list_opens(session::Session& session) {
    std::string error;
    auto const offscreen = shell::Offscreen::open(full_hd(session), error);
    if (!offscreen) throw Failure(error);
    Samples samples;
    for (int i = 0; i < 20; ++i) {
        ui::Studio studio;
        session::apply(session, session::command::ShowOverlay{session::Overlay::none});
        offscreen->run([&](shell::FrameInput const& input) { return studio.frame(session, input); });
        offscreen->run([&](shell::FrameInput const& input) {
            shell::FrameOutput output;
            samples.add(timed([&] {
                session::apply(session, session::command::ShowOverlay{session::Overlay::lessons});
                output = studio.frame(session, input);
            }));
            return output;
        });
    }
    return samples;
}

// Every frame shows another moment, so that nothing can be kept from the one before.
Samples ui_frames(session::Session& session, replay::Position from = 0) {
    std::string error;
    auto const offscreen = shell::Offscreen::open(full_hd(session), error);
    if (!offscreen) throw Failure(error);
    ui::Studio studio;
    Samples samples;
    auto const frame = [&](shell::FrameInput const& input) {
        shell::FrameOutput output;
        samples.add(timed([&] { output = studio.frame(session, input); }));
        return output;
    };
    session::apply(session, session::command::Seek{from});
    for (replay::Position i = 0; i < std::min<replay::Position>(session.run().size() - from, 60); ++i) {
        session::apply(session, session::command::Step{true, replay::Unit::event});
        offscreen->run(frame);
    }
    return samples;
}

void bench_studio() {
    auto const all = catalogue();
    // Some lesson that has much to show.
    lesson::Lesson const* lesson = &all->lessons.front();
    for (lesson::Lesson const& each : all->lessons)
        if (each.id == "gather-order") lesson = &each;
    session::Session session = open(lesson->id, {});
    std::printf("%s, %llu events; medians\n", lesson->id.c_str(),
                static_cast<unsigned long long>(session.run().size()));
    report("start to first frame offscreen", start_to_first_frame(), 200);
    report("lesson run", lesson_run(*lesson), 5);
    report("lesson run, indexed and compared", lesson_open(*all, *lesson), 5);
    report("step", steps(session, true), 0.1);
    report("step back", steps(session, false), 0.1);
    report("studio UI build of a frame", ui_frames(session), 1);
    std::string slowest;
    auto opens = all_lessons_open(*all, slowest);
    report("a lesson opens", opens, 30);
    std::printf("%-36s %9.4f ms   %s\n", "the slowest of them", opens.at(1), slowest.c_str());
    report("the list of lessons opens", list_opens(session), 50);
}

// How the studio keeps up with a long one.
void bench_recording(std::string const& file) {
    session::Session session;
    double const opening = timed([&] { session = open(file, {}); });
    auto const size = session.run().size();
    std::printf("%s, %llu events; medians\nopens in %.0f ms\n", file.c_str(),
                static_cast<unsigned long long>(size), opening);
    Samples steps;
    session::apply(session, session::command::Seek{size / 2});
    for (int i = 0; i < 100; ++i)
        steps.add(timed([&] { session::apply(session, session::command::Step{true, replay::Unit::event}); }));
    report("step in the middle", steps, 0.1);
    report("frame in the middle", ui_frames(session, size / 2), 16);
    report("frame at the end", ui_frames(session, size - std::min<replay::Position>(size, 60)), 16);
    session::apply(session, session::command::ToggleWholeRun{});
    report("frame with the whole run", ui_frames(session, size / 2), 16);
    session::apply(session, session::command::Fit{});
    report("frame with all of it in the width", ui_frames(session, size / 2), 16);
}

} // namespace

Command bench_command() {
    auto const what = std::make_shared<std::string>("studio");
    auto const python = std::make_shared<std::string>();
    return {"bench",
            "Measures: the studio (a start, a lesson, a step, a frame), the runtime beside asyncio, "
            "uvloop and asio, looking through orders beside running them, or what recording costs",
            "",
            "awaitscope bench runtime",
            {{"WHAT", "studio|runtime|explore|recorder|FILE.awt",
              "What to measure; a recording: the studio with it open", what.get()},
             {"--python", "PATH", "Whose programs bench recorder records", python.get()}},
            [what, python] {
                if (!python->empty() && *what != "recorder")
                    throw Failure("--python goes with bench recorder only.");
                if (*what == "studio")
                    bench_studio();
                else if (*what == "runtime")
                    bench::report_runtime();
                else if (*what == "explore")
                    bench::report_explore();
                else if (*what == "recorder")
                    return bench::report_recorder(
                        {cpython::recorder_script().string(), cpython::extension_folder().string(), *python});
                else if (what->ends_with(".awt"))
                    bench_recording(*what);
                else if (*what == "first-frame") // what bench studio starts, and times from outside
                    first_frame();
                else
                    throw Failure(
                        "bench measures the studio, the runtime, explore, the recorder or a recording, not " +
                        *what + ".");
                return exit_good;
            }};
}

} // namespace cli
