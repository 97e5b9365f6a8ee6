#include "explore/changes.hpp"

#include "replay/index.hpp"
#include "replay/names.hpp"

#include <algorithm>
#include <cstddef>

namespace explore {
namespace {

using trace::Kind;
using trace::ObjectId;

// Whoever goes on when this timer goes off.
std::string waiter(replay::Index const& index, ObjectId handle) {
    ObjectId const whom = index.handle(handle).whom;
    ObjectId const task = index.future(whom).awaited_by;
    return replay::display_name(index, task ? task : whom ? whom : handle);
}

class Telling {
  public:
    Telling(trace::Log const& log, aio::Schedule const& schedule)
        : log_(log), index_(log), schedule_(schedule) {}

    std::vector<std::string> tell(std::vector<aio::Decision> const& decisions) {
        sleeps();
        for (std::size_t first = 0, at = 0; at < decisions.size(); ++at) {
            bool const same =
                decisions[at].at == decisions[first].at && decisions[at].what == decisions[first].what;
            if (!same) first = at;
            if (decisions[at].taken != 0) decision(decisions[at], at - first);
        }
        return std::move(told_);
    }

  private:
    void sleeps() {
        std::size_t number = 0;
        for (trace::Step step = 0; step < log_.size() && number < schedule_.took.size(); ++step) {
            trace::Event const event = log_[step];
            bool const outside = event.kind == Kind::handle_timer && event.value > event.time &&
                                 std::find(schedule_.outside.begin(), schedule_.outside.end(), event.line) !=
                                     schedule_.outside.end();
            if (!outside) continue;
            std::int64_t const took = schedule_.took[number++];
            if (took >= 0)
                told_.push_back("The " + std::string(index_.future(event.object).words) + " of " +
                                waiter(index_, event.subject) + " that begins at " +
                                replay::seconds(event.time) + " (line " + std::to_string(event.line) +
                                ") takes " + replay::seconds(took) + ".");
        }
    }

    void decision(aio::Decision const& decision, std::size_t place) {
        std::size_t const count = decision.among + place;
        std::vector<ObjectId> together;
        for (trace::Step step = decision.at; step < log_.size() && together.size() < count; ++step) {
            Kind const wanted = decision.what == aio::Choice::timers ? Kind::handle_due : Kind::io_ready;
            if (log_[step].kind == wanted) together.push_back(log_[step].subject);
        }
        std::string const moment =
            "At " + replay::seconds(decision.at < log_.size() ? log_[decision.at].time : 0) + " ";
        if (decision.what == aio::Choice::timers && together.size() == count) {
            auto const from = together.begin() + static_cast<std::ptrdiff_t>(place);
            told_.push_back(moment + waiter(index_, *from) + " goes before " +
                            waiter(index_, *std::min_element(from, together.end())) +
                            "; both were due then.");
        } else {
            std::string const what =
                decision.what == aio::Choice::threads ? "threads that end" : "things that are there";
            told_.push_back(moment + "number " + std::to_string(decision.taken + 1) + " of " +
                            std::to_string(decision.among) + " " + what + " at once goes first.");
        }
    }

    trace::Log const& log_;
    replay::Index index_;
    aio::Schedule const& schedule_;
    std::vector<std::string> told_;
};

} // namespace

std::vector<std::string> changes_told(trace::Log const& log, aio::Schedule const& schedule,
                                      std::vector<aio::Decision> const& decisions) {
    return Telling(log, schedule).tell(decisions);
}

} // namespace explore
