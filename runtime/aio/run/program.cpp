#include "aio/run/program.hpp"

#include "aio/loop/baton.hpp"
#include "aio/loop/detail/belief.hpp"
#include "aio/loop/policy.hpp"
#include "aio/loop/task.hpp"
#include "aio/net/socket.hpp"
#include "aio/python/context.hpp"
#include "aio/python/errors.hpp"
#include "aio/python/repr.hpp"

#include <cstdio>
#include <set>
#include <string>
#include <utility>

namespace aio {
namespace {

// What runs, as a program finds it, put back when the program ends.
class FreshExecution {
  public:
    FreshExecution()
        : execution_(std::exchange(execution, {})), thread_state_(std::exchange(thread_state, {})) {
        execution.warnings_shown = &own_warnings_;
    }
    FreshExecution(FreshExecution const&) = delete;
    FreshExecution& operator=(FreshExecution const&) = delete;
    ~FreshExecution() {
        end_threads();
        end_network();
        execution = execution_;
        thread_state = thread_state_;
    }

  private:
    Execution execution_;
    ThreadState thread_state_;
    std::set<std::string> own_warnings_;
};

void write_policies(trace::Header& header, ProgramOptions const& options) {
    if (header.engine == "miniature") header.version = to_string(options.rules.version);
    header.clock = name_of(options.clock);
    header.model = name_of(options.models);
    header.schedule = to_string(options.schedule);
    header.interventions.clear();
    for (auto const& each : options.interventions) header.interventions.push_back(to_string(each));
}

} // namespace

void line(std::uint32_t number, std::uint32_t after) {
    auto const* recorder = execution.recorder;
    if (recorder == nullptr || thread_state.frame == nullptr) return;
    Frame& frame = *thread_state.frame;
    auto const& map = recorder->line_map;
    frame.line = (number < map.size() ? map[number] : number) + after;
    frame.source = recorder->source;
    frame.marked = true;
    record(Kind::line, frame.coroutine, {}, frame.depth);
    if (execution.unusual & unusual::interventions) [[unlikely]]
        if (auto const raised = execution.interventions->apply_due()) std::rethrow_exception(raised);
}

void set_asyncio_debug(bool on) { execution.debug = on; }

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
    if (!options.schedule.is_default() || options.decisions || options.settled)
        execution.scheduling = &scheduling;
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
    thread_state.frame = &frame;
    ContextSlot context;
    thread_state.context = &context;
    Policy policy;
    execution.policy = &policy;
    Beliefs beliefs;
    if (!options.models.none()) {
        execution.models = options.models;
        execution.beliefs = &beliefs;
        execution.unusual |= unusual::model;
    }

    trace::End end;
    try {
        try {
            module();
        } catch (Deadlock const&) {
            throw;
        } catch (CallbackLimitReached const&) {
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
            thread_state.frame = nullptr;
            execution.threads->finish();
        }
        policy.finish();
    } catch (CallbackLimitReached const&) {
        end = {1, "cut after a number of callbacks"};
    } catch (Deadlock const& deadlock) {
        end = {1, std::string("deadlock: ") + deadlock.what()};
        write_error(end.error + "\n");
    }
    if (options.log) options.log->set_end(end);
    if (options.decisions) *options.decisions = scheduling.decisions();
    if (options.settled) *options.settled = scheduling.settled();
    return end.exit_code;
}

} // namespace aio
