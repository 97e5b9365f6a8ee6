#include "catalogue/models.hpp"

#include <algorithm>
#include <array>

namespace lesson {
namespace {

constexpr std::array models{
    WrongModel{"calling-runs-it", "Calling a coroutine function runs its body."},
    WrongModel{"await-always-yields", "Every await gives control back to the event loop."},
    WrongModel{"create-task-runs-at-once", "create_task starts to run the task before it returns."},
    WrongModel{"await-in-a-loop-is-concurrent",
               "Awaits that stand one after the other run at the same time."},
    WrongModel{"gather-cancels-siblings", "When one child of gather fails, the others are cancelled."},
    WrongModel{"gather-returns-in-finishing-order",
               "gather puts the result that came first into the first place."},
    WrongModel{"cancel-is-immediate", "cancel() stops the task before it returns."},
    WrongModel{"sleep-blocks", "While one coroutine sleeps, nothing else can run."},
};

} // namespace

std::span<WrongModel const> wrong_models() { return models; }

WrongModel const* wrong_model(std::string_view name) {
    auto const* const found = std::find_if(models.begin(), models.end(),
                                           [&](WrongModel const& model) { return model.name == name; });
    return found == models.end() ? nullptr : found;
}

} // namespace lesson
