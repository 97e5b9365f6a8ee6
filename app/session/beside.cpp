#include "session/beside.hpp"

#include "replay/describe.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace session {

namespace {

// What the program itself does has a line. The same at the same line, done as often, is the same in both
// runs.
enum class Counts { what_the_program_does, all };

class Places {
  public:
    explicit Places(Counts counts) : counts_(counts) {}

    // The event's place, and how often it came, as one key; none for what does not count.
    std::optional<std::string> next(trace::Event const& event) {
        if (event.line == 0 && counts_ == Counts::what_the_program_does) return std::nullopt;
        auto const place = std::to_string(static_cast<int>(event.kind)) + " " + to_string(event.subject) +
                           " " + std::to_string(event.source) + ":" + std::to_string(event.line);
        return place + " " + std::to_string(++seen_[place]);
    }

  private:
    Counts counts_;
    std::map<std::string, int> seen_;
};

// Never goes back, though what one run does early the other may do late.
std::vector<replay::Position> positions(replay::Comparison const& comparison, trace::Log const& truth,
                                        trace::Log const& other, Counts counts) {
    std::map<std::string, replay::Position> there;
    Places of_other(counts);
    for (replay::Position p = 1; p <= other.size(); ++p)
        if (auto const key = of_other.next(other[p - 1])) there[*key] = p;
    auto const& difference = comparison.difference;
    std::vector<replay::Position> reached{0};
    Places of_truth(counts);
    for (replay::Position p = 1; p <= truth.size(); ++p) {
        auto at = reached.back();
        auto const key = of_truth.next(truth[p - 1]);
        bool const parted = difference && p >= difference->a;
        if (!parted)
            at = std::max(at, comparison.to_b(p));
        else if (auto const found = key ? there.find(*key) : there.end(); found != there.end())
            at = std::max(at, found->second);
        if (parted) at = std::max(at, std::min<replay::Position>(difference->b, other.size()));
        reached.push_back(at);
    }
    reached.back() = other.size();
    return reached;
}

} // namespace

Beside beside_of(Run const& truth, std::shared_ptr<Run const> run, Relation relation, std::string says,
                 std::string model) {
    Beside made;
    made.relation = relation;
    made.model = std::move(model);
    made.says = std::move(says);
    bool const same_program = relation != Relation::before && relation != Relation::other;
    auto const programs = same_program ? replay::Programs::same : replay::Programs::edited;
    made.comparison = replay::compare(*truth.log, *run->log, programs);
    made.beside = positions(made.comparison, *truth.log, *run->log, Counts::what_the_program_does);
    made.known = run;
    made.run = std::move(run);
    return made;
}

replay::Position position_beside(Beside const& beside, Run const& truth, replay::Position position) {
    return beside.beside[std::min(position, truth.size())];
}

replay::Position same_place(Run const& from, Run const& to, replay::Position position) {
    auto const all = positions(replay::compare(*from.log, *to.log), *from.log, *to.log, Counts::all);
    return all[std::min(position, from.size())];
}

Parting parting(Beside const& beside, Run const& truth, replay::Position position) {
    auto const& difference = beside.comparison.difference;
    if (!difference || position < difference->a) return {};
    auto const said = [](Run const& run, replay::Position at) {
        return at <= run.size() ? replay::describe(run.index, at) : std::string("nothing more happens");
    };
    return {said(*beside.run, difference->b), said(truth, difference->a)};
}

} // namespace session
