// Where a coroutine stands that has begun and run no line yet.
#include "support/catch.hpp"

#include "support/session_opened.hpp"
#include "views/panels/positions.hpp"

#include <algorithm>
#include <vector>

namespace command = session::command;

namespace {

// Just after the n-th event of a kind, from 1.
replay::Position after(session::Session const& session, trace::Kind kind, int n) {
    for (trace::Step step = 0; step < session.log().size(); ++step)
        if (session.log()[step].kind == kind && --n == 0) return step + 1;
    FAIL("no such event");
    return 0;
}

} // namespace

TEST_CASE("a coroutine that begins stands at its definition and who awaits it where it does") {
    auto session = opened("sequential-await");
    session::apply(session, command::Seek{after(session, trace::Kind::coro_start, 2)});
    auto const& text = session.log().source(1)->text;
    auto const line_of = [&](std::string const& words) {
        auto const end = text.begin() + static_cast<std::ptrdiff_t>(text.find(words));
        return static_cast<std::uint32_t>(1 + std::count(text.begin(), end, '\n'));
    };
    auto const at = ui::positions(session.state(), 1, session.log());
    auto const main = *trace::parse_object_id("t1");
    CHECK(at.live.line == line_of("def fetch("));
    REQUIRE(at.tasks.contains(at.live.line));
    CHECK(at.tasks.at(at.live.line) == std::vector{ui::TaskHere{main, ui::Stand::running}});
    REQUIRE(at.tasks.contains(line_of("await fetch(")));
    CHECK(at.tasks.at(line_of("await fetch(")) == std::vector{ui::TaskHere{main, ui::Stand::waiting}});
}

TEST_CASE("a definition is found where there is one and not where there are two") {
    std::vector<trace::Source> const sources{
        {"a.py", "x = 1\nasync def one():\n    pass\n", {}},
        {"b.py", "def two(): pass\nclass A:\n    def two(self): pass\n", {}}};
    CHECK(ui::definition(sources, "one()") == replay::Place{1, 2});
    CHECK(ui::definition(sources, "Router.one(3)") == replay::Place{1, 2});
    CHECK(ui::definition(sources, "two()") == replay::Place{});
    CHECK(ui::definition(sources, "on()") == replay::Place{});
    CHECK(ui::definition(sources, "") == replay::Place{});
}
