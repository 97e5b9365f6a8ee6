#include "replay/compare.hpp"

#include "replay/describe.hpp"
#include "replay/index.hpp"

#include <algorithm>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::Log;

namespace {

// What comparison passes over: this function, and EVENTS.md, which gives the same list.
bool passed_over(Event const& event, Log const& a, Log const& b, Programs programs) {
    // The miniature's lessons name the locals worth seeing, CPython's recorder sees them all.
    if (event.kind == Kind::local) return true;
    // CPython comes back to the headers of loops and of `with` without beginning a statement there.
    if (event.kind != Kind::line) return false;
    auto const revisited = [&](Log const& log) {
        auto const* source = log.source(event.source);
        return source && std::find(source->revisited.begin(), source->revisited.end(), event.line) !=
                             source->revisited.end();
    };
    return revisited(a) || (programs == Programs::same && revisited(b));
}

// The log's events that count, one after another.
class Walk {
  public:
    Walk(Log const& own, Log const& other, Programs programs)
        : own_(own), other_(other), programs_(programs) {
        skip();
    }

    bool over() const { return step_ >= own_.size(); }
    Event event() const { return own_[step_]; }
    Position position() const { return step_ + 1; }
    void advance() {
        ++step_;
        skip();
    }

  private:
    void skip() {
        while (!over() && passed_over(event(), own_, other_, programs_)) ++step_;
    }

    Log const& own_;
    Log const& other_;
    Programs programs_;
    trace::Step step_ = 0;
};

std::string_view function_of(std::string_view call) { return call.substr(0, call.find('(')); }

std::string source_line(Log const& log, Event const& event) {
    auto const* source = log.source(event.source);
    if (!source || event.line == 0) return {};
    std::string_view rest = source->text;
    for (std::uint32_t line = 1; line < event.line; ++line) {
        auto const newline = rest.find('\n');
        if (newline == std::string_view::npos) return {};
        rest.remove_prefix(newline + 1);
    }
    rest = rest.substr(0, rest.find('\n'));
    auto const begin = rest.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string() : std::string(rest.substr(begin));
}

bool same(Log const& a, Event const& x, Log const& b, Event const& y, Programs programs) {
    if (x.time != y.time || x.subject != y.subject || x.object != y.object) return false;
    bool const edited = programs == Programs::edited;
    if (x.line != y.line && !(edited && source_line(a, x) == source_line(b, y))) return false;
    if (x.kind >= Kind::count || y.kind >= Kind::count) {
        if (a.kind_name(x.kind) != b.kind_name(y.kind)) return false;
    } else if (x.kind != y.kind)
        return false;
    if (edited && x.kind == Kind::coro_create) return function_of(a.text(x)) == function_of(b.text(y));
    return trace::value_is_text(x.kind) ? a.text(x) == b.text(y) : x.value == y.value;
}

std::string engine(Log const& log, char const* otherwise) {
    auto const& header = log.header();
    if (header.engine.empty()) return otherwise;
    return header.version.empty() ? header.engine : header.engine + " " + header.version;
}

std::string fields(Log const& log, Event const& event) {
    std::string out(log.kind_name(event.kind));
    auto const field = [&](char const* name, std::string const& value) {
        if (!value.empty()) out += std::string("  ") + name + " " + value;
    };
    field("subject", to_string(event.subject));
    field("object", to_string(event.object));
    if (trace::value_is_text(event.kind)) {
        auto text = std::string(log.text(event));
        for (auto newline = text.find('\n'); newline != std::string::npos;
             newline = text.find('\n', newline + 2))
            text.replace(newline, 1, "\\n");
        field("text", "\"" + text + "\"");
    } else
        field("value", std::to_string(event.value));
    field("line", event.line == 0 ? "none" : std::to_string(event.line));
    field("time", std::to_string(event.time) + " ns");
    return out;
}

std::string one_side(Log const& log, Index const& index, Walk const& walk, std::string const& name) {
    if (walk.over()) {
        auto const& end = log.end();
        return "  " + name + ": has no more events" +
               (end ? "" : " (it was cut off, or its program still runs)");
    }
    std::string out = "  " + name + ", event " + std::to_string(walk.position()) + ": " +
                      describe(index, walk.position()) + "\n      " + fields(log, walk.event());
    if (auto const code = source_line(log, walk.event()); !code.empty()) out += "\n      | " + code;
    return out;
}

std::string list(std::map<std::string, std::string> const& knobs) {
    std::string out;
    for (auto const& [name, value] : knobs) {
        if (!out.empty()) out += ", ";
        out.append(name).append(" = ").append(value);
    }
    return out.empty() ? "none" : out;
}

std::string list(std::vector<std::string> const& arguments) {
    std::string out;
    for (auto const& argument : arguments) out += (out.empty() ? "" : " ") + argument;
    return out.empty() ? "none" : out;
}

// How the two were run; a difference here explains all others, so it is told first. "" if alike.
std::string settings_difference(Log const& a, Log const& b, std::string const& name_a,
                                std::string const& name_b) {
    auto const two = [&](char const* what, std::string const& of_a, std::string const& of_b) {
        return std::string("They were run with different ") + what + ".\n  " + name_a + ": " + of_a + "\n  " +
               name_b + ": " + of_b;
    };
    if (a.header().knobs != b.header().knobs)
        return two("knobs", list(a.header().knobs), list(b.header().knobs));
    if (a.header().arguments != b.header().arguments)
        return two("arguments", list(a.header().arguments), list(b.header().arguments));
    return {};
}

std::string ending(Log const& log) {
    auto const& end = log.end();
    if (!end) return "no end: it was cut off, or its program still runs";
    return "exit code " + std::to_string(end->exit_code) + (end->error.empty() ? "" : ", " + end->error);
}

} // namespace

Comparison compare(Log const& a, Log const& b, Programs programs) {
    Comparison result;
    auto name_a = engine(a, "the first trace");
    auto name_b = engine(b, "the second trace");
    if (name_a == name_b) {
        name_a += " (first)";
        name_b += " (second)";
    }
    auto const differ = [&](Position in_a, Position in_b, std::string text) {
        result.difference = Difference{in_a, in_b, std::move(text)};
        return result;
    };

    Walk x(a, b, programs);
    Walk y(b, a, programs);
    while (!x.over() && !y.over() && same(a, x.event(), b, y.event(), programs)) {
        result.pairs.push_back({x.position(), y.position()});
        x.advance();
        y.advance();
    }
    result.compared = result.pairs.size();
    bool const events_agree = x.over() && y.over();
    auto const at_a = x.over() ? a.size() + 1 : x.position();
    auto const at_b = y.over() ? b.size() + 1 : y.position();

    if (auto text = settings_difference(a, b, name_a, name_b); !text.empty())
        return differ(at_a, at_b, std::move(text));
    if (!events_agree) {
        Index const index_a(a);
        Index const index_b(b);
        std::string text = "The first difference stands after " + std::to_string(result.compared) +
                           (result.compared == 1 ? " equal event.\n" : " equal events.\n");
        if (!result.pairs.empty()) {
            auto const last = result.pairs.back();
            text += "  last in common, event " + std::to_string(last.a) +
                    (last.a == last.b ? "" : " and " + std::to_string(last.b)) + ": " +
                    describe(index_a, last.a) + "\n";
        }
        text += one_side(a, index_a, x, name_a) + "\n" + one_side(b, index_b, y, name_b);
        return differ(at_a, at_b, std::move(text));
    }
    if (a.end().has_value() != b.end().has_value() || (a.end() && a.end()->exit_code != b.end()->exit_code))
        return differ(at_a, at_b,
                      "All events are equal, but they end differently.\n  " + name_a + ": " + ending(a) +
                          "\n  " + name_b + ": " + ending(b));
    result.agree = true;
    return result;
}

std::vector<Position> locals_missing(Comparison const& comparison, Log const& a, Log const& b) {
    std::vector<Position> missing;
    auto const& pairs = comparison.pairs;
    std::size_t next = 0; // the first pair after the local
    for (Position p = 1; p <= a.size(); ++p) {
        while (next < pairs.size() && pairs[next].a <= p) ++next;
        auto const event = a[p - 1];
        if (event.kind != Kind::local) continue;
        Position const from = next == 0 ? 0 : pairs[next - 1].b;
        Position const to = next < pairs.size() ? pairs[next].b - 1 : b.size();
        bool found = false;
        for (Position q = from + 1; q <= to && !found; ++q)
            found = b[q - 1].kind == Kind::local && b[q - 1].subject == event.subject &&
                    b.text(b[q - 1]) == a.text(event);
        if (!found) missing.push_back(p);
    }
    return missing;
}

Position Comparison::to_b(Position a) const {
    auto const after = std::upper_bound(pairs.begin(), pairs.end(), a,
                                        [](Position p, Pair const& pair) { return p < pair.a; });
    return after == pairs.begin() ? 0 : std::prev(after)->b;
}

Position Comparison::to_a(Position b) const {
    auto const after = std::upper_bound(pairs.begin(), pairs.end(), b,
                                        [](Position p, Pair const& pair) { return p < pair.b; });
    return after == pairs.begin() ? 0 : std::prev(after)->a;
}

} // namespace replay
