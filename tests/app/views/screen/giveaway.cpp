// Between where a question is asked and where it is decided, no panel tells.
#include "views/screen/giveaway.hpp"

#include "support/catch.hpp"
#include "support/session_opened.hpp"

using session::Session;

TEST_CASE("no panel tells what a question hides - every lesson and question") {
    // `lessons check` looks at all 614 variants; here, in each lesson, at the first and at every fifth.
    std::size_t hidden = 0;
    for (lesson::Lesson const& each : tree_catalogue()->lessons)
        for (std::size_t variant = 0; lesson::Knobs const& knobs : lesson::all_samples(each)) {
            if (variant++ % 5 != 0) continue;
            Session session = session::new_session(tree_catalogue());
            session::open_lesson(session, each, knobs);
            for (auto const& placed : session.lesson->narration.questions)
                hidden += placed.question.hides.size();
            for (auto const& found : ui::given_away(session))
                FAIL_CHECK(each.id << " " << lesson::label(knobs) << ": at " << found.position << " the "
                                   << found.panel << " says " << found.text);
        }
    CHECK(hidden >= 20);
}

TEST_CASE("a word that a panel says too early is found, with the panel and the place") {
    Session session = opened("gather-order");
    auto& placed = session.lesson->narration.questions.at(0);
    placed.question.hides = {"slow and"};
    CHECK(ui::given_away(session).empty());
    placed.question.hides = {"finished mid"};
    auto const found = ui::given_away(session);
    REQUIRE_FALSE(found.empty());
    bool printed = false;
    for (auto const& each : found) {
        CHECK(each.position > placed.asked);
        CHECK(each.position < placed.decided);
        printed = printed || each.panel == "output";
    }
    CHECK(printed);
}
