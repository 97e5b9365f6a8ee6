// The question of a class, on the whole screen.
#include "views/panels/vote.hpp"
#include "support/catch.hpp"
#include "support/driver.hpp"
#include "support/scene_words.hpp"
#include "views/overlays/parts.hpp"
#include "views/panels/lesson.hpp"
#include "views/screen/layout.hpp"

#include <algorithm>
#include <variant>

using Catch::Matchers::ContainsSubstring;
using session::Session;
namespace command = session::command;

namespace {

Session voted(std::string const& lesson, replay::Position beyond = 0) {
    Session session = opened(lesson);
    session::apply(session, command::TogglePresenter{});
    session::apply(session, command::Seek{session.lesson->narration.questions[0].asked});
    session::apply(session, command::ToggleVote{});
    session::apply(session, command::CountDigit{7});
    session::apply(session, command::VoteAgain{});
    session::apply(session, command::CountChoice{1});
    session::apply(session, command::CountDigit{9});
    if (beyond > 0) session::apply(session, command::Step{});
    if (beyond > 0) session::move_to(session, beyond);
    return session;
}

// Makes another choice the right one.
void turn_truth(Session& session) {
    auto& choices = session.lesson->narration.questions[0].question.choices;
    std::vector<bool> right;
    for (auto const& each : choices) right.push_back(each.right);
    std::rotate(right.begin(), right.begin() + 1, right.end());
    for (std::size_t i = 0; i < choices.size(); ++i) choices[i].right = right[i];
}

} // namespace

TEST_CASE("the vote looks the same whatever is right until the run has decided - every lesson") {
    for (lesson::Lesson const& each : tree_catalogue()->lessons) {
        INFO(each.id);
        Session session = voted(each.id);
        Session other = voted(each.id);
        turn_truth(other);
        other.lesson->narration.questions[0].question.why = "Because.";
        auto const placed = session.lesson->narration.questions[0];
        for (auto at = placed.asked; at < placed.decided; ++at) {
            session::move_to(session, at), session::move_to(other, at);
            CHECK(ui::vote_screen(session, 768, 432).scene == ui::vote_screen(other, 768, 432).scene);
        }
        session::move_to(session, placed.decided), session::move_to(other, placed.decided);
        CHECK_FALSE(ui::vote_screen(session, 768, 432).scene == ui::vote_screen(other, 768, 432).scene);
    }
}

TEST_CASE("every question fits the screen with its choices and type of the stage - every lesson and size") {
    for (lesson::Lesson const& each : tree_catalogue()->lessons)
        for (lesson::Knobs const& knobs : lesson::all_samples(each)) {
            Session session = session::new_session(tree_catalogue());
            session::open_lesson(session, each, knobs);
            for (auto const& placed : session.lesson->narration.questions) {
                session::move_to(session, placed.asked);
                session.look.voting = false;
                session::apply(session, command::ToggleVote{});
                session::apply(session, command::CountDigit{7});
                session::apply(session, command::VoteAgain{});
                for (float const width : {576.0F, 691.0F, 768.0F}) {
                    INFO(each.id << " " << lesson::label(knobs) << " " << width);
                    auto const content = ui::vote_screen(session, width, ui::stage_height);
                    CHECK(content.height <= static_cast<double>(ui::stage_height));
                    for (auto const& item : content.scene.items)
                        if (auto const* const text = std::get_if<paint::Text>(&item))
                            CHECK(text->size >= theme::size_small);
                    CHECK(content.hits.size() == placed.question.choices.size());
                }
            }
        }
}

TEST_CASE("a longer bar has more hands and the rounds stand one below the other") {
    ui::Content content;
    session::Vote vote;
    vote.rounds = {{10, 5}, {0, 15}};
    ui::vote_bars(content, {0, 0, 200, 40}, vote, 0, 15, 14);
    ui::vote_bars(content, {0, 50, 200, 40}, vote, 1, 15, 14);
    std::vector<paint::Rect> bars;
    for (auto const& item : content.scene.items)
        if (auto const* const box = std::get_if<paint::Box>(&item);
            box && box->fill.role == theme::Role::accent)
            bars.push_back(box->at);
    REQUIRE(bars.size() == 3); // nobody: no bar
    CHECK(bars[0].w == Approx(bars[1].w * 2));
    CHECK(bars[2].w == Approx(bars[1].w * 3));
    CHECK(bars[2].y > bars[1].bottom());
    CHECK(bars[2].right() == Approx(200));
    CHECK(words_of(content.scene) == "10\n0\n5\n15\n");
}

TEST_CASE("where it is decided the card of the class has bars and why and not before") {
    auto const placed = opened("gather-order").lesson->narration.questions[0];
    Session session = voted("gather-order", placed.decided);
    auto const card = words_of(ui::question_card(session, 420).scene);
    CHECK_THAT(card, ContainsSubstring("The class voted"));
    CHECK_THAT(card, ContainsSubstring("9\n"));
    session::move_to(session, placed.decided - 1);
    CHECK_THAT(words_of(ui::question_card(session, 420).scene), !ContainsSubstring("The class voted"));
    Session nobody = opened("gather-order");
    session::apply(nobody, command::Seek{placed.decided});
    CHECK_THAT(words_of(ui::question_card(nobody, 420).scene), !ContainsSubstring("The class voted"));
    CHECK(ui::vote_card(nobody, 0, 420).height == 0);
}

TEST_CASE("the belief behind the wrong choice most made is said and can be run where it is decided") {
    auto const placed = opened("gather-order").lesson->narration.questions[0];
    auto const& choices = placed.question.choices;
    auto const wrong = static_cast<std::size_t>(
        std::find_if(choices.begin(), choices.end(), [](auto const& each) { return !each.model.empty(); }) -
        choices.begin());
    Session session = voted("gather-order");
    session::apply(session, command::CountChoice{wrong});
    session::apply(session, command::CountDigit{4});
    session::apply(session, command::Step{});
    session::move_to(session, placed.decided);
    for (auto const& shown : {ui::vote_screen(session, 1000, 700), ui::question_card(session, 420)}) {
        CHECK_THAT(words_of(shown.scene), ContainsSubstring("That would be so if:"));
        CHECK_THAT(words_of(shown.scene), ContainsSubstring("See it run"));
    }
    session::move_to(session, placed.decided - 1);
    CHECK_THAT(words_of(ui::vote_screen(session, 1000, 700).scene), !ContainsSubstring("would be so"));
}

TEST_CASE("the vote has the screen for itself and a click chooses whose hands are counted") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, command::Seek{driver.session.lesson->narration.questions[0].asked});
    driver.key(compat::Key::q);
    CHECK(driver.shows("panel/vote"));
    CHECK_FALSE(driver.shows("panel/timeline"));
    CHECK_FALSE(driver.shows("panel/toolbar"));
    CHECK(driver.output.surface_height > 0); // as large as on the stage
    driver.click("vote/3");
    driver.key(compat::Key::digit4);
    driver.key(compat::Key::keypad_enter); // round to the first
    driver.key(static_cast<compat::Key>(static_cast<int>(compat::Key::keypad0) + 6));
    CHECK(session::vote_on(driver.session, 0)->rounds.back() == session::Vote::Round{6, 0, 4});
    driver.key(compat::Key::tab); // nothing to go through
    driver.key(compat::Key::enter);
    CHECK(session::vote_on(driver.session, 0)->choice == 1);
    driver.key(compat::Key::page_down);
    CHECK(driver.shows("panel/timeline"));
}
