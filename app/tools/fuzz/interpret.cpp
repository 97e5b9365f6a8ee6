#include "tools/fuzz/interpret.hpp"

#include "tools/fuzz/machine.hpp"

namespace fuzz {

trace::Log run_on_miniature(Program const& program, std::string const& python, aio::Rules rules) {
    trace::Log log({1, "miniature", to_string(rules.version), "virtual", "program.py", {}, {}});
    aio::ProgramOptions options;
    options.log = &log;
    options.source = log.add_source({"program.py", python, {}});
    options.rules = rules;
    options.output = [](std::string_view) {};
    options.error = [](std::string_view) {};
    Machine machine(program);
    aio::run_program([&] { machine.run(); }, std::move(options));
    return log;
}

} // namespace fuzz
