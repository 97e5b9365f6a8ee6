#include "replay/moment.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <span>
#include <vector>

namespace replay {
namespace {

using trace::Kind;

// What a moment's first word wants after it.
enum class Wants { nothing, subject, text, line };

struct KindWord {
    std::string_view word;
    Wants wants;
    std::array<Kind, 2> kinds; // events it can mean; the same twice for one
};

constexpr std::array moment_words{
    KindWord{"begin", Wants::nothing, {Kind::count, Kind::count}},
    KindWord{"end", Wants::nothing, {Kind::count, Kind::count}},
    KindWord{"create", Wants::subject, {Kind::coro_create, Kind::task_create}},
    KindWord{"start", Wants::subject, {Kind::coro_start, Kind::coro_start}},
    KindWord{"suspend", Wants::subject, {Kind::coro_suspend, Kind::coro_suspend}},
    KindWord{"resume", Wants::subject, {Kind::coro_resume, Kind::coro_resume}},
    KindWord{"throw", Wants::subject, {Kind::coro_throw, Kind::coro_throw}},
    KindWord{"return", Wants::subject, {Kind::coro_return, Kind::coro_return}},
    KindWord{"raise", Wants::subject, {Kind::coro_raise, Kind::coro_raise}},
    KindWord{"close", Wants::subject, {Kind::coro_close, Kind::coro_close}},
    KindWord{"step", Wants::subject, {Kind::task_step, Kind::task_step}},
    KindWord{"wakeup", Wants::subject, {Kind::task_wakeup, Kind::task_wakeup}},
    KindWord{"cancel", Wants::subject, {Kind::task_cancel, Kind::task_cancel}},
    KindWord{"deliver", Wants::subject, {Kind::task_deliver, Kind::task_deliver}},
    KindWord{"done", Wants::subject, {Kind::task_done, Kind::task_done}},
    KindWord{"result", Wants::subject, {Kind::future_result, Kind::future_exception}},
    KindWord{"print", Wants::text, {Kind::print, Kind::print}},
    KindWord{"warn", Wants::text, {Kind::warn, Kind::warn}},
    KindWord{"line", Wants::line, {Kind::line, Kind::line}},
    KindWord{"advance", Wants::nothing, {Kind::loop_advance, Kind::loop_advance}},
    KindWord{"turn", Wants::nothing, {Kind::loop_iteration, Kind::loop_iteration}},
};

KindWord const* find_word(std::string_view word) {
    auto const* const found = std::find_if(moment_words.begin(), moment_words.end(),
                                           [&](KindWord const& known) { return known.word == word; });
    return found == moment_words.end() ? nullptr : found;
}

struct Token {
    std::string text;
    bool quoted = false;
};

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == ' ') {
            ++at;
        } else if (text[at] == '"') {
            Token token{{}, true};
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                if (text[at] == '\\' && at + 1 < text.size()) ++at;
                token.text += text[at];
            }
            if (at == text.size())
                throw MomentError("the moment `" + std::string(text) + "` lacks its closing quote");
            ++at;
            tokens.push_back(std::move(token));
        } else {
            std::size_t const stop = std::min(text.find(' ', at), text.size());
            tokens.push_back({std::string(text.substr(at, stop - at)), false});
            at = stop;
        }
    }
    return tokens;
}

std::optional<std::uint32_t> positive(Token const& token) {
    std::uint32_t number = 0;
    char const* const stop = token.text.data() + token.text.size();
    auto const [end, error] = std::from_chars(token.text.data(), stop, number);
    if (token.quoted || error != std::errc{} || end != stop || number == 0) return std::nullopt;
    return number;
}

[[noreturn]] void fail(std::string_view moment, std::string const& sentence) {
    throw MomentError("the moment `" + std::string(moment) + "` " + sentence);
}

// Who the coroutines and tasks of a log are, learnt event by event.
struct Names {
    std::map<trace::ObjectId, std::string_view> labels;     // of coroutines
    std::map<trace::ObjectId, std::string_view> task_names; // "Task-2"
    std::map<trace::ObjectId, std::string_view> purposes;   // of futures: "gather"
    std::map<trace::ObjectId, trace::ObjectId> coroutine;   // of a task
    std::map<trace::ObjectId, trace::ObjectId> task;        // of a coroutine, also of awaited ones

    void learn(trace::Event const& event, trace::Log const& log) {
        if (event.kind == Kind::coro_create) labels[event.subject] = log.text(event);
        if (event.kind == Kind::future_create) purposes[event.subject] = log.text(event);
        if (event.kind == Kind::task_create) {
            task_names[event.subject] = log.text(event);
            coroutine[event.subject] = event.object;
            task[event.object] = event.subject;
        }
        if (event.kind == Kind::coro_start && event.object.type() == trace::ObjectType::coroutine)
            task[event.subject] = get(task, event.object);
    }

    template <class Map>
    static typename Map::mapped_type get(Map const& map, trace::ObjectId id) {
        auto const found = map.find(id);
        return found == map.end() ? typename Map::mapped_type{} : found->second;
    }

    bool matches(trace::ObjectId id, Moment const& moment) const {
        if (id.type() == trace::ObjectType::future) return get(purposes, id) == moment.subject;
        bool const is_task = id.type() == trace::ObjectType::task;
        std::string_view const label = get(labels, is_task ? get(coroutine, id) : id);
        if (moment.quoted) return label.starts_with(moment.subject);
        return label.substr(0, label.find('(')) == moment.subject ||
               get(task_names, is_task ? id : get(task, id)) == moment.subject;
    }
};

bool matches(trace::Event const& event, trace::Log const& log, Moment const& moment, KindWord const& word,
             Names const& names) {
    if (event.kind != word.kinds[0] && event.kind != word.kinds[1]) return false;
    if (word.wants == Wants::text) return log.text(event).find(moment.subject) != std::string_view::npos;
    if (word.wants == Wants::line && event.line != moment.line) return false;
    if (moment.subject.empty()) return true;
    if (event.kind == Kind::coro_create) { // a coroutine has no task yet, so a task's name is not meant
        std::string_view const label = log.text(event);
        return moment.quoted ? label.starts_with(moment.subject)
                             : label.substr(0, label.find('(')) == moment.subject;
    }
    if (event.kind == Kind::task_create) return !moment.quoted && log.text(event) == moment.subject;
    return names.matches(event.subject, moment);
}

} // namespace

Moment parse_moment(std::string_view text) {
    std::vector<Token> const tokens = tokens_of(text);
    KindWord const* const word = tokens.empty() || tokens[0].quoted ? nullptr : find_word(tokens[0].text);
    if (!word) {
        std::string known;
        for (KindWord const& each : moment_words)
            known += (known.empty() ? "" : ", ") + std::string(each.word);
        fail(text, "begins with no known word; it can begin with: " + known);
    }
    Moment moment;
    moment.kind = word->word;
    std::span<Token const> rest(tokens.begin() + 1, tokens.end());
    if (word->wants == Wants::line) {
        std::optional<std::uint32_t> const line = rest.empty() ? std::nullopt : positive(rest[0]);
        if (!line) fail(text, "needs the number of a line: line 11");
        moment.line = *line;
        rest = rest.subspan(1);
    }
    bool const may_have_subject = word->wants == Wants::subject || word->wants == Wants::line;
    bool const is_ordinal = !rest.empty() && !rest[0].quoted && (rest[0].text == "last" || positive(rest[0]));
    if (!rest.empty() && (word->wants == Wants::text ? rest[0].quoted : may_have_subject && !is_ordinal)) {
        moment.subject = rest[0].text;
        moment.quoted = rest[0].quoted;
        rest = rest.subspan(1);
    }
    if (word->wants == Wants::text && moment.subject.empty())
        fail(text, "needs the text in quotes: " + moment.kind + " \"hello\"");
    if (word->wants == Wants::subject && moment.subject.empty())
        fail(text, "needs a coroutine function or a task: " + moment.kind + " main");
    if (!rest.empty() && moment.kind != "begin" && moment.kind != "end") {
        std::optional<std::uint32_t> const ordinal = positive(rest[0]);
        if (!ordinal && (rest[0].quoted || rest[0].text != "last"))
            fail(text, "ends with `" + rest[0].text + "`, where a number from 1 or `last` can stand");
        moment.ordinal = ordinal.value_or(0);
        rest = rest.subspan(1);
    }
    if (!rest.empty()) fail(text, "goes on after its end with `" + rest[0].text + "`; leave that out");
    return moment;
}

std::string to_string(Moment const& moment) {
    std::string text = moment.kind;
    if (moment.line) text += " " + std::to_string(moment.line);
    if (moment.quoted) {
        text += " \"";
        for (char const letter : moment.subject) {
            if (letter == '"' || letter == '\\') text += '\\';
            text += letter;
        }
        text += '"';
    } else if (!moment.subject.empty()) {
        text += " " + moment.subject;
    }
    if (moment.ordinal != 1) text += moment.ordinal ? " " + std::to_string(moment.ordinal) : " last";
    return text;
}

std::optional<std::size_t> find(Moment const& moment, trace::Log const& log) {
    if (moment.kind == "begin") return 0;
    if (moment.kind == "end") return log.size();
    KindWord const* const word = find_word(moment.kind);
    if (!word) return std::nullopt;
    Names names;
    std::optional<std::size_t> found;
    std::uint32_t count = 0;
    for (trace::Step step = 0; step < log.size(); ++step) {
        trace::Event const& event = log[step];
        names.learn(event, log);
        if (!matches(event, log, moment, *word, names)) continue;
        found = step + 1;
        if (++count == moment.ordinal) return found;
    }
    return moment.ordinal == 0 ? found : std::nullopt;
}

} // namespace replay
