#include "shell/key_queue.hpp"

namespace shell {

void KeyQueue::push(int key, bool down, bool modifier) {
    if (key >= 0 && key < key_count) events_.push_back({key, down, modifier});
}

KeyQueue::State const& KeyQueue::advance() {
    State changed{};
    bool plain_changed = false;
    while (!events_.empty()) {
        Event const event = events_.front();
        auto const key = static_cast<std::size_t>(event.key);
        if (changed[key] || (event.modifier && plain_changed)) break;
        if (state_[key] != event.down) {
            changed[key] = true;
            plain_changed = plain_changed || !event.modifier;
        }
        state_[key] = event.down;
        events_.pop_front();
    }
    return state_;
}

} // namespace shell
