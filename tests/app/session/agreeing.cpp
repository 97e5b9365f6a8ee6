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
            return run(knobs);
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
    CHECK(foreign.runs == 1);
    CHECK_FALSE(foreign.fast() == before);
    session::apply(session, command::SetKnob{"fast", "3"});
    CHECK(foreign.runs == 2);
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
