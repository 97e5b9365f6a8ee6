#include "replay/findings/cancelling.hpp"

#include "replay/findings/place_words.hpp"
#include "replay/names.hpp"

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;

void Cancelling::look(Event const& event, State const& state, std::vector<Problem>& into) {
    switch (event.kind) {
    case Kind::task_cancel: asked(event, state); break;
    case Kind::coro_throw: {
        if (!index_->log().text(event).starts_with("CancelledError(")) break;
        auto& places = thrown_[state.current_task];
        places = {place_of(event)};
        auto const* leaf = state.coroutine(event.subject);
        for (auto const* each = leaf ? state.coroutine(leaf->awaiter) : nullptr; each && places.size() < 1000;
             each = state.coroutine(each->awaiter))
            places.push_back(each->at());
        break;
    }
    case Kind::task_uncancel: uncancelled(event, state, into); break;
    case Kind::task_done: task_done(event, state, into); break;
    default: break;
    }
}

void Cancelling::asked(Event const& event, State const& state) {
    auto const* handle = state.handle(state.current_handle);
    if (!state.current_task && handle && handle->words.ends_with("_on_timeout")) {
        if (timeout_handle_ != handle->id) {
            timeout_handle_ = handle->id;
            timeout_of_ = event.subject;
            timed_out_.insert(event.subject);
        } else {
            asked_[event.subject] = timeout_of_; // the timeout's task waits for it, and passes it on
        }
        return;
    }
    if (event.line != 0 && state.current_task != event.subject) asked_[event.subject] = {};
}

// Delivered a cancel, and yet it ended with a result: whoever asked will not be obeyed. uncancel() says that
// it was meant so (timeout() does).
void Cancelling::task_done(Event const& event, State const& state, std::vector<Problem>& into) {
    auto const* task = state.task(event.subject);
    auto const asked = asked_.find(event.subject);
    if (!task || task->state != TaskState::done || task->deliveries == 0 || task->cancel_requests == 0 ||
        asked == asked_.end())
        return;
    Place const at = kept_by(event.subject, 0);
    ObjectId const whose = asked->second;
    std::string const name = display_name(*index_, event.subject);
    into.push_back({ProblemKind::swallowed_cancellation, state.position, event.subject,
                    name + " was cancelled" +
                        (whose ? " by the timeout of " + display_name(*index_, whose) : "") +
                        ", caught CancelledError" + at_words(index_->log(), at) + " and ended normally" +
                        (whose ? ": so no TimeoutError comes" : ""),
                    at});
}

// A timeout() that is left although its time was over: the error that should come to it was kept further in.
void Cancelling::uncancelled(Event const& event, State const& state, std::vector<Problem>& into) {
    if (timed_out_.erase(event.subject) == 0) return;
    Place const at = kept_by(event.subject, event.line);
    if (!at) return;
    into.push_back({ProblemKind::swallowed_cancellation, state.position, event.subject,
                    "The timeout of " + display_name(*index_, event.subject) +
                        at_words(index_->log(), place_of(event)) +
                        " cancelled it, but the CancelledError was caught" + at_words(index_->log(), at) +
                        ": so no TimeoutError comes",
                    at});
}

Place Cancelling::kept_by(ObjectId task, std::uint32_t until) {
    auto const thrown = thrown_.find(task);
    if (thrown == thrown_.end()) return {};
    for (Place const& place : thrown->second) {
        auto const* source = index_->log().source(place.source);
        if (!source) continue;
        auto const& catching = texts_.try_emplace(place.source, source->text).first->second;
        auto const caught = catching.at(place.line, until);
        if (caught.line) return {place.source, *caught.line};
        if (caught.reached) return {};
    }
    return {};
}

} // namespace replay
