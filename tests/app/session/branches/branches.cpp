// Branches of a lesson's run: made, walked, named, dropped, kept, and held to the knobs.
#include "session/branches/branches.hpp"

#include "kept/text.hpp"
#include "replay/describe.hpp"
#include "support/catch.hpp"
#include "support/session_opened.hpp"

#include <algorithm>

using session::Session;
namespace command = session::command;

namespace {

replay::Position at_moment(Session const& session, std::string const& words) {
    return lesson::find(lesson::parse_moment(words), session.log(), session.lesson->program).value();
}

void answer_all(Session& session) {
    for (auto& each : session.lesson->predictions) each.skipped = true;
}

// gather-order where the second child begins to wait; all questions are passed over.
Session waiting() {
    Session session = opened("gather-order");
    answer_all(session);
    session::apply(session, command::Seek{at_moment(session, "suspend fetch 3")});
    return session;
}

std::string output_of(Session const& session) {
    std::string text;
    for (auto const at : session.run().index.prints()) text += session.log().text(session.log()[at - 1]);
    return text;
}

std::string text_of(session::Run const& run) {
    std::string text;
    for (auto const at : run.index.prints()) text += run.log->text((*run.log)[at - 1]);
    return text;
}

} // namespace

TEST_CASE("stepping in branches off at now and shows the branch below") {
    Session session = waiting();
    auto const now = session.playback.position;
    session::apply(session, command::StepIn{"fire t2"});
    REQUIRE(session.messages.empty());
    REQUIRE(session::branches_of(session).size() == 1);
    auto const& branch = session::branches_of(session)[0];
    CHECK(branch.what == "let the timer of Task-2 go off at event " + std::to_string(now));
    CHECK(branch.leaves >= now);
    REQUIRE(session.beside);
    CHECK(session.beside->relation == session::Relation::branch);
    CHECK(session.beside->run == branch.run);
    // The run that is looked at is as it was; the other goes its own way from there.
    CHECK(session.playback.position == now);
    CHECK(output_of(session).starts_with("finished fast\n"));
    CHECK(text_of(*branch.run).starts_with("finished slow\n"));
    for (replay::Position p = 1; p <= now; ++p)
        CHECK(replay::describe(branch.run->index, p) == replay::describe(session.run().index, p));
    // One cursor: nothing of what comes is known yet, then the difference is said.
    CHECK(session::parting(*session.beside, session.run(), session.shown()).real.empty());
    session::apply(session, command::Seek{branch.leaves + 1});
    CHECK(session::parting(*session.beside, session.run(), session.shown()).there ==
          "From outside: the timer of Task-2 goes off now");
}

TEST_CASE("a branch that is walked is looked at and the lesson says nothing beyond the fork") {
    Session session = waiting();
    auto const own = session.runs.front();
    auto const moments = session.lesson->moments;
    auto const agreement = session::check_of(session).agreement;
    auto const told = session.lesson->narration.steps.size();
    session::apply(session, command::StepIn{"fire t2"});
    session::apply(session, command::WalkBeside{});
    auto const& branch = session::branches_of(session)[0];
    CHECK(session.runs.front() == branch.run);
    CHECK(session.lesson->forked == branch.leaves);
    REQUIRE(session.beside);
    CHECK(session.beside->relation == session::Relation::parent);
    CHECK(session.beside->run == own);
    CHECK(session::check_of(session).agreement == session::Agreement::unknown); // nobody asked CPython
    CHECK(session.lesson->narration.steps.size() < told);
    for (auto const& step : session.lesson->narration.steps) CHECK(step.position <= branch.leaves);
    // A step by moments stops where it parts, and at each switch after.
    session::apply(session, command::Step{true, replay::Unit::moment});
    CHECK(session.playback.position <= branch.leaves + 1);
    for (int i = 0; i < 200 && session.can_go_on(); ++i)
        session::apply(session, command::Step{true, replay::Unit::moment});
    CHECK(session.playback.position == session.run().size());
    CHECK_FALSE(session.is_over()); // the lesson is not
    CHECK_FALSE(session.kept.progress.lessons.at("gather-order").done);
    CHECK(session.kept.progress.lessons.at("gather-order").position <= branch.leaves);

    session::apply(session, command::WalkBeside{});
    CHECK(session.runs.front() == own);
    CHECK_FALSE(session.lesson->forked);
    CHECK(session.lesson->moments == moments);
    CHECK(session.lesson->narration.steps.size() == told);
    CHECK(session::check_of(session).agreement == agreement);
    CHECK(session.beside->relation == session::Relation::branch);
}

TEST_CASE("a branch of a branch has what both did and going back goes to its parent") {
    Session session = waiting();
    session::apply(session, command::StepIn{"fire t2"});
    session::apply(session, command::WalkBranch{1});
    session::apply(session, command::Seek{session::branches_of(session)[0].leaves + 1});
    session::apply(session, command::StepIn{"cancel t4"});
    REQUIRE(session.messages.empty());
    auto const* const second = session::branch_of(session, 2);
    REQUIRE(second);
    CHECK(second->parent == 1);
    CHECK(second->conditions.interventions.size() == 2);
    session::apply(session, command::WalkBranch{2});
    CHECK(session.lesson->forked == session::branch_of(session, 1)->leaves);
    CHECK(session.beside->branch == 1);
    session::apply(session, command::WalkBeside{});
    CHECK(session::branch_looked_at(session) == 1);
    session::apply(session, command::WalkBranch{0});
    CHECK(session::branch_looked_at(session) == 0);
    // Dropped with what hangs on it.
    session::apply(session, command::WalkBranch{2});
    session::apply(session, command::DropBranch{1});
    CHECK(session::branches_of(session).empty());
    CHECK(session::branch_looked_at(session) == 0);
    CHECK_FALSE(session.beside);
    CHECK_FALSE(session.lesson->forked);
}

TEST_CASE("the same done twice is one branch and what has no effect is none") {
    Session session = waiting();
    session::apply(session, command::StepIn{"fire t2"});
    session::apply(session, command::StepIn{"fire t2"});
    CHECK(session::branches_of(session).size() == 1);
    session::apply(session, command::StepIn{"cancel t9"});
    CHECK(session::branches_of(session).size() == 1);
    REQUIRE_FALSE(session.messages.empty());
    CHECK(session.messages.back().text.find("has no effect") != std::string::npos);
}

TEST_CASE("one can step into lessons of the miniature only and not before one has predicted") {
    Session recording = opened_file("gather-order.awt");
    REQUIRE(recording.is_open());
    CHECK(session::why_no_branch(recording).starts_with("A recording is over"));
    Session session = opened("gather-order");
    session::apply(session, command::Seek{session.lesson->narration.questions.at(0).asked});
    CHECK(session::why_no_branch(session).starts_with("Predict first"));
    session::apply(session, command::StepIn{"cancel t2"});
    CHECK(session::branches_of(session).empty());
    session::apply(session, command::SkipQuestion{});
    CHECK(session::why_no_branch(session).empty());
}

TEST_CASE("a knob that is turned runs the branches again and greys what does not fit") {
    Session session = waiting();
    session::apply(session, command::StepIn{"fire t4"});
    session::apply(session, command::WalkBranch{1});
    session::apply(session, command::SetKnob{"fast", "3"});
    CHECK(session::branch_looked_at(session) == 0);
    REQUIRE(session::branch_of(session, 1));
    CHECK(session::branch_of(session, 1)->fault.empty());
    CHECK(session::branch_of(session, 1)->run);
    session::apply(session, command::SetKnob{"how", "one-by-one"}); // no Task-4 now
    CHECK(session::branch_of(session, 1)->fault.find("has no effect") != std::string::npos);
    CHECK_FALSE(session::branch_of(session, 1)->run);
    CHECK_FALSE(session::may(session, command::WalkBranch{1}));
    session::apply(session, command::ResetKnobs{});
    CHECK(session::branch_of(session, 1)->fault.empty());
    CHECK(session::may(session, command::WalkBranch{1}));
}

TEST_CASE("branches and their names stay with the lesson") {
    Session session = waiting();
    session::apply(session, command::StepIn{"fire t2"});
    session::apply(session, command::WalkBranch{1});
    session::apply(session, command::Seek{session::branches_of(session)[0].leaves + 1});
    session::apply(session, command::StepIn{"cancel t4 enough"});
    session::apply(session, command::NameBranch{2, "the second"});
    auto const text = kept::progress_text(session.kept.progress);
    Session next = session::new_session(tree_catalogue());
    next.kept.progress = kept::read_progress(text);
    CHECK(next.kept.progress == session.kept.progress);
    session::apply(next, command::OpenLesson{"gather-order"});
    REQUIRE(session::branches_of(next).size() == 2);
    CHECK(session::branch_of(next, 2)->name == "the second");
    CHECK(session::branch_of(next, 2)->conditions == session::branch_of(session, 2)->conditions);
    CHECK(session::branch_of(next, 2)->what == session::branch_of(session, 2)->what);
    CHECK(text_of(*session::branch_of(next, 2)->run) == text_of(*session::branch_of(session, 2)->run));
    session::apply(next, command::ForgetPredictions{});
    CHECK(session::branches_of(next).empty());
    CHECK(next.kept.progress.lessons["gather-order"].branches.empty());
}

TEST_CASE("what would not end is cut off") {
    Session session = opened("gather-order");
    auto const made = session::run_under(session::prepare(*session.lesson->entry, session.lesson->knobs),
                                         {{"1 cancel t1 and a message"}, {}});
    CHECK(made.fault == "\"1 cancel t1 and a message\" has no effect: nothing is left for it there.");
    CHECK(session::run_under(session::prepare(*session.lesson->entry, session.lesson->knobs),
                             {{"9999 cancel t1"}, {}})
              .fault == "The run is over before event 9999.");
    CHECK(session::run_under(session::prepare(*session.lesson->entry, session.lesson->knobs),
                             {{"9 stop t1"}, {}})
              .fault.starts_with("\"9 stop t1\" is no intervention"));
}
