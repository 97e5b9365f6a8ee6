#include "views/panels/loop_machine.hpp"

#include "replay/describe.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace {

using replay::State;
using trace::ObjectId;
using trace::ObjectType;

constexpr std::size_t most_cards = 100; // a person reads a few; the rest is counted

// The task a handle serves: its own, or the one that waits for the future it sets.
ObjectId served_task(State const& state, ObjectId whom) {
    if (whom.type() == ObjectType::task) return whom;
    if (auto const* future = state.future(whom)) {
        // A sleep arms its timer a moment before it is awaited.
        return future->awaited_by || future->purpose != "sleep" ? future->awaited_by : future->created_by;
    }
    return {};
}

std::string where_it_is(State const& state, ObjectId task) {
    auto const* info = state.task(task);
    if (!info) return {};
    auto const leaf = state.leaf_of(task);
    auto const* coroutine = state.coroutine(leaf ? leaf : info->coroutine);
    if (!coroutine) return {};
    std::string words(ui::function_of(coroutine->label));
    if (auto const at = coroutine->at()) words += " · line " + std::to_string(at.line);
    return words;
}

std::string waited_words(State const& state, replay::Index const& index, ObjectId whom) {
    auto const* future = state.future(whom);
    if (!future) return {};
    return replay::expand(index, future->words.empty() ? future->purpose : future->words, true);
}

ui::LoopCard ready_card(State const& state, replay::Index const& index, ObjectId id) {
    ui::LoopCard card;
    card.handle = id;
    auto const* handle = state.handle(id);
    if (!handle) return card;
    card.made_at = handle->ready_at ? handle->ready_at : handle->made_at;
    card.task = served_task(state, handle->whom);
    std::string const name = replay::display_name(index, card.task);
    auto const& facts = index.handle(id);
    bool const named = !handle->words.empty();
    auto const words = named ? handle->words : facts.words;
    using replay::Role;
    Role const role = named ? handle->role : facts.role;
    if (role == Role::step) {
        card.title = "step of " + name;
        card.detail = where_it_is(state, card.task);
    } else if (role == Role::wakeup) {
        card.title = "wakeup of " + name;
        card.detail = where_it_is(state, card.task);
    } else if (role == Role::set_result) {
        auto const waited = waited_words(state, index, handle->whom);
        card.title = (waited.empty() ? "a timer" : waited) + " is over";
        if (!name.empty()) card.detail = "for " + name;
    } else if (role == Role::gather) {
        card.title = "tell gather";
        card.detail = "a child is done";
    } else if (role == Role::stop) {
        card.title = "stop the loop";
        card.detail = "main is done";
    } else {
        card.title = words.empty() ? replay::display_name(index, id) : replay::expand(index, words);
        card.detail = "callback";
    }
    return card;
}

ui::LoopCard timer_card(State const& state, replay::Index const& index, replay::Timer const& timer) {
    ui::LoopCard card;
    card.handle = timer.handle;
    card.when = replay::seconds(timer.when);
    card.until = timer.when <= state.time ? "due" : "in " + ui::duration(timer.when - state.time);
    auto const* handle = state.handle(timer.handle);
    if (!handle) return card;
    card.made_at = handle->made_at;
    card.task = served_task(state, handle->whom);
    auto const waited = waited_words(state, index, handle->whom);
    if (card.task) {
        card.title = "wakes " + replay::display_name(index, card.task);
        card.detail = waited;
    } else {
        auto const words = index.handle(timer.handle).words;
        card.title = !waited.empty() ? waited : words.empty() ? "calls back" : "calls " + std::string(words);
    }
    return card;
}

std::string turn_words(State const& state) {
    if (!state.loop_running || state.turn == 0) return {};
    std::string words = "turn " + std::to_string(state.turn);
    if (state.turn_handles > 0)
        words += " · " + std::to_string(state.turn_ran) + " of " + std::to_string(state.turn_handles) +
                 (state.current_handle ? "" : " run");
    return words;
}

// Before a loop begins nobody may tell whether one will.
std::string idle_words(State const& state, bool over) {
    if (!state.loop)
        return state.position == 0 ? "nothing has happened yet: press step"
               : over              ? "asyncio’s event loop was not used: the program ran by itself"
                                   : "asyncio’s event loop is not used so far: the program runs by itself";
    if (!state.loop_running) return "the loop does not run";
    if (!state.selecting) return "nothing: the loop is between two callbacks";
    if (*state.selecting < 0) return "nothing: the loop waits for the outside, for as long as it takes";
    if (*state.selecting == 0) return "nothing: the loop looks for I/O and does not wait";
    return "nothing: the loop waits " + ui::duration(*state.selecting) + " for the next timer";
}

} // namespace

std::string ui::duration(std::int64_t ns) {
    struct Unit {
        std::int64_t ns;
        char const* name;
    };
    constexpr std::array<Unit, 4> units{{{1'000'000'000, "s"}, {1'000'000, "ms"}, {1'000, "us"}, {1, "ns"}}};
    auto unit = units[0];
    if (ns % 100'000'000 != 0)
        for (auto const& smaller : units) {
            unit = smaller;
            if (ns >= smaller.ns) break;
        }
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.3f", static_cast<double>(ns) / static_cast<double>(unit.ns));
    std::string number = text.data();
    number.resize(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    return number + " " + unit.name;
}

std::string_view ui::function_of(std::string_view label) { return label.substr(0, label.find('(')); }

ui::LoopMachine ui::loop_machine(replay::State const& state, replay::Index const& index, bool exact) {
    LoopMachine machine;
    auto const told = [&](LoopCard card) {
        if (exact) card.title = trace::to_string(card.handle) + "  " + card.title;
        return card;
    };
    machine.turn = turn_words(state);
    if (state.current_handle)
        machine.running = told(ready_card(state, index, state.current_handle));
    else
        machine.running_hint = idle_words(state, index.end() && state.position >= index.size());
    for (auto const handle : state.ready) {
        if (machine.ready.size() == most_cards) break;
        machine.ready.push_back(told(ready_card(state, index, handle)));
    }
    machine.more_ready = state.ready.size() - machine.ready.size();
    for (auto const& timer : state.timers) {
        if (machine.timers.size() == most_cards) break;
        machine.timers.push_back(told(timer_card(state, index, timer)));
    }
    machine.more_timers = state.timers.size() - machine.timers.size();
    if (machine.ready.empty())
        machine.ready_hint = !state.loop              ? "empty: no asyncio loop has run"
                             : !state.loop_running    ? "empty"
                             : machine.timers.empty() ? "empty: nobody waits for a turn"
                                                      : "empty: after this the loop looks at its timers";
    if (machine.timers.empty())
        machine.timers_hint =
            state.loop ? "none: nobody waits for the clock" : "none: no asyncio loop has run";
    return machine;
}
