#include "shell/key_queue.hpp"
#include "support/catch.hpp"
#include "support/driver.hpp"

namespace {

constexpr std::size_t right = 262, q = 81, ctrl = 341;

void press(shell::KeyQueue& keys, std::size_t key) { keys.push(static_cast<int>(key), true, key == ctrl); }
void release(shell::KeyQueue& keys, std::size_t key) { keys.push(static_cast<int>(key), false, key == ctrl); }

} // namespace

TEST_CASE("a key tapped between two frames is down in one frame") {
    shell::KeyQueue keys;
    press(keys, right);
    release(keys, right);
    CHECK(keys.advance()[right]);
    CHECK(keys.waiting());
    CHECK_FALSE(keys.advance()[right]);
    CHECK_FALSE(keys.waiting());
}

TEST_CASE("a key tapped three times at once is pressed in three frames") {
    shell::KeyQueue keys;
    int presses = 0;
    bool before = false;
    for (int i = 0; i < 3; ++i) press(keys, right), release(keys, right);
    for (int frame = 0; frame < 10; ++frame) {
        bool const now = keys.advance()[right];
        presses += now && !before;
        before = now;
    }
    CHECK(presses == 3);
}

TEST_CASE("a modifier is down in the frame of the key it goes with and of no other") {
    shell::KeyQueue keys;
    press(keys, right);
    press(keys, ctrl);
    press(keys, q);
    release(keys, q);
    release(keys, ctrl);
    auto state = keys.advance();
    CHECK(state[right]);
    CHECK_FALSE(state[ctrl]);
    state = keys.advance();
    CHECK(state[ctrl]);
    CHECK(state[q]);
    state = keys.advance();
    CHECK_FALSE(state[q]);
    state = keys.advance();
    CHECK_FALSE(state[ctrl]);
    CHECK(state[right]);
}

TEST_CASE("a modifier let go before its key in one moment still goes with it") {
    Driver driver(opened("gather-order"));
    shell::KeyQueue keys;
    press(keys, ctrl);
    press(keys, q);
    release(keys, ctrl);
    release(keys, q);
    for (int frame = 0; frame < 5; ++frame) {
        compat::replace_keys(keys.advance().data(), shell::KeyQueue::key_count);
        driver.frames();
    }
    CHECK(driver.session.quit);
}

TEST_CASE("keys without a number are passed over") {
    shell::KeyQueue keys;
    keys.push(-1, true, false);
    keys.push(shell::KeyQueue::key_count, true, false);
    CHECK_FALSE(keys.waiting());
}
