#include "replay/answer.hpp"

#include "replay/local_text.hpp"
#include "replay/names.hpp"
#include "replay/state.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace replay {
namespace {

using trace::Kind;
using trace::ObjectId;

constexpr std::array<std::pair<Asks, std::string_view>, 9> kinds{{{Asks::next, "next"},
                                                                  {Asks::order, "order"},
                                                                  {Asks::value, "value"},
                                                                  {Asks::time, "time"},
                                                                  {Asks::state, "state"},
                                                                  {Asks::queue, "queue"},
                                                                  {Asks::woken, "woken"},
                                                                  {Asks::raises, "raises"},
                                                                  {Asks::free, "free"}}};

std::string joined(std::vector<std::string> const& words, std::string_view between) {
    std::string out;
    for (auto const& word : words) out += (out.empty() ? "" : std::string(between)) + word;
    return out;
}

std::string label_of(Index const& index, ObjectId task) {
    return display_name(index, index.task(task).coroutine);
}

// A list of tasks, by their names or by what they run.
std::vector<std::string> both(Index const& index, std::vector<ObjectId> const& tasks, std::string_view none) {
    if (tasks.empty()) return {std::string(none)};
    std::vector<std::string> names;
    std::vector<std::string> labels;
    for (ObjectId const task : tasks) {
        names.push_back(display_name(index, task));
        labels.push_back(label_of(index, task));
    }
    return {joined(names, ", "), joined(labels, ", ")};
}

std::vector<std::string> next_task(Index const& index, AskedOfRun const& asked) {
    for (Position p = asked.from + 1; p <= asked.to; ++p)
        if (auto const event = index.log()[p - 1]; event.kind == Kind::task_step)
            return both(index, {event.subject}, {});
    return {};
}

std::vector<std::string> printed(Index const& index, AskedOfRun const& asked) {
    std::vector<std::string> lines;
    std::string text;
    for (Position p = asked.from + 1; p <= asked.to; ++p)
        if (auto const event = index.log()[p - 1]; event.kind == Kind::print) text += index.log().text(event);
    for (std::size_t from = 0; from < text.size();) {
        auto const end = std::min(text.find('\n', from), text.size());
        lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    if (lines.empty()) return {"nothing"};
    if (asked.of == "first") return {lines.front()};
    if (asked.of == "last") return {lines.back()};
    return {joined(lines, " · ")};
}

// What the local became last in between, or else next.
std::vector<std::string> value(Index const& index, AskedOfRun const& asked) {
    std::vector<std::string> found;
    for (Position p = asked.from + 1; p <= index.size() && (p <= asked.to || found.empty()); ++p)
        if (auto const event = index.log()[p - 1]; event.kind == Kind::local)
            if (auto const local = local_text(index.log().text(event)); local.name == asked.of)
                found = {expand(index, local.value)};
    return found;
}

std::vector<std::string> state(Index const& index, State const& now, std::string const& of) {
    for (TaskInfo const& task : now.tasks) {
        auto const label = label_of(index, task.id);
        if (task.name == of || label == of || label.substr(0, label.find('(')) == of)
            return {std::string(words(task.state))};
    }
    return {};
}

std::vector<std::string> queue(Index const& index, State const& now) {
    std::vector<std::string> names;
    std::vector<std::string> labels;
    for (ObjectId const handle : now.ready) {
        auto const& facts = index.handle(handle);
        bool const of_task = runs_a_task(facts.role);
        names.push_back(of_task ? display_name(index, facts.whom) : display_name(index, handle));
        labels.push_back(of_task ? label_of(index, facts.whom) : names.back());
    }
    if (names.empty()) return {"nothing"};
    return {joined(names, ", "), joined(labels, ", ")};
}

std::vector<std::string> woken(Index const& index, AskedOfRun const& asked) {
    std::vector<ObjectId> tasks;
    for (Position p = asked.from + 1; p <= asked.to; ++p) {
        auto const event = index.log()[p - 1];
        if (event.kind != Kind::handle_ready || index.handle(event.subject).role != Role::wakeup) continue;
        if (std::find(tasks.begin(), tasks.end(), event.object) == tasks.end()) tasks.push_back(event.object);
    }
    return both(index, tasks, "nobody");
}

std::vector<std::string> raises(Index const& index, AskedOfRun const& asked) {
    for (Position p = asked.from + 1; p <= asked.to; ++p) {
        auto const kind = index.log()[p - 1].kind;
        if (kind != Kind::coro_raise && kind != Kind::coro_throw) continue;
        for (Position line = p; line > 0; --line) // a raise stands at the line that ran last in its coroutine
            if (auto const event = index.log()[line - 1]; event.line != 0)
                return {"line " + std::to_string(event.line), std::to_string(event.line)};
    }
    return {"none"};
}

// Without what only sets it off: blanks at its ends, backticks.
std::string plain(std::string_view said) {
    std::string out;
    std::copy_if(said.begin(), said.end(), std::back_inserter(out), [](char c) { return c != '`'; });
    auto const first = out.find_first_not_of(" \n");
    if (first == std::string::npos) return {};
    return out.substr(first, out.find_last_not_of(" \n") - first + 1);
}

} // namespace

std::string_view name_of(Asks kind) {
    auto const* const found =
        std::find_if(kinds.begin(), kinds.end(), [&](auto const& each) { return each.first == kind; });
    return found == kinds.end() ? std::string_view{} : found->second;
}

std::optional<Asks> asks_named(std::string_view name) {
    auto const* const found =
        std::find_if(kinds.begin(), kinds.end(), [&](auto const& each) { return each.second == name; });
    return found == kinds.end() ? std::nullopt : std::optional(found->first);
}

std::vector<std::string_view> asks_names() {
    std::vector<std::string_view> names;
    names.reserve(std::size(kinds));
    for (auto const& each : kinds) names.push_back(each.second);
    return names;
}

std::vector<std::string> answers(Index const& index, AskedOfRun const& asked) {
    AskedOfRun bounded = asked;
    bounded.to = std::min(asked.to, index.size());
    auto const& log = index.log();
    switch (asked.kind) {
    case Asks::next: return next_task(index, bounded);
    case Asks::order: return printed(index, bounded);
    case Asks::value: return value(index, bounded);
    case Asks::time: {
        auto const took = state_at(log, bounded.to).time - state_at(log, bounded.from).time;
        auto const text = plain_seconds(took);
        return {text, text.substr(0, text.size() - 2) + "s"};
    }
    case Asks::state: return state(index, state_at(log, bounded.to), asked.of);
    case Asks::queue: return queue(index, state_at(log, bounded.to));
    case Asks::woken: return woken(index, bounded);
    case Asks::raises: return raises(index, bounded);
    case Asks::free: break;
    }
    return {};
}

bool means(std::string_view said, std::vector<std::string> const& answers) {
    auto const wanted = plain(said);
    return std::any_of(answers.begin(), answers.end(),
                       [&](std::string const& answer) { return plain(answer) == wanted; });
}

std::string plain_seconds(std::int64_t ns) {
    std::string const digits = std::to_string(std::abs(ns) % 1'000'000'000);
    std::string out = (ns < 0 ? "-" : "") + std::to_string(std::abs(ns) / 1'000'000'000) + "." +
                      std::string(9 - digits.size(), '0') + digits;
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
    return out + " s";
}

} // namespace replay
