#include "replay/player.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

#include <random>
#include <vector>

using namespace replay;

namespace {

// The state at every position, each computed from the one before by nothing but apply.
std::vector<State> all_states(trace::Log const& log) {
    std::vector<State> states;
    for (Position p = 0; p <= log.size(); ++p) states.push_back(state_at(log, p));
    return states;
}

void check_every_way(trace::Log const& log) {
    auto const states = all_states(log);
    Player player(log);
    Position wrong = 0;
    auto const go = [&](Position p) {
        player.seek(p);
        wrong += !(player.state() == states[p]);
    };
    for (Position p = 0; p <= log.size(); ++p) go(p);
    for (Position p = log.size() + 1; p-- > 0;) go(p);
    std::mt19937 random(7);
    for (int i = 0; i < 400; ++i) {
        go(random() % (log.size() + 1));
        // A few steps from there, both ways.
        for (int step = 0; step < 5; ++step) {
            auto const here = player.state().position;
            go(random() % 2 == 0 ? std::min<Position>(here + 1, log.size()) : here - (here > 0));
        }
    }
    CHECK(wrong == 0);
}

} // namespace

TEST_CASE("the state after any seek is the one computed from the first event on") {
    for (auto const& name : recordings()) {
        INFO(name);
        check_every_way(recorded(name));
    }
}

TEST_CASE("seeking is right in traces that make no sense") {
    for (unsigned seed = 1; seed <= 6; ++seed) check_every_way(scrambled(1500, seed));
}

TEST_CASE("far seeks in a long trace are right after keyframes were thinned out") {
    auto const log = generated(50, 60'000); // more than the player keeps keyframes for at their first spacing
    Player player(log);
    player.seek(log.size());
    std::mt19937 random(3);
    for (int i = 0; i < 12; ++i) {
        Position const p = random() % (log.size() + 1);
        player.seek(p);
        auto expected = state_at(log, p);
        CHECK(player.state() == expected);
        for (int back = 0; back < 20 && p >= 20; ++back) player.seek(player.state().position - 1);
        if (p >= 20) CHECK(player.state() == state_at(log, p - 20));
    }
}

TEST_CASE("walking back through a long trace meets every state it met going forward") {
    auto const log = generated(20, 6'000);
    Player player(log);
    std::vector<std::int64_t> times;
    std::vector<std::size_t> ready;
    for (Position p = 0; p <= log.size(); ++p) {
        player.seek(p);
        times.push_back(player.state().time);
        ready.push_back(player.state().ready.size());
    }
    Position wrong = 0;
    for (Position p = log.size() + 1; p-- > 0;) {
        player.seek(p);
        wrong += player.state().position != p || player.state().time != times[p] ||
                 player.state().ready.size() != ready[p];
    }
    CHECK(wrong == 0);
    CHECK(player.state() == State{});
}

TEST_CASE("a seek beyond the end stops at the end and follows a log that grows") {
    auto const whole = recorded("create-task");
    trace::Log growing;
    for (trace::Step step = 0; step < 10; ++step) growing.append(whole[step]);
    Player player(growing);
    player.seek(1'000'000);
    CHECK(player.state().position == 10);
    for (trace::Step step = 10; step < 50; ++step) growing.append(whole[step]);
    CHECK(player.state().position == 10);
    player.seek(50);
    CHECK(player.state() == state_at(growing, 50));
}

TEST_CASE("a player of an empty log stays at the beginning") {
    trace::Log const log;
    Player player(log);
    player.seek(5);
    CHECK(player.state() == State{});
}

TEST_CASE("ids no trace could have reached make no objects") {
    auto const log = from_lines(R"-([0,"task.step","t99999999","",0,0,0]
[0,"coro.start","c134217727","t134217727",0,0,0]
[0,"handle.run","h50000000","f60000000",0,0,0]
)-");
    Player player(log);
    player.seek(3);
    CHECK(player.state().tasks.empty());
    CHECK(player.state().coroutines.empty());
    CHECK(player.state().handles.empty());
}
