// Markdown of lessons, as laid-out text with links to moments.
#pragma once
#include "catalogue/text.hpp"
#include "views/kit/content.hpp"
#include "views/kit/flow.hpp"

#include <span>
#include <string>
#include <string_view>

namespace ui {

struct TextLook {
    float size = theme::size_lesson;
    float line_height = 22;
    paint::Color color = theme::Role::text;
    theme::Font font = theme::Font::regular;
};

// A sentence that may hold `code` and **bold**. Returns the height it took from `at`, its top left.
float sentence(Content& content, paint::Point at, float width, std::string_view markdown,
               TextLook const& look);
// The height it would take.
float sentence_height(std::string_view markdown, float width, TextLook const& look);

// Blocks one below the other, from `at`; the marks of their links are `mark`/1, `mark`/2 ..., of those that
// turn a knob "lesson/try/1" ... where `mark` is "lesson/link". Returns the height.
float blocks(Content& content, paint::Point at, float width, std::span<lesson::Block const> blocks,
             std::string const& mark);

// A text that is set as code: a list, a call.
bool looks_like_code(std::string_view text);

} // namespace ui
