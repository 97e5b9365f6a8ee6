// Running a C++ program as a lesson runs: with a module frame, named lines, captured output and a recording.
#pragma once
#include "aio/clock.hpp"
#include "aio/cut.hpp"
#include "aio/execution.hpp"
#include "aio/intervention.hpp"
#include "aio/schedule.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace aio {

// Says that line `number` of the program is about to run (`after`: that many lines below it, for lines
// that only a variant has). The frame that executes takes it as its position.
void line(std::uint32_t number, std::uint32_t after = 0);

// A function of the program that is no coroutine: while it lives, lines belong to it.
class FunctionFrame {
  public:
    FunctionFrame();
    FunctionFrame(FunctionFrame const&) = delete;
    FunctionFrame& operator=(FunctionFrame const&) = delete;
    ~FunctionFrame();

  private:
    Frame frame_;
};

// os.environ["PYTHONASYNCIODEBUG"] = "1" (or ""): for the loops made from now on.
void set_asyncio_debug(bool on);

// Shows a local of the frame that executes: `repr` is its value in Python's spelling.
void record_local(std::string_view name, std::string_view repr);

struct ProgramOptions {
    trace::Log* log = nullptr; // null: not recorded
    trace::KindMask mask = trace::KindMask::everything();
    Rules rules;
    // What the run is made under; the trace's header says it.
    Model model = Model::truth;
    Clock clock = Clock::virtual_;
    std::vector<Intervention> interventions;
    Schedule schedule;
    std::vector<Decision>* decisions = nullptr; // if given, gets those the run made
    CallbackLimit* limit = nullptr;             // if given, the program is cut when it is used up
    bool debug = false;                         // PYTHONASYNCIODEBUG is set: loops begin in debug mode
    std::uint16_t source = 0;                   // the log's source that aio::line speaks of
    std::vector<std::uint32_t> line_map;        // see Recorder
    std::function<std::uint16_t(char const*)> source_of; // see Recorder
    std::function<void(std::string_view)> output;        // empty: standard output
    std::function<void(std::string_view)> error;         // warnings and tracebacks; empty: standard error
};

// Runs `module` as the body of a program on a fresh virtual clock and returns its exit code: 0, or 1 if an
// exception left it (130 if it was KeyboardInterrupt), which is then reported as Python does. The log, if
// any, gets its end.
int run_program(std::function<void()> const& module, ProgramOptions options);

// A Python warning: recorded, and written to the program's error output. As Python's own filter has it, a
// program's second warning of the same text and line is not shown.
void warn(std::string_view category, std::string_view message);

// A record of the asyncio logger: what no caller could be told. `details`, whole lines, are written but not
// recorded.
void log_error(std::string_view message, std::string_view details = {});

// To the program's error output; not recorded.
void write_error(std::string_view text);

// Output of the program: recorded as one print, and written.
void write_output(std::string_view text);

} // namespace aio
