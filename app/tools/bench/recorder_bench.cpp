#include "tools/bench/recorder_bench.hpp"

#include "process/run.hpp"

namespace bench {

int report_recorder(Recorder const& recorder) {
    process::Command command;
    command.words = {"python3", "-B", AWAITSCOPE_RECORDER_BENCH, "--record", recorder.script};
    if (!recorder.extension.empty())
        command.words.insert(command.words.end(), {"--native", recorder.extension});
    if (!recorder.python.empty()) command.words.insert(command.words.end(), {"--python", recorder.python});
    return process::run_here(std::move(command)).exit_code;
}

} // namespace bench
