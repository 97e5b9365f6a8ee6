#include "views/panels/facts.hpp"

#include "replay/describe.hpp"
#include "trace/log.hpp"

#include <algorithm>

namespace {

using replay::Index;
using replay::Place;
using replay::Position;
using replay::State;
using trace::ObjectId;
using trace::ObjectType;

class Teller {
  public:
    Teller(State const& state, Index const& index, bool exact)
        : state_(state), index_(index), exact_(exact) {}

    ui::Facts of(ObjectId id) {
        facts_.about = id;
        switch (id.type()) {
        case ObjectType::task: task(id); break;
        case ObjectType::coroutine: coroutine(id); break;
        case ObjectType::future: future(id); break;
        case ObjectType::handle: handle(id); break;
        case ObjectType::sync:
        case ObjectType::queue: tool(id); break;
        case ObjectType::loop: loop(id); break;
        case ObjectType::io: socket(id); break;
        case ObjectType::process: process(id); break;
        case ObjectType::none: module(); break;
        default: break;
        }
        if (exact_ && id) code("id", trace::to_string(id));
        return std::move(facts_);
    }

  private:
    void head(ObjectId id, std::string kind) {
        facts_.title = name(id);
        facts_.kind = std::move(kind);
    }
    void say(std::string label, std::string value, ObjectId object = {}, Position moment = 0,
             bool code = false) {
        if (!value.empty())
            facts_.facts.push_back({std::move(label), std::move(value), code, object, moment});
    }
    void code(std::string label, std::string_view value, ObjectId object = {}) {
        say(std::move(label), std::string(value), object, 0, true);
    }
    std::string name(ObjectId id) const { return replay::display_name(index_, id); }

    std::string place(Place at) const {
        if (!at) return {};
        auto const* source = index_.log().source(at.source);
        return std::to_string(at.line) + " of " + (source ? source->name : "the program");
    }

    void locals(std::vector<replay::Frame> const& frames) {
        if (frames.empty()) return;
        std::string all;
        for (auto const& local : frames.back().locals)
            all += (all.empty() ? "" : "  ") + std::string(local.name) + "=" +
                   replay::expand(index_, local.value);
        code("locals", all);
    }

    void created(Position at, ObjectId by, Place where) {
        std::string words = by ? name(by) : where ? "the program" : "";
        if (where) words += (words.empty() ? "line " : ", line ") + std::to_string(where.line);
        say("created by", words, by, at);
    }

    // "gather → Task-1": a gather's future is named with the task behind it.
    void awaited_by(ObjectId by) {
        if (!by) return;
        auto const* future = state_.future(by);
        if (!future) {
            say("awaited by", name(by), by);
            return;
        }
        std::string words(future->purpose);
        if (future->awaited_by) words += " → " + name(future->awaited_by);
        say("awaited by", words, future->awaited_by ? future->awaited_by : by);
    }

    void task(ObjectId id) {
        auto const* task = state_.task(id);
        if (!task) return;
        head(id, "task");
        auto const leaf_id = state_.leaf_of(id);
        auto const* own = state_.coroutine(task->coroutine);
        auto const* leaf = state_.coroutine(leaf_id ? leaf_id : task->coroutine);
        std::string state(words(task->state));
        if (task->state == replay::TaskState::running && task->delivering)
            state += ", with CancelledError thrown in";
        say("state", state, {}, task->since);
        if (own) code("coroutine", own->label, own->id);
        if (leaf && leaf != own) code("now in", leaf->label, leaf->id);
        if (leaf && !is_over(task->state))
            say("line", leaf->at() ? place(leaf->at()) : "none yet: not started");
        if (task->state == replay::TaskState::waiting) {
            auto const words = replay::expand(index_, task->awaiting_words);
            code("awaits", words.empty() ? "its next turn" : words, task->awaiting);
            if (task->due) say("due", replay::seconds(*task->due));
        }
        say("outcome", std::string(task->outcome), {}, is_over(task->state) ? task->since : 0, true);
        created(task->created_at, task->created_by, task->created_line);
        awaited_by(task->awaited_by);
        cancellation(*task);
        callbacks(task->callbacks);
        if (exact_ && task->scheduled) say("scheduled by", name(task->scheduled), task->scheduled);
        if (leaf && !is_over(task->state)) locals(leaf->frames);
    }

    void cancellation(replay::TaskInfo const& task) {
        if (task.cancelled_at == 0) return;
        std::string words = task.cancelled_by ? name(task.cancelled_by) : "the program";
        if (task.cancelled_line) words += ", line " + std::to_string(task.cancelled_line.line);
        say("cancel asked by", words, task.cancelled_by, task.cancelled_at);
        if (task.cancel_requests > 1) say("requests", std::to_string(task.cancel_requests));
        if (task.deliveries > 0)
            say("delivered", task.deliveries == 1 ? "once" : std::to_string(task.deliveries) + " times");
        else if (!is_over(task.state))
            say("delivered", "not yet: at its next step");
    }

    void coroutine(ObjectId id) {
        auto const* coroutine = state_.coroutine(id);
        if (!coroutine) return;
        facts_.title = std::string(coroutine->label);
        facts_.kind = replay::coroutine_word(index_, id);
        bool const generator = index_.coroutine(id).generator;
        auto const started = index_.coroutine(id).started;
        bool const never = started == 0 || started > state_.position;
        bool const over = coroutine->state == replay::CoroutineState::closed ||
                          (index_.end() && state_.position >= index_.size());
        say("state", std::string(words(coroutine->state)) + (never && over ? ", never started" : ""));
        if (coroutine->at()) say("line", place(coroutine->at()));
        if (coroutine->state == replay::CoroutineState::suspended)
            code(!generator            ? "awaits"
                 : coroutine->awaiting ? "yields from"
                                       : "stands at",
                 replay::expand(index_, coroutine->awaiting_words), coroutine->awaiting);
        if (coroutine->state == replay::CoroutineState::closed)
            code(coroutine->raised ? "raised" : "returned", coroutine->ended);
        created(coroutine->created_at, {}, coroutine->created_line);
        if (coroutine->awaiter)
            say(generator ? "inside" : "awaited by", name(coroutine->awaiter), coroutine->awaiter);
        if (coroutine->task) say("task", name(coroutine->task), coroutine->task);
        locals(coroutine->frames);
    }

    void future(ObjectId id) {
        auto const* future = state_.future(id);
        if (!future) return;
        head(id, "future");
        say("state", std::string(words(future->state)), {}, future->done_at);
        code("value", future->value);
        if (future->due && future->state == replay::FutureState::pending)
            say("due", replay::seconds(*future->due));
        created(future->created_at, future->created_by, future->created_line);
        if (future->awaited_by) say("awaited by", name(future->awaited_by), future->awaited_by);
        for (auto const child : future->children) say("gathers", name(child), child);
        callbacks(future->callbacks);
    }

    void callbacks(std::vector<replay::Callback> const& callbacks) {
        if (!exact_) return;
        for (auto const& callback : callbacks) {
            std::string words(callback.words);
            if (callback.whom) words += " of " + name(callback.whom);
            say("when done", words, callback.whom);
        }
    }

    void handle(ObjectId id) {
        auto const* handle = state_.handle(id);
        if (!handle) return;
        facts_.title = handle->when ? "timer" : "callback";
        facts_.kind = "handle";
        say("state", std::string(words(handle->state)));
        auto const words = handle->words.empty() ? index_.handle(id).words : handle->words;
        code("calls", words);
        if (handle->whom) say("for", name(handle->whom), handle->whom);
        if (handle->when) say("due", replay::seconds(*handle->when));
        say("made at", "event " + std::to_string(handle->made_at), {}, handle->made_at);
        if (handle->run_at) say("ran at", "event " + std::to_string(handle->run_at), {}, handle->run_at);
    }

    void tool(ObjectId id) {
        auto const* tool = state_.tool(id);
        if (!tool) return;
        head(id, id.type() == ObjectType::queue ? "queue" : "synchronisation");
        code("class", tool->words);
        if (id.type() == ObjectType::queue) say("size", std::to_string(tool->value));
        if (tool->holder) say("held by", name(tool->holder), tool->holder);
        for (auto const task : tool->waiting) say("waits", name(task), task);
    }

    void socket(ObjectId id) {
        facts_.title = "socket " + trace::to_string(id);
        facts_.kind = "socket";
        // "OWN with PEER (fd N)", or "OWN, listening (fd N)"
        std::string_view label = index_.label(id);
        auto const number = label.rfind("fd ");
        if (number != std::string_view::npos) {
            auto const rest = label.substr(number + 3);
            say("descriptor", std::string(rest.substr(0, rest.find(')'))));
            label = label.substr(0, number == 0 ? 0 : number - 2);
        }
        auto const with = label.find(" with ");
        code("address", label.substr(0, std::min(with, label.find(", listening"))));
        if (with != std::string_view::npos)
            code("peer", label.substr(with + 6));
        else if (!label.empty())
            say("state", "listening");
    }

    void process(ObjectId id) {
        head(id, "process");
        code("command", index_.label(id));
    }

    void module() {
        if (state_.module.empty()) return;
        facts_.title = "The program";
        facts_.kind = "module";
        say("state", state_.loop_running ? "waits for the event loop" : "running");
        say("line", place(state_.module.back().at));
        locals(state_.module);
    }

    void loop(ObjectId id) {
        if (state_.loop != id) return;
        facts_.title = "Event loop";
        facts_.kind = "loop";
        say("state", !state_.loop_running    ? "stopped"
                     : state_.selecting      ? "looking for I/O and timers"
                     : state_.current_handle ? "running a callback"
                                             : "between two callbacks");
        say("clock", replay::seconds(state_.time));
        say("turn", std::to_string(state_.turn));
        say("ready", std::to_string(state_.ready.size()));
        say("timers", std::to_string(state_.timers.size()));
        if (state_.current_task) say("task", name(state_.current_task), state_.current_task);
    }

    State const& state_;
    Index const& index_;
    bool exact_;
    ui::Facts facts_;
};

} // namespace

ui::Facts ui::facts_of(replay::State const& state, replay::Index const& index, trace::ObjectId id,
                       bool exact) {
    return Teller(state, index, exact).of(id);
}
