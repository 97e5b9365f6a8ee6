#include "shell/png.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <stb/stb_image.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace {

shell::Picture gradient(int width, int height) {
    shell::Picture picture{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int v : {x, y, x * y % 251, 255}) picture.rgba.push_back(static_cast<std::uint8_t>(v));
    return picture;
}

} // namespace

TEST_CASE("a PNG reads back as the picture that was written") {
    TemporaryFolder const folder;
    auto const picture = gradient(37, 11);
    REQUIRE(shell::save_png(folder / "a.png", picture) == "");
    int width = 0, height = 0, channels = 0;
    stbi_uc* const data = stbi_load((folder / "a.png").c_str(), &width, &height, &channels, 4);
    REQUIRE(data);
    CHECK(width == 37);
    CHECK(height == 11);
    CHECK(std::vector<std::uint8_t>(data, data + picture.rgba.size()) == picture.rgba);
    stbi_image_free(data);
}

TEST_CASE("a picture replaces an older file and leaves nothing else behind") {
    TemporaryFolder const folder;
    REQUIRE(shell::save(folder / "a.png", "old") == "");
    REQUIRE(shell::save_png(folder / "a.png", gradient(4, 4)) == "");
    CHECK(fs::file_size(folder / "a.png") > 8);
    CHECK(folder.files() == 1);
}

TEST_CASE("a file that cannot be written is named with the reason and what was there stays") {
    TemporaryFolder const folder;
    fs::create_directory(folder / "inner");
    CHECK_THAT(shell::save(folder / "nowhere/a.png", "x"),
               Catch::Matchers::ContainsSubstring("does not exist"));
    CHECK_THAT(shell::save(folder / "inner", "x"), Catch::Matchers::ContainsSubstring("is a folder"));
    CHECK_THAT(shell::save("", "x"), Catch::Matchers::ContainsSubstring("name is empty"));
    CHECK_THAT(shell::save("/dev/full", std::string(100000, 'x')),
               Catch::Matchers::ContainsSubstring("No space left"));
    CHECK_THAT(shell::save_png(folder / "a.png", {}), Catch::Matchers::ContainsSubstring("empty"));
    CHECK(folder.files() == 1);
    REQUIRE(shell::save(folder / "inner/plain", "kept") == "");
    CHECK_THAT(shell::save(folder / "inner/plain/a.png", "x"), Catch::Matchers::StartsWith("Cannot write"));
    std::ifstream file(folder / "inner/plain");
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == "kept");
}

TEST_CASE("a picture with fewer bytes than its size says is not encoded") {
    shell::Picture picture = gradient(4, 4);
    picture.rgba.pop_back();
    CHECK(shell::encode_png(picture).empty());
    CHECK(shell::encode_png({}).empty());
}
