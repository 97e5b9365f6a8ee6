#include "aio/program.hpp"

#include "aio/belief.hpp"
#include "aio/context.hpp"
#include "aio/errors.hpp"
#include "aio/socket.hpp"
#include "aio/task.hpp"
#include "aio/text.hpp"
#include "aio/threads.hpp"

#include <cstdio>
#include <set>
#include <string>
#include <utility>

namespace aio {
namespace {

// Who acts: the current task, or the work that this thread does.
ObjectId actor() {
    if (execution.task) return execution.task->id();
    return execution.strand ? execution.strand->job : ObjectId{};
}

// The thread's execution as a program finds it, put back when the program ends.
class FreshExecution {
  public:
    FreshExecution() : execution_(std::exchange(execution, {})) { execution.warnings_shown = &own_warnings_; }
    FreshExecution(FreshExecution const&) = delete;
    FreshExecution& operator=(FreshExecution const&) = delete;
    ~FreshExecution() {
        end_threads();
        end_network();
        execution = execution_;
    }

  private:
    Execution execution_;
    std::set<std::string> own_warnings_;
};

// As the warnings module does by default: the same warning is shown once for each line it comes from.
bool is_shown_already(std::string const& warning) {
    Frame const* frame = execution.frame;
    if (execution.warnings_shown == nullptr || frame == nullptr || !frame->marked) return false;
    auto const place = std::to_string(frame->source) + ":" + std::to_string(frame->line) + " ";
    return !execution.warnings_shown->insert(place + warning).second;
}

void write_policies(trace::Header& header, ProgramOptions const& options) {
    header.clock = name_of(options.clock);
    header.model = name_of(options.model);
    header.schedule = to_string(options.schedule);
    header.interventions.clear();
    for (auto const& each : options.interventions) header.interventions.push_back(to_string(each));
}

} // namespace

void write_error(std::string_view text) {
    if (execution.error && *execution.error)
        (*execution.error)(text);
    else
        std::fwrite(text.data(), 1, text.size(), stderr);
}

void line(std::uint32_t number, std::uint32_t after) {
    auto const* recorder = execution.recorder;
    if (recorder == nullptr || execution.frame == nullptr) return;
    Frame& frame = *execution.frame;
    auto const& map = recorder->line_map;
    frame.line = (number < map.size() ? map[number] : number) + after;
    frame.source = recorder->source;
    frame.marked = true;
    record(Kind::line, frame.coroutine, {}, frame.depth);
    if (execution.unusual & unusual::interventions) [[unlikely]]
        execution.interventions->apply_due();
}

FunctionFrame::FunctionFrame() {
    if (Frame* below = execution.frame) {
        frame_.below = below;
        frame_.coroutine = below->coroutine;
        frame_.depth = static_cast<std::uint16_t>(below->depth + 1);
    }
    execution.frame = &frame_;
}

FunctionFrame::~FunctionFrame() { execution.frame = frame_.below; }

void set_asyncio_debug(bool on) { execution.debug = on; }

void record_local(std::string_view name, std::string_view repr) {
    Frame const* frame = execution.frame;
    if (frame == nullptr) return;
    std::string text(name);
    text += " = ";
    text += repr;
    record_at(frame, Kind::local, frame->coroutine, {}, intern(Kind::local, text));
}

void warn(std::string_view category, std::string_view message) {
    std::string text(category);
    text += ": ";
    text += message;
    if (is_shown_already(text)) return;
    record_text(Kind::warn, actor(), {}, [&] { return std::string_view(text).substr(0, text.find('\n')); });
    write_error(text + "\n");
}

void log_error(std::string_view message, std::string_view details) {
    record_text(Kind::log, actor(), {}, [&] { return message; });
    write_error(std::string(message) + "\n" + std::string(details));
}

void write_output(std::string_view text) {
    record_text(Kind::print, actor(), {}, [&] { return text; });
    if (execution.output && *execution.output)
        (*execution.output)(text);
    else
        std::fwrite(text.data(), 1, text.size(), stdout);
}

int run_program(std::function<void()> const& module, ProgramOptions options) {
    FreshExecution const fresh;
    Recorder recorder;
    if (options.log) {
        recorder.log = options.log;
        recorder.mask = options.mask;
        recorder.source = options.source;
        recorder.line_map = std::move(options.line_map);
        recorder.source_of = std::move(options.source_of);
        set_recorder(&recorder);
    }
    execution.rules = options.rules;
    execution.debug = options.debug;
    Scheduling scheduling(options.schedule);
    if (!options.schedule.is_default() || options.decisions) execution.scheduling = &scheduling;
    Interventions interventions(options.interventions);
    if (!options.interventions.empty()) {
        execution.interventions = &interventions;
        execution.unusual |= unusual::interventions;
    }
    if (options.limit) {
        execution.limit = options.limit;
        execution.unusual |= unusual::limited;
    }
    if (options.clock == Clock::steady) use_steady_clock();
    if (options.log) write_policies(options.log->header(), options);
    execution.output = &options.output;
    execution.error = &options.error;
    Frame frame;
    execution.frame = &frame;
    ContextSlot context;
    execution.context = &context;
    Beliefs beliefs;
    if (options.model != Model::truth) {
        execution.model = options.model;
        execution.beliefs = &beliefs;
        execution.unusual |= unusual::model;
    }

    trace::End end;
    try {
        try {
            module();
        } catch (Deadlock const&) {
            throw;
        } catch (Cut const&) {
            throw;
        } catch (SystemExit const& exit) {
            if (!exit.message().empty()) {
                end = {1, exit.message()};
                write_error(end.error + "\n");
            }
        } catch (...) {
            auto const error = std::current_exception();
            end = {holds<KeyboardInterrupt>(error) ? 130 : 1, traceback_line(error)};
            write_error("Traceback (most recent call last):\n" + end.error + "\n");
        }
        if (execution.threads) {
            execution.frame = nullptr;
            execution.threads->finish();
        }
    } catch (Cut const&) {
        end = {1, "cut after a number of callbacks"};
    } catch (Deadlock const& deadlock) {
        end = {1, std::string("deadlock: ") + deadlock.what()};
        write_error(end.error + "\n");
    }
    if (options.log) options.log->set_end(end);
    if (options.decisions) *options.decisions = scheduling.decisions();
    return end.exit_code;
}

} // namespace aio
