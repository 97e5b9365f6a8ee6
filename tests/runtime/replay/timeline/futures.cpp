#include "replay/timeline/futures.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

using namespace replay;
using trace::ObjectId;
using trace::ObjectType;

namespace {
ObjectId t(std::uint32_t n) { return ObjectId(ObjectType::task, n); }
ObjectId f(std::uint32_t n) { return ObjectId(ObjectType::future, n); }
} // namespace

TEST_CASE("gather has a slot for each child in the order of its arguments") {
    auto const log = recorded("gather-order");
    auto const found = futures(Index(log));
    REQUIRE(found.size() == 4);
    auto const& gather = found[0];
    CHECK(gather.id == f(1));
    CHECK(gather.purpose == "gather");
    CHECK(gather.created_by == t(1));
    CHECK(gather.awaited_by == t(1));
    REQUIRE(gather.slots.size() == 3);
    std::vector<std::string> outcomes;
    for (auto const& slot : gather.slots) {
        outcomes.emplace_back(slot.outcome);
        CHECK(slot.end == FutureState::finished);
        CHECK(slot.ended == position_of(log, "task.done", trace::to_string(slot.child)));
        // gather hears of it in the turn after.
        CHECK(log[slot.heard - 1].kind == trace::Kind::handle_run);
        CHECK(log.text(log[slot.heard - 1]) == "gather");
        CHECK(slot.heard > slot.ended);
    }
    CHECK(outcomes == std::vector<std::string>{"'slow'", "'fast'", "'mid'"});
    CHECK(gather.value == "['slow', 'fast', 'mid']");
    CHECK(gather.slots[1].ended < gather.slots[2].ended);
    CHECK(gather.slots[2].ended < gather.slots[0].ended);
    CHECK(gather.ended > gather.slots[0].heard);
}

TEST_CASE("a sleep's future is due when its timer is and calls back its task") {
    auto const log = recorded("gather-order");
    auto const found = futures(Index(log));
    auto const& sleep = found[2];
    CHECK(sleep.purpose == "sleep");
    CHECK(sleep.words == "sleep(1)");
    CHECK(sleep.due == 1'000'000'000);
    CHECK(sleep.awaited_by == t(3));
    CHECK(sleep.end_time == 1'000'000'000);
    REQUIRE(sleep.callbacks.size() == 1);
    CHECK(sleep.callbacks[0].whom == t(3));
    CHECK(sleep.callbacks[0].words == "wakeup");
    CHECK(sleep.callbacks[0].made == sleep.ended + 1);
    CHECK(log[sleep.callbacks[0].run - 1].kind == trace::Kind::handle_run);
}

TEST_CASE("futures are as the state has them at each position") {
    for (auto const& name : recordings()) {
        auto const log = recorded(name);
        for (Position p = 1; p <= log.size(); p += 3) {
            auto const found = futures(Index(log, p));
            auto const state = state_at(log, p);
            INFO(name << " after event " << p);
            for (FutureInfo const& each : state.futures) {
                auto const& life = found.at(each.id.number() - 1);
                CHECK(life.created == each.created_at);
                CHECK(life.ended == each.done_at);
                CHECK(life.end == each.state);
                CHECK(life.value == each.value);
                CHECK(life.due == each.due);
                CHECK(life.created_by == each.created_by);
                REQUIRE(life.slots.size() == each.children.size());
                for (std::size_t i = 0; i < life.slots.size(); ++i) {
                    CHECK(life.slots[i].child == each.children[i]);
                    auto const* task = state.task(each.children[i]);
                    CHECK((life.slots[i].ended != 0) == (task && !task->outcome.empty()));
                }
            }
        }
    }
}

TEST_CASE("traces that make no sense have futures nevertheless") {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        auto const log = scrambled(3000, seed);
        for (auto const& life : futures(Index(log)))
            for (auto const& callback : life.callbacks) CHECK(callback.made <= log.size());
    }
}
