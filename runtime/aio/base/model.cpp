#include "aio/base/model.hpp"

#include <algorithm>
#include <array>

namespace aio {
namespace {

constexpr std::array models{
    WrongModel{Model::calling_runs_it, "calling-runs-it", "Calling a coroutine function runs its body."},
    WrongModel{Model::await_always_yields, "await-always-yields",
               "Every await gives control back to the event loop."},
    WrongModel{Model::create_task_runs_now, "create-task-runs-now",
               "create_task starts to run the task before it returns."},
    WrongModel{Model::await_is_concurrent, "await-is-concurrent",
               "Awaits that stand one after the other run at the same time."},
    WrongModel{Model::gather_cancels_siblings, "gather-cancels-siblings",
               "When one child of gather fails, the others are cancelled."},
    WrongModel{Model::gather_returns_in_finishing_order, "gather-returns-in-finishing-order",
               "gather puts the result that came first into the first place."},
    WrongModel{Model::cancel_is_immediate, "cancel-is-immediate",
               "cancel() stops the task before it returns."},
    WrongModel{Model::sleep_blocks_everyone, "sleep-blocks-everyone",
               "While one coroutine sleeps, nothing else can run."},
    WrongModel{Model::tasks_run_in_parallel, "tasks-run-in-parallel",
               "Tasks run in parallel, so one that computes holds up no other."},
};

} // namespace

std::span<WrongModel const> wrong_models() { return models; }

WrongModel const* wrong_model(std::string_view name) {
    auto const* const found = std::find_if(models.begin(), models.end(),
                                           [&](WrongModel const& model) { return model.name == name; });
    return found == models.end() ? nullptr : found;
}

std::string name_of(Models believed) {
    std::string name;
    for (auto const& each : models)
        if (believed.holds(each.model)) name.append(name.empty() ? "" : "+").append(each.name);
    return name;
}

std::optional<Models> models_named(std::string_view name) {
    Models named;
    while (!name.empty()) {
        auto const plus = std::min(name.find('+'), name.size());
        auto const* const found = wrong_model(name.substr(0, plus));
        if (found == nullptr) return std::nullopt;
        named = named | found->model;
        name.remove_prefix(std::min(plus + 1, name.size()));
    }
    return named;
}

} // namespace aio
