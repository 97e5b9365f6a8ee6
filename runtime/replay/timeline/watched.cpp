#include "replay/timeline/watched.hpp"

#include "replay/local_text.hpp"
#include "replay/names.hpp"
#include "trace/log.hpp"

#include <cctype>
#include <cstdint>

namespace replay {
namespace {

bool is_of(Index const& index, trace::ObjectId subject, std::string_view function) {
    if (!subject || function.empty()) return !subject == function.empty();
    std::string_view const label = index.coroutine(subject).label;
    return label.starts_with(function) && label.substr(function.size()).starts_with("(");
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// "chore('wash', 3)" -> "wash", "fetch(1)" -> "fetch".
std::string_view short_label(std::string_view label) {
    auto const open = label.find('(');
    auto const argument = open == std::string_view::npos ? std::string_view{} : label.substr(open + 1);
    auto const end = argument.find('\'', 1);
    if (argument.starts_with('\'') && end != std::string_view::npos && end > 1)
        return argument.substr(1, end - 1);
    return label.substr(0, open);
}

// The coroutine whose id begins here, "c12"; 0 if there is none. `end`: behind it.
std::uint32_t coroutine_at(std::string_view text, std::size_t at, std::size_t& end) {
    if (text[at] != 'c' || (at > 0 && is_word(text[at - 1]))) return 0;
    std::uint32_t number = 0;
    for (end = at + 1; end < text.size() && text[end] >= '0' && text[end] <= '9'; ++end)
        number = number * 10 + static_cast<std::uint32_t>(text[end] - '0');
    return end < text.size() && is_word(text[end]) ? 0 : number;
}

// Behind the ">" that closes the "<" which stands here; npos: the text is cut off before it.
std::size_t behind_angle(std::string_view text, std::size_t at) {
    int depth = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '<') ++depth;
        if (text[at] == '>' && --depth == 0) return at + 1;
    }
    return std::string_view::npos;
}

// "<bound method Task.step of <__main__.Task object>>" -> "Task.step", "<__main__.Task object>" -> "Task";
// "" for what is neither. `end`: behind it.
std::string short_repr(std::string_view text, std::size_t at, std::size_t& end) {
    constexpr std::string_view bound = "<bound method ";
    constexpr std::string_view own = "<__main__.";
    constexpr std::string_view object = " object>";
    constexpr std::string_view cut = "…";
    auto const begin = text.substr(at);
    auto const behind = behind_angle(begin, 0);
    bool const whole = behind != std::string_view::npos;
    end = whole ? at + behind : text.size();
    if (begin.starts_with(bound)) {
        auto const of = begin.find(" of ", bound.size());
        if (of == std::string_view::npos || (!whole && !begin.ends_with(cut))) return {};
        return plain_name(begin.substr(bound.size(), of - bound.size())) + (whole ? "" : std::string(cut));
    }
    auto const said = begin.substr(0, whole ? behind : 0);
    if (!said.starts_with(own) || !said.ends_with(object)) return {};
    return plain_name(said.substr(own.size(), said.size() - own.size() - object.size()));
}

} // namespace

std::string watched_words(Index const& index, std::string_view text) {
    std::string words;
    char quote = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = 0;
        if (auto const number = quote == 0 ? coroutine_at(text, at, end) : 0) {
            auto const label = index.coroutine({trace::ObjectType::coroutine, number}).label;
            words += label.empty() ? text.substr(at, end - at) : short_label(label);
            at = end;
            continue;
        }
        if (quote == 0 && text[at] == '<')
            if (auto const said = short_repr(text, at, end); !said.empty()) {
                words += said;
                at = end;
                continue;
            }
        if (quote == 0 && (text[at] == '\'' || text[at] == '"'))
            quote = text[at];
        else if (text[at] == quote)
            quote = 0;
        words += text[at++];
    }
    return expand(index, words);
}

std::vector<WatchedValue> watched_values(Index const& index, std::string_view name,
                                         std::string_view function) {
    std::vector<WatchedValue> values;
    auto const& log = index.log();
    for (Position position = 0; position < index.size(); ++position) {
        trace::Event const event = log[position];
        if (event.kind != trace::Kind::local) continue;
        auto const [told, value, global] = local_text(log.text(event));
        bool const wanted = global ? function.empty() : is_of(index, event.subject, function);
        if (!wanted || told != name || value.empty()) continue;
        if (!values.empty() && values.back().text == value) continue;
        values.push_back({position + 1, value});
    }
    return values;
}

} // namespace replay
