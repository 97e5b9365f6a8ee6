#include "replay/orders/footprints.hpp"

#include "replay/orders/shared_names.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace replay {
namespace {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

// Marks beside ids of objects, which have a type in their upper bits.
constexpr std::uint32_t output_mark = 1; // what is printed stands in an order
constexpr std::uint32_t names_mark = 2;  // tasks are numbered as they are made
constexpr std::uint32_t callback_marks = 16;

std::uint32_t mark_of(ObjectId id) { return static_cast<std::uint32_t>(id.type()) << 27U | id.number(); }

void insert(std::vector<std::uint32_t>& sorted, std::uint32_t value) {
    auto const place = std::lower_bound(sorted.begin(), sorted.end(), value);
    if (place == sorted.end() || *place != value) sorted.insert(place, value);
}

bool have_common(std::vector<std::uint32_t> const& a, std::vector<std::uint32_t> const& b) {
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x == *y) return true;
        (*x < *y) ? ++x : ++y;
    }
    return false;
}

// Callbacks whose own doing has no event: they look at a count or a set that several of one kind share.
bool keeps_its_own_count(std::string_view words) {
    return words != "step" && words != "wakeup" && words != "set_result" && words != "stop";
}

} // namespace

Footprints::Footprints(trace::Log const& log) : log_(&log) {
    std::vector<SharedNames> programs;
    std::vector<std::uint32_t> first_function; // [source] -> number of its first function
    std::vector<Shared> all;
    for (auto const& source : log.sources()) {
        programs.push_back(shared_names(source.text));
        first_function.push_back(static_cast<std::uint32_t>(all.size()));
        all.insert(all.end(), programs.back().functions.begin(), programs.back().functions.end());
    }
    for (Shared const& a : all) {
        auto& row = functions_meet_.emplace_back();
        for (Shared const& b : all) row.push_back(replay::meet(a, b));
    }

    std::vector<ObjectId> running; // one within the other
    std::uint64_t turn = 0;
    std::int64_t began = 0;
    auto const at = [&](ObjectId handle) -> Callback& {
        if (handle.number() >= callbacks_.size()) callbacks_.resize(handle.number() + 1U);
        return callbacks_[handle.number()];
    };
    for (trace::Step step = 0; step < log.size(); ++step) {
        Event const event = log[step];
        if (event.kind == Kind::loop_iteration) ++turn;
        if (event.kind == Kind::handle_ready && !running.empty()) at(event.subject).parent = running.back();
        if (event.kind == Kind::handle_run) {
            running.push_back(event.subject);
            Callback& callback = at(event.subject);
            callback.turn = turn;
            insert(callback.touched, mark_of(event.subject));
            std::string_view const words = log.text(event);
            if (keeps_its_own_count(words) && words != "gather")
                insert(callback.touched, callback_marks + static_cast<std::uint32_t>(event.text()));
            began = event.time;
        }
        if (running.empty()) continue;
        Callback& callback = at(running.back());
        for (ObjectId const id : {event.subject, event.object}) {
            bool const counts = id && id.type() != ObjectType::loop &&
                                (id.type() != ObjectType::handle || event.kind == Kind::handle_cancel);
            if (counts) insert(callback.touched, mark_of(id));
        }
        switch (event.kind) {
        case Kind::print:
        case Kind::error_output:
        case Kind::log:
        case Kind::warn: insert(callback.touched, output_mark); break;
        case Kind::task_create: insert(callback.touched, names_mark); break;
        case Kind::future_exception:
        case Kind::future_cancel:
        case Kind::task_cancel:
        case Kind::coro_throw:
        case Kind::thread_submit:
        case Kind::io_watch:
        case Kind::io_unwatch:
        case Kind::loop_stop:
        case Kind::process_start: callback.everything = true; break;
        default: break;
        }
        if (event.time != began) callback.everything = true; // it took time, which all others see
        if (event.line != 0 && event.source != 0 && event.source <= programs.size()) {
            auto const& lines = programs[event.source - 1U].function_of;
            std::uint32_t const function = event.line < lines.size() ? lines[event.line] : 0;
            insert(callback.functions, first_function[event.source - 1U] + function);
        }
        if (event.kind == Kind::handle_end) running.pop_back();
    }

    children_.resize(callbacks_.size());
    known_.resize(callbacks_.size());
    for (std::uint32_t number = 1; number < callbacks_.size(); ++number)
        if (ObjectId const parent = callbacks_[number].parent) children_[parent.number()].push_back(number);
}

std::vector<ObjectId> Footprints::due_together(trace::Step at, std::size_t count) const {
    std::vector<ObjectId> due;
    for (; at < log_->size() && due.size() < count && (*log_)[at].kind == Kind::handle_due; ++at)
        due.push_back((*log_)[at].subject);
    return due;
}

Footprints::Descendants const& Footprints::descendants(std::uint32_t handle) const {
    Descendants& found = known_[handle];
    if (!found.empty()) return found;
    std::vector<std::uint32_t> open{handle};
    while (!open.empty()) {
        std::uint32_t const number = open.back();
        open.pop_back();
        found.emplace_back(callbacks_[number].turn, number);
        open.insert(open.end(), children_[number].begin(), children_[number].end());
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool Footprints::meet(Callback const& a, Callback const& b) const {
    if (a.turn == 0 || b.turn == 0) return false; // it never ran
    if (a.everything || b.everything || have_common(a.touched, b.touched)) return true;
    for (std::uint32_t const x : a.functions)
        for (std::uint32_t const y : b.functions)
            if (functions_meet_[x][y]) return true;
    return false;
}

bool Footprints::order_matters(ObjectId a, ObjectId b) const {
    if (a.number() >= callbacks_.size() || b.number() >= callbacks_.size()) return true;
    Descendants const& of_a = descendants(a.number());
    Descendants const& of_b = descendants(b.number());
    // Only callbacks of one turn change places; the turns stay as they are.
    for (auto const& [turn, x] : of_a) {
        auto y = std::lower_bound(of_b.begin(), of_b.end(), std::pair<std::uint64_t, std::uint32_t>(turn, 0));
        for (; y != of_b.end() && y->first == turn; ++y)
            if (x != y->second && meet(callbacks_[x], callbacks_[y->second])) return true;
    }
    return false;
}

} // namespace replay
