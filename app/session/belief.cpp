#include "session/belief.hpp"

#include "catalogue/models.hpp"
#include "catalogue/scenarios.hpp"
#include "replay/describe.hpp"
#include "session/miniature.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace session {

namespace {

// What the program itself does has a line. The same at the same line, done as often, is the same in both
// runs.
class Places {
  public:
    // The event's place, and how often it came, as one key; none for what is not the program's.
    std::optional<std::string> next(trace::Event const& event) {
        if (event.line == 0) return std::nullopt;
        auto const place = std::to_string(static_cast<int>(event.kind)) + " " + to_string(event.subject) +
                           " " + std::to_string(event.source) + ":" + std::to_string(event.line);
        return place + " " + std::to_string(++seen_[place]);
    }

  private:
    std::map<std::string, int> seen_;
};

// Never goes back, though what one run does early the other may do late.
std::vector<replay::Position> beside(replay::Comparison const& comparison, trace::Log const& truth,
                                     trace::Log const& believed) {
    std::map<std::string, replay::Position> there;
    Places of_believed;
    for (replay::Position p = 1; p <= believed.size(); ++p)
        if (auto const key = of_believed.next(believed[p - 1])) there[*key] = p;
    auto const& difference = comparison.difference;
    std::vector<replay::Position> reached{0};
    Places of_truth;
    for (replay::Position p = 1; p <= truth.size(); ++p) {
        auto at = reached.back();
        auto const key = of_truth.next(truth[p - 1]);
        bool const parted = difference && p >= difference->a;
        if (!parted)
            at = std::max(at, comparison.to_b(p));
        else if (auto const found = key ? there.find(*key) : there.end(); found != there.end())
            at = std::max(at, found->second);
        if (parted) at = std::max(at, std::min<replay::Position>(difference->b, believed.size()));
        reached.push_back(at);
    }
    reached.back() = believed.size();
    return reached;
}

} // namespace

std::shared_ptr<Run const> run_under(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                                     std::string const& model) {
    auto const* const wrong = lesson::wrong_model(model);
    if (wrong == nullptr || lesson::scenario_of(lesson.id) == nullptr) return nullptr;
    // Where no await waits, a loop that only a cancellation ends goes on for ever.
    aio::CallbackLimit limit{1000};
    aio::ProgramOptions options;
    options.model = wrong->model;
    options.limit = &limit;
    return make_run(run_miniature(lesson, knobs, std::move(options)).log);
}

Belief belief_of(Run const& truth, std::string const& model, std::shared_ptr<Run const> run) {
    Belief belief;
    belief.model = model;
    if (auto const* const wrong = lesson::wrong_model(model)) belief.says = wrong->belief;
    belief.comparison = replay::compare(*truth.log, *run->log);
    belief.beside = beside(belief.comparison, *truth.log, *run->log);
    belief.known = run;
    belief.run = std::move(run);
    return belief;
}

replay::Position position_under(Belief const& belief, Run const& truth, replay::Position position) {
    return belief.beside[std::min(position, truth.size())];
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
