#include "support/catch.hpp"

#include "session/openable.hpp"
#include "support/session_opened.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <fstream>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;
using session::Openable;
using session::Session;
namespace command = session::command;

namespace {

// A folder as people have them.
struct Desk : TemporaryFolder {
    Desk() {
        for (char const* name : {"b.awt", "A.awt", "prog.py", "notes.txt", ".hidden.awt"})
            std::ofstream(path / name) << "x";
        fs::create_directories(path / "runs" / "old");
        fs::copy(AWAITSCOPE_ROOT "/lessons/create-task", path / "my-lesson", fs::copy_options::recursive);
        fs::copy_file(AWAITSCOPE_ROOT "/tests/data/create-task.awt", path / "runs" / "real.awt");
    }
    std::string in(std::string const& name) const { return path.string() + "/" + name; }
    // The lesson with another id, so that it is one of its own.
    void rename_lesson() const {
        std::ifstream in(path / "my-lesson" / "lesson.toml");
        std::string text{std::istreambuf_iterator<char>(in), {}};
        text.replace(text.find("create-task"), 11, "my-lesson");
        std::ofstream(path / "my-lesson" / "lesson.toml") << text;
    }
};

std::vector<std::string> names(std::vector<session::Offer> const& offers) {
    std::vector<std::string> names;
    for (auto const& offer : offers) names.push_back(offer.name);
    return names;
}

Session nothing_open() { return session::new_session(tree_catalogue()); }

} // namespace

TEST_CASE("what lies where a path leads is offered as far as it can be opened") {
    Desk const desk;
    CHECK(names(session::offers(desk.in(""))) ==
          std::vector<std::string>{"A.awt", "b.awt", "my-lesson", "prog.py", "runs", ".."});
    CHECK(names(session::offers(desk.in("B"))) == std::vector<std::string>{"b.awt"});
    CHECK(names(session::offers(desk.in("p"))) == std::vector<std::string>{"prog.py"});
    CHECK(names(session::offers(desk.in("A"))).front() == "A.awt"); // what begins so comes first
    CHECK(names(session::offers(desk.in("runs/r"))) == std::vector<std::string>{"real.awt"});
    CHECK(names(session::offers(desk.in(".h"))) == std::vector<std::string>{".hidden.awt"});
    CHECK(session::offers(desk.in("nowhere/")).size() <= 1);
    CHECK(session::openable(desk.in("my-lesson")) == Openable::lesson);
    CHECK(session::openable(desk.in("runs")) == Openable::folder);
    CHECK_FALSE(session::openable(desk.in("notes.txt")));
}

TEST_CASE("home is a tilde") {
    Desk const desk;
    std::string const before = std::getenv("HOME") ? std::getenv("HOME") : "";
    ::setenv("HOME", desk.path.c_str(), 1);
    auto const found = session::offers("~/b");
    ::setenv("HOME", before.c_str(), 1);
    REQUIRE(found.size() == 1);
    CHECK(found[0].path == desk.in("b.awt"));
}

TEST_CASE("a path is typed and taken step by step") {
    Desk const desk;
    Session session = nothing_open();
    session::apply(session, command::ShowOverlay{session::Overlay::files});
    session::apply(session, command::PaletteQuery{desk.in("ru")});
    auto rows = session::typed_rows(session);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].title == "runs");
    session::apply(session, command::PaletteTake{});
    CHECK(session.look.overlay == session::Overlay::files); // a folder is gone into
    CHECK(session.look.palette_query == desk.in("runs/"));
    rows = session::typed_rows(session);
    REQUIRE(rows.size() == 3); // a folder, the file, and the way up
    CHECK(rows[0].title == "real.awt");
    session::apply(session, command::PaletteTake{});
    CHECK(session.look.overlay == session::Overlay::none);
    REQUIRE(session.is_open());
    CHECK(session.run().file == desk.in("runs/real.awt"));
    CHECK(session.kept.recent == kept::Recent{desk.in("runs/real.awt")});
}

TEST_CASE("what was opened is offered again in the palette and in the list of files") {
    Desk const desk;
    Session session = nothing_open();
    session::apply(session, command::OpenFile{desk.in("runs/real.awt")});
    session::apply(session, command::ShowOverlay{session::Overlay::files});
    auto const rows = session::typed_rows(session);
    REQUIRE_FALSE(rows.empty());
    CHECK(rows[0].title == "real.awt");
    CHECK_THAT(rows[0].detail, ContainsSubstring("recent"));
    session::apply(session, command::ShowOverlay{session::Overlay::palette});
    session::apply(session, command::PaletteQuery{"real"});
    CHECK(session::typed_rows(session).at(0).title == "Open real.awt");
    fs::remove(desk.in("runs/real.awt"));
    session::apply(session, command::ShowOverlay{session::Overlay::files});
    CHECK_FALSE(session::typed_rows(session).at(0).enabled); // it is gone
}

TEST_CASE("a program is never run by opening it but how to record it is said") {
    Desk const desk;
    std::ofstream(desk / "prog.py") << "open('" << desk.in("it-ran") << "', 'w')\n";
    Session session = opened("create-task");
    session::apply(session, command::OpenFile{desk.in("prog.py")});
    CHECK_FALSE(fs::exists(desk.in("it-ran")));
    CHECK(session.lesson->entry->id == "create-task");
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages[0].tone == session::Tone::note);
    CHECK_THAT(session.messages[0].text, ContainsSubstring("awaitscope record " + desk.in("prog.py")));
}

TEST_CASE("a lesson's folder opens as a lesson") {
    Desk const desk;
    SECTION("one of the catalogue") {
        Session session = nothing_open();
        session::apply(session, command::OpenFile{AWAITSCOPE_ROOT "/lessons/create-task/"});
        REQUIRE(session.lesson);
        CHECK(session.lesson->entry->id == "create-task");
        CHECK(session.has_scenario());
        CHECK(session.catalogue->lessons.size() == tree_catalogue()->lessons.size());
    }
    SECTION("one that was never seen before and has no recording") {
        desk.rename_lesson();
        Session session = opened("gather-order");
        session::apply(session, command::OpenFile{desk.in("my-lesson")});
        CHECK(session.lesson->entry->id == "gather-order"); // what was open stays
        REQUIRE(session.messages.size() == 1);
        CHECK_THAT(session.messages[0].text, ContainsSubstring("CPython only"));
        CHECK(session.catalogue == tree_catalogue());
    }
    SECTION("a copy of a built-in one is shown as long as its program is the same") {
        fs::rename(desk.in("my-lesson"), desk.in("create-task"));
        Session session = opened("gather-order");
        session::apply(session, command::OpenFile{desk.in("create-task")});
        CHECK(session.messages.empty());
        CHECK(session.lesson->entry->folder == desk.in("create-task"));
        CHECK(session.kept.recent == kept::Recent{desk.in("create-task")});
        session::apply(session, command::OpenLesson{"gather-order"}); // the list is whole
        CHECK(session.lesson->entry->id == "gather-order");
    }
    SECTION("another program under a built-in name is refused") {
        fs::rename(desk.in("my-lesson"), desk.in("create-task"));
        std::ofstream(desk.path / "create-task" / "program.py", std::ios::app) << "print(1)\n";
        Session session = opened("gather-order");
        session::apply(session, command::OpenFile{desk.in("create-task")});
        CHECK(session.lesson->entry->id == "gather-order");
        REQUIRE(session.messages.size() == 1);
        CHECK_THAT(session.messages[0].text, ContainsSubstring("another name"));
    }
    SECTION("a folder that is none says so") {
        Session session = opened("gather-order");
        session::apply(session, command::OpenFile{desk.in("runs")});
        REQUIRE(session.messages.size() == 1);
        CHECK_THAT(session.messages[0].text, ContainsSubstring("no lesson"));
    }
}
