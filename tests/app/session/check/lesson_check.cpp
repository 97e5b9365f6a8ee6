// Lessons held to what their runs give.
#include "session/check/lesson_check.hpp"

#include "catalogue/load.hpp"
#include "support/catch.hpp"
#include "support/session_opened.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>
#include <sstream>

using Catch::Matchers::ContainsSubstring;

namespace {

std::string file(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// gather-order with one text of its lesson.toml replaced, wherever it stands.
std::string complaints_with(std::string const& from, std::string const& to) {
    TemporaryFolder const folder;
    auto const lesson = folder.path / "gather-order";
    std::filesystem::create_directory(lesson);
    std::filesystem::path const ours = AWAITSCOPE_ROOT "/lessons/gather-order";
    for (char const* const name : {"program.py", "lesson.md"})
        std::filesystem::copy_file(ours / name, lesson / name);
    auto toml = file(ours / "lesson.toml");
    REQUIRE(toml.find(from) != std::string::npos);
    for (auto at = toml.find(from); at != std::string::npos; at = toml.find(from, at + to.size()))
        toml.replace(at, from.size(), to);
    std::ofstream(lesson / "lesson.toml") << toml;
    auto const loaded = lesson::load(lesson);
    std::ostringstream all;
    for (auto const& each : session::check_lesson(loaded)) all << to_string(loaded, each) << "\n";
    return all.str();
}

} // namespace

TEST_CASE("nothing is wrong with our lessons") {
    for (lesson::Lesson const& each : tree_catalogue()->lessons)
        for (auto const& complaint : session::check_lesson(each)) FAIL_CHECK(to_string(each, complaint));
}

TEST_CASE("steps and questions out of the order of the run are found") {
    auto const step = complaints_with("moment = \"suspend main\"", "moment = \"begin\"");
    CHECK_THAT(step, ContainsSubstring("steps stand in the order of the run"));
    std::string const again = "[[question]]\nasked = \"suspend main\"\ndecided = \"end\"\nkind = \"order\"\n"
                              "text = \"What then?\"\nwhy = \"So.\"\nonly = { how = \"gather\" "
                              "}\n[[question.choice]]\nright = true\n"
                              "[[question.choice]]\ntext = \"x\"\nbecause = \"No.\"\n\n";
    CHECK_THAT(complaints_with("[[goal]]", again + "[[goal]]"),
               ContainsSubstring("before the question of line"));
}

TEST_CASE("what a lesson says against its run is found, with the line it stands in") {
    CHECK(complaints_with("gather: who", "Gather: who").empty());
    auto const wrong = complaints_with("right = true", "right = true\ntext = \"a list\"");
    CHECK_THAT(wrong, ContainsSubstring("`a list` is not right: the run gives `['slow', 'fast', 'mid']`"));
    CHECK_THAT(wrong, ContainsSubstring("gather-order/lesson.toml:12"));
    CHECK_THAT(complaints_with("a set in no particular order", "['slow', 'fast', 'mid']"),
               ContainsSubstring("is what the run gives, so it is not wrong"));
    CHECK_THAT(complaints_with("a set in no particular order", "['fast', 'mid', 'slow']"),
               ContainsSubstring("another choice says `['fast', 'mid', 'slow']` too"));
    CHECK_THAT(complaints_with("model = \"gather-returns-in-finishing-order\"",
                               "model = \"gather-returns-in-finishing-order\"\ntext = \"['mid']\""),
               ContainsSubstring("the program gives `['fast', 'mid', 'slow']`, not `['mid']`"));
    CHECK_THAT(complaints_with("decided = \"result gather\"", "decided = \"line 10\""),
               ContainsSubstring("which is not after it is asked"));
    CHECK_THAT(complaints_with("decided = \"result gather\"", "decided = \"result shield\""),
               ContainsSubstring("this run has no moment `result shield`"));
    CHECK_THAT(complaints_with("of = \"results\"", "of = \"result\""),
               ContainsSubstring("the run gives no answer"));
    CHECK_THAT(complaints_with("moment = \"start fetch 2\"", "moment = \"start fetch 9\""),
               ContainsSubstring("this run has no moment `start fetch 9`"));
    CHECK_THAT(complaints_with("only = { how = \"gather\" }", "only = { how = \"gather\", fast = 1 }"),
               ContainsSubstring("nothing is asked: give this variant a [[question]], or say why not in "
                                 "[[unasked]] (with fast=0,how=gather)"));
}

TEST_CASE("a figure that a knob or the clock changes does not stand in a text by hand") {
    using session::fixed_figures;
    CHECK(fixed_figures("It takes 3 s.", {{"3 s", "3 s"}, {}}).empty());
    CHECK_THAT(fixed_figures("It takes 3 s.", {{"3 s", "5 s"}, {}}).at(0),
               ContainsSubstring("write {clock}"));
    CHECK_THAT(fixed_figures("fast takes 1 s", {{"0 s", "0 s"}, {{"fast", "1"}}}).at(0),
               ContainsSubstring("write {fast}"));
    CHECK(fixed_figures("{fast} s, and 11 seconds, 1 sheep", {{"1 s", "2 s"}, {{"fast", "1"}}}).empty());
    CHECK(fixed_figures("0.5s later", {{"0.5 s", "2 s"}, {}}).size() == 1);
}

TEST_CASE("a goal is tried on the miniature, its solution and its wrong attempts") {
    lesson::Lesson each = lesson::find(*tree_catalogue(), "create-task");
    CHECK(session::check_lesson(each).empty());
    lesson::Goal goal;
    goal.by = lesson::GoalBy::choices;
    goal.about = {lesson::parse_moment("begin"), lesson::parse_moment("end"), replay::Asks::time, {}};
    goal.is = "3 s";
    goal.solution.knobs = {{"how", "plain"}};
    goal.wrong = {{{}, {{"how", "tasks"}}, {}, "Two tasks overlap."}};
    each.goals = {goal};
    CHECK(session::check_lesson(each).empty());
    each.goals[0].is = "2 s";
    auto const found = session::check_lesson(each);
    REQUIRE(found.size() == 2);
    CHECK(found[0].sentence == "the solution does not reach the goal `2 s`");
    CHECK(found[1].sentence == "this attempt reaches the goal, so it is not wrong");

    each.goals[0].by = lesson::GoalBy::edit; // tried only where there is a Python
    CHECK(session::check_lesson(each).empty());
    int asked = 0;
    each.goals[0].solution.edit = {{"work(\"one\", 1)", "work(\"one\", 2)"}};
    auto const python = [&](std::string const& program) -> std::shared_ptr<session::Run const> {
        asked += program.find("work(\"one\", 2)") != std::string::npos ? 1 : 0;
        return nullptr;
    };
    CHECK(session::check_lesson(each, python).size() == 1); // CPython recorded nothing
    CHECK(asked == 1);
}
