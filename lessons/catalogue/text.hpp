// A lesson's Markdown as plain blocks and spans, for whoever draws them. Links to moments are written
// [words](<moment:suspend fetch 2>), what a knob may be set to [words](<knob:fast=0>).
#pragma once
#include "catalogue/moment.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lesson {

struct Setting {
    std::string knob, value;

    bool operator==(Setting const&) const = default;
};

// A run of characters with one look. A soft line break is a space, a hard one "\n".
struct Span {
    std::string text;
    bool bold = false;
    bool italic = false;
    bool code = false;
    std::string link;             // where an ordinary link leads; empty if it is none
    std::optional<Moment> moment; // the moment a click moves to
    std::optional<Setting> set;   // the knob a click turns

    bool operator==(Span const&) const = default;
};

enum class BlockKind { heading, paragraph, item, code, quote, rule };

struct Block {
    BlockKind kind = BlockKind::paragraph;
    int level = 0;        // heading: 1 to 6; item: depth of the list, from 1
    int number = 0;       // item of a numbered list: its number; 0 for a bullet, or for more of the same item
    bool first = true;    // item: its first paragraph, where the bullet stands
    std::string language; // code: what stands after the fence
    std::vector<Span> spans; // code: one span, with the line ends

    bool operator==(Block const&) const = default;
};

// Throws MomentError for a link to a moment that is none, or that lacks its angle brackets.
std::vector<Block> parse_text(std::string_view markdown);

} // namespace lesson
