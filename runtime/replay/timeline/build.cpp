#include "replay/timeline/build.hpp"

#include "replay/apply.hpp"
#include "replay/names.hpp"
#include "replay/timeline/frames.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

SpanKind span_kind(TaskState state) {
    switch (state) {
    case TaskState::running: return SpanKind::running;
    case TaskState::waiting: return SpanKind::waiting;
    default: return SpanKind::scheduled;
    }
}

std::string_view function_name(std::string_view label) { return label.substr(0, label.find('(')); }

// Who is behind a handle: a task, the loop (a timer), or nobody known; and through what it came.
struct Agent {
    ObjectId id;
    Position position = 0; // of the handle's coming due, for a timer
};

class Builder {
  public:
    explicit Builder(Index const& index) : index_(index), log_(index.log()) {}

    Timeline build() {
        for (Position end = index_.size(); state_.position < end;) {
            Event const& event = log_[state_.position];
            apply(log_, state_);
            see(event);
        }
        finish();
        return std::move(result_);
    }

  private:
    Position now() const { return state_.position; }

    void see(Event const& event) {
        if (event.subject.type() == ObjectType::task) see_task(event.subject);
        if (event.object.type() == ObjectType::task && event.object != event.subject) see_task(event.object);
        if (event.subject.type() == ObjectType::coroutine) see_coroutine(event);
        switch (event.kind) {
        case Kind::loop_start:
            if (!loop_) loop_ = event.subject;
            break;
        case Kind::loop_iteration: {
            end_turn(now() - 1, previous_time_);
            Turn turn;
            turn.begin = now();
            turn.number = state_.turn;
            turn.ready = std::max<std::int64_t>(event.value, 0);
            turn.begin_time = event.time;
            result_.turns.push_back(turn);
            in_turn_ = true;
            break;
        }
        case Kind::loop_advance: result_.jumps.push_back({now(), event.value, event.time}); break;
        case Kind::loop_close: end_turn(now() - 1, previous_time_); break;
        case Kind::handle_due:
            if (in_turn_) ++result_.turns.back().ready;
            break;
        case Kind::handle_timer: put_off(event); break;
        case Kind::handle_run: begin_run(event); break;
        case Kind::handle_end: end_run(event.time); break;
        case Kind::handle_ready:
            if (role_of(log_.text(event), event.object) == Role::wakeup) add_wake(event);
            break;
        case Kind::task_create:
            leave_hand(event.object);
            add_edge(now(), state_.task(event.subject) ? state_.current_task : ObjectId{}, event.subject,
                     EdgeKind::creates, event.object);
            break;
        case Kind::task_cancel: add_cancel(event); break;
        case Kind::task_deliver: result_.cancellations.push_back({now(), event.subject, {}, true, {}}); break;
        case Kind::coro_throw: add_place(event); break;
        case Kind::task_wakeup: add_delivery(event); break;
        case Kind::line:
            if (event.subject) ran_line(event);
            break;
        default: break;
        }
        if (in_turn_ && !state_.loop_running) end_turn(now() - 1, previous_time_);
        previous_time_ = event.time;
    }

    // A timer of what a task waits for already.
    void put_off(Event const& event) {
        auto const* future = state_.future(event.object);
        auto const* task = future ? state_.task(future->awaited_by) : nullptr;
        if (!task || task->state != TaskState::waiting || task->awaiting != event.object) return;
        Lane& own = lane(task->id);
        if (!own.spans.empty() && own.spans.back().end == 0) own.spans.back().due = event.value;
    }

    void end_turn(Position position, std::int64_t time) {
        if (!in_turn_) return;
        result_.turns.back().end = std::max(position, result_.turns.back().begin);
        result_.turns.back().end_time = time;
        in_turn_ = false;
    }

    void see_coroutine(Event const& event) {
        auto const* info = state_.coroutine(event.subject);
        if (!info) return;
        auto* const own = state_.task(info->task) ? &lane(info->task) : driven(event);
        if (own) frames_.see(event, log_.text(event), state_, *own);
    }

    // Of the chain that is driven by hand and that the coroutine stands in; nullptr: none.
    Lane* driven(Event const& event) {
        if (event.kind == Kind::coro_start && !event.object) roots_[event.subject] = event.subject;
        if (event.kind == Kind::coro_start && event.object)
            if (auto const outer = roots_.find(event.object); outer != roots_.end())
                roots_[event.subject] = ObjectId(outer->second);
        auto const root = roots_.find(event.subject);
        if (root == roots_.end()) return nullptr;
        auto& own = driven_[root->second];
        own.id = root->second;
        return &own;
    }

    // A task drives it from here on.
    void leave_hand(ObjectId coroutine) {
        if (auto const found = driven_.find(coroutine); found != driven_.end())
            FrameBuilder::close(found->second, 0, state_);
    }

    Lane& lane(ObjectId task) {
        while (lanes_.size() < task.number()) {
            Lane added;
            added.id = ObjectId(ObjectType::task, static_cast<std::uint32_t>(lanes_.size() + 1));
            lanes_.push_back(std::move(added));
        }
        return lanes_[task.number() - 1];
    }

    void end_span(Lane& ended) {
        if (ended.spans.empty() || ended.spans.back().end != 0) return;
        ended.spans.back().end = now();
        ended.spans.back().end_time = state_.time;
    }

    // Opens and closes spans where the event has changed the task's state.
    void see_task(ObjectId id) {
        auto const* task = state_.task(id);
        if (!task || task->since != now()) return;
        Lane& own = lane(id);
        if (is_over(task->state)) {
            end_span(own);
            FrameBuilder::close(own, 0, state_);
            own.ended = now();
            own.end = task->state;
            own.outcome = task->outcome;
            return;
        }
        own.created = task->created_at;
        if (own.spans.empty()) own.name = display_name(index_, id);
        if (auto const* body = state_.coroutine(task->coroutine)) own.label = body->label;
        auto const kind = span_kind(task->state);
        bool const open = !own.spans.empty() && own.spans.back().end == 0;
        if (open && own.spans.back().kind == kind && kind == SpanKind::scheduled) return;
        end_span(own);
        Span span;
        span.begin = now();
        span.begin_time = state_.time;
        span.kind = kind;
        span.depth = static_cast<std::uint16_t>(FrameBuilder::depth(own));
        if (kind == SpanKind::waiting) {
            span.awaits = task->awaiting;
            span.awaits_words = task->awaiting_words;
            span.due = task->due;
        } else if (kind == SpanKind::running) {
            span.handle = state_.current_handle;
        }
        own.spans.push_back(span);
    }

    void ran_line(Event const& event) {
        if (event.value > 0) return; // inside a plain function: the coroutine's own line says where
        auto const* coroutine = state_.coroutine(event.subject);
        if (coroutine && !coroutine->task)
            if (auto* const own = driven(event)) frames_.ran_line(event, *own);
        if (!coroutine || !coroutine->task || coroutine->task != state_.current_task) return;
        Lane& own = lane(coroutine->task);
        frames_.ran_line(event, own);
        if (own.spans.empty() || own.spans.back().end != 0) return;
        Span& span = own.spans.back();
        auto const name = function_name(coroutine->label);
        Place const at = place_of(event);
        bool const of_first = !span.first_line || (span.last_name.empty() && span.name == name);
        if (of_first) {
            span.name = name;
            widen(span.first_line, span.last_line, at);
            return;
        }
        if (span.last_name != name) {
            span.last_name = name;
            span.last_first_line = span.last_last_line = Place{};
        }
        widen(span.last_first_line, span.last_last_line, at);
    }

    void begin_run(Event const& event) {
        end_run(event.time);
        Span span;
        span.begin = now();
        span.begin_time = event.time;
        span.handle = event.subject;
        span.awaits = event.object;
        span.awaits_words = log_.text(event);
        span.role = role_of(span.awaits_words, span.awaits);
        loop_spans_.push_back(span);
    }

    void end_run(std::int64_t time) {
        if (loop_spans_.empty() || loop_spans_.back().end != 0) return;
        loop_spans_.back().end = now();
        loop_spans_.back().end_time = time;
    }

    void add_edge(Position from_position, ObjectId from, ObjectId to, EdgeKind kind, ObjectId about) {
        Edge edge;
        edge.from_position = from_position;
        edge.position = now();
        edge.from = from;
        edge.to = to;
        edge.kind = kind;
        edge.about = about;
        result_.edges.push_back(edge);
    }

    // Who makes things happen at `position`: the task whose handle runs, or whoever made that handle ready.
    Agent agent(Position position) const {
        for (int links = 0; links < 64; ++links) { // a callback that calls back that calls back ...
            if (auto const task = index_.task_at(position)) return {task, position};
            auto const handle = index_.handle_at(position);
            if (!handle) return {};
            auto const& facts = index_.handle(handle);
            if (runs_a_task(facts.role)) return {facts.whom, position};
            if (facts.due != 0) return {loop_, facts.due};
            if (facts.made == 0 || facts.made >= position) return {};
            position = facts.made;
        }
        return {};
    }

    void add_wake(Event const& event) {
        auto const by = agent(now());
        auto const* woken = state_.task(event.object);
        auto const about = woken ? woken->awaiting : ObjectId{};
        if (!by.id || by.id == event.object) return; // it awaited what was done already: nobody woke it
        bool const timer = by.id.type() == ObjectType::loop;
        add_edge(by.position, by.id, event.object, timer ? EdgeKind::timer_due : EdgeKind::wakes, about);
    }

    // Where what is being delivered is thrown in.
    void add_place(Event const& event) {
        if (result_.cancellations.empty()) return;
        auto& last = result_.cancellations.back();
        auto const* thrown_into = state_.coroutine(event.subject);
        if (last.delivered && !last.at && now() - last.position <= 3 && thrown_into &&
            thrown_into->task == last.task)
            last.at = place_of(event);
    }

    void add_cancel(Event const& event) {
        result_.cancellations.push_back({now(), event.subject,
                                         event.object ? event.object : state_.current_task, false,
                                         place_of(event)});
        auto from = event.object.type() == ObjectType::task ? event.object : state_.current_task;
        if (event.object.type() == ObjectType::future)
            if (auto const* gather = state_.future(event.object); gather && gather->awaited_by)
                from = gather->awaited_by;
        if (from == event.subject) return;
        add_edge(now(), from, event.subject, EdgeKind::cancels, event.object);
    }

    void add_delivery(Event const& event) {
        auto const awaited = event.object;
        auto const ended = index_.ended(awaited);
        if (ended == 0 || ended > now()) return;
        auto from = awaited;
        if (awaited.type() != ObjectType::task) from = agent(ended).id;
        if (from.type() != ObjectType::task || from == event.subject) return;
        add_edge(ended, from, event.subject, EdgeKind::delivers, awaited);
    }

    static void leave_open(std::vector<Span>& spans) {
        if (!spans.empty() && spans.back().end == 0) spans.back().open = true;
    }

    void finish() {
        result_.size = now();
        result_.end_time = state_.time;
        if (in_turn_) result_.turns.back().open = true;
        end_turn(now(), state_.time);
        for (auto& own : lanes_) {
            leave_open(own.spans);
            FrameBuilder::leave_open(own, state_);
            end_span(own);
        }
        for (auto& [root, own] : driven_) {
            FrameBuilder::leave_open(own, state_);
            result_.driven.push_back(std::move(own));
        }
        leave_open(loop_spans_);
        end_run(state_.time);
        // A task that only its number betrays (the trace begins late, or is damaged) has no lane to draw.
        std::erase_if(lanes_, [](Lane const& own) { return own.spans.empty() && own.ended == 0; });
        result_.lanes = std::move(lanes_);
        if (loop_ || !loop_spans_.empty()) {
            Lane loop;
            loop.id = loop_ ? loop_ : ObjectId(ObjectType::loop, 1);
            loop.name = "Event loop";
            loop.created = 1;
            loop.spans = std::move(loop_spans_);
            result_.lanes.push_back(std::move(loop));
        }
    }

    Index const& index_;
    trace::Log const& log_;
    State state_;
    Timeline result_;
    std::vector<Lane> lanes_; // by the task's number - 1
    std::map<ObjectId, Lane> driven_;
    std::unordered_map<ObjectId, ObjectId> roots_; // of a chain that is driven by hand
    FrameBuilder frames_;
    std::vector<Span> loop_spans_;
    ObjectId loop_;
    bool in_turn_ = false;
    std::int64_t previous_time_ = 0;
};

} // namespace

Timeline build_timeline(Index const& index) { return Builder(index).build(); }

} // namespace replay
