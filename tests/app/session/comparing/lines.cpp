#include "support/catch.hpp"

#include "session/comparing/lines.hpp"

#include <random>

using session::compared_lines;
using session::ComparedLine;
using Lines = std::vector<std::string>;

namespace {

std::string told(Lines const& first, Lines const& second) {
    std::string words;
    for (ComparedLine const& line : compared_lines(first, second))
        words += (line.in == ComparedLine::In::both    ? "="
                  : line.in == ComparedLine::In::first ? "-"
                                                       : "+") +
                 line.text + " ";
    return words;
}

} // namespace

TEST_CASE("lines that both have stay together and the others stand where they are") {
    CHECK(told({}, {}).empty());
    CHECK(told({"a", "b"}, {"a", "b"}) == "=a =b ");
    CHECK(told({"a", "b", "c"}, {"a", "c"}) == "=a -b =c ");
    CHECK(told({"a", "c"}, {"a", "b", "c"}) == "=a +b =c ");
    CHECK(told({"a", "x", "b", "c"}, {"y", "a", "b", "d"}) == "+y =a -x =b -c +d ");
    CHECK(told({}, {"a"}) == "+a ");
}

TEST_CASE("each text can be read off the comparison - of random ones and of long ones") {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        bool const is_long = round % 100 == 99;
        Lines texts[2];
        for (Lines& text : texts)
            for (std::size_t count = is_long ? 3000 : random() % 12; count > 0; --count)
                text.emplace_back(1, static_cast<char>('a' + random() % 4));
        Lines read[2];
        for (ComparedLine const& line : compared_lines(texts[0], texts[1])) {
            if (line.in != ComparedLine::In::second) read[0].push_back(line.text);
            if (line.in != ComparedLine::In::first) read[1].push_back(line.text);
        }
        CHECK(read[0] == texts[0]);
        CHECK(read[1] == texts[1]);
    }
}
