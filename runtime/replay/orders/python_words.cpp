#include "replay/orders/python_words.hpp"

#include <cctype>
#include <cstddef>

namespace replay {
namespace {

bool begins_name(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}
bool in_name(char c) { return begins_name(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; }

class WordReader {
  public:
    explicit WordReader(std::string_view text) : text_(text), lines_(1) {}

    std::vector<std::vector<PythonWord>> read() {
        while (at_ < text_.size()) next();
        return std::move(lines_);
    }

  private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    void add(PythonWord::Sort sort, std::string text) { lines_.back().push_back({sort, std::move(text)}); }
    void pass() { // one character
        if (text_[at_++] == '\n') lines_.emplace_back();
    }

    void next() {
        char const c = peek();
        if (c == '#') {
            while (at_ < text_.size() && peek() != '\n') ++at_;
        } else if (c == '"' || c == '\'') {
            string(false);
        } else if (begins_name(c)) {
            std::size_t const from = at_;
            while (in_name(peek())) ++at_;
            std::string const name(text_.substr(from, at_ - from));
            bool const prefix = name.size() <= 2 && (peek() == '"' || peek() == '\'');
            if (!prefix) return add(PythonWord::Sort::name, name);
            string(name.find_first_of("fF") != std::string::npos);
        } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
            while (in_name(peek()) || peek() == '.') ++at_;
        } else if (std::isspace(static_cast<unsigned char>(c)) != 0 || c == '\\') {
            pass();
        } else {
            mark();
        }
    }

    void mark() {
        char const c = peek();
        bool const compares = peek(1) == '=' && (c == '=' || c == '!' || c == '<' || c == '>');
        std::size_t length = 1;
        if (compares || (c == ':' && peek(1) == '=') || (c == '-' && peek(1) == '>'))
            length = 2;
        else if ((c == peek(1) && (c == '*' || c == '/' || c == '<' || c == '>')))
            length = peek(2) == '=' ? 3 : 2;
        else if (std::string_view("+-*/%&|^@").find(c) != std::string_view::npos && peek(1) == '=')
            length = 2;
        add(PythonWord::Sort::mark, std::string(text_.substr(at_, length)));
        at_ += length;
    }

    void string(bool formatted) {
        char const quote = peek();
        bool const longer = peek(1) == quote && peek(2) == quote;
        at_ += longer ? 3 : 1;
        while (at_ < text_.size()) {
            if (peek() == '\\') {
                ++at_;
                if (at_ < text_.size()) pass();
            } else if (peek() == quote && (!longer || (peek(1) == quote && peek(2) == quote))) {
                at_ += longer ? 3 : 1;
                return;
            } else if (formatted && peek() == '{' && peek(1) == '{') {
                at_ += 2;
            } else if (formatted && peek() == '{') {
                ++at_;
                while (at_ < text_.size() && peek() != '}') next();
            } else if (!longer && peek() == '\n') {
                return; // not Python
            } else {
                pass();
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<std::vector<PythonWord>> lines_;
};

} // namespace

std::vector<std::vector<PythonWord>> python_words(std::string_view program) {
    return WordReader(program).read();
}

} // namespace replay
