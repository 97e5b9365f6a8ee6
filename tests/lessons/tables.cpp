// lessons/README.md says which lesson meets what people believe, and which line of the notes: held to the
// folders.
#include "catalogue/catalogue.hpp"
#include "knowledge/misconceptions.hpp"
#include "support/catch.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

lesson::Catalogue const& tree() {
    static lesson::Catalogue const all = lesson::catalogue(AWAITSCOPE_ROOT "/lessons");
    return all;
}

std::string readme() {
    std::ifstream in(AWAITSCOPE_ROOT "/lessons/README.md");
    return {std::istreambuf_iterator<char>(in), {}};
}

// The cells of the rows whose first cell begins with this letter and a digit: "| M1 | ... | ... |".
std::vector<std::vector<std::string>> rows_of(char letter) {
    std::vector<std::vector<std::string>> rows;
    std::string const text = readme();
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        std::string const line = text.substr(at, end - at);
        at = end + 1;
        if (line.size() < 4 || line.substr(0, 2) != "| " || line[2] != letter || line[3] < '0' ||
            line[3] > '9')
            continue;
        std::vector<std::string> cells;
        for (std::size_t from = 2; from < line.size();) {
            auto const to = std::min(line.find(" |", from), line.size());
            cells.push_back(line.substr(from, to - from));
            from = to + 3;
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

// "`a`, `b`" -> a, b
std::set<std::string> ids(std::string const& cell) {
    std::set<std::string> found;
    for (std::size_t at = cell.find('`'); at != std::string::npos; at = cell.find('`', at)) {
        auto const end = cell.find('`', at + 1);
        found.insert(cell.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return found;
}

std::string row_of(lesson::Misconception const& each, std::set<std::string> const& lessons) {
    std::string row = "| " + std::string(each.id) + " | " + std::string(each.belief) + " | ";
    for (std::string const& id : lessons) row += (id == *lessons.begin() ? "`" : ", `") + id + "`";
    return row + " |";
}

} // namespace

TEST_CASE("every misconception is met by a wrong choice and the table says by which lessons") {
    std::map<std::string, std::set<std::string>> met;
    for (lesson::Lesson const& each : tree().lessons)
        for (auto const& question : each.questions)
            for (auto const& choice : question.choices)
                if (!choice.misconception.empty()) met[choice.misconception].insert(each.id);
    auto const rows = rows_of('M');
    CHECK(rows.size() == lesson::misconceptions().size());
    for (lesson::Misconception const& each : lesson::misconceptions()) {
        auto const& lessons = met[std::string(each.id)];
        INFO("lessons/README.md needs: " << row_of(each, lessons));
        CHECK_FALSE(lessons.empty());
        auto const row =
            std::find_if(rows.begin(), rows.end(), [&](auto const& cells) { return cells[0] == each.id; });
        REQUIRE(row != rows.end());
        REQUIRE(row->size() == 3);
        CHECK((*row)[1] == each.belief);
        CHECK(ids((*row)[2]) == lessons);
    }
}

TEST_CASE("every lesson stands at a line of the notes and every line has lessons") {
    std::set<std::string> there, named;
    for (lesson::Lesson const& each : tree().lessons) there.insert(each.id);
    auto const rows = rows_of('S');
    CHECK(rows.size() == 20);
    for (auto const& cells : rows) {
        INFO(cells[0]);
        REQUIRE(cells.size() == 3);
        auto const lessons = ids(cells[2]);
        CHECK_FALSE(lessons.empty());
        for (std::string const& id : lessons) {
            INFO(id);
            CHECK(there.contains(id));
            named.insert(id);
        }
    }
    CHECK(named == there);
}
