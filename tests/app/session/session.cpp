#include "catalogue/scenarios.hpp"
#include "support/catch.hpp"

#include "catalogue/references.hpp"
#include "cpython/recorder.hpp"
#include "session/appearance.hpp"
#include "session/miniature.hpp"
#include "session/scenario_text.hpp"
#include "support/session_opened.hpp"
#include "support/temporary_folder.hpp"
#include "trace/writer.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;
using session::Session;
namespace command = session::command;

namespace {

// A folder for one test that an environment variable names.
class NamedFolder : public TemporaryFolder {
  public:
    explicit NamedFolder(char const* variable) : variable_(variable) { ::setenv(variable_, path.c_str(), 1); }
    NamedFolder(NamedFolder const&) = delete;
    NamedFolder& operator=(NamedFolder const&) = delete;
    ~NamedFolder() { ::unsetenv(variable_); }

  private:
    char const* variable_;
};

lesson::Lesson const& gather_order() { return lesson::find(*tree_catalogue(), "gather-order"); }

} // namespace

TEST_CASE("a lesson opens at its start with its own run of the miniature") {
    Session const session = opened("gather-order");
    REQUIRE(session.is_open());
    CHECK(session.messages.empty());
    CHECK(session.lesson->entry->id == "gather-order");
    CHECK(session.log().header().engine == "miniature");
    CHECK(session.log().sources().front().name == "program.py");
    CHECK(session.log().sources().front().text == session.lesson->entry->program);
    CHECK(session.playback.position == 0);
    CHECK(session.shown() == 0);
    CHECK_FALSE(session.lesson->text.empty());
    CHECK_FALSE(session.lesson->narration.steps.empty());
    CHECK(session.lesson->predictions.size() == session.lesson->narration.questions.size());
}

TEST_CASE("the miniature prints what CPython printed for each lesson") {
    for (lesson::Lesson const& lesson : tree_catalogue()->lessons) {
        INFO(lesson.id);
        if (lesson::scenario_of(lesson.id) == nullptr) continue;
        auto const recording = session::run_miniature(lesson, lesson::defaults(lesson));
        std::ifstream in(lesson.folder / "expected" / "default.out");
        std::string const expected(std::istreambuf_iterator<char>(in), {});
        REQUIRE_FALSE(expected.empty());
        CHECK(recording.output == expected);
        CHECK(recording.exit_code == 0);
    }
}

TEST_CASE("a changed knob runs another program and says so in the header") {
    lesson::Knobs const knobs = lesson::with(gather_order(), lesson::defaults(gather_order()), "fast", "3");
    auto const recording = session::run_miniature(gather_order(), knobs);
    CHECK(recording.log.header().knobs.at("fast") == "3");
    CHECK_THAT(recording.log.sources().front().text, ContainsSubstring("fetch(\"fast\", 3)"));
    CHECK_THAT(recording.output, ContainsSubstring("finished mid\nfinished slow\nfinished fast\n"));
}

TEST_CASE("a run of the miniature that CPython recorded alike agrees with it") {
    NamedFolder const references("AWAITSCOPE_REFERENCES");
    lesson::Knobs const knobs = lesson::defaults(gather_order());
    fs::path const reference = references.path / lesson::reference_path(gather_order(), knobs);
    fs::create_directories(reference.parent_path());

    SECTION("the same trace") {
        trace::save(session::run_miniature(gather_order(), knobs).log, reference);
        Session const session = opened("gather-order");
        CHECK(session.lesson->check.agreement == session::Agreement::agree);
        CHECK(session.lesson->check.reference != nullptr);
    }
    SECTION("another trace of the same program") {
        trace::Log other = session::run_miniature(gather_order(), knobs).log;
        trace::Event extra;
        extra.kind = trace::Kind::loop_stop;
        other.append(extra);
        trace::save(other, reference);
        Session const session = opened("gather-order");
        CHECK(session.lesson->check.agreement == session::Agreement::differ);
        CHECK(session.lesson->check.comparison.difference.has_value());
    }
    SECTION("a trace of another program counts for nothing") {
        lesson::Knobs const slow = lesson::with(gather_order(), knobs, "fast", "3");
        trace::save(session::run_miniature(gather_order(), slow).log, reference);
        Session const session = opened("gather-order");
        CHECK(session.lesson->check.agreement == session::Agreement::unknown);
        CHECK(session.lesson->check.reference == nullptr);
    }
}

TEST_CASE("a recorded file opens without a lesson") {
    Session const session = opened_file("gather-order.awt");
    REQUIRE(session.is_open());
    CHECK_FALSE(session.lesson);
    CHECK(session.run().file.filename() == "gather-order.awt");
    CHECK_FALSE(session::question_shown(session));
}

TEST_CASE("a file that is cut off opens up to the cut and says so") {
    TemporaryFolder const folder;
    fs::path const cut = folder / "cut.awt";
    std::ifstream in(AWAITSCOPE_ROOT "/tests/data/gather-order.awt");
    std::string const whole(std::istreambuf_iterator<char>(in), {});
    std::ofstream(cut) << whole.substr(0, whole.size() / 2);

    Session session = session::new_session(tree_catalogue());
    session::apply(session, command::OpenFile{cut.string()});
    REQUIRE(session.is_open());
    CHECK(session.run().size() > 10);
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages.front().text == session.run().damage);
    CHECK_THAT(session.run().damage, ContainsSubstring("cut off"));
}

TEST_CASE("a file that is no trace leaves open what was open") {
    Session session = opened("create-task");
    session::apply(session, command::OpenFile{AWAITSCOPE_ROOT "/lessons/create-task/lesson.md"});
    CHECK(session.lesson->entry->id == "create-task");
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages.front().tone == session::Tone::error);
    CHECK_THAT(session.messages.front().text, ContainsSubstring("lesson.md"));
    CHECK(session.kept.recent.empty());
}

TEST_CASE("narration goes from future to current to past") {
    Session session = opened("gather-order");
    auto const& narration = session.lesson->narration;
    REQUIRE(narration.steps.size() >= 3);
    CHECK(session::current_step(narration, 0) == std::nullopt);
    CHECK(session::when(narration, 0, 0) == session::When::future);
    auto const second = narration.steps[1].position;
    CHECK(session::when(narration, 0, second) == session::When::past);
    CHECK(session::when(narration, 1, second) == session::When::current);
    CHECK(session::when(narration, 2, second) == session::When::future);
    CHECK(std::is_sorted(narration.steps.begin(), narration.steps.end(),
                         [](auto const& a, auto const& b) { return a.position < b.position; }));
}

TEST_CASE("a question is due from where it is asked until something is said or it is decided") {
    Session session = opened("gather-order");
    REQUIRE(session.lesson->narration.questions.size() == 1);
    auto const placed = session.lesson->narration.questions[0];
    CHECK(placed.decided > placed.asked);
    CHECK(session::question_shown(session) == std::nullopt);
    session::apply(session, command::Seek{placed.asked - 1});
    CHECK(session::question_due(session) == std::nullopt);
    session::apply(session, command::Seek{placed.asked});
    CHECK(session::question_due(session) == 0U);
    session::apply(session, command::Seek{placed.decided - 1});
    CHECK(session::question_due(session) == 0U);
    session::apply(session, command::Predict{1});
    CHECK(session::question_due(session) == std::nullopt);
    CHECK(session::question_shown(session) == 0U);
    CHECK(session.lesson->predictions[0].chosen == 1U);
}

TEST_CASE("a question whose answer was on the screen counts as seen and not as predicted") {
    for (bool const by_seeking : {true, false}) {
        Session session = opened("gather-order");
        auto const placed = session.lesson->narration.questions[0];
        if (by_seeking)
            session::apply(session, command::Seek{placed.decided});
        else
            session::apply(session, command::ToggleWholeRun{});
        session::apply(session, command::Seek{placed.asked});
        CHECK(session.lesson->predictions[0].seen);
        CHECK(session::question_due(session) == std::nullopt);
        session::apply(session, command::Predict{1});
        CHECK_FALSE(session.lesson->predictions[0].chosen);
        session::apply(session, command::ForgetPredictions{});
        CHECK(session.playback.position == 0);
        session::apply(session, command::Seek{placed.asked});
        CHECK(session::question_due(session) == 0U);
    }
}

TEST_CASE("what is right and what a belief says come from the runs") {
    Session session = session::new_session(tree_catalogue());
    lesson::Lesson const& gather = lesson::find(*tree_catalogue(), "gather-order");
    for (auto const& [fast, believed] : std::vector<std::pair<std::string, std::string>>{
             {"0", "['fast', 'mid', 'slow']"}, {"3", "['mid', 'slow', 'fast']"}}) {
        session::open_lesson(session, gather, lesson::with(gather, lesson::defaults(gather), "fast", fast));
        auto const& placed = session.lesson->narration.questions.at(0);
        CHECK(placed.answer == "['slow', 'fast', 'mid']");
        REQUIRE(placed.question.choices.size() == 3);
        CHECK(placed.question.choices[0].text == believed);
        CHECK_FALSE(placed.question.choices[0].right);
        CHECK(placed.question.choices[1].text == placed.answer);
        CHECK(placed.question.choices[1].right);
    }
}

TEST_CASE("a sentence takes its figures from the run") {
    Session session = session::new_session(tree_catalogue());
    lesson::Lesson const& two = lesson::find(*tree_catalogue(), "sequential-await");
    auto knobs = lesson::with(two, lesson::defaults(two), "how", "gather");
    session::open_lesson(session, two, lesson::with(two, knobs, "users", "5"));
    CHECK_THAT(session.lesson->narration.steps.back().say, ContainsSubstring("The clock stands at 5 s"));
    CHECK(session::fill_from_run("it said {output}", session.run(), session.run().size()) ==
          "it said 5s got USERS POSTS");
    CHECK(session::fill_from_run("{clock}, {output}", session.run(), 0) == "0 s, ");
}

TEST_CASE("the lines of a scenario are found by the lines of the Python they stand for") {
    auto const lines = session::scenario_lines("void f() {\n    line(3);\n    other_line(9);\n"
                                               "    line(3, 1);\n    line(5), print(1);\n    line(3);\n}\n");
    REQUIRE(lines.size() == 6);
    CHECK(lines[3] == 2);
    CHECK(lines[5] == 5);
    CHECK(lines[4] == 0);
    Session const session = opened("gather-order");
    CHECK_FALSE(session.lesson->scenario.empty());
    CHECK(session.lesson->scenario_lines.size() > 12);
}

TEST_CASE("presenter mode enlarges whichever theme is on") {
    Session session = opened("gather-order");
    for (char const* name : {"light", "dark", "high-contrast"}) {
        session::apply(session, command::SetTheme{name});
        float const plain = session::theme_of(session).type;
        session::apply(session, command::TogglePresenter{});
        CHECK(session::theme_of(session).type > plain);
        CHECK(session::theme_of(session).dark == theme::find(name)->dark);
        session::apply(session, command::TogglePresenter{});
    }
}

TEST_CASE("without python3 one sentence names the package") {
    std::string const path = std::getenv("PATH");
    ::setenv("PATH", "/nonexistent", 1);
    std::string said;
    try {
        cpython::run(gather_order(), lesson::defaults(gather_order()));
    } catch (session::EngineError const& error) {
        said = error.what();
    }
    ::setenv("PATH", path.c_str(), 1);
    CHECK_THAT(said, ContainsSubstring("apt-get install python3"));
}

TEST_CASE("without the recorder one sentence names where it should be") {
    NamedFolder const empty("AWAITSCOPE_RECORDER");
    std::string said;
    try {
        cpython::run(gather_order(), lesson::defaults(gather_order()));
    } catch (session::EngineError const& error) {
        said = error.what();
    }
    CHECK_THAT(said, ContainsSubstring(empty.path.string()));
}

TEST_CASE("a run of Python that was begun does not block and ends when nobody can ask for it any more") {
    using Clock = std::chrono::steady_clock;
    auto const asks = cpython::start(gather_order(), lesson::defaults(gather_order()));
    std::optional<session::Recording> recording;
    for (auto const begun = Clock::now(); !recording && Clock::now() - begun < std::chrono::seconds(60);) {
        recording = asks();
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    REQUIRE(recording.has_value());
    CHECK_THAT(recording->output, ContainsSubstring("finished fast"));

    lesson::Lesson endless;
    endless.id = "endless";
    endless.program = "while True: pass\n";
    auto const begun = Clock::now();
    auto never = cpython::start(endless, {});
    CHECK_FALSE(never().has_value());
    never = nullptr;
    CHECK(Clock::now() - begun < std::chrono::seconds(30)); // it may run for a minute
}
