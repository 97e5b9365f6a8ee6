#include "views/kit/rich_text.hpp"

#include "knowledge/glossary.hpp"
#include "views/kit/highlight.hpp"

#include <algorithm>

using lesson::Block;
using lesson::BlockKind;
using paint::Rect;
using theme::Font;
using theme::Role;
using ui::Content;
using ui::Styled;
using ui::TextLook;

namespace {

float code_size(float size) {
    return size - 1.5F; // JetBrains Mono looks larger than Inter
}

std::vector<Styled> styled(std::span<lesson::Span const> spans, TextLook const& look) {
    std::vector<Styled> all;
    int link = 0;
    lesson::Span const* before = nullptr;
    for (auto const& span : spans) {
        Styled piece{span.text, look.font, look.size, look.color, -1};
        if (span.bold) piece.font = Font::semibold;
        if (span.code) {
            piece.font = Font::mono;
            piece.size = code_size(look.size);
        }
        if (span.italic) piece.color = Role::muted;
        if (span.moment) {
            piece.color = Role::accent;
            piece.tag = link++;
        }
        if (span.set) { // words of several looks are one button
            piece.color = Role::accent;
            piece.tag = before && before->set == span.set ? link - 1 : link++;
        }
        before = &span;
        all.push_back(std::move(piece));
    }
    return all;
}

std::string without_marks(std::string_view text) {
    std::string plain;
    for (char const c : text)
        if (c != '`') plain += c;
    return plain;
}

// asyncio's terms in a piece: a dotted line below, and what they mean for who rests on them. `told`: those
// that this text has marked already.
void explain(Content& content, ui::FlowPiece const& piece, Styled const& look, Rect at,
             std::vector<lesson::Term const*>& told) {
    for (auto const& found : lesson::terms_in(piece.text)) {
        if (std::find(told.begin(), told.end(), found.term) != told.end()) continue;
        told.push_back(found.term);
        float const from = paint::measure(look.font, look.size, piece.text.substr(0, found.begin));
        float const to = paint::measure(look.font, look.size, piece.text.substr(0, found.end));
        Rect const word{at.x + from, at.y, to - from, at.h};
        float const below = paint::middle_baseline(at.y, at.h, look.font, look.size) + 3;
        for (float x = word.x; x + 1 <= word.right(); x += 4)
            content.add(paint::filled({x, below, 1.5F, 1}, {Role::muted, 0.7F}, 0));
        content.explained.push_back(
            {word, std::string(found.term->name()) + ": " + without_marks(found.term->means)});
    }
}

// The pieces of a flow, with a field behind code.
void place(Content& content, paint::Point at, std::span<Styled const> texts, ui::Flow const& flow,
           float line_height) {
    std::vector<lesson::Term const*> told;
    for (auto const& piece : flow.pieces) {
        auto const& look = texts[piece.styled];
        float const top = at.y + line_height * static_cast<float>(piece.line);
        if (look.font == Font::mono)
            content.add(paint::filled({at.x + piece.x - 2, top + 2, piece.width + 4, line_height - 4},
                                      Role::background, 3));
        content.add(
            paint::Text{{at.x + piece.x, paint::middle_baseline(top, line_height, look.font, look.size)},
                        piece.text,
                        look.font,
                        look.size,
                        look.color,
                        paint::Align::start,
                        0});
        if (look.tag < 0)
            explain(content, piece, look, {at.x + piece.x, top, piece.width, line_height}, told);
    }
}

class Page {
  public:
    Page(Content& content, paint::Point at, float width, std::string mark)
        : content_(content), x_(at.x), y_(at.y), width_(width), mark_(std::move(mark)) {}

    float run(std::span<Block const> blocks) {
        float const begin = y_;
        for (auto const& block : blocks) add(block);
        return y_ - begin;
    }

  private:
    void add(Block const& block) {
        switch (block.kind) {
        case BlockKind::heading:
            y_ += 10;
            text(block, x_, width_, {theme::size_label, 22, Role::text, Font::semibold});
            y_ += 4;
            break;
        case BlockKind::paragraph:
            text(block, x_, width_, {});
            y_ += 8;
            break;
        case BlockKind::item: item(block); break;
        case BlockKind::quote: quote(block); break;
        case BlockKind::code: code(block); break;
        case BlockKind::rule:
            y_ += 8;
            content_.add(paint::line({x_, y_}, {x_ + width_, y_}, Role::border));
            y_ += 8;
            break;
        }
    }

    void text(Block const& block, float x, float width, TextLook const& look) {
        auto const texts = styled(block.spans, look);
        auto const flowed = ui::flow(texts, width);
        buttons(block, x, texts, flowed, look.line_height);
        place(content_, {x, y_}, texts, flowed, look.line_height);
        links(block, x, texts, flowed, look.line_height);
        std::string words;
        for (auto const& span : block.spans) words += span.text;
        content_.copy({x, y_, width, look.line_height * static_cast<float>(flowed.lines)}, std::move(words));
        y_ += look.line_height * static_cast<float>(flowed.lines);
    }

    // The links, as they are tagged.
    static std::vector<lesson::Span const*> linked(Block const& block) {
        std::vector<lesson::Span const*> all;
        lesson::Span const* before = nullptr;
        for (auto const& span : block.spans) {
            bool const more = before && span.set && before->set == span.set;
            if ((span.moment || span.set) && !more) all.push_back(&span);
            before = &span;
        }
        return all;
    }

    // What turns a knob looks as if it could be pressed.
    void buttons(Block const& block, float x, std::span<Styled const> texts, ui::Flow const& flowed,
                 float line_height) {
        auto const links = linked(block);
        for (std::size_t i = 0; i < flowed.pieces.size(); ++i) {
            auto const& first = flowed.pieces[i];
            int const tag = texts[first.styled].tag;
            if (tag < 0 || !links[static_cast<std::size_t>(tag)]->set) continue;
            float right = first.x + first.width;
            for (; i + 1 < flowed.pieces.size(); ++i) {
                auto const& next = flowed.pieces[i + 1];
                if (next.line != first.line || texts[next.styled].tag != tag) break;
                right = next.x + next.width;
            }
            Rect const at{x + first.x - 4, y_ + line_height * static_cast<float>(first.line) + 1,
                          right - first.x + 8, line_height - 2};
            content_.add(paint::Box{at, 4, Role::background, {Role::accent, 0.7F}, 1.2F, {}, false});
        }
    }

    // Each line of a link is a way to its moment, or turns its knob.
    void links(Block const& block, float x, std::span<Styled const> texts, ui::Flow const& flowed,
               float line_height) {
        auto const links = linked(block);
        int last = -1;
        for (auto const& piece : flowed.pieces) {
            int const tag = texts[piece.styled].tag;
            if (tag < 0) continue;
            auto const& link = *links[static_cast<std::size_t>(tag)];
            if (tag != last) ++(link.set ? try_ : link_);
            last = tag;
            Rect const at{x + piece.x - 3, y_ + line_height * static_cast<float>(piece.line), piece.width + 6,
                          line_height};
            if (link.set)
                content_.hit(at, mark_.substr(0, mark_.rfind('/')) + "/try/" + std::to_string(try_),
                             ui::command(session::command::SetKnob{link.set->knob, link.set->value}),
                             "run it so", 4);
            else
                content_.hit(at, mark_ + "/" + std::to_string(link_),
                             ui::command(session::command::SeekMoment{*link.moment}), "go to this moment", 4);
        }
    }

    void item(Block const& block) {
        TextLook const look;
        float const indent = 18 * static_cast<float>(std::max(block.level, 1));
        if (block.first) {
            std::string const bullet = block.number > 0 ? std::to_string(block.number) + "." : "•";
            content_.add(paint::Text{
                {x_ + indent - 18, paint::middle_baseline(y_, look.line_height, Font::regular, look.size)},
                bullet,
                Font::regular,
                look.size,
                Role::muted,
                paint::Align::start,
                0});
        }
        text(block, x_ + indent, width_ - indent, look);
        y_ += 4;
    }

    void quote(Block const& block) {
        float const top = y_;
        text(block, x_ + 14, width_ - 14, {theme::size_lesson, 22, Role::muted, Font::regular});
        content_.add(paint::filled({x_, top, 3, y_ - top}, Role::border, 1));
        y_ += 8;
    }

    void code(Block const& block) {
        if (block.spans.empty()) return;
        auto const lines = ui::highlight(block.spans.front().text,
                                         block.language == "cpp" ? ui::Language::cpp : ui::Language::python);
        Rect const field{x_, y_, width_, 16 + 20 * static_cast<float>(lines.size())};
        content_.add(paint::Box{field, 6, Role::background, Role::border, 1, {}, false});
        float y = y_ + 8;
        for (auto const& line : lines) {
            content_.add(paint::text_in({x_ + 10, y, width_ - 20, 20}, std::string(line.text), Font::mono,
                                        theme::size_code, Role::text));
            y += 20;
        }
        content_.copy(field, block.spans.front().text);
        y_ = field.bottom() + 10;
    }

    Content& content_;
    float x_, y_, width_;
    std::string mark_;
    int link_ = 0, try_ = 0;
};

std::vector<Styled> of_sentence(std::string_view markdown, TextLook const& look) {
    try {
        auto const parsed = lesson::parse_text(markdown);
        std::vector<Styled> all;
        for (auto const& block : parsed) {
            if (!all.empty()) all.push_back({"\n", look.font, look.size, look.color, -1});
            auto pieces = styled(block.spans, look);
            for (auto& piece : pieces) {
                piece.tag = -1;
                all.push_back(std::move(piece));
            }
        }
        return all;
    } catch (lesson::MomentError const&) { // then the words as they stand
        return {{std::string(markdown), look.font, look.size, look.color, -1}};
    }
}

} // namespace

float ui::sentence(Content& content, paint::Point at, float width, std::string_view markdown,
                   TextLook const& look) {
    auto const texts = of_sentence(markdown, look);
    auto const flowed = flow(texts, width);
    place(content, at, texts, flowed, look.line_height);
    return look.line_height * static_cast<float>(flowed.lines);
}

float ui::sentence_height(std::string_view markdown, float width, TextLook const& look) {
    return look.line_height * static_cast<float>(flow(of_sentence(markdown, look), width).lines);
}

float ui::blocks(Content& content, paint::Point at, float width, std::span<lesson::Block const> blocks,
                 std::string const& mark) {
    return Page(content, at, width, mark).run(blocks);
}

bool ui::looks_like_code(std::string_view text) {
    // Words that quote code in backticks are words.
    return text.find('`') == std::string_view::npos &&
           text.find_first_of("[](){}_=\"'") != std::string_view::npos;
}
