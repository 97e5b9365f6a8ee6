#include "views/kit/highlight.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace {

using ui::Language;
using ui::Syntax;

constexpr std::array python_keywords{"False",  "None",   "True",    "and",      "as",    "assert",   "async",
                                     "break",  "case",   "class",   "continue", "def",   "del",      "elif",
                                     "else",   "except", "finally", "for",      "from",  "global",   "if",
                                     "import", "in",     "is",      "lambda",   "match", "nonlocal", "not",
                                     "or",     "pass",   "raise",   "return",   "try",   "while",    "with"};
constexpr std::array cpp_keywords{
    "auto",      "bool",      "break",    "case",    "catch",   "char",   "class",  "const",
    "constexpr", "co_return", "continue", "default", "do",      "double", "else",   "enum",
    "false",     "float",     "for",      "if",      "include", "inline", "int",    "long",
    "namespace", "new",       "noexcept", "nullptr", "return",  "short",  "sizeof", "static",
    "struct",    "switch",    "template", "this",    "throw",   "true",   "try",    "typename",
    "unsigned",  "using",     "void",     "while",
};
constexpr std::array suspends{"await", "yield", "co_await", "co_yield"};

bool contains(auto const& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// What goes on over the end of a line.
struct Open {
    std::string_view until; // empty: nothing
    Syntax syntax = Syntax::plain;
};

class Scanner {
  public:
    explicit Scanner(Language language) : language_(language) {}

    ui::CodeLine line(std::string_view text) {
        line_ = {text, {}};
        at_ = 0;
        introduces_ = false;
        while (at_ < text.size()) next();
        return std::move(line_);
    }

  private:
    void add(std::size_t end, Syntax syntax) {
        auto& pieces = line_.pieces;
        if (!pieces.empty() && pieces.back().syntax == syntax)
            pieces.back().end = end;
        else
            pieces.push_back({at_, end, syntax});
        at_ = end;
    }

    void rest_of_open() {
        auto const found = line_.text.find(open_.until, at_);
        auto const syntax = open_.syntax;
        if (found == std::string_view::npos) {
            add(line_.text.size(), syntax);
            return;
        }
        auto const end = found + open_.until.size();
        open_ = {};
        add(end, syntax);
    }

    void quoted(std::size_t quote_at) {
        std::string_view const text = line_.text;
        char const quote = text[quote_at];
        if (language_ == Language::python) {
            std::string_view const three = quote == '"' ? "\"\"\"" : "'''";
            if (text.substr(quote_at, 3) == three) {
                open_ = {three, Syntax::string};
                add(quote_at + 3, Syntax::string);
                if (at_ < text.size()) rest_of_open();
                return;
            }
        }
        std::size_t end = quote_at + 1;
        while (end < text.size() && text[end] != quote) end += text[end] == '\\' ? 2 : 1;
        add(std::min(end + 1, text.size()), Syntax::string);
    }

    void word() {
        std::string_view const text = line_.text;
        std::size_t end = at_;
        while (end < text.size() && is_word(text[end])) ++end;
        auto const word = text.substr(at_, end - at_);
        bool const prefix = word.size() <= 2 && word.find_first_not_of("rbfuRBFUL") == std::string_view::npos;
        if (prefix && end < text.size() && (text[end] == '"' || text[end] == '\'')) {
            quoted(end);
            return;
        }
        bool const introduced = introduces_;
        introduces_ = word == "def" || word == "class";
        bool const keyword =
            language_ == Language::python ? contains(python_keywords, word) : contains(cpp_keywords, word);
        add(end, contains(suspends, word) ? Syntax::suspends
                 : keyword                ? Syntax::keyword
                 : introduced             ? Syntax::name
                                          : Syntax::plain);
    }

    void next() {
        std::string_view const text = line_.text;
        if (!open_.until.empty()) {
            rest_of_open();
            return;
        }
        char const c = text[at_];
        auto const rest = text.substr(at_);
        if (language_ == Language::python ? c == '#' : rest.starts_with("//")) {
            add(text.size(), Syntax::comment);
        } else if (language_ == Language::cpp && rest.starts_with("/*")) {
            open_ = {"*/", Syntax::comment};
            rest_of_open();
        } else if (c == '"' || c == '\'') {
            quoted(at_);
        } else if (is_digit(c)) {
            std::size_t end = at_;
            while (end < text.size() && (is_word(text[end]) || text[end] == '.')) ++end;
            add(end, Syntax::number);
        } else if (is_word(c)) {
            word();
        } else {
            add(at_ + 1, Syntax::plain);
        }
    }

    Language language_;
    Open open_;
    ui::CodeLine line_;
    std::size_t at_ = 0;
    bool introduces_ = false; // the next word is what def or class names
};

} // namespace

std::vector<ui::CodeLine> ui::highlight(std::string_view program, Language language) {
    std::vector<CodeLine> lines;
    Scanner scanner(language);
    std::size_t begin = 0;
    while (begin < program.size()) {
        auto end = program.find('\n', begin);
        if (end == std::string_view::npos) end = program.size();
        auto text = program.substr(begin, end - begin);
        if (text.ends_with('\r')) text.remove_suffix(1);
        lines.push_back(scanner.line(text));
        begin = end + 1;
    }
    return lines;
}
