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
        auto const& decisions = ran_.decisions;
        for (std::size_t at = 0; at < decisions.size();) {
            aio::Decision const& decision = decisions[at];
            bool const tie = decision.what == aio::Choice::timers;
            std::size_t const count = tie ? decisions_of_tie(decisions, at) : 1;
            cut_ = cut_ || (varies(vary_, decision.what) && decision.among > most_at_once);
            if (!varies(vary_, decision.what)) {
            } else if (tie && skip_ && ran_.log) {
                raced(at, count, add);
            } else {
                for (std::size_t place = at; place < at + count; ++place)
                    for (std::uint32_t index = decisions[place].taken + 1;
                         place >= fixed_ &&
                         index < std::min<std::size_t>(decisions[place].among, most_at_once);
                         ++index)
                        add(instead(decisions, place, index));
            }
            at += count;
        }
    }

    bool cut() const { return cut_; } // there were more than are tried

    // Can nothing be left out, in any tie of this run?
    bool all_matter() const {
        bool all = true;
        auto const& decisions = ran_.decisions;
        for (std::size_t at = 0; at < decisions.size();) {
            bool const tie = decisions[at].what == aio::Choice::timers;
            std::size_t const count = tie ? decisions_of_tie(decisions, at) : 1;
            if (tie) {
                auto const due = footprints().due_together(decisions[at].at, decisions[at].among);
                for (std::size_t a = 0; all && a < due.size(); ++a)
                    for (std::size_t b = a + 1; all && b < due.size(); ++b)
                        all = footprints().order_matters(due[a], due[b]);
            }
            at += count;
        }
        return all;
    }

  private:
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

class Exploration {
  public:
    Exploration(Run const& run, Options const& options)
        : run_(run), options_(options), skip_(options.skip), frontier_(options.skip),
          end_(Clock::now() + options.most_time) {}

    Result explore() {
        frontier_.add({});
        look(frontier_.take()); // alone: it says whether anything can be left out
        std::vector<std::jthread> helpers;
        for (unsigned at = 1; at < options_.threads; ++at) helpers.emplace_back([this] { work(false); });
        work(true);
        helpers.clear();
        result_.looked_at = looked_at_;
        result_.all = !stopped_ && !cut_ && !result_.broken;
        if (result_.broken) settle_break();
        return result_;
    }

  private:
    void look(Order const& order) {
        Ran const ran = run_(schedule_of(order, options_.vary), skip_);
        ++looked_at_;
        Successors successors(options_.vary, ran, order.size(), skip_);
        if (order.empty() && skip_ && successors.all_matter()) {
            skip_ = false;
            frontier_.forget();
        }
        double const along = orders_along(ran.decisions, options_.vary);
        std::vector<Order> found;
        if (ran.broke.empty()) successors.each([&](Order next) { found.push_back(std::move(next)); });

        std::scoped_lock const lock(mutex_);
        cut_ = cut_ || successors.cut();
        if (order.empty()) result_.orders = along;
        if (along != result_.orders) result_.orders_exact = false;
        result_.orders = std::max(result_.orders, along);
        if (!ran.broke.empty()) return found_break(order, ran);
        for (Order& next : found) frontier_.add(std::move(next));
    }

    void found_break(Order const& order, Ran const& ran) {
        std::size_t const changes = changes_of(order);
        // Of several threads the one whose order comes first is right, so that each run finds the same.
        if (result_.broken && std::pair(result_.broken->changes, broken_order_) < std::pair(changes, order))
            return;
        result_.broken = Break{ran.settled, changes, ran.broke};
        broken_order_ = order;
    }

    void work(bool asks) {
        while (true) {
            Order order;
            {
                std::unique_lock lock(mutex_);
                bool const over = stopped_ || looked_at_ >= options_.most_runs || Clock::now() > end_;
                auto const next = frontier_.next();
                bool const later =
                    result_.broken && next &&
                    std::pair(result_.broken->changes, broken_order_) < std::pair(changes_of(*next), *next);
                if (over && next && !later) stopped_ = true;
                if (over || later || (!next && busy_ == 0)) return;
                if (!next) {
                    lock.unlock();
                    std::this_thread::yield();
                    continue;
                }
                order = frontier_.take();
                ++busy_;
                if (asks && options_.go_on && looked_at_ % 64 == 0 &&
                    !options_.go_on({looked_at_, frontier_.size()}))
                    stopped_ = true;
            }
            look(order);
            std::scoped_lock const lock(mutex_);
            --busy_;
        }
    }

    // Orders with fewer changes may have been left out, as they do what others do: those are tried now.
    void settle_break() {
        std::size_t const changes = result_.broken->changes;
        result_.smallest = changes <= 1;
        if (changes <= 1 || !options_.skip) {
            result_.smallest = true;
            return;
        }
        Frontier smaller(false);
        smaller.add({});
        while (auto const next = smaller.next()) {
            if (changes_of(*next) >= result_.broken->changes) {
                result_.smallest = true;
                return;
            }
            if (looked_at_ >= options_.most_runs || Clock::now() > end_) return;
            Order const order = smaller.take();
            Ran const ran = run_(schedule_of(order, options_.vary), false);
            if (!ran.broke.empty()) {
                result_.broken = Break{ran.settled, changes_of(order), ran.broke};
                result_.smallest = true;
                return;
            }
            if (changes_of(order) + 1 < changes)
                Successors(options_.vary, ran, order.size(), false).each([&](Order more) {
                    smaller.add(std::move(more));
                });
        }
        result_.smallest = true;
    }

    Run const& run_;
    Options const& options_;
    std::atomic<bool> skip_;
    std::mutex mutex_; // of all below
    Frontier frontier_;
    Clock::time_point end_;
    Result result_;
    Order broken_order_;
    std::atomic<std::size_t> looked_at_{0};
    std::size_t busy_ = 0;
    bool stopped_ = false;
    bool cut_ = false;
};

} // namespace

Result explore(Run const& run, Options const& options) { return Exploration(run, options).explore(); }

} // namespace explore
