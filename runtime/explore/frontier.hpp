// The orders that are known and not looked at yet: those with few changes first, and of these the one that
// comes first. None is taken twice.
#pragma once
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace explore {

// What each decision takes, up to the last that is not the default; beyond it the default (0).
using Order = std::u16string;

std::size_t changes_of(Order const& order);

class Frontier {
  public:
    // `remembers`: what was there before is not added again. Who adds nothing twice need not pay for that.
    explicit Frontier(bool remembers) : remembers_(remembers) {}

    void add(Order order);
    std::optional<Order> next() const;
    Order take(); // the next one
    std::size_t size() const { return waiting_.size(); }

    void forget(); // from now on nothing is added twice

  private:
    bool remembers_;
    std::set<std::pair<std::size_t, Order>> waiting_;
    std::set<Order> known_;
};

} // namespace explore
