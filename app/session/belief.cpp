#include "session/belief.hpp"

#include "catalogue/scenarios.hpp"
#include "knowledge/models.hpp"
#include "session/miniature.hpp"

#include <utility>

namespace session {

std::shared_ptr<Run const> run_under(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                                     std::string const& model) {
    auto const* const wrong = lesson::wrong_model(model);
    if (wrong == nullptr || lesson::scenario_of(lesson.id) == nullptr) return nullptr;
    // Where no await waits, a loop that only a cancellation ends goes on for ever.
    aio::CallbackLimit limit{1000};
    aio::ProgramOptions options;
    options.models = wrong->model;
    options.limit = &limit;
    return make_run(run_miniature(lesson, knobs, std::move(options)).log);
}

std::shared_ptr<Run const> const& Beliefs::under(std::string const& model) {
    auto const found = runs_.find(model);
    if (found != runs_.end()) return found->second;
    return runs_[model] = lesson_ == nullptr ? nullptr : run_under(*lesson_, knobs_, model);
}

} // namespace session
