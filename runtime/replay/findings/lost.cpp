#include "replay/findings/lost.hpp"

#include "replay/findings/place_words.hpp"
#include "replay/names.hpp"

#include <utility>

namespace replay {

using trace::Kind;

void Lost::look(trace::Event const& event, State const& state, std::vector<Problem>& into) {
    switch (event.kind) {
    case Kind::task_step: took_ = {}; break;
    case Kind::queue_get: took_ = event.object; break;
    case Kind::handle_ready: done_.reset(); break; // somebody hears of it
    case Kind::task_done: {
        auto const* task = state.task(event.subject);
        auto const* maker = task ? state.task(task->created_by) : nullptr;
        if (!took_ || took_ != event.subject || !task || task->state != TaskState::done || !maker ||
            maker->state != TaskState::cancelled)
            break;
        auto const& log = index_->log();
        auto const value = task->outcome.substr(std::string_view("result ").size());
        auto const* coroutine = state.coroutine(maker->coroutine);
        std::string const whose = display_name(*index_, maker->id) +
                                  (coroutine ? " (" + one_line(coroutine->label) + ")" : std::string());
        done_ = Problem{ProblemKind::lost_result, state.position, task->id,
                        one_line(value) + " was lost: " + display_name(*index_, task->id) +
                            " took it out of a queue for " + whose + ", which had been cancelled" +
                            at_words(log, maker->cancelled_line) + " and cannot receive it any more",
                        task->created_line ? task->created_line : place_of(event)};
        break;
    }
    case Kind::handle_end:
        if (done_) into.push_back(std::move(*done_));
        done_.reset();
        break;
    default: break;
    }
}

} // namespace replay
