#include "replay/names.hpp"

#include <algorithm>
#include <cctype>

namespace replay {

using trace::ObjectId;
using trace::ObjectType;

namespace {
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
} // namespace

std::string lower_case(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string listed(std::vector<std::string> const& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i)
        out.append(i == 0 ? "" : i + 1 == words.size() ? " and " : ", ").append(words[i]);
    return out;
}

std::string one_line(std::string_view text) {
    constexpr std::size_t longest = 80;
    while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    std::string out;
    for (char const c : text) {
        if (c == '\n')
            out += " ⏎ ";
        else
            out += c;
    }
    if (out.size() <= longest) return out;
    std::size_t cut = longest;
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0U) == 0x80U)
        --cut; // not inside a character
    return out.substr(0, cut) + "…";
}

std::string display_name(Index const& index, ObjectId id) {
    switch (id.type()) {
    case ObjectType::none: return {};
    case ObjectType::loop:
        return id.number() == 1 ? "Event loop" : "Event loop " + std::to_string(id.number());
    case ObjectType::task: {
        auto const name = index.task(id).name;
        return name.empty() ? "task " + to_string(id) : std::string(name);
    }
    case ObjectType::coroutine: {
        auto const label = index.coroutine(id).label;
        return label.empty() ? std::string(coroutine_word(index, id)) + " " + to_string(id)
                             : one_line(expand(index, label));
    }
    case ObjectType::future: {
        auto const& facts = index.future(id);
        if (!facts.words.empty()) return "the future of " + expand(index, facts.words);
        if (facts.purpose.empty() || facts.purpose == "future") return "future " + to_string(id);
        return "the " + std::string(facts.purpose) + " future " + to_string(id);
    }
    case ObjectType::handle: {
        auto const& facts = index.handle(id);
        if (runs_a_task(facts.role))
            return std::string(facts.words) + " of " + display_name(index, facts.whom);
        return (facts.due != 0 || facts.words.empty() ? "timer " : "handle ") + to_string(id);
    }
    case ObjectType::sync: {
        auto const words = index.tool(id).words;
        return (words.empty() ? "tool" : lower_case(words)) + " " + to_string(id);
    }
    case ObjectType::queue: return "queue " + to_string(id);
    case ObjectType::generator: return "generator " + to_string(id);
    case ObjectType::thread: return "thread " + to_string(id);
    case ObjectType::io: {
        auto const label = index.label(id);
        return label.empty() ? "I/O " + to_string(id) : "socket " + std::string(label);
    }
    case ObjectType::process: return "process " + to_string(id);
    }
    return to_string(id);
}

std::string display_name(trace::Log const& log, ObjectId id) { return display_name(Index(log), id); }

std::string_view coroutine_word(Index const& index, ObjectId id) {
    return index.coroutine(id).generator ? "generator" : "coroutine";
}

std::string expand(Index const& index, std::string_view words, bool short_names) {
    std::string out;
    bool const gather = words.substr(0, 10) == "gather of ";
    char quote = 0;
    for (std::size_t i = 0; i < words.size();) {
        char const c = words[i];
        if (quote != 0) {
            if (c == '\\' && i + 1 < words.size())
                out += words[i++];
            else if (c == quote)
                quote = 0;
            out += words[i++];
            continue;
        }
        if (c == '\'' || c == '"') quote = c;
        std::size_t end = i + 1;
        while (end < words.size() && is_word(words[end])) ++end;
        if (!is_word(c)) {
            out += c;
            ++i;
            continue;
        }
        auto const word = words.substr(i, end - i);
        auto const id = trace::parse_object_id(word);
        bool const known = id && id->type() == ObjectType::task && index.task(*id).created != 0;
        if (known) {
            auto name = display_name(index, *id);
            if (short_names && name.substr(0, 5) == "Task-") name = name.substr(5);
            // "task t2" is "Task-2": the name says it already.
            if (name.substr(0, 5) == "Task-" && out.size() >= 5 && out.substr(out.size() - 5) == "task ")
                out.resize(out.size() - 5);
            out += name;
        } else
            out += word;
        i = end;
        if (gather && id && i < words.size() && words[i] == ' ') out += ',';
    }
    return out;
}

std::string expand(trace::Log const& log, std::string_view words, bool short_names) {
    return expand(Index(log), words, short_names);
}

std::string plain_name(std::string_view qualname) {
    constexpr std::string_view noise = "<locals>.";
    std::string out(qualname);
    for (auto at = out.find(noise); at != std::string::npos; at = out.find(noise, at))
        out.erase(at, noise.size());
    return out;
}

std::string seconds(std::int64_t ns) {
    bool const negative = ns < 0;
    auto const magnitude = negative ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
    std::string digits = std::to_string(magnitude % 1'000'000'000U);
    digits.insert(0, 9 - digits.size(), '0');
    std::string out =
        (negative ? "-" : "") + std::to_string(magnitude / 1'000'000'000U) + "." + digits.substr(0, 3);
    if (digits.substr(3) != "000000") out += " " + digits.substr(3, 3);
    if (digits.substr(6) != "000") out += " " + digits.substr(6);
    return out + " s";
}

} // namespace replay
