"""Fails on statements that g++ 12 miscompiles in coroutines.

In one full expression with co_await or co_yield, a temporary that is initialised member by member is destroyed
twice: closures with by-value captures, designated initialisers, and class values through ?: or new. A co_await in the
condition of an if, while or switch can shift the coroutine's frame against its handle, so that parameters are garbage:
give its result a name first.
"""
import re
import sys
from pathlib import Path

TRAPS = [
    (re.compile(r"(?<![\w\])])\[\s*(?:=(?!=)|(?!this\b)[A-Za-z_]\w*\s*(?=[,\]=]))[^\[\]]*\]\s*(?:\(|\{|<|mutable)"), "a lambda that captures by value"),
    (re.compile(r"\{\s*\.\w+\s*="), "a designated initialiser"),
    (re.compile(r"\bnew\b"), "new"),
    (re.compile(r"\b(?:if|while|switch)\s*\((?:[^()]|\([^()]*\)|\()*\bco_await\b"), "a condition"),
    (re.compile(r"\bco_(?:await|yield)\b[^;]*\?(?!:)[^;]*:|\?[^;:]*\bco_await\b"), "?:"),
]


def without_comments_and_texts(source: str) -> str:
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"\((?:.*?)\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)

    def blank(match: "re.Match[str]") -> str:
        text = match.group(0)
        return ("" if text.startswith("/") else '""') + "\n" * text.count("\n")

    return pattern.sub(blank, source)


def statements(source: str):
    """(line, text) of each full expression that holds co_await or co_yield: from the last ; or brace before it
    to the ; after it, brackets balanced."""
    for match in re.finditer(r"\bco_(?:await|yield)\b", source):
        start, depth = match.start(), 0
        while start > 0:
            character = source[start - 1]
            if character in ")]":
                depth += 1
            elif character in "([":
                depth -= 1
            elif character in ";{}" and depth <= 0:
                break
            start -= 1
        end, depth = match.end(), 0
        while end < len(source):
            character = source[end]
            if character in "([{":
                depth += 1
            elif character in ")]}":
                depth -= 1
            elif character == ";" and depth <= 0:
                break
            end += 1
        text = source[start:end]
        yield source.count("\n", 0, start + len(text) - len(text.lstrip())) + 1, text


def findings(path: Path):
    for line, text in statements(without_comments_and_texts(path.read_text(encoding="utf-8"))):
        for pattern, name in TRAPS:
            if pattern.search(text):
                yield f"{path}:{line}: {name} in one statement with co_await: {' '.join(text.split())[:100]}"


def self_test() -> None:
    bad = [
        "co_await f([c]{ g(c); });",
        "auto x = co_await f({.a = 1});",
        "auto x = b ? co_await a() : co_await c();",
        "auto p = new T(co_await a());",
        "co_await f([=]{ g(); });",
    ]
    good = [
        "auto job = [c]{ g(c); }; co_await f(job);",
        "co_await f([&]{ g(); });",
        "int x = v[i]; co_await f(x);",
        "co_await tasks[i];",
        "co_await f([](int c) { return c; });",
        'print("a ? b : new"), co_await sleep(1);',
    ]
    for number, text in enumerate(bad + good):
        path = Path(f"self-test-{number}.cpp")
        found = [
            name
            for _, statement in statements(without_comments_and_texts(text))
            for pattern, name in TRAPS
            if pattern.search(statement)
        ]
        if bool(found) != (text in bad):
            sys.exit(f"coroutine_traps.py does not judge this as it should: {text} -> {found} ({path})")


def main() -> None:
    self_test()
    root = Path(sys.argv[1])
    found = [
        finding
        for folder in ("runtime", "lessons", "app", "tests")
        for path in sorted((root / folder).rglob("*.[ch]pp"))
        for finding in findings(path)
    ]
    print("\n".join(found) or "no statement that g++ 12 miscompiles")
    sys.exit(1 if found else 0)


main()
