// The coroutines of a task within each other.
#include "replay/names.hpp"
#include "replay/timeline/timeline.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

using namespace replay;
using trace::ObjectId;
using trace::ObjectType;

namespace {

// As the state has them: outermost first.
std::vector<ObjectId> chain_of(Index const& index, State const& state, ObjectId task) {
    std::vector<ObjectId> chain;
    for (auto id = state.leaf_of(task); id && chain.size() < 300; id = state.coroutine(id)->awaiter) {
        auto const* each = state.coroutine(id);
        if (!each || each->state == CoroutineState::created || each->state == CoroutineState::closed) break;
        if (index.coroutine(id).started == 0) break; // an exception thrown into what never began: no frame
        chain.insert(chain.begin(), id);
    }
    return chain;
}

std::vector<std::string> texts(Index const& index, std::vector<FrameSpan> const& level) {
    std::vector<std::string> out;
    for (auto const& each : level)
        out.push_back((each.kind == SpanKind::running ? "" : "suspended ") +
                      frame_text_at(index, each, each.end));
    return out;
}
using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("frames live at each position as the state says") {
    for (auto const& name : recordings()) {
        auto const log = recorded(name);
        Index const index(log);
        auto const line = timeline(index);
        for (Position p = 1; p <= log.size(); ++p) {
            auto const state = state_at(log, p);
            for (auto const& lane : line.lanes) {
                if (lane.id.type() != ObjectType::task || !state.task(lane.id)) continue;
                auto const chain = chain_of(index, state, lane.id);
                auto const frames = frames_at(lane, p);
                INFO(name << " " << lane.name << " after event " << p);
                REQUIRE(frames.size() == chain.size());
                for (std::size_t i = 0; i < chain.size(); ++i) {
                    CHECK(frames[i]->coroutine == chain[i]);
                    auto const* each = state.coroutine(chain[i]);
                    bool const runs = each->state == CoroutineState::running;
                    CHECK((frames[i]->kind == SpanKind::running) == runs);
                    CHECK(frames[i]->inner == (!runs && i + 1 < chain.size()));
                    if (!runs && i + 1 == chain.size()) CHECK(frames[i]->awaits == each->awaiting_words);
                    CHECK(frames[i]->label == each->label);
                }
            }
        }
    }
}

TEST_CASE("a coroutine that awaits another is suspended above it until it returns") {
    auto const log = recorded("sequential-await");
    Index const index(log);
    auto const line = timeline(index);
    auto const& lane = line.lanes[0];
    REQUIRE(lane.frames.size() == 2);
    CHECK(texts(index, lane.frames[0]) ==
          Texts{"main 14–15", "suspended main()", "main 16", "suspended main()", "main 17"});
    CHECK(texts(index, lane.frames[1]) == Texts{"fetch 7–8", "suspended fetch('users', 1)", "fetch 9–10",
                                                "fetch 7–8", "suspended fetch('posts', 2)", "fetch 9–10"});
    auto const& waits = lane.frames[1][1];
    CHECK(waits.awaits == "sleep(1)");
    CHECK(waits.first_line.line == 8);
    // What is awaited stands below both.
    for (auto const& span : lane.spans)
        if (span.kind == SpanKind::waiting) CHECK(span.depth == 2);
    CHECK(lane.spans.front().depth == 0); // it has not begun
}

TEST_CASE("a frame that still runs names only lines that have run") {
    auto const log = recorded("gather-order");
    Index const index(log);
    auto const line = timeline(index);
    auto const& main = line.lanes[0].frames.at(0).front();
    CHECK(frame_text_at(index, main, main.end) == "main 9–11");
    CHECK(frame_text_at(index, main, position_of(log, "line", "c1", 1)) == "main 9");
    CHECK(frame_text_at(index, main, main.begin) == "main");
}

TEST_CASE("frames are in order and never overlap") {
    auto const check = [](trace::Log const& log) {
        auto const line = timeline(log);
        for (auto const& lane : line.lanes)
            for (auto const& level : lane.frames)
                for (std::size_t i = 0; i < level.size(); ++i) {
                    if (level[i].begin > level[i].end || level[i].end > log.size()) FAIL("outside");
                    if (i > 0 && level[i].begin < level[i - 1].end) FAIL("overlap");
                }
    };
    for (auto const& name : recordings()) check(recorded(name));
    for (unsigned seed = 1; seed <= 6; ++seed) check(scrambled(2000, seed));
    check(generated(20, 20'000));
}

TEST_CASE("a chain that is driven by hand has its frames too") {
    auto const log = from_lines(R"awt(["source",1,"p.py","",[]]
["text",1,"interview()"]
["text",2,"ask('name?')"]
["text",3,"yield"]
["text",4,"'ADA'"]
["text",5,"None"]
[0,"line","","",0,11,1]
[0,"coro.create","c1","g1",1,11,1]
[0,"line","","",0,12,1]
[0,"coro.start","c1","",0,12,1]
[0,"line","c1","",0,6,1]
[0,"coro.create","c2","g2",2,6,1]
[0,"coro.start","c2","c1",0,6,1]
[0,"line","c2","",0,2,1]
[0,"coro.suspend","c2","",3,2,1]
[0,"line","","",0,13,1]
[0,"coro.resume","c2","",0,2,1]
[0,"line","c2","",0,3,1]
[0,"coro.return","c2","",4,3,1]
[0,"line","c1","",0,7,1]
[0,"coro.return","c1","",5,7,1]
)awt");
    Index const index(log);
    auto const line = timeline(index);
    REQUIRE(line.driven.size() == 1);
    auto const* chain = line.driven_lane(ObjectId(ObjectType::coroutine, 1));
    REQUIRE(chain);
    CHECK_FALSE(line.driven_lane(ObjectId(ObjectType::coroutine, 2)));
    REQUIRE(chain->frames.size() == 2);
    CHECK(texts(index, chain->frames[0]) == Texts{"interview 6", "suspended interview()", "interview 7"});
    CHECK(texts(index, chain->frames[1]) == Texts{"ask 2", "suspended ask('name?')", "ask 3"});
    CHECK(chain->frames[0][1].inner);
    CHECK(chain->frames[1][1].awaits == "yield");
    CHECK_FALSE(chain->frames[0].back().open);
}

TEST_CASE("a task that another one's step began gives the step back when it suspends") {
    auto const log = from_lines(R"awt(["source",1,"p.py","",[]]
["text",1,"main()"]
["text",2,"step"]
["text",3,"work()"]
["text",4,"sleep(1)"]
[0,"coro.create","c1","",1,9,1]
[0,"task.create","t1","c1",1,9,1]
[0,"handle.run","h1","t1",2,0,0]
[0,"task.step","t1","",0,0,0]
[0,"coro.start","c1","t1",0,0,0]
[0,"line","c1","",0,5,1]
[0,"coro.create","c2","",3,5,1]
[0,"task.create","t2","c2",3,5,1]
[0,"task.step","t2","",0,5,1]
[0,"coro.start","c2","t2",0,5,1]
[0,"line","c2","",0,2,1]
[0,"coro.suspend","c2","f1",4,2,1]
[0,"task.suspend","t2","f1",0,5,1]
[0,"line","c1","",0,6,1]
)awt");
    ObjectId const main(ObjectType::task, 1), work(ObjectType::task, 2);
    Index const index(log);
    CHECK(index.task_at(13) == work);
    CHECK(state_at(log, 13).current_task == main);
    CHECK(index.task_at(14) == main);
    auto const line = timeline(index);
    CHECK(texts(index, line.lane(main)->frames[0]) == Texts{"main 5–6"});
    CHECK(span_text(index, *line.lane(main), line.lane(main)->spans.back()) == "main 5–6");
}

TEST_CASE("what close() wakes runs until it ends") {
    auto const log = from_lines(R"awt(["source",1,"p.py","",[]]
["text",1,"worker()"]
["text",2,"yield"]
["text",3,"GeneratorExit()"]
[0,"coro.create","c1","",1,1,1]
[0,"coro.create","c2","",1,1,1]
[0,"coro.start","c1","",0,2,1]
[0,"coro.start","c2","c1",0,3,1]
[0,"coro.suspend","c2","",2,4,1]
[0,"coro.close","c1","",0,5,1]
[0,"line","c2","",0,6,1]
[0,"coro.raise","c2","",3,6,1]
[0,"coro.raise","c1","",3,3,1]
)awt");
    auto const c = [](std::uint32_t number) { return ObjectId(ObjectType::coroutine, number); };
    auto const closing = state_at(log, 7);
    CHECK(closing.coroutine(c(1))->state == CoroutineState::suspended);
    CHECK(closing.coroutine(c(2))->state == CoroutineState::running);
    CHECK(closing.current_leaf() == c(2));
    CHECK(state_at(log, 8).current_leaf() == c(1));
    CHECK(state_at(log, 9).leaves.empty());
    Index const index(log);
    auto const line = timeline(index);
    REQUIRE(line.driven.size() == 1);
    REQUIRE(line.driven[0].frames.size() == 2);
    CHECK(texts(index, line.driven[0].frames[1]) == Texts{"worker", "suspended worker()", "worker 6"});
}
