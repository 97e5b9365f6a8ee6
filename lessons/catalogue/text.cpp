#include "catalogue/text.hpp"

#include <array>
#include <charconv>
#include <exception>
#include <md4c.h>
#include <utility>

namespace lesson {
namespace {

constexpr std::string_view scheme = "moment:";
constexpr std::string_view knob_scheme = "knob:";

Setting parse_setting(std::string_view text) {
    auto const equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size())
        throw MomentError("the link `knob:" + std::string(text) +
                          "` is none; write a knob and its value: "
                          "[words](<knob:fast=0>)");
    return {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

void append_utf8(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | code >> 6U);
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | code >> 12U);
        out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        out += static_cast<char>(0xF0U | code >> 18U);
        out += static_cast<char>(0x80U | (code >> 12U & 0x3FU));
        out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

// The entities a lesson may need; any other stays as it is written.
std::string character(std::string_view entity) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> named{
        {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", "\u00A0"}}};
    for (auto const& [name, text] : named)
        if (entity == name) return std::string(text);
    if (!entity.starts_with("&#")) return std::string(entity);
    bool const hexadecimal = entity.size() > 2 && (entity[2] == 'x' || entity[2] == 'X');
    std::string_view const digits = entity.substr(hexadecimal ? 3 : 2);
    std::uint32_t code = 0;
    auto const parsed =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
    if (parsed.ec != std::errc{} || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return "\uFFFD";
    std::string out;
    append_utf8(out, code);
    return out;
}

std::string plain(MD_ATTRIBUTE const& attribute) {
    std::string out;
    for (std::size_t part = 0; attribute.size > 0; ++part) {
        MD_OFFSET const from = attribute.substr_offsets[part];
        MD_OFFSET const to = attribute.substr_offsets[part + 1];
        std::string_view const text(attribute.text + from, to - from);
        out += attribute.substr_types[part] == MD_TEXT_ENTITY ? character(text) : std::string(text);
        if (to == attribute.size) break;
    }
    return out;
}

struct List {
    int number = 0; // of the next item; 0 for bullets
};

struct Reader {
    std::vector<Block> blocks;
    std::vector<List> lists;
    int quotes = 0;
    bool open = false; // the last block takes text
    Span look;         // how the next characters look
    std::exception_ptr error;

    Block& begin(BlockKind kind) {
        open = true;
        blocks.emplace_back();
        blocks.back().kind = kind;
        return blocks.back();
    }

    // The block for text that stands in no block of its own: an item's, as tight lists have it.
    Block& current() {
        if (open) return blocks.back();
        if (lists.empty()) return begin(quotes ? BlockKind::quote : BlockKind::paragraph);
        Block& more = begin(BlockKind::item);
        more.level = static_cast<int>(lists.size());
        more.first = false;
        return more;
    }

    void add(std::string_view text) {
        Block& block = current();
        if (!block.spans.empty()) {
            Span last = block.spans.back();
            last.text.clear();
            if (last == look) {
                block.spans.back().text += text;
                return;
            }
        }
        block.spans.push_back(look);
        block.spans.back().text = text;
    }

    void end() {
        if (!open) return;
        open = false;
        for (Span const& span : blocks.back().spans)
            if (!span.code && blocks.back().kind != BlockKind::code &&
                (span.text.find("](moment:") != std::string::npos ||
                 span.text.find("](<moment:") != std::string::npos))
                throw MomentError("the link in `" + span.text +
                                  "` is no link; write a moment in angle brackets, without any in it: "
                                  "[words](<moment:suspend fetch 2>)");
    }

    void enter_block(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
        case MD_BLOCK_QUOTE: ++quotes; break;
        case MD_BLOCK_UL:
            end();
            lists.emplace_back();
            break;
        case MD_BLOCK_OL:
            end();
            lists.push_back({static_cast<int>(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start)});
            break;
        case MD_BLOCK_LI: {
            Block& item = begin(BlockKind::item);
            item.level = static_cast<int>(lists.size());
            item.number = lists.back().number ? lists.back().number++ : 0;
            break;
        }
        case MD_BLOCK_P:
            if (open && !blocks.back().spans.empty()) end();
            current();
            break;
        case MD_BLOCK_H:
            begin(BlockKind::heading).level =
                static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
            break;
        case MD_BLOCK_CODE:
            begin(BlockKind::code).language = plain(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang);
            break;
        case MD_BLOCK_HR:
            begin(BlockKind::rule);
            open = false;
            break;
        default: break;
        }
    }

    void leave_block(MD_BLOCKTYPE type) {
        switch (type) {
        case MD_BLOCK_QUOTE: --quotes; break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL: lists.pop_back(); break;
        case MD_BLOCK_LI:
        case MD_BLOCK_P:
        case MD_BLOCK_H:
        case MD_BLOCK_CODE: end(); break;
        default: break;
        }
    }

    void span(MD_SPANTYPE type, void* detail, bool enter) {
        switch (type) {
        case MD_SPAN_EM: look.italic = enter; break;
        case MD_SPAN_STRONG: look.bold = enter; break;
        case MD_SPAN_CODE: look.code = enter; break;
        case MD_SPAN_A: {
            look.link.clear();
            look.moment.reset();
            look.set.reset();
            if (!enter) break;
            std::string const target = plain(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
            if (target.starts_with(scheme))
                look.moment = parse_moment(std::string_view(target).substr(scheme.size()));
            else if (target.starts_with(knob_scheme))
                look.set = parse_setting(std::string_view(target).substr(knob_scheme.size()));
            else
                look.link = target;
            break;
        }
        default: break;
        }
    }

    void text(MD_TEXTTYPE type, std::string_view text) {
        switch (type) {
        case MD_TEXT_BR: add("\n"); break;
        case MD_TEXT_SOFTBR: add(" "); break;
        case MD_TEXT_ENTITY: add(character(text)); break;
        case MD_TEXT_NULLCHAR: add("\uFFFD"); break;
        default: add(text); break;
        }
    }
};

// md4c is C: an exception is kept and thrown again when it has returned.
template <class Act>
int guarded(void* reader, Act act) {
    try {
        act(*static_cast<Reader*>(reader));
        return 0;
    } catch (...) {
        static_cast<Reader*>(reader)->error = std::current_exception();
        return 1;
    }
}

} // namespace

std::vector<Block> parse_text(std::string_view markdown) {
    Reader reader;
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
        return guarded(user, [&](Reader& r) { r.enter_block(type, detail); });
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) {
        return guarded(user, [&](Reader& r) { r.leave_block(type); });
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
        return guarded(user, [&](Reader& r) { r.span(type, detail, true); });
    };
    parser.leave_span = [](MD_SPANTYPE type, void* detail, void* user) {
        return guarded(user, [&](Reader& r) { r.span(type, detail, false); });
    };
    parser.text = [](MD_TEXTTYPE type, MD_CHAR const* text, MD_SIZE size, void* user) {
        return guarded(user, [&](Reader& r) { r.text(type, {text, size}); });
    };
    md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &reader);
    if (reader.error) std::rethrow_exception(reader.error);
    return std::move(reader.blocks);
}

} // namespace lesson
