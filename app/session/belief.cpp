#include "session/belief.hpp"

#include "catalogue/models.hpp"
#include "catalogue/scenarios.hpp"
#include "replay/describe.hpp"
#include "session/miniature.hpp"

#include <algorithm>
#include <utility>

namespace session {

std::shared_ptr<Run const> run_under(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                                     std::string const& model) {
    auto const* const wrong = lesson::wrong_model(model);
    if (wrong == nullptr || lesson::scenario_of(lesson.id) == nullptr) return nullptr;
    aio::ProgramOptions options;
    options.model = wrong->model;
    return make_run(run_miniature(lesson, knobs, std::move(options)).log);
}

Belief belief_of(Run const& truth, std::string const& model, std::shared_ptr<Run const> run) {
    Belief belief;
    belief.model = model;
    if (auto const* const wrong = lesson::wrong_model(model)) belief.says = wrong->belief;
    if (run) belief.comparison = replay::compare(*truth.log, *run->log);
    belief.known = run;
    belief.run = std::move(run);
    return belief;
}

replay::Position position_under(Belief const& belief, Run const& truth, replay::Position position) {
    auto const& difference = belief.comparison.difference;
    if (position >= truth.size()) return belief.run->size();
    if (!difference || position < difference->a) return belief.comparison.to_b(position);
    return std::min(difference->b + (position - difference->a), belief.run->size());
}

Parting parting(Belief const& belief, Run const& truth, replay::Position position) {
    auto const& difference = belief.comparison.difference;
    if (!difference || position < difference->a) return {};
    auto const said = [](Run const& run, replay::Position at) {
        return at <= run.size() ? replay::describe(run.index, at) : std::string("nothing more happens");
    };
    return {said(*belief.run, difference->b), said(truth, difference->a)};
}

std::shared_ptr<Run const> const& Beliefs::under(std::string const& model) {
    auto const found = runs_.find(model);
    if (found != runs_.end()) return found->second;
    return runs_[model] = lesson_ == nullptr ? nullptr : run_under(*lesson_, knobs_, model);
}

} // namespace session
