// The orders that are known and not looked at yet; those with few changes first.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

namespace explore {

// What each decision takes, up to the last that is not the default; beyond it the default (0).
using Order = std::u16string;

std::size_t changes_of(Order const& order);

class Frontier {
  public:
    // `remembers`: what was there before is not added again. Who adds nothing twice need not pay for that.
    explicit Frontier(bool remembers) : remembers_(remembers) {}

    void add(Order order);
    // Some of those with the fewest changes, at most so many; none if none is left.
    std::vector<Order> take(std::size_t most);
    std::size_t size() const { return size_; }
    void forget(); // from now on nothing is added twice

  private:
    bool remembers_;
    std::size_t size_ = 0;
    std::map<std::size_t, std::vector<Order>> waiting_; // by changes
    std::unordered_set<Order> known_;
};

} // namespace explore
