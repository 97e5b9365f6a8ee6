// Somebody else's lesson: its program runs only when the person has agreed.
#include "session/agreeing.hpp"
#include "catalogue/references.hpp"
#include "commands/command.hpp"
#include "session/miniature.hpp"
#include "support/catch.hpp"
#include "support/session_opened.hpp"
#include "support/temporary_folder.hpp"
#include "trace/writer.hpp"

#include <fstream>

namespace command = session::command;

namespace {

// A copy of a lesson of ours under another name, so that it has no scenario; its first variant is recorded.
struct Foreign {
    TemporaryFolder folder;
    session::Session session;
    int runs = 0;
    bool over = true; // those that were begun

    Foreign() {
        auto const& own = lesson::find(*tree_catalogue(), "gather-order");
        auto const place = folder / "borrowed";
        std::filesystem::copy(own.folder, place, std::filesystem::copy_options::recursive);
        std::ifstream in(own.folder / "lesson.toml");
        std::string toml{std::istreambuf_iterator<char>(in), {}};
        toml.replace(toml.find("\"gather-order\""), 14, "\"borrowed\"");
        std::ofstream(place / "lesson.toml") << toml;
        std::filesystem::remove(place / "scenario.cpp");
        auto const all = std::make_shared<lesson::Catalogue const>(lesson::catalogue(folder.path));
        session = session::new_session(all);
        auto const& lesson = all->lessons.at(0);
        std::filesystem::create_directory(place / "recordings");
        std::ofstream out(lesson::shipped_path(lesson, lesson::defaults(lesson)), std::ios::binary);
        trace::write(run(lesson::defaults(lesson)), out);
        out.close();
        session.on_cpython = [this](lesson::Lesson const&, lesson::Knobs const& knobs) {
            ++runs;
            return [this, knobs]() -> std::optional<trace::Log> {
                return over ? std::optional(run(knobs)) : std::nullopt;
            };
        };
        session::open_lesson(session, lesson, lesson::defaults(lesson));
    }
    static trace::Log run(lesson::Knobs const& knobs) {
        return session::run_miniature(lesson::find(*tree_catalogue(), "gather-order"), knobs).log;
    }
    lesson::Value fast() const { return session.lesson->knobs.values.at("fast"); }
};

} // namespace

TEST_CASE("a lesson without a scenario opens from what it ships and runs nothing") {
    Foreign foreign;
    CHECK(foreign.runs == 0);
    CHECK(foreign.session.run().size() > 50);
    CHECK_FALSE(foreign.session.has_scenario());
}

TEST_CASE("what is not recorded is run only after the person has agreed and then without asking") {
    Foreign foreign;
    auto& session = foreign.session;
    auto const before = foreign.fast();
    session::apply(session, command::SetKnob{"fast", "2"});
    CHECK(foreign.runs == 0);
    CHECK(foreign.fast() == before); // what was open stays
    REQUIRE(session.look.overlay == session::Overlay::agreement);
    session::apply(session, command::ShowOverlay{session::Overlay::none}); // no
    CHECK(foreign.runs == 0);
    session::apply(session, command::SetKnob{"fast", "2"});
    session::apply(session, command::AgreeToRun{});
    session::tick(session, 0);
    CHECK(foreign.runs == 1);
    CHECK_FALSE(foreign.fast() == before);
    session::apply(session, command::SetKnob{"fast", "3"});
    session::tick(session, 0);
    CHECK(foreign.runs == 2);
    CHECK(session.messages.empty());
}

TEST_CASE("another content is another question") {
    Foreign foreign;
    auto& session = foreign.session;
    session.kept.progress.lessons["borrowed"].agreed =
        session::runnable_content(*session.lesson->entry) + " ";
    session::apply(session, command::SetKnob{"fast", "2"});
    CHECK(foreign.runs == 0);
    CHECK(session.look.overlay == session::Overlay::agreement);
}

TEST_CASE("where nothing can be run one is told and not asked") {
    Foreign foreign;
    foreign.session.on_cpython = nullptr;
    session::apply(foreign.session, command::SetKnob{"fast", "2"});
    CHECK(foreign.session.look.overlay == session::Overlay::none);
    CHECK_FALSE(foreign.session.messages.empty());
}

TEST_CASE("while Python runs what was open stays and can be used") {
    Foreign foreign;
    auto& session = foreign.session;
    auto const before = foreign.fast();
    foreign.over = false;
    session::apply(session, command::Seek{20});
    session.kept.progress.lessons["borrowed"].agreed = session::runnable_content(*session.lesson->entry);
    session::apply(session, command::SetKnob{"fast", "2"});
    CHECK(foreign.runs == 1);
    CHECK(session::tick(session, 0.1)); // to be looked at again
    CHECK(foreign.fast() == before);
    REQUIRE(session.messages.size() == 1);
    session::apply(session, command::Seek{30});
    CHECK(session.playback.position == 30);
    foreign.over = true;
    session::tick(session, 0.1);
    CHECK_FALSE(foreign.fast() == before);
    CHECK(session.playback.position > 0); // at the same moment
    REQUIRE(session.beside.has_value());
    CHECK(session.messages.empty());
}

TEST_CASE("a run of Python is called off by Esc and by whatever else is opened") {
    Foreign foreign;
    auto& session = foreign.session;
    foreign.over = false;
    session.kept.progress.lessons["borrowed"].agreed = session::runnable_content(*session.lesson->entry);
    session::apply(session, command::SetKnob{"fast", "2"});
    REQUIRE(session.awaited.has_value());
    session::apply(session, command::Escape{});
    CHECK_FALSE(session.awaited.has_value());
    CHECK(session.messages.empty());
    session::apply(session, command::SetKnob{"fast", "2"});
    session::apply(session, command::OpenFile{AWAITSCOPE_ROOT "/tests/data/create-task.awt"});
    CHECK_FALSE(session.awaited.has_value());
    CHECK(session.messages.empty());
    foreign.over = true;
    session::tick(session, 0.1);
    CHECK_FALSE(session.lesson.has_value());
}

TEST_CASE("a run of Python that cannot be had is said and what was open stays") {
    Foreign foreign;
    auto& session = foreign.session;
    session.on_cpython = [](lesson::Lesson const&, lesson::Knobs const&) -> session::Running {
        return []() -> std::optional<trace::Log> { throw session::EngineError("There is no Python."); };
    };
    session.kept.progress.lessons["borrowed"].agreed = session::runnable_content(*session.lesson->entry);
    session::apply(session, command::SetKnob{"fast", "2"});
    session::tick(session, 0);
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages.front().text == "There is no Python.");
    CHECK_FALSE(session.awaited.has_value());
    CHECK(session.lesson.has_value());
}

TEST_CASE("a folder that is opened by its path and has no recording is asked about and then run") {
    Foreign foreign;
    std::filesystem::remove_all(foreign.folder / "borrowed" / "recordings");
    session::Session session = session::new_session(tree_catalogue());
    session.on_cpython = foreign.session.on_cpython;
    session::apply(session, command::OpenFile{(foreign.folder / "borrowed").string()});
    REQUIRE(session.unrecorded.has_value());
    CHECK(session.unrecorded->lesson->id == "borrowed");
    session::apply(session, command::AgreeToRun{});
    session::tick(session, 0);
    REQUIRE(session.lesson.has_value());
    CHECK(session.lesson->entry->id == "borrowed");
    CHECK(&lesson::find(*session.catalogue, "borrowed") == session.lesson->entry);
}

TEST_CASE("only a lesson of ours offers its program on the real packages") {
    Foreign foreign;
    std::ofstream(foreign.folder / "borrowed" / "real.py") << "print(1)\n";
    CHECK_FALSE(session::may(foreign.session, command::OpenReal{}));
    session::apply(foreign.session, command::OpenReal{});
    CHECK(foreign.runs == 0);

    auto own = opened("asgi-http");
    CHECK_FALSE(session::may(own, command::OpenReal{})); // nothing can be run here
    own.on_cpython = foreign.session.on_cpython;
    CHECK(session::may(own, command::OpenReal{}));
    session::apply(own, command::OpenReal{});
    CHECK(foreign.runs == 1);

    auto without = opened("gather-order"); // it has no real.py
    without.on_cpython = foreign.session.on_cpython;
    CHECK_FALSE(session::may(without, command::OpenReal{}));
}
