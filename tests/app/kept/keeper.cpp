#include "support/catch.hpp"

#include "kept/file.hpp"
#include "kept/keeper.hpp"
#include "kept/text.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>
#include <iterator>
#include <thread>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Home : TemporaryFolder {
    kept::Folders folders{path / "config" / "awaitscope", path / "data" / "awaitscope"};

    kept::Kept read() const { return kept::Keeper(folders).read(); }
};

std::string text_in(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void put(fs::path const& file, std::string const& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

kept::Kept at(std::string const& id, std::uint64_t position) {
    kept::Kept kept;
    kept.progress.last = id;
    kept.progress.lessons[id].position = position;
    return kept;
}

} // namespace

TEST_CASE("where nothing was kept nothing is read and nothing is made") {
    Home const home;
    kept::Keeper keeper(home.folders);
    CHECK(keeper.read() == kept::Kept{});
    CHECK_FALSE(keeper.keep({}, 0));
    CHECK(keeper.problems().empty());
    CHECK(home.files() == 0);
}

TEST_CASE("a change is written a second later and the program sleeps until then") {
    Home const home;
    kept::Keeper keeper(home.folders);
    (void)keeper.read();
    auto const now = at("a", 3);
    auto const wait = keeper.keep(now, 10);
    REQUIRE(wait);
    CHECK(*wait == Approx(1));
    CHECK(keeper.keep(now, 10.4).value_or(0) == Approx(0.6));
    CHECK(home.files() == 0);
    CHECK_FALSE(keeper.keep(now, 11.01));
    CHECK(home.read() == now);
    auto const file = fs::last_write_time(home.folders.progress());
    CHECK_FALSE(keeper.keep(now, 20)); // nothing has changed: nothing is written, nobody is woken
    CHECK(fs::last_write_time(home.folders.progress()) == file);
    CHECK_FALSE(fs::exists(home.folders.settings()));
}

TEST_CASE("what changes and changes back within the second is not written") {
    Home const home;
    kept::Keeper keeper(home.folders);
    (void)keeper.read();
    CHECK(keeper.keep(at("a", 3), 10));
    CHECK_FALSE(keeper.keep({}, 10.5));
    CHECK_FALSE(keeper.keep({}, 12));
    CHECK(home.files() == 0);
}

TEST_CASE("a damaged file is put aside and told of once and the others are read") {
    Home const home;
    put(home.folders.settings(), "theme = ");
    put(home.folders.progress(), kept::progress_text(at("a", 3).progress));
    kept::Keeper keeper(home.folders);
    auto kept = keeper.read();
    CHECK(kept == at("a", 3));
    auto const said = keeper.problems();
    REQUIRE(said.size() == 1);
    CHECK_THAT(said[0], ContainsSubstring("settings.toml.damaged"));
    CHECK(keeper.problems().empty());
    CHECK(text_in(home.folders.config / "settings.toml.damaged") == "theme = ");
    CHECK_FALSE(fs::exists(home.folders.settings()));
    kept.settings.theme = "dark";
    keeper.keep_at_once(kept);
    CHECK(home.read() == kept);

    put(home.folders.settings(), "again = "); // the first one stays what it was
    (void)home.read();
    CHECK(text_in(home.folders.config / "settings.toml.damaged") == "theme = ");
    CHECK(text_in(home.folders.config / "settings.toml.damaged2") == "again = ");
}

TEST_CASE("where nothing can be written it is said once and goes on") {
    Home const home;
    put(home.path / "config", "a file where the folder should be");
    kept::Keeper keeper(home.folders);
    auto kept = keeper.read();
    kept.settings.theme = "dark";
    CHECK(keeper.keep(kept, 0));
    CHECK_FALSE(keeper.keep(kept, 2));
    CHECK(keeper.problems().size() == 1);
    CHECK_FALSE(keeper.keep(kept, 4)); // not tried each second
    kept.settings.theme = "light";
    keeper.keep_at_once(kept);
    CHECK(keeper.problems().empty());
}

TEST_CASE("nothing is kept without a folder") {
    kept::Keeper keeper({});
    auto const nothing = keeper.read();
    CHECK(nothing == kept::Kept{});
    keeper.keep_at_once(at("a", 1));
    CHECK(keeper.problems().empty());
}

TEST_CASE("a file that is a link stays one") {
    Home const home;
    put(home.path / "dotfiles" / "awaitscope.toml", "theme = \"dark\"\n");
    fs::create_directories(home.folders.config);
    fs::create_symlink(home.path / "dotfiles" / "awaitscope.toml", home.folders.settings());
    kept::Keeper keeper(home.folders);
    auto kept = keeper.read();
    CHECK(kept.settings.theme == "dark");
    kept.settings.theme = "light";
    keeper.keep_at_once(kept);
    CHECK(fs::is_symlink(home.folders.settings()));
    CHECK_THAT(text_in(home.path / "dotfiles" / "awaitscope.toml"), ContainsSubstring("light"));
}

TEST_CASE("of two programs each keeps its own lessons and what the other forgot stays forgotten") {
    Home const home;
    kept::Keeper one(home.folders), other(home.folders);
    auto const start = [&] {
        auto kept = at("a", 1);
        kept.progress.lessons["gone"];
        kept.recent = {"/old"};
        return kept;
    }();
    one.keep_at_once(start);
    auto mine = one.read(), theirs = other.read();
    CHECK(mine == start);
    CHECK(theirs == start);

    mine.progress.lessons["b"].position = 2;
    kept::add(mine.recent, "/mine");
    one.keep_at_once(mine);
    theirs.progress.lessons["c"].position = 3;
    theirs.progress.lessons.erase("gone");
    kept::add(theirs.recent, "/theirs");
    other.keep_at_once(theirs);
    mine.progress.lessons["b"].position = 4; // and on
    one.keep_at_once(mine);

    auto const kept = home.read();
    CHECK(kept.progress.lessons.size() == 3);
    CHECK(kept.progress.lessons.at("a").position == 1);
    CHECK(kept.progress.lessons.at("b").position == 4);
    CHECK(kept.progress.lessons.at("c").position == 3);
    CHECK(kept.recent == kept::Recent{"/theirs", "/mine", "/old"});
}

TEST_CASE("two that write at the same time lose nothing and damage nothing") {
    Home const home;
    auto const writer = [&](std::string const& name) {
        kept::Keeper keeper(home.folders);
        auto kept = keeper.read();
        for (int i = 1; i <= 40; ++i) {
            kept.progress.lessons[name + std::to_string(i)].position = static_cast<std::uint64_t>(i);
            keeper.keep_at_once(kept);
        }
        return keeper.problems();
    };
    std::vector<std::string> said;
    std::thread second([&] { said = writer("second"); });
    CHECK(writer("first").empty());
    second.join();
    CHECK(said.empty());
    CHECK(home.read().progress.lessons.size() == 80);
    CHECK(std::distance(fs::directory_iterator(home.folders.data), {}) == 2); // the file and the lock
}
