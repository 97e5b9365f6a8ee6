// The subcommands of awaitscope, one file each.
#pragma once
#include <CLI/CLI.hpp>
#include <stdexcept>

namespace cli {

// What was asked cannot be done; what() is one sentence for standard error.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Exit codes, besides those of programs that are run.
inline constexpr int exit_good = 0;
inline constexpr int exit_bad = 1;   // a check said no: traces differ, a file is damaged
inline constexpr int exit_usage = 2; // what was asked cannot be done

// Each adds its subcommand; when that is chosen it runs while the arguments are parsed, and leaves its exit
// code. Throws Failure.
void add_open(CLI::App& app, int& exit_code);
void add_lessons(CLI::App& app, int& exit_code);
void add_run(CLI::App& app, int& exit_code);
void add_record(CLI::App& app, int& exit_code);
void add_show(CLI::App& app, int& exit_code);
void add_events(CLI::App& app, int& exit_code);
void add_render(CLI::App& app, int& exit_code);
void add_verify(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_bench(CLI::App& app, int& exit_code);

} // namespace cli
