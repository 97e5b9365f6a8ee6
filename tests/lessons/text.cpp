#include "catalogue/text.hpp"
#include "support/catch.hpp"

using lesson::Block;
using lesson::BlockKind;
using lesson::parse_text;

TEST_CASE("headings paragraphs and code become blocks") {
    std::vector<Block> const blocks =
        parse_text("# One\n\nTwo\nlines.\n\n## Three\n\n```python\na = 1\n\nb\n```\n\n---\n");
    REQUIRE(blocks.size() == 5);
    CHECK(blocks[0].kind == BlockKind::heading);
    CHECK(blocks[0].level == 1);
    CHECK(blocks[1].kind == BlockKind::paragraph);
    CHECK(blocks[1].spans.at(0).text == "Two lines.");
    CHECK(blocks[2].level == 2);
    CHECK(blocks[3].kind == BlockKind::code);
    CHECK(blocks[3].language == "python");
    REQUIRE(blocks[3].spans.size() == 1);
    CHECK(blocks[3].spans[0].text == "a = 1\n\nb\n");
    CHECK(blocks[4].kind == BlockKind::rule);
}

TEST_CASE("spans keep bold italic code and links apart") {
    std::vector<Block> const blocks =
        parse_text("a **b** *c* `d` [e **f**](https://x.org) [g](<moment:print \"h i\" 2>).");
    REQUIRE(blocks.size() == 1);
    auto const& spans = blocks[0].spans;
    REQUIRE(spans.size() == 12);
    CHECK(spans[1].text == "b");
    CHECK(spans[1].bold);
    CHECK(spans[3].italic);
    CHECK(spans[5].code);
    CHECK(spans[7].text == "e ");
    CHECK(spans[7].link == "https://x.org");
    CHECK(spans[8].bold);
    CHECK(spans[8].link == "https://x.org");
    CHECK(spans[9].link.empty());
    CHECK(spans[10].text == "g");
    CHECK(spans[11].text == ".");
}

TEST_CASE("a link to a moment carries the moment") {
    std::vector<Block> const blocks = parse_text("[g](<moment:print \"h i\" 2>)");
    REQUIRE(blocks.at(0).spans.at(0).moment);
    CHECK(*blocks[0].spans[0].moment == lesson::parse_moment("print \"h i\" 2"));
}

TEST_CASE("lists know depth number and where an item goes on") {
    std::vector<Block> const blocks = parse_text("- a\n  - b\n- c\n\n3. d\n\n   more\n4. e\n");
    REQUIRE(blocks.size() == 6);
    CHECK(blocks[0].level == 1);
    CHECK(blocks[0].number == 0);
    CHECK(blocks[1].level == 2);
    CHECK(blocks[1].spans.at(0).text == "b");
    CHECK(blocks[2].level == 1);
    CHECK(blocks[3].number == 3);
    CHECK(blocks[3].first);
    CHECK(blocks[4].spans.at(0).text == "more");
    CHECK_FALSE(blocks[4].first);
    CHECK(blocks[5].number == 4);
}

TEST_CASE("quotes entities breaks and markup of HTML are text") {
    std::vector<Block> const blocks = parse_text("> q &lt; &#8594; &amp; <b>\n\nx  \ny\n");
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].kind == BlockKind::quote);
    CHECK(blocks[0].spans.at(0).text == "q < \u2192 & <b>");
    CHECK(blocks[1].spans.at(0).text == "x\ny");
}

TEST_CASE("an empty text has no blocks") { CHECK(parse_text("").empty()); }
