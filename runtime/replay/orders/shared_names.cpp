#include "replay/orders/shared_names.hpp"

#include "replay/orders/python_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>

namespace replay {
namespace {

using Words = std::vector<PythonWord>;
using NameSet = std::set<std::string, std::less<>>;

// What changes no object that the program could look at, or has an event of its own that tells.
NameSet const& harmless_calls() {
    static NameSet const names{"print",      "range",     "len",    "int",   "float", "str",
                               "repr",       "bool",      "min",    "max",   "sum",   "sorted",
                               "list",       "tuple",     "dict",   "set",   "round", "abs",
                               "isinstance", "enumerate", "zip",    "type",  "id",    "any",
                               "all",        "frozenset", "divmod", "super", "object"};
    return names;
}
NameSet const& keywords() {
    static NameSet const names{"False",  "None",   "True",    "and",      "as",       "assert", "async",
                               "await",  "break",  "class",   "continue", "def",      "del",    "elif",
                               "else",   "except", "finally", "for",      "from",     "global", "if",
                               "import", "in",     "is",      "lambda",   "nonlocal", "not",    "or",
                               "pass",   "raise",  "return",  "try",      "while",    "with",   "yield"};
    return names;
}
// asyncio's own objects tell what is done to them; looking at them is not told, so that is not here.
NameSet const& told_methods() {
    static NameSet const names{"acquire",
                               "release",
                               "wait",
                               "put",
                               "get",
                               "put_nowait",
                               "get_nowait",
                               "task_done",
                               "join",
                               "cancel",
                               "set_result",
                               "set_exception",
                               "create_task",
                               "call_soon",
                               "call_later",
                               "call_at",
                               "time",
                               "notify",
                               "notify_all",
                               "format",
                               "wait_for",
                               "add_done_callback",
                               "get_loop",
                               "get_name",
                               "get_coro",
                               "run_until_complete",
                               "run_in_executor"};
    return names;
}

NameSet const& known_modules() {
    static NameSet const names{"asyncio",    "time",        "typing",    "dataclasses",
                               "contextlib", "collections", "functools", "types"};
    return names;
}

bool is(Words const& words, std::size_t at, std::string_view text) {
    return at < words.size() && words[at].text == text;
}
bool is_name(Words const& words, std::size_t at) {
    return at < words.size() && words[at].sort == PythonWord::Sort::name &&
           !keywords().contains(words[at].text);
}
bool assigns(std::string_view mark) {
    return mark == "=" || mark == ":=" ||
           (mark.size() >= 2 && mark.back() == '=' && mark != "==" && mark != "!=" && mark != "<=" &&
            mark != ">=");
}

struct Function {
    std::size_t indent = 0;    // of its body: more than this
    std::size_t outer = 0;     // index of the one around it
    NameSet parameters, bound; // bound: locals
    NameSet declared;          // global, nonlocal
    NameSet mentioned;
    NameSet called;
    bool writes_objects = false;
    bool has_lambda = false;
};

struct Reading {
    std::vector<Function> functions{1};
    NameSet modules;     // imported, of those whose calls tell what they do or do nothing to others
    NameSet foreign;     // the other ones
    NameSet definitions; // functions and classes of the module
    std::vector<std::uint32_t> function_of{0};
};

void bind_targets(Words const& words, std::size_t from, std::size_t to, Function& function) {
    for (std::size_t at = from; at < to; ++at) {
        bool const within = at > from && is(words, at - 1, ".");
        bool const part = is(words, at + 1, ".") || is(words, at + 1, "[") || is(words, at + 1, "(");
        if (is_name(words, at) && !within && !part) function.bound.insert(words[at].text);
    }
}

// Targets of "x = ", "for x in", "with .. as x", "except .. as x", "x := ".
void bind_line(Words const& words, Function& function) {
    int depth = 0;
    std::size_t begin = 0; // of the statement
    for (std::size_t at = 0; at < words.size(); ++at) {
        std::string const& text = words[at].text;
        if (text == "(" || text == "[" || text == "{") ++depth;
        if (text == ")" || text == "]" || text == "}") --depth;
        if (text == ";" || (text == ":" && depth == 0)) begin = at + 1;
        if (text == "for") {
            std::size_t end = at + 1;
            while (end < words.size() && words[end].text != "in") ++end;
            bind_targets(words, at + 1, end, function);
        } else if (text == "as" && is_name(words, at + 1)) {
            function.bound.insert(words[at + 1].text);
        } else if (text == ":=" && at > 0) {
            function.bound.insert(words[at - 1].text);
        } else if (depth == 0 && words[at].sort == PythonWord::Sort::mark && assigns(text)) {
            bool plain = true; // no attribute and nothing of a container
            for (std::size_t target = begin; target < at; ++target)
                plain = plain && words[target].text != "." && words[target].text != "[";
            if (!plain) function.writes_objects = true;
            if (text != "=" && is_name(words, begin) && function.parameters.contains(words[begin].text))
                function.writes_objects = true; // += may change what the caller gave
            bind_targets(words, begin, at, function);
            begin = at + 1;
        } else if (text == "del") {
            function.writes_objects = true;
        }
    }
}

void mention_line(Words const& words, Function& function, NameSet const& modules) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (is(words, at, "lambda")) function.has_lambda = true;
        if (!is_name(words, at)) continue;
        std::string const& name = words[at].text;
        bool const keyword_argument =
            is(words, at + 1, "=") && at > 0 && (is(words, at - 1, "(") || is(words, at - 1, ","));
        if (at > 0 && is(words, at - 1, ".")) {
            bool const of_asyncio = at > 1 &&
                                    (words[at - 2].text == "asyncio" || words[at - 2].text == "time") &&
                                    modules.contains(words[at - 2].text);
            if (!of_asyncio && !told_methods().contains(name)) function.writes_objects = true;
        } else if (!keyword_argument) {
            function.mentioned.insert(name);
            if (is(words, at + 1, "(")) function.called.insert(name);
        }
    }
}

std::size_t indent_of(std::string_view line) {
    auto const first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? 0 : first;
}

// Gives where they end: a body may follow on the same line.
std::size_t parameters_of(Words const& words, std::size_t from, Function& function) {
    int depth = 0;
    for (std::size_t at = from; at < words.size(); ++at) {
        if (is(words, at, "(")) ++depth;
        if (is(words, at, ")") && --depth == 0) return at + 1;
        if (is_name(words, at) && (is(words, at - 1, "(") || is(words, at - 1, ",") ||
                                   is(words, at - 1, "*") || is(words, at - 1, "**")))
            function.parameters.insert(words[at].text);
    }
    return words.size();
}

// Which function each line belongs to, and what each speaks of.
Reading read(std::string_view program) {
    Reading reading;
    auto const lines = python_words(program);
    std::vector<std::size_t> open{0};
    std::size_t begin = 0;
    int depth = 0; // of brackets that the line before left open
    for (Words const& words : lines) {
        auto const end = std::min(program.find('\n', begin), program.size());
        std::size_t const indent = indent_of(program.substr(begin, end - begin));
        begin = end + 1;
        if (depth == 0 && !words.empty())
            while (open.size() > 1 && indent <= reading.functions[open.back()].indent) open.pop_back();
        std::size_t in = open.back();
        std::size_t const def = is(words, 0, "async") ? 1 : 0;
        if (depth == 0 && (is(words, def, "def") || is(words, 0, "class")) && words.size() > def + 1) {
            std::string const& name = words[def + 1].text;
            if (in == 0) reading.definitions.insert(name);
            reading.functions[in].bound.insert(name);
            if (is(words, def, "def")) {
                Function function;
                function.indent = indent;
                function.outer = in;
                std::size_t const body = parameters_of(words, def + 1, function);
                function.bound = function.parameters;
                Words const rest(words.begin() + static_cast<std::ptrdiff_t>(body), words.end());
                bind_line(rest, function);
                mention_line(rest, function, reading.modules);
                reading.functions.push_back(std::move(function));
                open.push_back(reading.functions.size() - 1);
                in = open.back();
            }
        } else if (is(words, 0, "import") || is(words, 0, "from")) {
            bool const known = std::any_of(words.begin(), words.end(), [](PythonWord const& word) {
                return known_modules().contains(word.text);
            });
            for (auto const& word : words) (known ? reading.modules : reading.foreign).insert(word.text);
        } else {
            if (is(words, 0, "global") || is(words, 0, "nonlocal"))
                for (std::size_t at = 1; at < words.size() && !is(words, at, ";"); ++at)
                    reading.functions[in].declared.insert(words[at].text);
            bind_line(words, reading.functions[in]);
            mention_line(words, reading.functions[in], reading.modules);
        }
        for (auto const& word : words) {
            if (word.text == "(" || word.text == "[" || word.text == "{") ++depth;
            if (word.text == ")" || word.text == "]" || word.text == "}") depth = std::max(0, depth - 1);
        }
        reading.function_of.push_back(static_cast<std::uint32_t>(in));
    }
    return reading;
}

} // namespace

bool meet(Shared const& a, Shared const& b) {
    if (a.writes_objects || b.writes_objects) return true;
    auto const common = [](std::set<std::string> const& x, std::set<std::string> const& y) {
        return std::any_of(x.begin(), x.end(), [&](std::string const& name) { return y.contains(name); });
    };
    return common(a.writes, b.writes) || common(a.writes, b.reads) || common(a.reads, b.writes);
}

Shared const& SharedNames::at(std::uint32_t line) const {
    return functions[line < function_of.size() ? function_of[line] : 0];
}

SharedNames shared_names(std::string_view program) {
    Reading const reading = read(program);
    SharedNames result;
    result.function_of = reading.function_of;
    for (std::size_t at = 0; at < reading.functions.size(); ++at) {
        Function const& function = reading.functions[at];
        Shared shared;
        shared.writes_objects = function.writes_objects;
        // What one further in looks at is not this one's own.
        NameSet inner;
        for (std::size_t other = 1; other < reading.functions.size(); ++other)
            for (std::size_t up = reading.functions[other].outer; at != 0; up = reading.functions[up].outer) {
                if (up == at)
                    inner.insert(reading.functions[other].mentioned.begin(),
                                 reading.functions[other].mentioned.end());
                if (up == 0) break;
            }
        for (std::string const& name : function.mentioned) {
            if (reading.foreign.contains(name)) shared.writes_objects = true;
            bool const harmless = reading.modules.contains(name) || reading.definitions.contains(name) ||
                                  harmless_calls().contains(name);
            // Whoever calls what it was given does not know what that changes. (A class makes something new.)
            if (function.called.contains(name) && !harmless &&
                std::isupper(static_cast<unsigned char>(name[0])) == 0)
                shared.writes_objects = true;
            bool const bound = function.bound.contains(name);
            bool const seen = at == 0 || function.declared.contains(name) || inner.contains(name) ||
                              function.has_lambda; // by others, if it is bound here
            if (harmless || (bound && !seen)) continue;
            (bound ? shared.writes : shared.reads).insert(name);
        }
        for (std::string const& name : function.declared)
            if (function.bound.contains(name)) shared.writes.insert(name);
        result.functions.push_back(std::move(shared));
    }
    return result;
}

} // namespace replay
