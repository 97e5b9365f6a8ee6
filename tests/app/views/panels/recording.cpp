// What stands where a lesson would: the state of a program that runs, or is edited.
#include "views/panels/recording.hpp"

#include "support/catch.hpp"
#include "support/scene_words.hpp"
#include "support/session_opened.hpp"
#include "views/kit/content.hpp"
#include "views/overlays/parts.hpp"

using Catch::Matchers::ContainsSubstring;

TEST_CASE("a program that runs has its state and a button to stop it which goes when it has ended") {
    auto session = session::new_session(tree_catalogue());
    session.live.emplace().program = "uvicorn app:app";
    auto content = ui::recording_panel(session, 300);
    CHECK_THAT(words_of(content.scene), ContainsSubstring("uvicorn app:app runs"));
    CHECK(content.find("recording/stop") != nullptr);
    session.live->stops = 1;
    CHECK_THAT(words_of(ui::recording_panel(session, 300).scene), ContainsSubstring("Stop it harder"));
    session.live->exit_code = 0;
    content = ui::recording_panel(session, 300);
    CHECK_THAT(words_of(content.scene), ContainsSubstring("ended with exit"));
    CHECK(content.find("recording/stop") == nullptr);
}

TEST_CASE("somebody else's program that is followed cannot be stopped from here") {
    auto session = session::new_session(tree_catalogue());
    session.live.emplace().ours = false;
    CHECK(ui::recording_panel(session, 300).find("recording/stop") == nullptr);
}

TEST_CASE("a program that is edited says what is wrong with it and whether the goal is reached") {
    auto session = session::new_session(tree_catalogue());
    auto& making = session.making.emplace();
    making.file = "/home/ada/program.py";
    making.problem = "SyntaxError: '(' was never closed";
    making.problem_line = 3;
    making.lesson = &lesson::find(*session.catalogue, "call-does-nothing");
    making.goal = &making.lesson->goals.front();
    making.reached = false;
    auto words = words_of(ui::recording_panel(session, 400).scene);
    CHECK_THAT(words, ContainsSubstring("Line 3: SyntaxError"));
    CHECK_THAT(words, !ContainsSubstring("Not yet.")); // it did not run
    making.problem.clear();
    making.because = "Then greet is a plain function.";
    words = words_of(ui::recording_panel(session, 400).scene);
    CHECK_THAT(words, ContainsSubstring("Not yet."));
    CHECK_THAT(words, ContainsSubstring("a plain function"));
    CHECK_THAT(words, !ContainsSubstring(making.goal->hints.front().substr(0, 12))); // nobody asked
    session::apply(session, session::command::AskHint{});
    CHECK_THAT(words_of(ui::recording_panel(session, 400).scene),
               ContainsSubstring(making.goal->hints.front().substr(0, 12)));
    making.reached = true;
    making.seconds = 2;
    auto const content = ui::recording_panel(session, 400);
    words = words_of(content.scene);
    CHECK_THAT(words, ContainsSubstring("It runs: 2 s"));
    CHECK_THAT(words, ContainsSubstring("Reached"));
    CHECK(content.find("recording/stop") != nullptr);
    CHECK(content.find("recording/edit") != nullptr);
}

TEST_CASE("the person is asked about a program by its name before it runs") {
    auto session = session::new_session(tree_catalogue());
    session.proposed.emplace().file = "/home/ada/mine.py";
    auto const content = ui::agreement(session, 500);
    CHECK_THAT(words_of(content.scene), ContainsSubstring("mine.py"));
    CHECK(content.find("agreement/run") != nullptr);
    CHECK(content.find("agreement/leave") != nullptr);
}
