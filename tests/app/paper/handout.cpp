#include "support/catch.hpp"

#include "catalogue/lesson.hpp"
#include "paper/handout.hpp"
#include "support/session_opened.hpp"

#include <string>

namespace {

std::size_t count(std::string const& text, std::string const& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

} // namespace

TEST_CASE("a handout asks every question of every lesson once") {
    std::size_t questions = 0;
    for (auto const& lesson : tree_catalogue()->lessons) questions += lesson.questions.size();
    auto const made = paper::handout(tree_catalogue(), {});
    CHECK(made.count == questions);
    CHECK(count(made.questions, "<section>") == questions);
    CHECK(count(made.questions, "class=\"write\"") == questions);
    CHECK(count(made.answers, "<svg ") == questions);
    CHECK(count(made.answers, "<li class=\"right\">") == questions);
}

TEST_CASE("the sheet for those who answer tells no answer") {
    auto const made = paper::handout(tree_catalogue(), {"gather-order"});
    CHECK(made.count > 0);
    CHECK(made.questions.find("class=\"right\"") == std::string::npos);
    CHECK(made.questions.find("who believes") == std::string::npos);
    for (auto const& question : lesson::find(*tree_catalogue(), "gather-order").questions)
        CHECK(made.questions.find(question.why) == std::string::npos);
}

TEST_CASE("a handout of lessons that are not there names them") {
    CHECK_THROWS_AS(paper::handout(tree_catalogue(), {"gather-ordr"}), lesson::LessonError);
}
