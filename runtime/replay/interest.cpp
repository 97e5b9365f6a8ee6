#include "replay/interest.hpp"

namespace replay {
namespace {

using trace::Kind;

bool is_detail(Kind kind) {
    switch (kind) {
    case Kind::handle_ready:
    case Kind::handle_run:
    case Kind::handle_end:
    case Kind::future_callback:
    case Kind::future_create:
    case Kind::loop_select:
    case Kind::local: return true;
    default: return false;
    }
}

} // namespace

Interest interest(trace::Event const& event) {
    switch (event.kind) {
    case Kind::task_create:
    case Kind::task_cancel: return Interest::task;
    case Kind::line: return Interest::line;
    case Kind::coro_create: return Interest::coroutine;
    case Kind::handle_due: return Interest::timer;
    case Kind::coro_suspend:
    case Kind::coro_start:
    case Kind::coro_resume:
    case Kind::coro_throw:
    case Kind::print:
    case Kind::task_step:
    case Kind::task_done:
    case Kind::loop_iteration: return Interest::turn;
    default: return Interest::small;
    }
}

std::vector<Position> main_events(trace::Log const& log) {
    std::vector<Position> rows;
    for (trace::Step step = 0; step < log.size(); ++step)
        if (!is_detail(log[step].kind)) rows.push_back(step + 1);
    return rows;
}

std::vector<Intervened> interventions(trace::Log const& log) {
    std::vector<Intervened> found;
    for (trace::Step step = 0; step < log.size(); ++step)
        if (log[step].kind == Kind::run_intervene)
            found.push_back({step, log.text(log[step]) == "without effect"});
    return found;
}

} // namespace replay
