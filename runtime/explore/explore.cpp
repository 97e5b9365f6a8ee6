#include "explore/explore.hpp"

#include "explore/frontier.hpp"
#include "replay/orders/footprints.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace explore {
namespace {

using Clock = std::chrono::steady_clock;

bool varies(Vary const& vary, aio::Choice what) {
    switch (what) {
    case aio::Choice::timers: return vary.timers;
    case aio::Choice::io: return vary.io;
    case aio::Choice::threads: return vary.threads;
    case aio::Choice::sleeps: return true; // asked only where there are lines
    }
    return false;
}

// How many orders there are along one run: at each decision as many as there are things to choose from.
double orders_along(std::vector<aio::Decision> const& decisions, Vary const& vary) {
    double orders = 1;
    for (aio::Decision const& decision : decisions)
        if (varies(vary, decision.what)) orders *= decision.among;
    return orders;
}

aio::Schedule schedule_of(Order const& order, Vary const& vary) {
    return {{order.begin(), order.end()}, false, vary.outside, {}};
}

Order taken_before(std::vector<aio::Decision> const& decisions, std::size_t place) {
    Order order;
    for (std::size_t at = 0; at < place; ++at) order.push_back(static_cast<char16_t>(decisions[at].taken));
    return order;
}

// Of so many that come at once the later ones are not tried before the others: there would be no end.
constexpr std::size_t most_at_once = 64;

// Takes the one at place `index` of the default order at that decision, instead of what this run took.
Order instead(std::vector<aio::Decision> const& decisions, std::size_t place, std::uint32_t index) {
    Order order = taken_before(decisions, place);
    order.push_back(static_cast<char16_t>(index));
    order.erase(order.find_last_not_of(u'\0') + 1); // one order, one name
    return order;
}

// A decision about timers goes on until one is left: how many belong to the one at `first`.
std::size_t decisions_of_tie(std::vector<aio::Decision> const& decisions, std::size_t first) {
    return std::min<std::size_t>(decisions[first].among - 1U, decisions.size() - first);
}

// Places in the default order, of those that are left at the n-th decision, by which the tie was taken.
struct Tie {
    std::vector<std::uint32_t> order; // default places, as they were taken

    explicit Tie(std::vector<aio::Decision> const& decisions, std::size_t first, std::size_t count) {
        std::vector<std::uint32_t> left(decisions[first].among);
        for (std::uint32_t place = 0; place < left.size(); ++place) left[place] = place;
        for (std::size_t at = 0; at < count; ++at) take(left, decisions[first + at].taken);
        while (!left.empty()) take(left, 0);
    }
    // Which index takes the one at `later` when `earlier` of them are taken as they were.
    std::uint32_t index(std::size_t earlier, std::size_t later) const {
        return static_cast<std::uint32_t>(
            std::count_if(order.begin() + static_cast<std::ptrdiff_t>(earlier), order.end(),
                          [&](std::uint32_t place) { return place < order[later]; }));
    }

  private:
    void take(std::vector<std::uint32_t>& left, std::uint32_t at) {
        order.push_back(left[at]);
        left.erase(left.begin() + at);
    }
};

// What else is to be looked at, as this run shows.
class Successors {
  public:
    Successors(Vary const& vary, Ran const& ran, std::size_t fixed, bool skip)
        : vary_(vary), ran_(ran), fixed_(fixed), skip_(skip) {}

    void each(std::function<void(Order)> const& add) {
        each_decision([&](std::size_t at, std::size_t count, bool tie) {
            auto const& decisions = ran_.decisions;
            if (!varies(vary_, decisions[at].what)) return;
            cut_ = cut_ || decisions[at].among > most_at_once;
            if (tie && skip_ && ran_.log) return raced(at, count, add);
            for (std::size_t place = std::max(at, fixed_); place < at + count; ++place)
                for (std::uint32_t index = decisions[place].taken + 1;
                     index < std::min<std::size_t>(decisions[place].among, most_at_once); ++index)
                    add(instead(decisions, place, index));
        });
    }

    bool cut() const { return cut_; } // there were more than are tried

    // Can nothing be left out, in any tie of this run?
    bool all_matter() const {
        bool all = true;
        each_decision([&](std::size_t at, std::size_t, bool tie) {
            if (!tie) return;
            auto const due = footprints().due_together(ran_.decisions[at].at, ran_.decisions[at].among);
            for (std::size_t a = 0; all && a < due.size(); ++a)
                for (std::size_t b = a + 1; all && b < due.size(); ++b)
                    all = footprints().order_matters(due[a], due[b]);
        });
        return all;
    }

  private:
    // Where each begins, and how many belong to it: a tie is several.
    void each_decision(std::function<void(std::size_t at, std::size_t count, bool tie)> const& use) const {
        auto const& decisions = ran_.decisions;
        for (std::size_t at = 0; at < decisions.size();) {
            bool const tie = decisions[at].what == aio::Choice::timers;
            std::size_t const count = tie ? decisions_of_tie(decisions, at) : 1;
            use(at, count, tie);
            at += count;
        }
    }

    void raced(std::size_t first, std::size_t count, std::function<void(Order)> const& add) const {
        auto const& decisions = ran_.decisions;
        auto const due = footprints().due_together(decisions[first].at, decisions[first].among);
        Tie const tie(decisions, first, count);
        std::size_t const most = std::min(due.size(), most_at_once);
        for (std::size_t earlier = 0; earlier < std::min(count, most); ++earlier)
            for (std::size_t later = earlier + 1; later < most; ++later) {
                bool const matters = std::any_of(
                    due.begin() + static_cast<std::ptrdiff_t>(earlier),
                    due.begin() + static_cast<std::ptrdiff_t>(later),
                    [&](trace::ObjectId between) { return footprints().order_matters(between, due[later]); });
                if (matters) add(instead(decisions, first + earlier, tie.index(earlier, later)));
            }
    }

    replay::Footprints const& footprints() const {
        if (!footprints_) footprints_.emplace(*ran_.log);
        return *footprints_;
    }

    Vary const& vary_;
    Ran const& ran_;
    std::size_t fixed_; // decisions that this order itself names
    bool skip_;
    bool cut_ = false;
    mutable std::optional<replay::Footprints> footprints_;
};

// Taken at once, so that threads seldom wait for each other; few, so that one that breaks is soon found.
constexpr std::size_t at_once = 64;

class Exploration {
  public:
    Exploration(Run const& run, Options const& options)
        : run_(run), options_(options), skip_(options.skip), frontier_(options.skip),
          end_(Clock::now() + options.most_time) {}

    Result explore() {
        frontier_.add({});
        look(frontier_.take(1)); // alone: it says whether anything can be left out
        std::vector<std::jthread> helpers;
        for (unsigned at = 1; at < options_.threads; ++at) helpers.emplace_back([this] { work(false); });
        work(true);
        helpers.clear();
        result_.looked_at = looked_at_;
        result_.all = !stopped_ && !cut_ && !result_.broken;
        if (result_.broken) make_smaller();
        return result_;
    }

  private:
    struct Seen { // of some orders
        std::vector<Order> next;
        double fewest = 0, most = 0; // orders along a run
        bool cut = false;
        std::optional<Break> broken;
        Order broken_order;

        bool comes_before_break(Order const& order) const {
            return !broken || std::pair(changes_of(order), order) < std::pair(broken->changes, broken_order);
        }
    };

    void look(std::vector<Order> const& orders) {
        Seen seen;
        for (Order const& order : orders) look_at(order, seen);

        std::scoped_lock const lock(mutex_);
        looked_at_ += orders.size();
        cut_ = cut_ || seen.cut;
        if (looked_at_ == 1) result_.orders = seen.most;
        result_.orders_exact =
            result_.orders_exact && seen.fewest == result_.orders && seen.most == result_.orders;
        result_.orders = std::max(result_.orders, seen.most);
        for (Order& next : seen.next) frontier_.add(std::move(next));
        // Of several threads the one whose order comes first is right, so that each exploration finds the
        // same.
        if (seen.broken && found_.comes_before_break(seen.broken_order)) {
            found_.broken = result_.broken = std::move(seen.broken);
            found_.broken_order = std::move(seen.broken_order);
        }
    }

    void look_at(Order const& order, Seen& seen) {
        Ran const ran = run_(schedule_of(order, options_.vary), skip_);
        Successors successors(options_.vary, ran, order.size(), skip_);
        if (order.empty() && skip_ && successors.all_matter()) {
            skip_ = false;
            frontier_.forget(); // nobody else looks yet
        }
        double const along = orders_along(ran.decisions, options_.vary);
        seen.fewest = seen.most == 0 ? along : std::min(seen.fewest, along);
        seen.most = std::max(seen.most, along);
        if (!ran.broke.empty()) {
            if (!seen.comes_before_break(order)) return;
            seen.broken = Break{ran.settled, changes_of(order), ran.broke};
            seen.broken_order = order;
            return;
        }
        successors.each([&](Order next) { seen.next.push_back(std::move(next)); });
        seen.cut = seen.cut || successors.cut();
    }

    void work(bool asks) {
        while (true) {
            std::vector<Order> orders;
            {
                std::unique_lock lock(mutex_);
                std::size_t const left =
                    options_.most_runs - std::min(options_.most_runs, looked_at_ + busy_);
                bool const over = stopped_ || left == 0 || Clock::now() > end_;
                if (!over) orders = frontier_.take(std::min(left, at_once));
                std::erase_if(orders, [&](Order const& order) { return !found_.comes_before_break(order); });
                if (over && frontier_.size() > 0) stopped_ = true;
                if (orders.empty() && (over || (frontier_.size() == 0 && busy_ == 0))) return;
                if (orders.empty()) {
                    lock.unlock();
                    std::this_thread::yield();
                    continue;
                }
                busy_ += orders.size();
                if (asks && options_.go_on && !options_.go_on({looked_at_, frontier_.size()}))
                    stopped_ = true;
            }
            look(orders);
            std::scoped_lock const lock(mutex_);
            busy_ -= orders.size();
        }
    }

    // Orders with fewer changes may have been left out, as they do what others do: those are tried now.
    void make_smaller() {
        Break const& found = *result_.broken;
        result_.smallest = found.changes <= 1 || !options_.skip;
        if (result_.smallest) return;
        Frontier smaller(false);
        smaller.add({});
        for (auto order = smaller.take(1); !order.empty(); order = smaller.take(1)) {
            if (looked_at_ >= options_.most_runs || Clock::now() > end_) return;
            Ran const ran = run_(schedule_of(order[0], options_.vary), false);
            if (!ran.broke.empty()) {
                result_.broken = Break{ran.settled, changes_of(order[0]), ran.broke};
                break;
            }
            if (changes_of(order[0]) + 2 <= found.changes)
                Successors(options_.vary, ran, order[0].size(), false).each([&](Order more) {
                    if (changes_of(more) < found.changes) smaller.add(std::move(more));
                });
        }
        result_.smallest = true;
    }

    Run const& run_;
    Options const& options_;
    std::atomic<bool> skip_;
    std::mutex mutex_; // of all below
    Frontier frontier_;
    Result result_;
    Seen found_; // the break, if there is one
    Clock::time_point end_;
    std::size_t looked_at_ = 0;
    std::size_t busy_ = 0; // orders that are looked at just now
    bool stopped_ = false;
    bool cut_ = false;
};

} // namespace

Result explore(Run const& run, Options const& options) { return Exploration(run, options).explore(); }

} // namespace explore
