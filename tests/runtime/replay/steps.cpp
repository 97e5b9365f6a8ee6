#include "replay/steps.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

using namespace replay;
using trace::ObjectId;
using trace::ObjectType;

namespace {
ObjectId const t3(ObjectType::task, 3);
ObjectId const f3(ObjectType::future, 3);

std::vector<Position> forward(Index const& index, Unit unit, Target const& target = {}) {
    std::vector<Position> stops;
    for (auto p = next(index, 0, unit, target); p; p = next(index, *p, unit, target)) stops.push_back(*p);
    return stops;
}

std::vector<Position> backward(Index const& index, Unit unit, Target const& target = {}) {
    std::vector<Position> stops;
    for (auto p = previous(index, index.size() + 1, unit, target); p && *p != 0;
         p = previous(index, *p, unit, target))
        stops.insert(stops.begin(), *p);
    return stops;
}

std::vector<Target> targets() {
    return {Target{}, Target{t3, {}}, Target{f3, {}}, Target{{}, {{0, 5}}}, Target{t3, {{1, 4}, {1, 12}}}};
}
} // namespace

TEST_CASE("every unit meets the same stops going forward and going back") {
    for (auto const& name : recordings()) {
        auto const log = recorded(name);
        Index const index(log);
        for (auto const& target : targets())
            for (int unit = 0; unit <= static_cast<int>(Unit::breakpoint); ++unit) {
                INFO(name << ", " << words(static_cast<Unit>(unit)));
                CHECK(forward(index, static_cast<Unit>(unit), target) ==
                      backward(index, static_cast<Unit>(unit), target));
            }
    }
}

TEST_CASE("next and previous undo each other from every stop") {
    auto const log = recorded("gather-order");
    Index const index(log);
    for (auto const& target : targets())
        for (int u = 0; u <= static_cast<int>(Unit::breakpoint); ++u) {
            auto const unit = static_cast<Unit>(u);
            auto stops = forward(index, unit, target);
            stops.insert(stops.begin(), 0);
            for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
                REQUIRE(next(index, stops[i], unit, target) == stops[i + 1]);
                REQUIRE(previous(index, stops[i + 1], unit, target) == stops[i]);
            }
        }
}

TEST_CASE("from between two stops each direction goes to the nearer one") {
    auto const log = recorded("gather-order");
    Index const index(log);
    auto const stops = forward(index, Unit::switch_);
    auto const between = stops[1] + 2;
    CHECK(next(index, between, Unit::switch_) == stops[2]);
    CHECK(previous(index, between, Unit::switch_) == stops[1]);
}

TEST_CASE("there is nothing before the beginning and nothing after the last stop") {
    auto const log = recorded("create-task");
    Index const index(log);
    for (int unit = 0; unit <= static_cast<int>(Unit::breakpoint); ++unit) {
        CHECK_FALSE(previous(index, 0, static_cast<Unit>(unit)));
        CHECK_FALSE(next(index, index.size(), static_cast<Unit>(unit)));
        CHECK_FALSE(next(index, index.size() + 100, static_cast<Unit>(unit)));
        CHECK(previous(index, 1, static_cast<Unit>(unit)) == 0);
    }
}

TEST_CASE("each unit stops where it says") {
    auto const log = recorded("gather-order");
    Index const index(log);
    CHECK(forward(index, Unit::event).size() == log.size());
    CHECK(forward(index, Unit::output).size() == 4);
    CHECK(forward(index, Unit::switch_).size() == 8); // 4 first steps, 4 wakeups
    CHECK(forward(index, Unit::turn).size() == 13);
    for (auto const p : forward(index, Unit::line)) CHECK(log[p - 1].kind == trace::Kind::line);
    auto const breaks = forward(index, Unit::breakpoint, {{}, {{0, 5}}});
    REQUIRE(breaks.size() == 3);
    for (auto const p : breaks) CHECK(log[p - 1].line == 5);
    CHECK(forward(index, Unit::breakpoint, {{}, {{2, 5}}}).empty()); // another source
    CHECK(forward(index, Unit::breakpoint).empty());
}

TEST_CASE("stepping within a task meets what it and its coroutine do and nothing else") {
    auto const log = recorded("gather-order");
    Index const index(log);
    auto const stops = forward(index, Unit::in_object, {t3, {}});
    CHECK(stops.front() == position_of(log, "coro.create", "c3"));
    CHECK(stops.back() == position_of(log, "handle.end", "h8"));
    bool ran_line_5 = false;
    for (auto const p : stops) {
        auto const& event = log[p - 1];
        if (event.kind == trace::Kind::line) {
            CHECK(event.subject == ObjectId(ObjectType::coroutine, 3));
            ran_line_5 = ran_line_5 || event.line == 5;
        }
    }
    CHECK(ran_line_5);
    CHECK(forward(index, Unit::in_object).empty());
}

TEST_CASE("the next wake of a future is where it is done and where it wakes its task") {
    auto const log = recorded("gather-order");
    Index const index(log);
    CHECK(forward(index, Unit::wake, {f3, {}}) ==
          std::vector<Position>{position_of(log, "future.result", "f3"),
                                position_of(log, "task.wakeup", "t3")});
    CHECK(forward(index, Unit::wake, {t3, {}}) ==
          std::vector<Position>{position_of(log, "task.wakeup", "t3"), position_of(log, "task.done", "t3")});
}
