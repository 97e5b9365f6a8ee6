// The card of a question, where room is dear.
#include "support/catch.hpp"

#include "support/scene_words.hpp"
#include "support/session_opened.hpp"
#include "views/kit/surface.hpp"
#include "views/panels/lesson.hpp"

#include <algorithm>
#include <variant>
#include <vector>

using Catch::Matchers::ContainsSubstring;
namespace command = session::command;

namespace {

session::Session predicted_wrongly(std::string const& lesson) {
    auto session = opened(lesson);
    auto const& placed = session.lesson->narration.questions.at(0);
    auto const& choices = placed.question.choices;
    session::apply(session, command::Seek{placed.asked});
    session::apply(session, command::Predict{choices.front().right ? std::size_t{1} : 0});
    session::apply(session, command::Seek{placed.decided});
    return session;
}

} // namespace

TEST_CASE("a verdict keeps what was predicted and what happened in view") {
    auto const session = predicted_wrongly("semaphore-pool");
    auto const content = ui::question_card(session, 300);
    REQUIRE(content.keep.has_value());
    std::vector<std::string> below; // in the order they stand
    for (auto const& item : content.scene.items)
        if (auto const* const text = std::get_if<paint::Text>(&item))
            if (text->at.y >= static_cast<float>(content.keep->top)) below.push_back(text->text);
    CHECK(std::find(below.begin(), below.end(), "your prediction") != below.end());
    CHECK(std::find(below.begin(), below.end(), "what happened") != below.end());
    CHECK(std::find(below.begin(), below.end(), "Not so.") != below.end());
}

TEST_CASE("of what is too high for its view the beginning is shown") {
    ui::Content::Focus const focus{900, 1300};
    CHECK(ui::Surface::scrolled_to({}, 2000, focus, 300, 1) == 900);
    CHECK(ui::Surface::scrolled_to({1500, 1, true}, 2000, focus, 300, 2) == 900);
}

TEST_CASE("on the stage a verdict has the lesson's panel to itself until the run goes on") {
    auto session = predicted_wrongly("semaphore-pool");
    session::apply(session, command::TogglePresenter{});
    CHECK(ui::asks_class(session));
    session::apply(session, command::SeekEnd{});
    CHECK_FALSE(ui::asks_class(session));
    auto seen = opened("semaphore-pool");
    session::apply(seen, command::Seek{seen.lesson->narration.questions.at(0).decided});
    CHECK_FALSE(ui::asks_class(seen)); // nobody predicted
    auto by_hand = opened("semaphore-pool");
    session::apply(by_hand, command::TogglePresenter{});
    auto const question = by_hand.lesson->narration.questions.at(0);
    session::apply(by_hand, command::Seek{question.asked});
    while (by_hand.playback.position < question.decided)
        session::apply(by_hand, command::Step{true, replay::Unit::moment});
    CHECK(by_hand.lesson->predictions[0].skipped); // hands were raised
    CHECK(ui::asks_class(by_hand));
}

TEST_CASE("a folded question is said in words that fit") {
    auto session = predicted_wrongly("semaphore-pool");
    session::apply(session, command::SeekEnd{});
    CHECK_THAT(words_of(ui::question_card(session, 380).scene), ContainsSubstring("You predicted otherwise"));
    auto const narrow = words_of(ui::question_card(session, 240).scene);
    CHECK_THAT(narrow, ContainsSubstring("Otherwise"));
    CHECK_THAT(narrow, !ContainsSubstring("You predicted"));
}
