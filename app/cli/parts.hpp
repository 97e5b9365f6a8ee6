// The subcommands of awaitscope, one file each. A subcommand is plain data: parse.cpp alone knows CLI11,
// which is dear to compile.
#pragma once
#include <functional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace cli {

// What was asked cannot be done; what() is one sentence for standard error.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Exit codes, besides those of programs that are run.
inline constexpr int exit_good = 0;
inline constexpr int exit_bad = 1;   // a check said no: traces differ, a file is damaged
inline constexpr int exit_usage = 2; // what was asked cannot be done

// `names`: "-o,--output", or a bare word for an argument that is known by its place. A list takes one value
// each time it is named, or by place all that are left. What is not given keeps its value.
struct Option {
    std::string names;
    std::string type; // what stands in the help for its value: "FILE.awt"; empty for a switch
    std::string what; // in the help
    std::variant<bool*, std::string*, std::vector<std::string>*> target;
    bool required = false;
};

struct Command {
    std::string name;
    std::string what;    // one line
    std::string more;    // further lines of the help; may be empty
    std::string example; // a whole command line
    std::vector<Option> options;
    std::function<int()> run; // its exit code; keeps alive what the options point to. Throws Failure
};

Command open_command();
Command lessons_command();
Command lecture_command();
Command models_command();
Command record_command();
Command show_command();
Command events_command();
Command render_command();
Command verify_command();
Command check_command();
Command answers_command();
Command settings_command();
Command fuzz_command();
Command bench_command();

// Options that several commands have.
Option input_option(std::string* target, bool required = true);
Option settings_option(std::vector<std::string>* target);
Option at_option(std::string* target);

// Reads the words of a command line and runs the command they name; --help and --version are answered here.
// Throws Failure for words that are none of a command's.
int run_words(std::vector<Command> const& commands, std::vector<std::string> words);

} // namespace cli
