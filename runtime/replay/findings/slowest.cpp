#include "replay/findings/slowest.hpp"

#include "replay/names.hpp"

#include <algorithm>
#include <unordered_map>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;

namespace {

void keep_longest(std::vector<Timed>& spans, std::size_t most) {
    std::stable_sort(spans.begin(), spans.end(), [](Timed const& a, Timed const& b) { return a.ns > b.ns; });
    if (spans.size() > most) spans.resize(most);
}

class Stopwatch {
  public:
    Stopwatch(Index const& index, std::size_t most) : index_(index), most_(most) {}

    Slowest run() {
        for (Position position = 1; position <= index_.size(); ++position) {
            now_ = position;
            look(index_.log()[position - 1]);
        }
        for (auto& [task, wait] : waits_) {
            wait.over = false;
            end(wait, index_.size() == 0 ? 0 : index_.log()[index_.size() - 1].time, found_.waits);
        }
        keep_longest(found_.steps, most_);
        keep_longest(found_.waits, most_);
        return std::move(found_);
    }

  private:
    void look(Event const& event) {
        switch (event.kind) {
        case Kind::task_step:
            if (auto const wait = waits_.find(event.subject); wait != waits_.end()) {
                end(wait->second, event.time, found_.waits);
                waits_.erase(wait);
            }
            step_ = {event.subject, event.time, now_, now_, {}, {}, true};
            break;
        case Kind::line: step_.at = place_of(event); break;
        case Kind::coro_suspend:
            stands_ = place_of(event);
            awaited_ = expand(index_, index_.log().text(event));
            break;
        case Kind::task_suspend:
            end_step(event);
            // One that gives way waits for its turn only.
            if (event.object)
                waits_[event.subject] = {event.subject, event.time, now_, now_, stands_, awaited_, true};
            stands_ = {};
            awaited_.clear();
            break;
        case Kind::task_done: end_step(event); break;
        default: break;
        }
    }

    void end_step(Event const& event) {
        if (step_.task == event.subject) end(step_, event.time, found_.steps);
        step_ = {};
    }

    // Until it ends, a span's ns are the time at which it began.
    void end(Timed& span, std::int64_t time, std::vector<Timed>& into) {
        span.ns = time - span.ns;
        span.to = now_;
        if (span.ns > 0) into.push_back(span);
        if (into.size() > 4 * most_ + 64) keep_longest(into, most_);
    }

    Index const& index_;
    std::size_t most_;
    Slowest found_;
    Position now_ = 0;
    Timed step_;
    Place stands_;
    std::string awaited_;
    std::unordered_map<ObjectId, Timed> waits_;
};

} // namespace

Slowest slowest(Index const& index, std::size_t most) { return Stopwatch(index, most).run(); }

} // namespace replay
