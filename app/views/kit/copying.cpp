#include "views/kit/copying.hpp"

#include "theme/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <variant>
#include <vector>

namespace {

// Icons are letters of our own font.
std::string without_icons(std::string_view text) {
    std::string words;
    while (!text.empty()) {
        auto const before = text;
        auto const c = theme::next_character(text);
        if (c < 0xE000 || c > 0xF8FF) words += before.substr(0, before.size() - text.size());
    }
    words.erase(0, words.find_first_not_of(' '));
    return words;
}

struct Row {
    float y = 0;
    std::vector<paint::Text const*> texts;
};

std::vector<Row> rows_of(paint::Scene const& scene) {
    std::vector<paint::Text const*> texts;
    for (auto const& item : scene.items)
        if (auto const* text = std::get_if<paint::Text>(&item)) texts.push_back(text);
    std::stable_sort(texts.begin(), texts.end(),
                     [](auto const* a, auto const* b) { return a->at.y < b->at.y; });
    std::vector<Row> rows;
    for (auto const* text : texts) {
        constexpr float same = 4; // px: small and large type stand on lines of their own
        if (rows.empty() || text->at.y - rows.back().y > same) rows.push_back({text->at.y, {}});
        rows.back().texts.push_back(text);
    }
    return rows;
}

std::string words_of(Row row) {
    std::stable_sort(row.texts.begin(), row.texts.end(),
                     [](auto const* a, auto const* b) { return a->at.x < b->at.x; });
    std::string line;
    for (auto const* text : row.texts) {
        auto const words = without_icons(text->text);
        if (!words.empty()) line += (line.empty() ? "" : " ") + words;
    }
    return line;
}

} // namespace

std::string ui::text_of(Content const& content) {
    std::string all;
    for (auto const& each : content.copies) all += each.text + "\n"; // also empty lines, of programs
    if (!content.copies.empty()) return all;
    for (auto& row : rows_of(content.scene))
        if (auto const line = words_of(std::move(row)); !line.empty()) all += line + "\n";
    return all;
}

std::string ui::text_at(Content const& content, paint::Point at) {
    for (auto each = content.copies.rbegin(); each != content.copies.rend(); ++each)
        if (each->at.contains(at)) return each->text;
    for (auto& row : rows_of(content.scene))
        if (at.y <= row.y + 6 && at.y >= row.y - 16) return words_of(std::move(row));
    return {};
}
