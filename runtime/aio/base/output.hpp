// What a program says: prints, warnings, records of the logger, locals, and the frames of its plain
// functions.
#pragma once
#include "aio/base/detail/execution.hpp"

#include <string_view>

namespace aio {

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

// Shows a local of the frame that executes: `repr` is its value in Python's spelling.
void record_local(std::string_view name, std::string_view repr);

// The same for a name of the module's, in a function or a coroutine.
void record_module_local(std::string_view name, std::string_view repr);

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

// Who acts: the current task, or the work that this thread does. The loop says it (loop/task.cpp).
ObjectId acting();

} // namespace aio
