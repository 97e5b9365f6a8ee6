#include "explore/frontier.hpp"

#include <algorithm>
#include <iterator>

namespace explore {

std::size_t changes_of(Order const& order) {
    return order.size() - static_cast<std::size_t>(std::count(order.begin(), order.end(), u'\0'));
}

void Frontier::add(Order order) {
    if (remembers_ && !known_.insert(order).second) return;
    ++size_;
    waiting_[changes_of(order)].push_back(std::move(order));
}

std::vector<Order> Frontier::take(std::size_t most) {
    std::vector<Order> taken;
    if (waiting_.empty()) return taken;
    auto& orders = waiting_.begin()->second;
    auto const from = orders.end() - static_cast<std::ptrdiff_t>(std::min(most, orders.size()));
    taken.assign(std::make_move_iterator(from), std::make_move_iterator(orders.end()));
    orders.erase(from, orders.end());
    if (orders.empty()) waiting_.erase(waiting_.begin());
    size_ -= taken.size();
    return taken;
}

void Frontier::forget() {
    remembers_ = false;
    known_.clear();
}

} // namespace explore
