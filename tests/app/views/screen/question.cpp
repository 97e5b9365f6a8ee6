// A question that is asked, on a small screen.
#include "support/catch.hpp"
#include "support/driver.hpp"

#include <utility>

TEST_CASE("the note that asks for a prediction covers no line of the source") {
    for (auto const& [width, height] : {std::pair{1600.0F, 900.0F}, {1024.0F, 768.0F}}) {
        auto session = opened("gather-order");
        session::apply(session, session::command::Seek{session.lesson->narration.questions.front().asked});
        session::apply(session, session::command::Step{true, replay::Unit::moment});
        REQUIRE(session.messages.size() == 1);
        Driver driver(std::move(session), {width, height, 1});
        INFO("at " << width);
        CHECK(driver.at("message/1").right() - 420 > driver.at("panel/source").right());
    }
}

TEST_CASE("every choice of a question that is asked is in sight on a small screen") {
    int asked = 0;
    for (auto const& entry : tree_catalogue()->lessons)
        for (auto const& [width, height] : {std::pair{1280.0F, 800.0F}, {1024.0F, 768.0F}}) {
            auto session = opened(entry.id);
            if (!session.lesson || session.lesson->narration.questions.empty()) continue;
            auto const first = session.lesson->narration.questions.front();
            auto const last = "question/" + std::to_string(first.question.choices.size());
            session::apply(session, session::command::Seek{first.asked});
            INFO(entry.id << " at " << width);
            Driver driver(std::move(session), {width, height, 1});
            REQUIRE(driver.shows(last));
            CHECK(driver.at(last).bottom() + 8 < driver.at("panel/lesson").bottom()); // not cut
            CHECK(driver.at("panel/source").h >= 200);
            ++asked;
        }
    CHECK(asked > 100);
}
