#include "catalogue/path.hpp"
#include "catalogue/catalogue.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <fstream>
#include <set>

using Catch::Matchers::ContainsSubstring;

namespace {

lesson::Path path_with(std::string const& text) {
    TemporaryFolder const folder;
    std::ofstream(folder / "path.toml") << text;
    return lesson::read_path(folder / "path.toml");
}

} // namespace

TEST_CASE("chapters and ways are read and what is wrong is told with its line") {
    auto const path = path_with("[[chapter]]\nnumber = 2\nafter = \"You can.\"\nneeds = [1]\n\n"
                                "[[way]]\nname = \"new\"\ntitle = \"New\"\nlessons = [\"b\", \"a\"]\n");
    REQUIRE(lesson::chapter_words(path, 2));
    CHECK(lesson::chapter_words(path, 2)->needs == std::vector{1});
    CHECK_FALSE(lesson::chapter_words(path, 1));
    REQUIRE(lesson::way_named(path, "new"));
    CHECK(lesson::way_named(path, "new")->lessons == std::vector<std::string>{"b", "a"});
    CHECK_FALSE(lesson::way_named(path, "old"));
    CHECK(lesson::read_path("/no/such/file").chapters.empty());
    CHECK_THROWS_WITH(path_with("[[way]]\nname = 3\n"), ContainsSubstring("path.toml:2"));
    CHECK_THROWS_WITH(path_with("[[chapter]\n"), ContainsSubstring("path.toml:1"));
    CHECK_THROWS_WITH(path_with("[[chapter]]\nnumber = 1\nafter = \"x\"\nneeds = [\"one\"]\n"),
                      ContainsSubstring("numbers of chapters"));
}

TEST_CASE("a path that cannot be read does not hide the lessons") {
    TemporaryFolder const folder;
    std::ofstream(folder / "path.toml") << "[[";
    auto const all = lesson::catalogue(folder.path);
    REQUIRE(all.broken.size() == 1);
    CHECK_THAT(all.broken[0].problem, ContainsSubstring("path.toml:1"));
}

TEST_CASE("the path of the tree speaks of every chapter and builds on earlier ones only") {
    auto const all = lesson::catalogue(AWAITSCOPE_ROOT "/lessons");
    std::set<std::string> ids;
    for (auto const& each : all.lessons) {
        INFO(each.id);
        ids.insert(each.id);
        CHECK(lesson::chapter_words(all.path, each.chapter));
    }
    for (auto const& chapter : all.path.chapters)
        for (int const earlier : chapter.needs) {
            INFO(chapter.number);
            CHECK(earlier < chapter.number);
            CHECK(lesson::chapter_words(all.path, earlier));
        }
    CHECK(all.path.ways.size() == 3);
    for (auto const& way : all.path.ways) {
        std::set<std::string> seen;
        for (auto const& id : way.lessons) {
            INFO(way.name << " " << id);
            CHECK(seen.insert(id).second);
            CHECK(ids.contains(id));
        }
    }
}
