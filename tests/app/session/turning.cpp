#include "support/catch.hpp"

#include "session/turning.hpp"
#include "support/session_opened.hpp"

using session::Session;
namespace command = session::command;

namespace {

Session gather() { return opened("gather-order"); }

replay::Position at_moment(Session const& session, std::string const& words) {
    return lesson::find(lesson::parse_moment(words), session.log(), session.lesson->program).value();
}

void turn(Session& session, std::string const& knob, std::string const& value) {
    session::apply(session, command::SetKnob{knob, value});
    REQUIRE(session.messages.empty());
}

} // namespace

TEST_CASE("a knob that is turned leaves now at the same moment of the lesson") {
    for (char const* words : {"line 11", "suspend main", "suspend fetch 3", "line 5", "result gather"}) {
        INFO(words);
        Session session = gather();
        session::apply(session, command::Seek{at_moment(session, words)});
        turn(session, "fast", "3");
        CHECK(session.playback.position == at_moment(session, words));
        turn(session, "fast", "1");
        CHECK(session.playback.position == at_moment(session, words));
    }
    Session session = gather();
    turn(session, "fast", "3");
    CHECK(session.playback.position == 0);
    session::apply(session, command::SeekEnd{});
    turn(session, "fast", "5");
    CHECK(session.playback.position == session.run().size());
}

TEST_CASE("between moments now stays where the program does the same") {
    Session session = gather();
    auto const here = at_moment(session, "suspend main") + 3;
    session::apply(session, command::Seek{here});
    auto const line = session.state().at;
    auto const task = session.state().current_task;
    turn(session, "fast", "4");
    CHECK(session.playback.position == here); // both runs are the same so far
    CHECK(session.state().at == line);
    CHECK(session.state().current_task == task);
}

TEST_CASE("the run before stays beside until it is hidden and is cut at now") {
    Session session = gather();
    session::apply(session, command::Seek{at_moment(session, "suspend fetch 3")});
    turn(session, "fast", "3");
    REQUIRE(session.beside);
    CHECK(session.beside->model.empty());
    CHECK(session.beside->says == "fast = 1");
    auto const before = session.beside->run;
    for (replay::Position at = 0; at <= session.run().size(); ++at) {
        session::move_to(session, at);
        auto const there = session::position_beside(*session.beside, session.run(), at);
        CHECK(session.beside->known->size() == there);
    }
    session::move_to(session, at_moment(session, "suspend fetch 3"));
    turn(session, "fast", "4"); // one drag goes through many values: it is compared with where it began
    CHECK(session.beside->run == before);
    CHECK(session.beside->says == "fast = 1");
    turn(session, "how", "one-by-one");
    CHECK(session.beside->says == "fast = 1, how = gather");
    session::apply(session, command::ShowBelief{});
    CHECK_FALSE(session.beside);
    turn(session, "fast", "2");
    CHECK(session.beside->says == "fast = 4");
}

TEST_CASE("where two runs part is what the knob did to them, not the number that was turned") {
    Session session = gather();
    session::apply(session, command::SeekEnd{});
    turn(session, "fast", "2");
    auto const end = session.run().size();
    CHECK(session::parting(*session.beside, session.run(), end).real ==
          "The timer of sleep(2) is set for 2.000 s");
    turn(session, "fast", "1");
    turn(session, "how", "one-by-one"); // main is a line longer or shorter, and goes on alike up to its await
    CHECK(session::parting(*session.beside, session.run(), session.run().size()).real ==
          "fetch('slow', 3) begins to run inside main(), which awaits it");
}

TEST_CASE("turned back there is nothing to compare") {
    Session session = gather();
    turn(session, "fast", "3");
    REQUIRE(session.beside);
    session::apply(session, command::ResetKnobs{});
    CHECK_FALSE(session.beside);
    CHECK(session.lesson->knobs == lesson::defaults(*session.lesson->entry));
}

TEST_CASE("the run before is not seen while a question is open") {
    Session session = gather();
    auto const asked = session.lesson->narration.questions.at(0).asked;
    session::apply(session, command::Seek{asked});
    turn(session, "fast", "3");
    REQUIRE(session::question_due(session));
    CHECK(session.beside);
    CHECK(session::beside_shown(session) == nullptr);
    session::apply(session, command::SkipQuestion{});
    CHECK(session::beside_shown(session) == nullptr);
    session::apply(session, command::SeekEnd{});
    CHECK(session::beside_shown(session) != nullptr);
}

TEST_CASE("what is seen while knobs are turned is not kept as an answer") {
    Session session = gather();
    session::apply(session, command::SeekEnd{});
    REQUIRE(session.kept.progress.lessons.at("gather-order").answers.size() == 1); // seen, not predicted
    turn(session, "fast", "2");
    turn(session, "fast", "3");
    CHECK(session.lesson->predictions.at(0).seen);
    CHECK(session.kept.progress.lessons.at("gather-order").answers.size() == 1);
}

TEST_CASE("a belief that is beside gives way to the run before") {
    Session session = gather();
    session::apply(session, command::SeekEnd{});
    session::apply(session, command::ShowBelief{"gather-returns-in-finishing-order"});
    turn(session, "fast", "3");
    CHECK(session.beside->model.empty());
    CHECK(session.beside->says == "fast = 1");
    session::apply(session, command::ShowBelief{"gather-returns-in-finishing-order"});
    CHECK(session.beside->model == "gather-returns-in-finishing-order");
}

TEST_CASE("turning keeps what is selected and how the timeline is looked at") {
    Session session = gather();
    session::apply(session, command::Seek{at_moment(session, "suspend fetch 3")});
    session::apply(session, command::SelectLane{true});
    session::apply(session, command::SelectLane{true});
    auto const selected = session.look.selected;
    REQUIRE(selected);
    session.look.timeline.zoom = 2;
    turn(session, "fast", "3");
    CHECK(session.look.selected == selected);
    CHECK(session.look.timeline.zoom == 2);
}

TEST_CASE("every variant of every lesson can be turned to and each moment of it is turned at") {
    // From the moments in turn: all of them with all variants would be 6,000 runs.
    for (lesson::Lesson const& each : tree_catalogue()->lessons) {
        auto const all = lesson::all_samples(each);
        Session session = opened(each.id);
        auto const moments = session.lesson->moments;
        for (std::size_t i = 0; i < std::max(all.size(), moments.size()); ++i) {
            auto const position = moments[i % moments.size()];
            lesson::Knobs const& knobs = all[i % all.size()];
            INFO(each.id << " " << lesson::label(knobs) << " at " << position);
            session::open_lesson(session, each, lesson::defaults(each));
            session::move_to(session, position);
            session::turn_knobs(session, knobs);
            CHECK(session.lesson->knobs == knobs);
            CHECK(session.playback.position <= session.run().size());
            CHECK(session.state() == replay::state_at(session.log(), session.playback.position));
        }
    }
}
