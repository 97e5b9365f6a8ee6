#include "replay/timeline/lives.hpp"
#include "replay/interest.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

#include <algorithm>

using namespace replay;

TEST_CASE("a coroutine that nobody runs has a life without a start") {
    auto const log = recorded("never-awaited");
    Index const index(log);
    auto const all = lives(index);
    auto const never = std::find_if(all.coroutines.begin(), all.coroutines.end(),
                                    [](Life const& life) { return life.created != 0 && life.started == 0; });
    REQUIRE(never != all.coroutines.end());
    CHECK_FALSE(never->task);
    CHECK(never->closed != 0);
    CHECK_FALSE(never->asked_to_close);
    auto const stretch = created_stretch(index, *never, index.size());
    CHECK(stretch.begin == never->created);
    CHECK(stretch_text(log, stretch, log.size()) == std::string(never->label) + " created, not running");
}

TEST_CASE("a coroutine that is driven by hand runs and waits in turn") {
    auto const log = from_lines(R"awt(["source",1,"p.py","one\ntwo\nthree\n",[]]
["text",1,"pause()"]
["text",2,"yield"]
["text",3,"None"]
[0,"line","","",0,3,1]
[0,"coro.create","c1","",1,3,1]
[0,"coro.start","c1","",0,3,1]
[0,"coro.suspend","c1","",2,2,1]
[0,"coro.resume","c1","",0,2,1]
[0,"coro.return","c1","",3,2,1]
)awt");
    Index const index(log);
    auto const all = lives(index);
    REQUIRE(all.coroutines.size() == 1);
    auto const& driven = all.coroutines.front();
    CHECK(driven.by_hand);
    REQUIRE(driven.runs.size() == 3);
    CHECK(driven.runs[0].kind == StretchKind::running);
    CHECK(driven.runs[1].kind == StretchKind::waiting);
    CHECK(driven.runs[1].text == "suspended: yield");
    CHECK(driven.runs[2].kind == StretchKind::running);
    for (std::size_t i = 1; i < driven.runs.size(); ++i)
        CHECK(driven.runs[i].begin == driven.runs[i - 1].end);
    CHECK(driven.runs.back().end == driven.ended);
}

TEST_CASE("every life is in order in every recording") {
    for (auto const& name : recordings()) {
        INFO(name);
        auto const log = recorded(name);
        Index const index(log);
        auto const all = lives(index);
        Position last = 0;
        for (auto const& stretch : all.module) {
            CHECK(last <= stretch.begin);
            CHECK(stretch.begin <= stretch.end);
            last = stretch.end;
        }
        for (auto const& life : all.coroutines) {
            if (life.started != 0) CHECK(life.created <= life.started);
            if (life.ended != 0) CHECK(life.started <= life.ended);
            if (life.wrapped != 0) CHECK(life.task);
        }
    }
}

TEST_CASE("a span that goes on names only the lines that have run") {
    auto const log = recorded("gather-order");
    Index const index(log);
    auto const line = timeline(index);
    auto const& main = line.lanes.front();
    auto const span = std::find_if(main.spans.begin(), main.spans.end(), [&](Span const& each) {
        return span_text(index, main, each) == "main 9–11";
    });
    REQUIRE(span != main.spans.end());
    CHECK(span_text_at(index, main, *span, span->end) == "main 9–11");
    std::vector<std::string> said;
    for (Position now = span->begin; now <= span->end; ++now)
        if (auto text = span_text_at(index, main, *span, now); said.empty() || said.back() != text)
            said.push_back(std::move(text));
    CHECK(said == std::vector<std::string>{"", "line 9", "main 9–10", "main 9–11"});
}

TEST_CASE("any events at all have lives") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        auto const log = scrambled(400, seed);
        Index const index(log);
        auto const all = lives(index);
        for (auto const& stretch : all.module) stretch_text(log, stretch, log.size());
    }
}

TEST_CASE("a chain that is driven by hand waits wherever it is suspended") {
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
    auto const all = lives(index);
    REQUIRE(all.coroutines.size() == 2);
    auto const& outer = all.coroutines[0];
    CHECK(outer.by_hand);
    CHECK_FALSE(all.coroutines[1].by_hand);
    CHECK(all.coroutines[1].outermost == outer.id);
    REQUIRE(outer.runs.size() == 3);
    CHECK(outer.runs[1].kind == StretchKind::waiting);
    CHECK(outer.runs[1].text == "suspended: yield");
    CHECK(stretch_text(log, outer.runs[2], log.size()) == "line 7");
    CHECK(stretch_text(log, outer.runs[2], 12) == "line 3"); // of the inner one, while it alone has run
}

TEST_CASE("what never started lives until it is closed or the program is over") {
    std::string const made = R"awt(["source",1,"p.py","",[]]
["text",1,"chore('wash', 3)"]
[0,"coro.create","c1","g1",1,1,1]
[0,"coro.create","c2","",1,1,1]
[0,"line","","",0,2,1]
[0,"coro.close","c2","",0,2,1]
[0,"line","","",0,3,1]
)awt";
    auto const over = [](trace::Log const& log, Position size, std::size_t which) {
        return lives(Index(log, size)).coroutines[which].over;
    };
    auto const unfinished = from_lines(made);
    CHECK(over(unfinished, 5, 0) == 0); // it can still begin
    CHECK(over(unfinished, 5, 1) == 4);
    auto const log = from_lines(made + "[\"end\",5,0,\"\"]\n");
    CHECK(over(log, 5, 0) == 5);
    CHECK(over(log, 4, 0) == 0); // nobody knows yet that the program ends
    CHECK_FALSE(created_stretch(Index(log), lives(Index(log)).coroutines[0], 5).open);
}
