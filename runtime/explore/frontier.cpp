#include "explore/frontier.hpp"

#include <algorithm>

namespace explore {

std::size_t changes_of(Order const& order) {
    return order.size() - static_cast<std::size_t>(std::count(order.begin(), order.end(), u'\0'));
}

void Frontier::add(Order order) {
    if (remembers_ && !known_.insert(order).second) return;
    waiting_.emplace(changes_of(order), std::move(order));
}

std::optional<Order> Frontier::next() const {
    if (waiting_.empty()) return std::nullopt;
    return waiting_.begin()->second;
}

Order Frontier::take() { return std::move(waiting_.extract(waiting_.begin()).value().second); }

void Frontier::forget() {
    remembers_ = false;
    known_.clear();
}

} // namespace explore
