// A class votes: commands and keys.
#include "support/catch.hpp"

#include "support/session_opened.hpp"

using session::KeyName;
using session::Session;
using session::Vote;
namespace command = session::command;

namespace {

Session asked(bool stage) {
    Session session = opened("gather-order");
    if (stage) session::apply(session, command::TogglePresenter{});
    session::apply(session, command::Seek{session.lesson->narration.questions[0].asked});
    return session;
}

// "A12 B5": one key after the other.
void type(Session& session, std::string const& keys) {
    for (char const c : keys)
        if (c != ' ') session::press(session, {session::letter(c)});
}

std::vector<Vote::Round> rounds(Session const& session) {
    auto const* const vote = session::vote_on(session, 0);
    return vote ? vote->rounds : std::vector<Vote::Round>{};
}

} // namespace

TEST_CASE("there is no vote before a question is asked") {
    Session session = opened("gather-order");
    CHECK_FALSE(session::may(session, command::ToggleVote{}));
    session::apply(session, command::CountDigit{4});
    CHECK(session.votes.empty());
}

TEST_CASE("hands are typed choice by choice in the studio and on the stage") {
    for (bool const stage : {false, true}) {
        Session session = asked(stage);
        type(session, "Q");
        REQUIRE(session::context_of(session) == session::Context::vote);
        type(session, "A12 B5");
        session::press(session, {KeyName::enter}); // the next one
        type(session, "30");
        session::press(session, {KeyName::backspace});
        session::press(session, {KeyName::plus});
        CHECK(rounds(session) == std::vector<Vote::Round>{{12, 5, 4}});
        type(session, "F9"); // there is no such choice: the digit is C's
        CHECK(rounds(session) == std::vector<Vote::Round>{{12, 5, 9}});
        type(session, "Q");
        CHECK(session::context_of(session) == (stage ? session::Context::stage : session::Context::studio));
        CHECK(rounds(session).size() == 1);
    }
}

TEST_CASE("talk and then vote again keeps the first round") {
    Session session = asked(true);
    type(session, "Q");
    CHECK_FALSE(session::may(session, command::VoteAgain{})); // nobody has voted
    type(session, "A9 B1 T A2 B8");
    CHECK(rounds(session) == std::vector<Vote::Round>{{9, 1, 0}, {2, 8, 0}});
    CHECK_FALSE(session::may(session, command::VoteAgain{}));
}

TEST_CASE("a step ends the vote and passes the question and it stops again where that is decided") {
    for (bool const stage : {false, true}) {
        Session session = asked(stage);
        auto const placed = session.lesson->narration.questions[0];
        session.look.stage.panel = session::Panel::loop;
        type(session, "Q A3 C20");
        session::press(session, {KeyName::page_down});
        CHECK_FALSE(session.look.voting);
        CHECK(session.playback.position > placed.asked);
        CHECK(session.lesson->predictions[0].skipped);
        session.look.stage.panel = session::Panel::loop;
        for (int i = 0; i < 20 && session.playback.position < placed.decided; ++i)
            session::press(session, {KeyName::page_down});
        CHECK(session.playback.position == placed.decided);
        if (stage) CHECK(session.look.stage.panel == session::Panel::lesson); // the bars stand there
        type(session, "Q");                                                   // and on the whole screen
        CHECK(session::voting(session));
        type(session, "A9"); // too late
        CHECK(rounds(session) == std::vector<Vote::Round>{{3, 0, 20}});
    }
}

TEST_CASE("without a vote a step of the studio still waits for the prediction") {
    Session session = asked(false);
    auto const there = session.playback.position;
    session::press(session, {KeyName::page_down});
    CHECK(session.playback.position == there);
    CHECK_FALSE(session.messages.empty());
}

TEST_CASE("another variant has its own vote and the first is kept") {
    Session session = asked(true);
    type(session, "Q A7");
    session::apply(session, command::SetKnob{"how", "one-by-one"});
    CHECK_FALSE(session.look.voting);
    CHECK(rounds(session).empty());
    session::apply(session, command::SetKnob{"how", "gather"});
    CHECK(rounds(session) == std::vector<Vote::Round>{{7, 0, 0}});
    session::apply(session, command::ForgetPredictions{});
    CHECK(rounds(session).empty());
}

TEST_CASE("Esc leaves the vote before it leaves the stage") {
    Session session = asked(true);
    type(session, "Q");
    session::press(session, {KeyName::escape});
    CHECK_FALSE(session.look.voting);
    CHECK(session.look.presenter);
}

TEST_CASE("the palette offers what a vote can do only there and each thing once") {
    Session session = asked(true);
    auto const offers = [&](std::string const& title) {
        std::size_t count = 0;
        for (auto const& row : session::palette_rows(session)) count += row.title == title ? 1 : 0;
        return count;
    };
    CHECK(offers("Vote") == 1);
    CHECK(offers("Talk, then vote again") == 0);
    type(session, "Q");
    CHECK(offers("Talk, then vote again") == 1);
    CHECK(offers("How many hands") == 1);
}

TEST_CASE("what most of the class believed runs beside the truth once the run has decided") {
    Session session = asked(true);
    auto const placed = session.lesson->narration.questions[0];
    auto const believed = [&](std::size_t choice) { return placed.question.choices[choice].model; };
    std::vector<std::size_t> wrong;
    std::size_t right = 0;
    for (std::size_t i = 0; i < placed.question.choices.size(); ++i)
        if (placed.question.choices[i].right)
            right = i;
        else if (!believed(i).empty())
            wrong.push_back(i);
    REQUIRE_FALSE(wrong.empty());
    std::string const letter(1, static_cast<char>('A' + wrong.front()));
    type(session, "Q" + letter + "7" + static_cast<char>('A' + right) + "9");
    CHECK_FALSE(session::may(session, command::ShowBeliefOfClass{})); // it would tell
    session::press(session, {KeyName::page_down});
    session::move_to(session, placed.decided);
    CHECK(session::belief_of_class(session) == wrong.front()); // though more were right
    type(session, "QS");
    REQUIRE(session.beside);
    CHECK(session.beside->model == believed(wrong.front()));
    CHECK_FALSE(session.look.voting);
}

TEST_CASE("where nobody chose a belief there is none to be seen") {
    Session session = asked(true);
    auto const placed = session.lesson->narration.questions[0];
    type(session, "Q");
    for (std::size_t i = 0; i < placed.question.choices.size(); ++i)
        if (placed.question.choices[i].model.empty())
            type(session, std::string(1, static_cast<char>('A' + i)) + "5");
    session::press(session, {KeyName::page_down});
    session::move_to(session, placed.decided);
    CHECK_FALSE(session::belief_of_class(session));
}
