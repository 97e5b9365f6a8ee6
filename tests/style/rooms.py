"""Holds the tree to the rules of the house (CONTRIBUTING.md); the table of rooms is cmake/rooms.cmake.

    rooms.py ROOT RULE        RULE: arrows, headers, sizes, kinds, tests, public, graph
"""
import os
import re
import subprocess
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)
IMPORT = re.compile(r"^\s*from (\.+)([\w.]*) import ([\w, ]+)", re.M)
CODE = (".cpp", ".hpp")
LINES = {"app": 400, "lessons": 400, "runtime": 400, "recorder": 400, "tests": 600}
FILES = {"app": 20, "lessons": 20, "runtime": 20, "recorder": 20, "tests": 30}


class Tree:
    """What the rules ask of: a folder's files, as names below it, and their texts."""

    def __init__(self, root: Path):
        self.root = root
        names = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
        listed = names.stdout.split("\n") if names.returncode == 0 else [
            str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and "build" not in path.parts[len(root.parts)]]
        self.files = [name for name in listed if name and (root / name).is_file()]

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def code(self, *tops: str):
        return [name for name in self.files if name.split("/")[0] in tops and name.endswith(CODE)]

    def included(self, name: str):
        """The files of the tree that `name` includes, or imports."""
        known = set(self.files)
        for dots, module, names in IMPORT.findall(self.text(name)) if name.endswith(".py") else ():
            folder = "/".join(name.split("/")[: -len(dots)] + module.split(".") * bool(module))
            for path in [folder + ".py"] + [f"{folder}/{each.strip()}.py" for each in names.split(",")]:
                if path in known:
                    yield path
        for include in INCLUDE.findall(self.text(name)):
            for base in (os.path.dirname(name), "app", "lessons", "runtime", "tests"):
                path = os.path.normpath(os.path.join(base, include))
                if path in known:
                    yield path
                    break


def cmake_list(text: str, name: str) -> "list[str]":
    found = re.search(r"set\(" + name + r"\s(.*?)\)", re.sub(r"#[^\n]*", "", text), re.S)
    return re.findall(r'"[^"]*"|[^\s"]+', found.group(1)) if found else []


def room_of(name: str) -> str:
    folder = os.path.dirname(name)
    return folder[: -len("/detail")] if folder.endswith("/detail") else folder


def arrows(tree: Tree):
    table = tree.text("cmake/rooms.cmake")
    rooms = cmake_list(table, "AWAITSCOPE_ROOMS")
    strangers = [pair.strip('"').split() for pair in cmake_list(table, "AWAITSCOPE_STRANGERS")]
    if len(rooms) < 20 or not strangers:
        yield "cmake/rooms.cmake: no table of rooms was read"
    place = {room: number for number, room in enumerate(rooms)}
    for name in tree.code("app", "lessons", "runtime") + [f for f in tree.files if re.match(r"recorder/.*\.py$", f)]:
        mine = room_of(name)
        if mine not in place:
            # A lesson's folder: its scenario is a program that uses the catalogue and the miniature.
            if not re.fullmatch(r"lessons/[\w-]+/scenario\.cpp", name):
                yield f"{name}: its room does not stand in cmake/rooms.cmake"
            continue
        for other in tree.included(name):
            theirs = room_of(other)
            if theirs not in place:
                yield f"{name}: includes {other}, which is in no room"
            elif place[theirs] < place[mine] and not (mine == "runtime/aio" and theirs.startswith("runtime/aio/")):
                yield f"{name}: includes {other}, of a room above its own"
            elif "/detail/" in other and not theirs.startswith("runtime/aio") and theirs != mine:
                yield f"{name}: includes {other}, which is private to {theirs}"
            elif other.startswith("runtime/aio/") and "/detail/" in other and not name.startswith("runtime/aio/"):
                yield f"{name}: includes {other}, which is private to the miniature"
            for one, two in strangers:
                if {mine.startswith(one) and theirs.startswith(two), mine.startswith(two) and theirs.startswith(one)} != {False}:
                    yield f"{name}: includes {other}, and {one} and {two} know nothing of each other"


def headers(tree: Tree):
    """Every .cpp has its own header, or its folder's one parts.hpp."""
    known = set(tree.files)
    for name in tree.code("app", "runtime") + [f for f in tree.code("lessons") if not f.endswith("/scenario.cpp")]:
        if not name.endswith(".cpp") or name.endswith("/main.cpp"):
            continue
        own, parts = name[:-4] + ".hpp", os.path.join(os.path.dirname(name), "parts.hpp")
        wanted = own if own in known else parts
        if wanted not in set(tree.included(name)):
            yield f"{name}: includes neither {own} nor {parts}"


def sizes(tree: Tree):
    rooms: "dict[str, set[str]]" = {}
    for name in tree.files:
        top = name.split("/")[0]
        if top not in LINES or not name.endswith(CODE + (".py",)) or name.startswith("tests/examples/"):
            continue
        lines = tree.text(name).count("\n")
        if lines > LINES[top]:
            yield f"{name}: {lines} lines, {LINES[top]} at the most"
        rooms.setdefault(room_of(name), set()).add(re.sub(r"\.\w+$", "", name))
    for room, files in sorted(rooms.items()):
        most = FILES[room.split("/")[0]]
        if len(files) > most:
            yield f"{room}: {len(files)} files (a header and its source count as one), {most} at the most"


def kinds(tree: Tree):
    """Only runtime/replay says what an event means; the fuzzer is an engine's tool."""
    for name in tree.code("app", "lessons"):
        if name.startswith(("app/tools/", "lessons/references/")):
            continue
        for number, line in enumerate(tree.text(name).split("\n"), 1):
            if re.search(r"(?<![\w:])(trace::)?Kind::\w", line):
                yield f"{name}:{number}: interprets an event: {line.strip()}"


def tests(tree: Tree):
    """What ships includes nothing of the tests."""
    for name in tree.code("app", "lessons", "runtime"):
        for other in tree.included(name):
            if other.startswith("tests/"):
                yield f"{name}: includes {other}"


def public(tree: Tree):
    """A public header of the miniature has an example, which includes it first, and stands in one umbrella."""
    for name in tree.code("runtime"):
        found = re.fullmatch(r"runtime/aio/(\w+)/(\w+)\.hpp", name)
        if not found:
            continue
        room, concept = found.groups()
        example = f"tests/examples/{concept}.cpp"
        spelled = f"aio/{room}/{concept}.hpp"
        if example not in tree.files:
            yield f"{name}: has no {example}; what is not for programs stands in detail/"
        elif INCLUDE.findall(tree.text(example))[:1] != [spelled]:
            yield f"{example}: does not include {spelled} first"
        umbrellas = [f for f in tree.code("runtime") if re.fullmatch(r"runtime/aio/\w+\.hpp", f) and spelled in INCLUDE.findall(tree.text(f))]
        if umbrellas != [f"runtime/aio/{room}.hpp"]:
            yield f"{name}: stands in {', '.join(umbrellas) or 'no umbrella'}, not in runtime/aio/{room}.hpp alone"


def graph(tree: Tree):
    """The miniature's files include each other in no circle."""
    edges = {name: [other for other in tree.included(name)] for name in tree.code("runtime") if name.endswith(".hpp")}
    done: "set[str]" = set()

    def walk(name, path):
        if name in path:
            yield "a circle of includes: " + " -> ".join(path[path.index(name):] + [name])
        elif name not in done:
            for other in edges.get(name, []):
                yield from walk(other, path + [name])
            done.add(name)

    for name in edges:
        yield from walk(name, [])


def names(tree: Tree):
    """No two headers make a type of one name in one namespace: the linker takes either for both."""
    homes: "dict[tuple[str, str], str]" = {}
    for name in sorted(tree.code("app", "lessons", "runtime")):
        if not name.endswith(".hpp"):
            continue
        namespace = ""
        for line in tree.text(name).split("\n"):
            opened = re.match(r"namespace ([\w:]*) ?{", line)
            namespace = opened.group(1) if opened else namespace
            made = re.match(r"(?:struct|class|enum class) (\w+)(?: final)?(?: :[^:].*)? {", line)
            if made:
                other = homes.setdefault((namespace, made.group(1)), name)
                if other != name:
                    yield f"{name}: {namespace}::{made.group(1)} is in {other}, too"


RULES = {rule.__name__: rule for rule in (arrows, headers, sizes, kinds, tests, public, graph, names)}


def self_test(folder: Path) -> None:
    """Each rule finds what breaks it, in a small tree that breaks all of them."""
    write = {
        "cmake/rooms.cmake": "set(AWAITSCOPE_ROOMS app # top\n " + "\n ".join(f"app/r{n}" for n in range(20))
        + " runtime/replay runtime/aio runtime/aio/run runtime/aio/base recorder/high recorder/low)\nset(AWAITSCOPE_STRANGERS \"runtime/replay runtime/aio\")\n",
        "runtime/aio/base/low.hpp": '#include "aio/run/high.hpp"\n',
        "runtime/aio/run/high.hpp": '#include "aio/base/low.hpp"\n',
        "runtime/replay/state.hpp": '#include "aio/base/low.hpp"\n#include "support/x.hpp"\n',
        "app/r1/view.cpp": "bool b = kind == trace::Kind::print;\n" + "\n" * 400,
        "tests/support/x.hpp": "",
        "app/r2/one.hpp": "namespace r {\nstruct Same {\n",
        "app/r3/two.hpp": "namespace r {\nclass Same : public Other {\n",
        "recorder/high/one.py": "",
        "recorder/low/two.py": "from ..high import one\n",
        "recorder/low/three.py": "from ..high.one import anything\n",
    }
    for name, text in write.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    tree = Tree(folder)
    tree.files = list(write)
    breaks = {"arrows": ["runtime/aio/base/low.hpp", "runtime/replay/state.hpp", "recorder/low/two.py", "recorder/low/three.py"]}
    for name, rule in RULES.items():
        found = "\n".join(rule(tree))
        if not found or not all(each + ": " in found for each in breaks.get(name, ())):
            sys.exit(f"rooms.py: the rule {name} does not find all that is broken")


def main() -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        self_test(Path(folder))
    found = list(RULES[sys.argv[2]](Tree(Path(sys.argv[1]))))
    print("\n".join(found) or f"{sys.argv[2]}: nothing found")
    sys.exit(1 if found else 0)


main()
