#include "views/kit/flow.hpp"

#include <algorithm>

namespace {

struct Word {
    std::size_t styled;
    std::string_view text;
    bool space; // a gap, dropped at a line's end
    bool line_end;
    bool breaks; // a line may end after it
};

std::vector<Word> words_of(std::span<ui::Styled const> text) {
    std::vector<Word> words;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string_view const all = text[i].text;
        std::size_t at = 0;
        while (at < all.size()) {
            if (all[at] == '\n') {
                words.push_back({i, all.substr(at, 1), false, true, false});
                ++at;
                continue;
            }
            bool const space = all[at] == ' ';
            auto end = space ? all.find_first_not_of(' ', at) : all.find_first_of(" \n", at);
            if (end == std::string_view::npos) end = all.size();
            bool breaks = false;
            if (text[i].code && !space) {
                auto const after = all.find_first_of("([,.=", at);
                if (after < end) {
                    end = after + 1;
                    breaks = true;
                }
            }
            words.push_back({i, all.substr(at, end - at), space, false, breaks});
            at = end;
        }
    }
    return words;
}

class Breaker {
  public:
    Breaker(std::span<ui::Styled const> text, float width, paint::Measure measure, float hang)
        : text_(text), width_(width), measure_(measure), hang_(hang) {}

    ui::Flow run() {
        auto const words = words_of(text_);
        std::size_t i = 0;
        while (i < words.size()) {
            if (words[i].line_end) {
                break_line();
                ++i;
                continue;
            }
            if (words[i].space) {
                if (x_ > 0) place(words[i]);
                ++i;
                continue;
            }
            // Neighbours without a space between them are one word, whatever their looks.
            std::size_t end = i;
            float together = 0;
            while (end < words.size() && !words[end].space && !words[end].line_end) {
                together += width_of(words[end]);
                if (words[end++].breaks) break;
            }
            if (x_ > 0 && x_ + together > room()) break_line();
            for (; i < end; ++i) {
                if (together > room())
                    place_broken(words[i]);
                else
                    place(words[i]);
            }
        }
        drop_space();
        if (x_ > 0) ++flow_.lines;
        return std::move(flow_);
    }

  private:
    float start() const { return flow_.lines == 0 ? 0 : hang_; }
    float room() const { return width_ - start(); } // of this line

    float width_of(Word const& word) const {
        auto const& look = text_[word.styled];
        return measure_(look.font, look.size, word.text);
    }

    void place(Word const& word) { place(word.styled, word.text, width_of(word)); }

    void place(std::size_t styled, std::string_view text, float width) {
        auto& pieces = flow_.pieces;
        if (!pieces.empty() && pieces.back().line == flow_.lines && pieces.back().styled == styled) {
            pieces.back().text += text;
            pieces.back().width += width;
        } else {
            pieces.push_back({styled, flow_.lines, start() + x_, width, std::string(text)});
        }
        x_ += width;
    }

    void place_broken(Word const& word) {
        auto rest = word.text;
        auto const& look = text_[word.styled];
        while (!rest.empty()) {
            std::size_t take = 0;
            while (take < rest.size()) {
                std::size_t next = take + 1;
                while (next < rest.size() && (static_cast<unsigned char>(rest[next]) & 0xC0U) == 0x80U)
                    ++next;
                if (x_ + measure_(look.font, look.size, rest.substr(0, next)) > room() &&
                    (take > 0 || x_ > 0))
                    break;
                take = next;
            }
            if (take > 0)
                place(word.styled, rest.substr(0, take),
                      measure_(look.font, look.size, rest.substr(0, take)));
            rest.remove_prefix(take);
            if (!rest.empty()) break_line();
        }
    }

    void drop_space() {
        auto& pieces = flow_.pieces;
        while (!pieces.empty() && pieces.back().line == flow_.lines && pieces.back().text.ends_with(' ')) {
            auto& last = pieces.back();
            last.text.resize(last.text.find_last_not_of(' ') + 1);
            auto const& look = text_[last.styled];
            last.width = measure_(look.font, look.size, last.text);
            if (!last.text.empty()) break;
            pieces.pop_back();
        }
    }

    void break_line() {
        drop_space();
        ++flow_.lines;
        x_ = 0;
    }

    std::span<ui::Styled const> text_;
    float width_;
    paint::Measure measure_;
    float hang_;
    ui::Flow flow_;
    float x_ = 0;
};

} // namespace

ui::Flow ui::flow(std::span<Styled const> text, float width, paint::Measure measure, float hang) {
    return Breaker(text, width, measure, hang).run();
}

std::vector<std::string> ui::wrapped(std::string_view text, theme::Font font, float size, float width,
                                     paint::Measure measure) {
    Styled const styled{std::string(text), font, size, theme::Role::text, -1};
    auto const flowed = flow({&styled, 1}, width, measure);
    std::vector<std::string> lines(flowed.lines);
    for (auto const& piece : flowed.pieces) lines[piece.line] += piece.text;
    return lines;
}
