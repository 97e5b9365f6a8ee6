// A belief's run beside the true one.
#include "session/belief.hpp"

#include "knowledge/models.hpp"
#include "replay/state.hpp"
#include "support/catch.hpp"
#include "support/session_opened.hpp"

using session::Session;
namespace command = session::command;

namespace {

// At the verdict of the first question, after this choice.
Session decided(std::string const& lesson, std::size_t choice) {
    Session session = opened(lesson);
    auto const placed = session.lesson->narration.questions.at(0);
    session::apply(session, command::Seek{placed.asked});
    session::apply(session, command::Predict{choice});
    session::apply(session, command::Seek{placed.decided});
    return session;
}

} // namespace

TEST_CASE("a wrong choice brings its belief up where the run has decided, and a right one none") {
    Session wrong = decided("gather-order", 0);
    auto const placed = wrong.lesson->narration.questions.at(0);
    REQUIRE(session::beside_shown(wrong) != nullptr);
    CHECK(session::beside_shown(wrong)->model == "gather-returns-in-finishing-order");
    for (auto at = placed.asked; at < placed.decided; ++at) { // it would tell the answer
        session::apply(wrong, command::Seek{at});
        CHECK(session::beside_shown(wrong) == nullptr);
    }
    session::apply(wrong, command::Seek{placed.decided});
    CHECK(session::beside_shown(wrong) != nullptr);
    session::apply(wrong, command::ShowBelief{});
    CHECK(session::beside_shown(wrong) == nullptr);
    session::apply(wrong, command::Step{true, {}}); // hidden it stays hidden
    session::apply(wrong, command::Step{false, {}});
    CHECK(session::beside_shown(wrong) == nullptr);
    CHECK(session::beside_shown(decided("gather-order", 1)) == nullptr);
    CHECK(session::beside_shown(decided("gather-order", 2)) == nullptr); // says itself what is wrong
}

TEST_CASE("a belief's run is known as far as the true one has come") {
    for (std::string const lesson : {"gather-order", "call-does-nothing", "create-task", "cancel-delivery"}) {
        Session session = opened(lesson);
        for (auto& said : session.lesson->predictions) said.skipped = true;
        for (lesson::WrongModel const& model : lesson::wrong_models()) {
            session::apply(session, command::ShowBelief{std::string(model.name)});
            INFO(lesson << " under " << model.name);
            REQUIRE(session.beside);
            auto const& belief = *session.beside;
            auto const& difference = belief.comparison.difference;
            replay::Position before = 0;
            for (replay::Position at = 0; at <= session.run().size(); ++at) {
                session::move_to(session, at);
                auto const there = session::position_beside(belief, session.run(), at);
                CHECK(belief.known->size() == there);
                CHECK(there >= before);
                before = there;
                bool const parted = difference && at >= difference->a;
                CHECK(session::parting(belief, session.run(), at).real.empty() != parted);
                if (!parted && at < session.run().size())
                    for (auto const& pair : belief.comparison.pairs)
                        if (pair.a == at) CHECK(there == pair.b);
            }
            CHECK(before == belief.run->size());
        }
    }
}

TEST_CASE("where a belief and the truth part is said of both") {
    Session session = decided("call-does-nothing", 0);
    auto const* const belief = session::beside_shown(session);
    REQUIRE(belief != nullptr);
    auto const said = session::parting(*belief, session.run(), session.playback.position);
    CHECK(said.there == "greet('Ada') begins to run, driven by hand");
    CHECK(said.real == "The program runs line 8");
}

TEST_CASE("where a line is about to run the belief has come to the same line") {
    Session session = decided("create-task", 0); // line 14; under the belief both tasks have started by then
    auto const* const belief = session::beside_shown(session);
    REQUIRE(belief != nullptr);
    CHECK(belief->model == "create-task-runs-now");
    auto const state = replay::state_at(*belief->run->log, belief->known->size());
    CHECK(state.at.line == 14);
    CHECK(state.output.size() == 2);
    CHECK(session.state().at.line == 14);
    CHECK(session.state().output.empty());
}

TEST_CASE("a belief is chosen from the palette in a lesson and nowhere else") {
    Session session = opened("create-task");
    session::apply(session, command::PaletteQuery{"Belief: Every await"});
    auto const rows = session::palette_rows(session);
    REQUIRE_FALSE(rows.empty());
    CHECK(rows.front().enabled);
    session::apply(session, command::SeekEnd{});
    session::apply(session, command::PaletteTake{0});
    REQUIRE(session::beside_shown(session) != nullptr);
    CHECK(session::beside_shown(session)->model == "await-always-yields");
    session::apply(session, command::ForgetPredictions{});
    CHECK_FALSE(session.beside);
    CHECK_FALSE(session::may(opened_file("create-task.awt"), command::ShowBelief{"calling-runs-it"}));
    session::apply(session, command::ShowBelief{"no-such-belief"});
    REQUIRE_FALSE(session.messages.empty());
    CHECK(session.messages.back().tone == session::Tone::error);
}
