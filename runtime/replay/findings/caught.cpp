#include "replay/findings/caught.hpp"

namespace replay {
namespace {

bool begins(std::string_view words, std::string_view with) {
    return words.starts_with(with) && (words.size() == with.size() || words[with.size()] == ' ' ||
                                       words[with.size()] == ':' || words[with.size()] == '(');
}

bool names_cancelled(std::string_view words) {
    return words.find("CancelledError") != std::string_view::npos ||
           words.find("BaseException") != std::string_view::npos;
}

bool takes_cancelled(std::string_view clause) {
    auto const rest = clause.substr(std::string_view("except").size());
    return rest.find_first_not_of(" :") == std::string_view::npos || rest.starts_with(":") ||
           names_cancelled(rest);
}

} // namespace

Catching::Catching(std::string_view source) : lines_(1) { // they count from 1
    while (!source.empty()) {
        auto const end = source.find('\n');
        auto const line = source.substr(0, end);
        auto const indent = line.find_first_not_of(" \t\r");
        bool const blank = indent == std::string_view::npos || line[indent] == '#';
        lines_.push_back(blank ? Line{} : Line{indent, line.substr(indent)});
        source.remove_prefix(end == std::string_view::npos ? source.size() : end + 1);
    }
}

bool Catching::raises(std::size_t clause) const {
    for (std::size_t at = clause + 1; at < lines_.size(); ++at) {
        if (lines_[at].words.empty()) continue;
        if (lines_[at].indent <= lines_[clause].indent) return false;
        if (begins(lines_[at].words, "raise")) return true;
    }
    return false;
}

// Of the `try` whose block `line` stands in, and which is indented so: the clause that keeps it.
std::optional<std::uint32_t> Catching::clause_of(std::size_t line, std::size_t indent) const {
    for (std::size_t at = line + 1; at < lines_.size(); ++at) {
        auto const& each = lines_[at];
        if (each.words.empty() || each.indent > indent) continue;
        if (each.indent < indent || !begins(each.words, "except")) return std::nullopt;
        if (takes_cancelled(each.words))
            return raises(at) ? std::nullopt : std::optional(static_cast<std::uint32_t>(at));
    }
    return std::nullopt;
}

Caught Catching::at(std::uint32_t line, std::uint32_t until) const {
    if (line == 0 || line >= lines_.size() || lines_[line].words.empty()) return {};
    if (line == until) return {std::nullopt, true};
    std::size_t indent = lines_[line].indent;
    for (std::size_t place = line; place-- > 1;) {
        auto const& each = lines_[place];
        if (each.words.empty() || each.indent >= indent) continue;
        indent = each.indent;
        if (place == until) return {std::nullopt, true};
        if (begins(each.words, "def") || begins(each.words, "async def")) return {};
        if (begins(each.words, "try")) {
            if (auto const clause = clause_of(line, indent)) return {clause, false};
        } else if (begins(each.words, "with") && each.words.find("suppress(") != std::string_view::npos &&
                   names_cancelled(each.words)) {
            return {static_cast<std::uint32_t>(place), false};
        }
    }
    return {};
}

} // namespace replay
