#include "session/comparing/comparing.hpp"

#include "replay/state.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

std::vector<std::string> printed_lines(trace::Log const& log) {
    replay::State const state = replay::state_at(log, log.size());
    std::string text;
    for (std::size_t i = 0; i < state.output.size(); ++i) text += log.text(log[state.output[i] - 1]);
    return lines_of(text);
}

std::int64_t began(trace::Log const& log) { return log.empty() ? 0 : log[0].time; }

std::int64_t took(trace::Log const& log) { return log.empty() ? 0 : log[log.size() - 1].time - began(log); }

// In the order in which they are made; one that another run calls the same is the same.
std::vector<std::pair<std::string, std::optional<TaskEnd>>> ends_of(Run const& run) {
    trace::Log const& log = *run.log;
    std::vector<std::pair<std::string, std::optional<TaskEnd>>> ends;
    for (std::uint32_t number = 1; number <= run.index.task_count(); ++number) {
        replay::TaskFacts const& task = run.index.task({trace::ObjectType::task, number});
        std::optional<TaskEnd> end;
        if (task.ended != 0) {
            trace::Event const& event = log[task.ended - 1];
            end = TaskEnd{event.time - began(log), std::string(log.text(event))};
        }
        ends.emplace_back(std::string(task.name), std::move(end));
    }
    return ends;
}

std::vector<ComparedTask> tasks_of(Run const& first, Run const& second) {
    std::vector<ComparedTask> tasks;
    for (auto& [name, end] : ends_of(first)) tasks.push_back({name, true, false, std::move(end), {}});
    for (auto& [name, end] : ends_of(second)) {
        // Several may have one name: the first with the first.
        auto const same =
            std::find_if(tasks.begin(), tasks.end(), [&called = name](ComparedTask const& task) {
                return !task.in_second && task.name == called;
            });
        if (same == tasks.end()) {
            tasks.push_back({name, false, true, {}, std::move(end)});
        } else {
            same->in_second = true;
            same->second = std::move(end);
        }
    }
    return tasks;
}

} // namespace

Compared compared(Run const& first, std::shared_ptr<Run const> const& second) {
    Beside const beside = beside_of(first, second, Relation::other, {});
    Compared made;
    made.agree = beside.comparison.agree;
    made.same = made.agree ? first.size() : 0;
    if (auto const& difference = beside.comparison.difference) {
        made.same = difference->a - 1;
        made.parting = parting(beside, first, difference->a);
    }
    made.output = compared_lines(printed_lines(*first.log), printed_lines(*second->log));
    made.first_took = took(*first.log);
    made.second_took = took(*second->log);
    made.tasks = tasks_of(first, *second);
    return made;
}

} // namespace session
