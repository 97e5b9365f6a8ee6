// A recording that grows while it is looked at, and a program that is edited.
#include "session/making/live.hpp"

#include "kept/file.hpp"
#include "session/making/lines.hpp"
#include "session/making/making.hpp"
#include "support/catch.hpp"
#include "support/recordings.hpp"
#include "support/session_opened.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>
#include <sstream>

using session::Session;
namespace command = session::command;

namespace {

// The first events of a recording, as a log that may grow.
void grow(trace::Log& log, trace::Log const& whole, trace::Step size) {
    if (log.sources().empty())
        for (auto const& source : whole.sources()) log.add_source(source);
    for (trace::Step step = log.size(); step < size; ++step) {
        auto event = whole[step];
        if (trace::value_is_text(event.kind)) event.value = log.intern(whole.text(event));
        log.append(event);
    }
}

session::Recording run_of(std::string const& name) { return {recorded(name), {}, {}, 0, {}}; }

std::string line_of(std::string const& text, std::uint32_t line) {
    std::istringstream lines(text);
    std::string words;
    for (std::uint32_t i = 0; i < line; ++i) std::getline(lines, words);
    return words;
}

Session editing(std::filesystem::path const& file) {
    auto session = session::new_session(tree_catalogue());
    session.making.emplace().file = file;
    return session;
}

} // namespace

TEST_CASE("who looks at the newest moment stays there while a recording grows and who looks back stays too") {
    auto const whole = recorded("gather-order");
    auto const log = std::make_shared<trace::Log>(whole.header());
    auto session = session::new_session(tree_catalogue());
    session.live.emplace().program = "app.py";
    grow(*log, whole, 20);
    session::grown(session, session::make_run(log, "run.awt"));
    REQUIRE(session.is_open());
    CHECK(session.playback.position == 20);
    CHECK(session.live); // it is still the one that runs
    grow(*log, whole, 50);
    session::grown(session, session::make_run(log, "run.awt"));
    CHECK(session.playback.position == 50);
    CHECK(session.state().position == 50);
    session::apply(session, command::Seek{10});
    grow(*log, whole, 80);
    session::grown(session, session::make_run(log, "run.awt"));
    CHECK(session.playback.position == 10);
    CHECK(session.run().size() == 80);
    CHECK(session.known().size() == 10); // nothing that is to come shows
    session::apply(session, command::SeekEnd{});
    grow(*log, whole, whole.size());
    session::grown(session, session::make_run(log, "run.awt"));
    CHECK(session.playback.position == whole.size());
}

TEST_CASE("a program that runs can be stopped more and more urgently until it has ended") {
    auto session = session::new_session(tree_catalogue());
    CHECK_FALSE(session::may(session, command::StopProgram{}));
    session.live.emplace().program = "uvicorn app:app";
    CHECK(session::words(*session.live) == "uvicorn app:app runs");
    session::apply(session, command::StopProgram{});
    session::apply(session, command::StopProgram{});
    CHECK(session.live->stops == 2);
    session.live->exit_code = 130;
    CHECK(session::words(*session.live) == "uvicorn app:app was ended by signal 2");
    CHECK_FALSE(session::may(session, command::StopProgram{}));
    session.live->exit_code = 3;
    CHECK(session::words(*session.live) == "uvicorn app:app ended with exit code 3");
}

TEST_CASE("opening something else lets go of the program that runs") {
    auto session = session::new_session(tree_catalogue());
    session.live.emplace().program = "app.py";
    session::apply(session, command::OpenLesson{"gather-order"});
    CHECK_FALSE(session.live);
}

TEST_CASE("a program is never run before the person has said so") {
    TemporaryFolder const folder;
    auto const file = folder / "mine.py";
    std::ofstream(file) << "print(1)\n";
    auto session = session::new_session(tree_catalogue());
    session::apply(session, command::OpenFile{file.string()});
    CHECK_FALSE(session.proposed); // where nobody would run it, one is told how to record it
    session.makes = true;
    session::apply(session, command::OpenFile{file.string()});
    REQUIRE(session.proposed);
    CHECK(session.look.overlay == session::Overlay::agreement);
    CHECK_FALSE(session.making);
    session::apply(session, command::AgreeToRun{});
    REQUIRE(session.making);
    CHECK(session.making->file == file);
    CHECK(session.making->edits == 1);
}

TEST_CASE("each save shows the new run with the one before below it") {
    auto session = editing("/home/ada/program.py");
    session::made(session, run_of("gather-order"), "first");
    REQUIRE(session.is_open());
    REQUIRE(session.making);
    CHECK(session::beside_shown(session) == nullptr);
    session::apply(session, command::Seek{30});
    session::made(session, run_of("create-task"), "second");
    auto const* beside = session::beside_shown(session);
    REQUIRE(beside);
    CHECK(beside->run->size() == recorded("gather-order").size());
    CHECK(beside->known->size() <= beside->run->size());
    CHECK(session.making->problem.empty());
    session::apply(session, command::SeekEnd{}); // and one can move about in both
    CHECK(session.playback.position == session.run().size());
}

TEST_CASE(
    "a program that is broken is shown with its text and the line and the good run stays to compare with") {
    auto session = editing("/home/ada/program.py");
    session::made(session, run_of("gather-order"), "first");
    session::Recording broken;
    broken.exit_code = 2;
    broken.error = "awaitscope: program.py, line 3 is not a Python 3.11 program: '(' was never closed.\n";
    session::made(session, std::move(broken), "a\nb\nc(\n");
    CHECK(session.making->problem_line == 3);
    CHECK(session.making->problem ==
          "program.py, line 3 is not a Python 3.11 program: '(' was never closed.");
    CHECK(session.log().source(1)->text == "a\nb\nc(\n");
    CHECK(session::beside_shown(session) == nullptr);
    session::made(session, run_of("create-task"), "third");
    CHECK(session.making->problem_line == 0);
    CHECK(session::beside_shown(session) != nullptr);
}

TEST_CASE("a traceback points to the innermost line of the file that is edited") {
    auto const found = session::trouble_in(
        "Traceback (most recent call last):\n  File \"/home/ada/program.py\", line 9, in <module>\n"
        "  File \"/usr/lib/python3.11/asyncio/runners.py\", line 190, in run\n"
        "  File \"/home/ada/program.py\", line 4, in main\n    1 / 0\nZeroDivisionError: division by zero\n",
        "/home/ada/program.py");
    CHECK(found.line == 4);
    CHECK(found.words == "ZeroDivisionError: division by zero");
    CHECK(session::trouble_in(
              "awaitscope: stopped after 9 events; it may never end (--limit N records more)\n", "a.py")
              .words == "stopped after 9 events; it may never end");
}

TEST_CASE("a lesson's goal is checked at each save and kept when it is reached") {
    auto session = opened("call-does-nothing");
    auto const& lesson = *session.lesson->entry;
    auto const* goal = session::goal_to_edit(*session.lesson, {});
    REQUIRE(goal);
    CHECK(session::goal_to_edit(*session.lesson, 0) == goal);
    CHECK_FALSE(session::goal_to_edit(*session.lesson, 1));
    TemporaryFolder const folder;
    session.copies = folder.path;
    CHECK_FALSE(session::may(session, command::MakeGoal{})); // nobody would record it
    session.makes = true;
    session::apply(session, command::MakeGoal{});
    REQUIRE(session.proposed);
    CHECK(session.proposed->file == folder / "call-does-nothing/program.py");
    CHECK(std::filesystem::exists(session.proposed->file));
    CHECK_FALSE(session.making); // not before the person agrees
    session::apply(session, command::AgreeToRun{});
    REQUIRE(session.making);
    CHECK(session.log().source(1)->text == lesson.program); // it is seen at once
    session::made(session, run_of("call-does-nothing"), "as it is");
    REQUIRE(session.making->reached);
    CHECK_FALSE(*session.making->reached);
    CHECK_FALSE(session::goal_kept(session, lesson, *goal).reached);
    session::made(session, run_of("call-does-nothing"),
                  lesson::edited(lesson, goal->wrong.front().edit).text + "\n");
    CHECK(session.making->because == goal->wrong.front().because);
    session::made(session, run_of("cases/hello-twice"), "greeted once more");
    CHECK(*session.making->reached);
    CHECK(session.making->because.empty());
    CHECK(session::goal_kept(session, lesson, *goal).reached);
    session::apply(session, command::OpenLesson{lesson.id});
    CHECK(session::goal_kept(session, 0).reached);
}

TEST_CASE("hints of a goal that is worked at come one by one and are kept") {
    auto session = opened("call-does-nothing");
    auto const* goal = session::goal_to_edit(*session.lesson, {});
    TemporaryFolder const folder;
    session.copies = folder.path;
    session.makes = true;
    session::apply(session, command::AskHint{});
    session::apply(session, command::MakeGoal{});
    session::apply(session, command::AgreeToRun{});
    for (std::size_t i = 1; i < goal->hints.size(); ++i) {
        CHECK(session::goal_kept(session, *session.making->lesson, *goal).hints == i);
        session::apply(session, command::AskHint{});
    }
    CHECK_FALSE(session::may(session, command::AskHint{}));
}

TEST_CASE("a copy that a person has changed is not written over") {
    auto const& lesson = lesson::find(*tree_catalogue(), "call-does-nothing");
    TemporaryFolder const folder;
    auto const file = session::copy_of_program(lesson, folder.path);
    std::ofstream(file) << "mine\n";
    CHECK(session::copy_of_program(lesson, folder.path) == file);
    CHECK(kept::read_file(file) == "mine\n");
}

TEST_CASE("what was proposed is forgotten when something else is opened") {
    auto session = opened("call-does-nothing");
    TemporaryFolder const folder;
    session.copies = folder.path;
    session.makes = true;
    session::apply(session, command::MakeGoal{});
    session::apply(session, command::OpenLesson{"gather-order"});
    CHECK_FALSE(session::may(session, command::AgreeToRun{}));
}

TEST_CASE("a run that was ended says why and keeps what it did up to then") {
    auto session = editing("/home/ada/program.py");
    auto ended = run_of("gather-order");
    ended.exit_code = 130;
    ended.error = "  File \"/home/ada/program.py\", line 4, in main\nKeyboardInterrupt\n";
    session::made(session, std::move(ended), "first", "You stopped it.");
    CHECK(session.making->problem == "You stopped it.");
    CHECK(session.making->problem_line == 4);
    CHECK(session.run().size() == recorded("gather-order").size());
}

TEST_CASE("the run before can be hidden and the next save shows it again") {
    auto session = editing("/home/ada/program.py");
    session::made(session, run_of("gather-order"), "first");
    session::made(session, run_of("create-task"), "second");
    session::made(session, run_of("gather-order"), "third");
    REQUIRE(session::beside_shown(session));
    session::apply(session, command::ShowBelief{});
    CHECK_FALSE(session::beside_shown(session));
    session::made(session, run_of("create-task"), "fourth");
    CHECK(session::beside_shown(session));
}

TEST_CASE("lines that stay are found where they went and changed ones where what took their place begins") {
    auto const changed = session::changed_to("a\nb\nc\nd\n", "a\nnew\nB1\nB2\nc\n");
    CHECK(changed.lines == std::vector<std::uint32_t>{0, 1, 2, 5, 0});
    CHECK(session::changed_to("a\nb\n", "a\nb\n").lines == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(session::changed_to("a\nb\n", "b").lines == std::vector<std::uint32_t>{0, 0, 1});
    CHECK(session::changed_to("a\n", "").lines == std::vector<std::uint32_t>{0, 0});
}

TEST_CASE("what a goal speaks of is found in all that the lessons say people make of their programs") {
    std::size_t lines = 0;
    for (lesson::Lesson const& lesson : tree_catalogue()->lessons)
        for (lesson::Goal const& goal : lesson.goals) {
            if (goal.by != lesson::GoalBy::edit) continue;
            auto attempts = goal.wrong;
            attempts.push_back(goal.solution);
            for (lesson::Attempt const& attempt : attempts)
                for (auto const& moment : {goal.about.asked, goal.about.decided}) {
                    if (moment.line == 0) continue;
                    auto const tried = lesson::edited(lesson, attempt.edit);
                    INFO(lesson.id << ", line " << moment.line << " of\n" << tried.text);
                    auto const found = session::changed_to(lesson.program, tried.text).line(moment.line);
                    auto const words = line_of(lesson.program, moment.line);
                    if (("\n" + tried.text).find("\n" + words + "\n") != std::string::npos)
                        CHECK(line_of(tried.text, found) == words); // it still stands there
                    else
                        CHECK(found == tried.line(moment.line));
                    ++lines;
                }
        }
    CHECK(lines >= 40);
}
