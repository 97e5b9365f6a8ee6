#include "replay/timeline/timeline.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

#include <algorithm>

using namespace replay;
using trace::ObjectId;
using trace::ObjectType;

namespace {
ObjectId t(std::uint32_t n) { return ObjectId(ObjectType::task, n); }
ObjectId const loop(ObjectType::loop, 1);

std::vector<std::string> texts(Index const& index, Lane const& lane) {
    std::vector<std::string> out;
    for (auto const& span : lane.spans) out.push_back(span_text(index, lane, span));
    return out;
}
using Texts = std::vector<std::string>;
} // namespace

TEST_CASE("gather-order has the lanes and spans the mock draws") {
    auto const log = recorded("gather-order");
    Index const index(log);
    auto const line = timeline(index);
    REQUIRE(line.lanes.size() == 5);
    CHECK(line.lanes[0].name == "Task-1");
    CHECK(line.lanes[0].label == "main()");
    CHECK(line.lanes[2].label == "fetch('fast', 1)");
    CHECK(line.lanes[4].name == "Event loop");
    CHECK(line.lanes[4].id == loop);

    CHECK(texts(index, line.lanes[0]) == Texts{"", "main 9–11", "awaits gather of 2, 3, 4", "", "line 12"});
    CHECK(texts(index, line.lanes[2]) == Texts{"", "line 4", "sleep(1)  due 1.000 s", "", "fetch 5–6"});
    auto const loop_texts = texts(index, line.lanes[4]);
    REQUIRE(loop_texts.size() >= 6);
    CHECK(Texts(loop_texts.begin(), loop_texts.begin() + 6) ==
          Texts{"step 1", "step 2", "step 3", "step 4", "timer", "wakeup 3"});

    auto const& lane = line.lanes[2];
    CHECK(lane.created == position_of(log, "task.create", "t3"));
    CHECK(lane.ended == position_of(log, "task.done", "t3"));
    CHECK(lane.end == TaskState::done);
    CHECK(lane.outcome == "result 'fast'");
    REQUIRE(lane.spans.size() == 5);
    CHECK(lane.spans[0].kind == SpanKind::scheduled);
    CHECK(lane.spans[1].kind == SpanKind::running);
    CHECK(lane.spans[2].kind == SpanKind::waiting);
    CHECK(lane.spans[2].awaits == ObjectId(ObjectType::future, 3));
    CHECK(lane.spans[2].due == 1'000'000'000);
    CHECK(lane.spans[2].begin_time == 0);
    CHECK(lane.spans[2].end_time == 1'000'000'000);
    CHECK(lane.spans[3].kind == SpanKind::scheduled);
}

TEST_CASE("the arrows of gather-order say who created and woke whom") {
    auto const log = recorded("gather-order");
    auto const line = timeline(log);
    auto const count = [&](EdgeKind kind) {
        return std::count_if(line.edges.begin(), line.edges.end(),
                             [&](Edge const& e) { return e.kind == kind; });
    };
    CHECK(count(EdgeKind::creates) == 4);
    CHECK(count(EdgeKind::timer_due) == 3);
    CHECK(count(EdgeKind::wakes) == 1);
    CHECK(count(EdgeKind::delivers) == 1);
    CHECK(count(EdgeKind::cancels) == 0);
    auto const find = [&](EdgeKind kind) {
        return *std::find_if(line.edges.begin(), line.edges.end(),
                             [&](Edge const& e) { return e.kind == kind; });
    };
    CHECK(find(EdgeKind::creates).from == ObjectId{}); // the program itself creates Task-1
    auto const timer = find(EdgeKind::timer_due);
    CHECK(timer.from == loop);
    CHECK(timer.to == t(3));
    CHECK(timer.from_position == position_of(log, "handle.due", "h6"));
    CHECK(timer.position == position_of(log, "handle.ready", "h8"));
    auto const wake = find(EdgeKind::wakes);
    CHECK(wake.from == t(2)); // the last child, through gather's callback
    CHECK(wake.to == t(1));
    CHECK(wake.about == ObjectId(ObjectType::future, 1));
}

TEST_CASE("turns and jumps of the clock are where the loop made them") {
    auto const log = recorded("gather-order");
    auto const line = timeline(log);
    REQUIRE(line.turns.size() == 13);
    for (std::size_t i = 0; i < line.turns.size(); ++i) {
        CHECK(line.turns[i].number == i + 1);
        CHECK(line.turns[i].begin < line.turns[i].end);
        if (i > 0) CHECK(line.turns[i - 1].end < line.turns[i].begin);
    }
    CHECK(line.turns[1].ready == 3);
    CHECK(line.turns[2].ready == 1);           // the timer that came due in it
    CHECK(line.turns.back().end < log.size()); // loop.close is after the last turn
    REQUIRE(line.jumps.size() == 3);
    CHECK(line.jumps[0].from == 0);
    CHECK(line.jumps[0].to == 1'000'000'000);
    CHECK(line.jumps[2].position == position_of(log, "loop.advance", "", 3));
}

TEST_CASE("a cancel is an arrow and the lane ends as cancelled") {
    auto const log = recorded("cancel-delivery");
    auto const line = timeline(log);
    auto const cancel = std::find_if(line.edges.begin(), line.edges.end(),
                                     [](Edge const& e) { return e.kind == EdgeKind::cancels; });
    REQUIRE(cancel != line.edges.end());
    CHECK(cancel->from == t(1));
    CHECK(cancel->to == t(2));
    CHECK(cancel->position == position_of(log, "task.cancel"));
    CHECK(line.lane(t(2))->end == TaskState::cancelled);
    CHECK(line.lane(t(9)) == nullptr);
}

TEST_CASE("a coroutine awaited in the same task shows both its lines and its awaiter's") {
    auto const log = recorded("sequential-await");
    Index const index(log);
    auto const line = timeline(index);
    auto const all = texts(index, line.lanes[0]);
    CHECK(all == Texts{"", "main 14–15 › fetch 7–8", "sleep(1)  due 1.000 s", "", "fetch 9–10 › fetch 7–8",
                       "sleep(2)  due 3.000 s", "", "fetch 9–10 › main 17"});
}

TEST_CASE("lanes are whole: spans follow each other without a gap until the task ends") {
    auto names = recordings();
    for (auto const& name : names) {
        auto const log = recorded(name);
        auto const line = timeline(log);
        for (auto const& lane : line.lanes) {
            if (lane.id.type() != ObjectType::task) continue;
            INFO(name << " " << lane.name);
            REQUIRE_FALSE(lane.spans.empty());
            CHECK(lane.spans.front().begin == lane.created);
            CHECK(lane.spans.back().end == (lane.ended == 0 ? log.size() : lane.ended));
            for (std::size_t i = 1; i < lane.spans.size(); ++i) {
                CHECK(lane.spans[i].begin == lane.spans[i - 1].end);
                CHECK(lane.spans[i].begin_time == lane.spans[i - 1].end_time);
            }
        }
        CHECK(std::is_sorted(line.edges.begin(), line.edges.end(),
                             [](Edge const& a, Edge const& b) { return a.position < b.position; }));
    }
}

TEST_CASE("exactly one task lane runs wherever a task is the current one") {
    for (auto const& name : recordings()) {
        auto const log = recorded(name);
        Index const index(log);
        auto const line = timeline(index);
        for (Position p = 1; p <= log.size(); ++p) {
            std::size_t running = 0;
            for (auto const& lane : line.lanes)
                if (lane.id.type() == ObjectType::task)
                    for (auto const& span : lane.spans)
                        running += span.kind == SpanKind::running && span.begin <= p && p < span.end;
            bool const inside = index.task_at(p) && index.task_at(p + 1);
            if (inside != (running == 1) || running > 1)
                FAIL(name << " step " << p << ": " << running << " run");
        }
    }
}

TEST_CASE("what is visible is what a look at every span finds") {
    auto const log = recorded("taskgroup-siblings");
    auto const line = timeline(log);
    for (auto const& lane : line.lanes)
        for (Position from = 0; from <= log.size(); from += 7)
            for (Position to = from; to <= log.size(); to += 13) {
                std::size_t expected = 0;
                for (auto const& span : lane.spans) expected += span.end >= from && span.begin <= to;
                auto const seen = visible(lane, from, to);
                CHECK(seen.size() == expected);
                if (!seen.empty()) CHECK((seen.front().end >= from && seen.back().begin <= to));
            }
    for (std::int64_t from = 0; from <= line.end_time; from += 300'000'000) {
        auto const to = from + 500'000'000;
        auto const& lane = line.lanes.front();
        std::size_t expected = 0;
        for (auto const& span : lane.spans) expected += span.end_time >= from && span.begin_time <= to;
        CHECK(visible_at_times(lane, from, to).size() == expected);
    }
    CHECK(visible(line.edges, 0, log.size()).size() == line.edges.size());
    CHECK(visible(line.edges, line.edges[1].position, line.edges[1].position).front().position ==
          line.edges[1].position);
    CHECK(visible(line.turns, 0, 0).empty());
    CHECK(visible(line.jumps, 0, log.size()).size() == line.jumps.size());
}

TEST_CASE("a trace of switches only has lanes that run and stop") {
    auto const log = from_lines(R"-(["text",1,"result None"]
[0,"task.step","t1","",0,0,0]
[5,"task.suspend","t1","f1",0,0,0]
[5,"task.step","t2","",0,0,0]
[9,"task.done","t2","",1,0,0]
[12,"task.step","t1","",0,0,0]
)-");
    auto const line = timeline(log);
    REQUIRE(line.lanes.size() == 2);
    CHECK(line.lanes[0].name == "task t1");
    REQUIRE(line.lanes[0].spans.size() == 3);
    CHECK(line.lanes[0].spans[1].kind == SpanKind::waiting);
    CHECK(line.lanes[0].spans[2].begin_time == 12);
    CHECK(line.lanes[1].spans.size() == 1);
    CHECK(line.lanes[1].end == TaskState::done);
}

TEST_CASE("a trace that was cut has open lanes up to the cut") {
    auto const whole = recorded("gather-order");
    for (trace::Step cut = 0; cut <= whole.size(); ++cut) {
        trace::Log part;
        for (trace::Step step = 0; step < cut; ++step) {
            auto event = whole[step];
            if (trace::value_is_text(event.kind)) event.value = part.intern(whole.text(event));
            part.append(event);
        }
        auto const line = timeline(part);
        CHECK(line.size == cut);
        for (auto const& lane : line.lanes)
            for (auto const& span : lane.spans)
                if (span.end > cut || span.begin > span.end || (span.end == 0 && cut > 0))
                    FAIL("cut at " << cut);
    }
}

TEST_CASE("traces that make no sense have a timeline nevertheless") {
    for (unsigned seed = 1; seed <= 6; ++seed) {
        auto const log = scrambled(2000, seed);
        Index const index(log);
        auto const line = timeline(index);
        for (auto const& lane : line.lanes) {
            for (auto const& span : lane.spans) {
                CHECK(span.begin <= span.end);
                CHECK(span.end <= log.size());
                span_text(index, lane, span);
            }
        }
    }
}

TEST_CASE("a generated trace of a hundred thousand events is complete") {
    auto const log = generated(100, 100'000);
    auto const line = timeline(log);
    CHECK(line.lanes.size() == 101);
    std::size_t running = 0;
    std::size_t expected = 0;
    for (trace::Step step = 0; step < log.size(); ++step)
        expected += log[step].kind == trace::Kind::task_step;
    for (auto const& lane : line.lanes)
        if (lane.id.type() == ObjectType::task)
            running += static_cast<std::size_t>(
                std::count_if(lane.spans.begin(), lane.spans.end(),
                              [](Span const& s) { return s.kind == SpanKind::running; }));
    CHECK(running == expected);
}

TEST_CASE("a cancellation is asked for at a line and thrown in at another") {
    auto const log = recorded("cancel-delivery");
    auto const all = timeline(log).cancellations;
    REQUIRE(all.size() == 3);
    CHECK(all[0].position == position_of(log, "task.cancel"));
    CHECK(all[0].task == t(2));
    CHECK(all[0].by == t(1));
    CHECK(all[0].at.line == 16);
    CHECK_FALSE(all[0].delivered);
    CHECK(all[1].position == position_of(log, "task.deliver", "t2"));
    CHECK(all[1].delivered);
    CHECK(all[1].at.line == 6);
    CHECK(all[2].task == t(1)); // it awaits the one that was cancelled
    CHECK(all[2].at.line == 18);
    auto const visible_ones = visible(all, all[1].position, all[1].position);
    REQUIRE(visible_ones.size() == 1);
    CHECK(visible_ones.front().position == all[1].position);
}
