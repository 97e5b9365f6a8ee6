#include "kept/results.hpp"
#include "support/catch.hpp"

namespace {

kept::Progress learner(std::vector<kept::Answer> answers) {
    kept::Progress progress;
    progress.lessons["gather-order"].answers = std::move(answers);
    return progress;
}

kept::Answer chose(std::string question, std::string choice, bool right, std::string belief = {}) {
    return {{}, std::move(question), kept::How::chosen, std::move(choice), right, std::move(belief)};
}

} // namespace

TEST_CASE("results count choices and beliefs and put what went wrong most often first") {
    auto const all = kept::results({
        learner({chose("one?", "a", true), chose("two?", "b", false, "await-is-concurrent")}),
        learner({chose("one?", "a", true), chose("two?", "b", false, "await-is-concurrent")}),
        learner({chose("one?", "c", false), {{}, "two?", kept::How::skipped, {}, {}, {}}}),
        learner({{{}, "two?", kept::How::seen, {}, {}, {}}, {{}, "one?", kept::How::chosen, "a", {}, {}}}),
    });
    REQUIRE(all.size() == 2);
    CHECK(all[0].question == "two?");
    CHECK(all[0].wrong == 2);
    CHECK(all[0].skipped == 1);
    CHECK(all[0].seen == 1);
    CHECK(all[0].beliefs.at("await-is-concurrent") == 2);
    CHECK(all[1].right == 2);
    CHECK(all[1].choices.at("c") == 1);
    CHECK(all[1].chosen() == 3); // one has not come to the answer
    auto const text = kept::results_text(all, 4);
    CHECK(text.starts_with("4 learners\n"));
    CHECK(text.find("0 of 2 predicted it, 1 went on without, 1 saw it first") != std::string::npos);
    CHECK(text.find("the belief await-is-concurrent: 2 learners") != std::string::npos);
}
