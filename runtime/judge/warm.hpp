// A CPython that was started once and records one program after the other, each as if it were alone.
#pragma once
#include "aio/base/schedule.hpp"
#include "aio/base/version_rules.hpp"
#include "trace/log.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace judge {

// CPython could not do it; what() is one sentence that says why and what to do.
struct Error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Recorded {
    trace::Log log;
    std::string trace;  // as it was written
    std::string output; // standard output
    // Of a run whose order was named.
    std::vector<aio::Decision> decisions;
    std::string outside; // what it waited for that no order decides: "waitpid"; "": nothing
};

void require_recorder(std::filesystem::path const& recorder); // Error if record.py is not there

class Warm {
  public:
    // Starts `python`, a path or a name of PATH. Throws Error if it is not there, or is no Python.
    explicit Warm(std::string python, std::filesystem::path recorder,
                  std::chrono::seconds limit = std::chrono::seconds(600));
    Warm(Warm const&) = delete;
    Warm& operator=(Warm const&) = delete;
    ~Warm(); // ends it, whatever it does

    std::string const& python() const { return python_; }
    aio::PythonVersion const& version() const { return version_; }

    // One for each program, in order. Throws Error; the process is of no use then.
    std::vector<Recorded> record(std::vector<std::string> const& programs);
    // A program's file under a schedule without sleeps. Throws Error.
    Recorded record(std::filesystem::path const& file, std::string const& text,
                    std::vector<std::string> const& arguments, aio::Schedule const& schedule);

  private:
    struct Process;

    [[noreturn]] void fail(std::string const& where) const;
    // Sends `requests` and gives the answer as far as `complete` says it goes; what it says of an answer that
    // is not whole is npos.
    template <typename Complete>
    std::string ask(std::string_view requests, Complete complete, std::string const& where);
    // The trace, then so many lines of an object each: what was printed, and `last`, if there is one more.
    Recorded answer_to(std::string const& request, int lines, std::string const& where, std::string& last);

    std::string python_;
    std::chrono::seconds limit_; // of real time, for one program
    std::unique_ptr<Process> process_;
    std::string rest_; // of what it has written
    aio::PythonVersion version_;
};

} // namespace judge
