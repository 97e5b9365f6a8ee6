// The whole path, made up: 71 lessons in 17 chapters.
#include "support/catch.hpp"
#include "support/driver.hpp"
#include "support/scene_words.hpp"
#include "support/temporary_folder.hpp"
#include "theme/icons.hpp"
#include "views/overlays/parts.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;
using compat::Key;
namespace command = session::command;

namespace {

std::string replaced(std::string text, std::string const& from, std::string const& to) {
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::shared_ptr<lesson::Catalogue const> path_of_71() {
    static TemporaryFolder const folder;
    static auto const all = [] {
        fs::path const from(AWAITSCOPE_ROOT "/lessons/create-task");
        std::ifstream in(from / "lesson.toml");
        std::string const toml{std::istreambuf_iterator<char>(in), {}};
        for (int i = 1; i <= 71; ++i) {
            std::string const id = "lesson-" + std::to_string(i);
            fs::path const to = folder.path / id;
            fs::create_directories(to);
            for (char const* file : {"lesson.md", "program.py"}) fs::copy_file(from / file, to / file);
            int const chapter = (i - 1) * 17 / 71 + 1;
            auto text = replaced(toml, "id = \"create-task\"", "id = \"" + id + "\"");
            text = replaced(text, "chapter = ", "chapter = " + std::to_string(chapter) + " # ");
            text = replaced(text, "order = ", "order = " + std::to_string(i) + " # ");
            text = replaced(
                text, "chapter_name = ", "chapter_name = \"Chapter of " + std::to_string(chapter) + "\" # ");
            text = replaced(text,
                            "title = ", "title = \"What is asked in lesson " + std::to_string(i) + "?\" # ");
            std::ofstream(to / "lesson.toml") << text;
        }
        return std::make_shared<lesson::Catalogue const>(lesson::catalogue(folder.path));
    }();
    return all;
}

session::Session on_the_path() {
    auto session = session::new_session(path_of_71());
    for (int i = 1; i <= 30; ++i) {
        auto& kept = session.kept.progress.lessons["lesson-" + std::to_string(i)];
        kept.done = i != 30;
        kept.answers = {{"default", "Who?", kept::How::chosen, "main", true, ""},
                        {"how=plain", "Who?", kept::How::chosen, "nobody", false, "await-is-concurrent"},
                        {"how=x", "Who?", kept::How::chosen, "somebody", std::nullopt, ""}};
    }
    return session;
}

bool says(ui::Content const& content, std::string const& words) {
    return words_of(content.scene).find(words) != std::string::npos;
}

} // namespace

TEST_CASE("the list of lessons is the whole path with its chapters") {
    auto const session = on_the_path();
    REQUIRE(session.catalogue->lessons.size() == 71);
    REQUIRE(session.catalogue->broken.empty());
    auto const list = ui::lesson_list(session, 720);
    for (int i = 1; i <= 71; ++i) CHECK(list.find("lessons/lesson-" + std::to_string(i)) != nullptr);
    for (int i = 1; i <= 17; ++i) CHECK(says(list, "Chapter of " + std::to_string(i) + "\n"));
    CHECK(says(list, "29 of 71 lessons done, 30 as predicted, 30 otherwise"));
    for (std::size_t i = 1; i < list.hits.size(); ++i) // one below the other, in the order of the path
        CHECK(list.hits[i].at.y >= list.hits[i - 1].at.bottom());
}

TEST_CASE("a wrong belief is labelled as one and shown only where the lesson is done") {
    auto session = on_the_path();
    auto const& lessons = session.catalogue->lessons;
    session.look.palette_query = "lesson-1";
    CHECK(says(ui::lesson_list(session, 720), "wrong belief"));
    session.look.palette_query = "lesson-71";
    auto const not_done = ui::lesson_list(session, 720);
    CHECK_FALSE(says(not_done, "wrong belief"));
    CHECK_FALSE(says(not_done, lessons.back().idea.substr(0, 20)));
    session.look.palette_query = "lesson-30"; // begun: what was said to its questions is known
    auto const begun = ui::lesson_list(session, 720);
    CHECK_FALSE(says(begun, "wrong belief"));
    CHECK(says(begun, "you predicted as if"));
    CHECK(says(begun, "1 as predicted"));
    CHECK(says(begun, "1 otherwise")); // what the run has not shown is not counted
}

TEST_CASE("a lesson is found by typing and opened with Enter") {
    auto session = on_the_path();
    session.kept.recent = {"/home/anna/lessons of mine.awt"};
    Driver driver(std::move(session));
    driver.key(Key::l);
    driver.frames(2);
    REQUIRE(driver.session.look.overlay == session::Overlay::lessons);
    CHECK(driver.session.look.palette_query.empty()); // the key itself is no text
    driver.type("lesson 44");
    driver.frames(2);
    CHECK(driver.shows("lessons/lesson-44"));
    CHECK_FALSE(driver.shows("lessons/lesson-43"));
    driver.type("4");
    driver.frames(2);
    CHECK_FALSE(driver.shows("lessons/lesson-44"));
    for (int i = 0; i < 3; ++i) driver.key(Key::backspace);
    driver.frames(2);
    CHECK(driver.shows("lessons/lesson-1"));
    driver.key(Key::down);
    CHECK(driver.session.look.palette_row == 1);
    driver.key(Key::escape);
    CHECK(driver.session.look.overlay == session::Overlay::none);
}

TEST_CASE("the list scrolls to its end and begins where one is") {
    auto session = on_the_path();
    Driver driver(std::move(session), {1024, 768, 1});
    driver.key(Key::l);
    driver.frames(2);
    CHECK(driver.shows("lessons/lesson-1"));
    CHECK_FALSE(driver.shows("lessons/lesson-71"));
    driver.wheel("overlay", -400);
    driver.frames(2);
    CHECK(driver.shows("lessons/lesson-71"));
    driver.key(Key::escape);
    driver.session.look.palette_row = 0;
    driver.key(Key::l);
    for (int i = 0; i < 9; ++i) driver.key(Key::page_down);
    driver.frames(2);
    CHECK(driver.session.look.palette_row == 70);
    CHECK(driver.shows("lessons/lesson-71")); // the marked row is in view
}

TEST_CASE("the list is laid out in a moment") {
    auto const session = on_the_path();
    auto best = std::chrono::nanoseconds::max();
    for (int i = 0; i < 5; ++i) {
        auto const begin = std::chrono::steady_clock::now();
        auto const list = ui::lesson_list(session, 720);
        best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - begin);
        REQUIRE(list.height > 1000);
    }
    CHECK(best < std::chrono::milliseconds(50));
}
