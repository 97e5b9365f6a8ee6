// What one can do at now, and the tree of branches.
#include "support/catch.hpp"
#include "support/driver.hpp"
#include "support/scene_words.hpp"
#include "views/overlays/parts.hpp"
#include "views/timeline/beside.hpp"

namespace command = session::command;

namespace {

session::Session waiting() {
    auto session = opened("gather-order");
    for (auto& each : session.lesson->predictions) each.skipped = true;
    auto const moment = lesson::parse_moment("suspend fetch 3");
    session::apply(session,
                   command::Seek{lesson::find(moment, session.log(), session.lesson->program).value()});
    session.look.selected = {trace::ObjectType::task, 2};
    return session;
}

bool holds(ui::Content const& content, std::string const& words) {
    return words_of(content.scene).find(words) != std::string::npos;
}

} // namespace

TEST_CASE("the list says on what one acts and marks what only a debugger could do") {
    auto const content = ui::step_in_list(waiting(), 400);
    CHECK(holds(content, "On Task-2"));
    CHECK(content.find("act/1"));
    CHECK(content.find("act/1/words")); // a message
    CHECK(holds(content, "only a debugger could"));
    CHECK_FALSE(holds(content, "Branches"));
    for (auto const& hit : content.hits) CHECK(hit.at.right() <= 400);
}

TEST_CASE("a recording says why nobody can step in") {
    auto const content = ui::step_in_list(opened_file("gather-order.awt"), 400);
    CHECK(holds(content, "A recording is over"));
    CHECK(content.hits.empty());
}

TEST_CASE("the tree has a row for each branch below its parent and greys what does not fit") {
    auto session = waiting();
    session::apply(session, command::StepIn{"fire t4"});
    session::apply(session, command::StepIn{"cancel t2"});
    session::apply(session, command::WalkBranch{1});
    session::apply(session, command::StepIn{"cancel t3"});
    auto content = ui::step_in_list(session, 400);
    auto const row = [&](std::string const& mark) { return content.find(mark)->at; };
    CHECK(row("branch/0").y < row("branch/1").y);
    CHECK(row("branch/1").y < row("branch/3").y); // it hangs on the first
    CHECK(row("branch/3").y < row("branch/2").y);
    CHECK(row("branch/3").x > row("branch/1").x);
    CHECK(content.find("branch/2/drop"));
    session::apply(session, command::SetKnob{"how", "one-by-one"});
    content = ui::step_in_list(session, 400);
    CHECK_FALSE(content.find("branch/1")); // it cannot be walked
    CHECK(content.find("branch/1/drop"));
    CHECK(holds(content, "has no effect"));
}

TEST_CASE("above the branch stands how to walk it and beside what one walks how to go back") {
    auto session = waiting();
    session::apply(session, command::StepIn{"fire t2"});
    auto const header = [&] { return ui::beside_header(session, *session.beside, 700); };
    REQUIRE(session.beside);
    CHECK(header().find("beside/walk"));
    CHECK(holds(header(), "walk it"));
    session::apply(session, command::WalkBeside{});
    CHECK(holds(header(), "go back"));
    session::apply(session, command::WalkBranch{0});
    session::apply(session, command::ShowBelief{"create-task-runs-now"});
    CHECK_FALSE(header().find("beside/walk"));
}
