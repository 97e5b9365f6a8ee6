#include "catalogue/path.hpp"

#include "catalogue/table.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

namespace lesson {
namespace {

int chapter_number(Table const& table, std::string const& text) {
    int number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        table.fail("`needs` must be numbers of chapters, not " + text, "needs");
    return number;
}

} // namespace

Path read_path(std::filesystem::path const& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return {};
    std::string const text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::string const name = file.filename().string();
    toml::table const document = parse_toml(text, name);
    Table const top(name, document, "the path", {"chapter", "way"});
    Path path;
    for (Table const& table : top.tables("chapter", "[[chapter]]", {"number", "after", "needs"})) {
        ChapterWords words{table.whole("number"), table.text("after"), {}};
        for (std::string const& each : table.typed_list("needs"))
            words.needs.push_back(chapter_number(table, each));
        path.chapters.push_back(std::move(words));
    }
    for (Table const& table : top.tables("way", "[[way]]", {"name", "title", "lessons"}))
        path.ways.push_back({table.text("name"), table.text("title"), table.typed_list("lessons")});
    return path;
}

ChapterWords const* chapter_words(Path const& path, int chapter) {
    auto const found = std::find_if(path.chapters.begin(), path.chapters.end(),
                                    [&](ChapterWords const& each) { return each.number == chapter; });
    return found == path.chapters.end() ? nullptr : &*found;
}

Way const* way_named(Path const& path, std::string_view name) {
    auto const found =
        std::find_if(path.ways.begin(), path.ways.end(), [&](Way const& each) { return each.name == name; });
    return found == path.ways.end() ? nullptr : &*found;
}

} // namespace lesson
