"""Checks the tables of CPython's tests that stand beside this file; cpython.md says how to read them.

Fails if a row names a test of ours that does not exist, is neither held nor open nor not applicable with a reason,
or stands twice; if a table has more or fewer open rows than it says; if a test of CPython has no row, or a row no
test (only where CPython's own tests are on the machine); and if the totals in cpython.md are not those of the tables.

    check.py [--write]        --write puts the totals into cpython.md first

CPython's tests are looked for in pyenv's folder, and in the folders named in AWAITSCOPE_CPYTHON_TESTS
(separated by colons, each a .../lib/python3.x/test).
"""
import ast
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE / "cpython.md"
VERSIONS = ("3.11.7", "3.13.0")  # the base, and what newer rules come from
STATUSES = ("held", "not applicable", "open")

ROW = re.compile(r"^\| `(?P<test>[\w.]+)` \| (?P<status>[^|]*?) \| (?P<text>[^|]*?) \|$", re.M)
TEST_CASE = re.compile(r'TEST_CASE\(\s*((?:"(?:\\.|[^"\\])*"\s*)+)')
TOTALS = re.compile(r"<!-- totals -->\n.*?<!-- end of totals -->\n", re.S)


@dataclass
class Row:
    test: str  # of CPython: "LockTests.test_repr"
    status: str
    text: str  # our tests, separated by ";", or the reason

    def our_tests(self) -> list[str]:
        return [name.strip() for name in self.text.split(";")] if self.status == "held" else []


@dataclass
class Table:
    path: Path
    sources: list[str]  # below CPython's folder of tests: "test_asyncio/test_locks.py"
    open_rows: int  # that the table admits to
    rows: list[Row] = field(default_factory=list)

    def count(self, status: str) -> int:
        return sum(row.status == status for row in self.rows)


def read_table(path: Path) -> Table:
    text = path.read_text(encoding="utf-8")
    sources = re.findall(r"^Source: `([^`]+)`", text, re.M)
    admitted = re.search(r"^Open rows: (\d+)$", text, re.M)
    rows = [Row(**match.groupdict()) for match in ROW.finditer(text)]
    return Table(path, sources, int(admitted.group(1)) if admitted else 0, rows)


def our_tests(tests: Path) -> set[str]:
    names = set()
    for path in tests.rglob("*.cpp"):
        for literals in TEST_CASE.findall(path.read_text(encoding="utf-8")):
            names.add("".join(re.findall(r'"((?:\\.|[^"\\])*)"', literals)))
    return names


def tests_of_source(source: str) -> list[str]:
    """Where each test is written: in its class, or in the function that puts it into classes."""
    names = []
    for scope in ast.parse(source).body:
        if isinstance(scope, (ast.ClassDef, ast.FunctionDef)):
            for node in scope.body:
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_"):
                    names.append(f"{scope.name}.{node.name}")
    return names


def folders_of_cpython() -> list[Path]:
    found = []
    for version in VERSIONS:
        minor = version.rsplit(".", 1)[0]
        found.append(Path.home() / ".pyenv/versions" / version / "lib" / f"python{minor}" / "test")
    found += [Path(folder) for folder in os.environ.get("AWAITSCOPE_CPYTHON_TESTS", "").split(":") if folder]
    return [folder for folder in found if folder.is_dir()]


def problems_of_rows(table: Table, ours: set[str]):
    seen = set()
    for row in table.rows:
        where = f"{table.path.name}: {row.test}"
        if row.test in seen:
            yield f"{where}: stands twice"
        seen.add(row.test)
        if row.status not in STATUSES:
            yield f"{where}: '{row.status}' is none of {', '.join(STATUSES)}"
        elif not row.text:
            yield f"{where}: says neither which test holds it nor why none does"
        for name in row.our_tests():
            if name and name not in ours:
                yield f"{where}: there is no test '{name}'"
    count = table.count("open")
    if count != table.open_rows:
        how = "lower the number" if count < table.open_rows else "a row that was held or explained is open again"
        yield f"{table.path.name}: {count} open rows, but 'Open rows: {table.open_rows}' ({how})"
    lines = sum(line.startswith("| `") for line in table.path.read_text(encoding="utf-8").splitlines())
    if lines != len(table.rows):
        yield f"{table.path.name}: {lines - len(table.rows)} rows cannot be read"


def problems_of_names(table: Table, folders: list[Path]):
    """Against CPython's own files: every test has a row, and every row a test."""
    known = set()
    read = 0
    for folder in folders:
        for source in table.sources:
            if (folder / source).is_file():
                known.update(tests_of_source((folder / source).read_text(encoding="utf-8")))
                read += 1
    if not read:
        return
    rows = {row.test for row in table.rows}
    for name in sorted(known - rows):
        yield f"{table.path.name}: CPython's {name} has no row"
    if len(folders) >= len(VERSIONS):
        for name in sorted(rows - known):
            yield f"{table.path.name}: CPython has no {name}"


def totals(tables: list[Table]) -> str:
    lines = ["| CPython's tests | rows | held | not applicable | open |", "|---|--:|--:|--:|--:|"]
    for table in tables:
        name = ", ".join(f"`{source}`" for source in table.sources)
        counts = " | ".join(str(table.count(status)) for status in STATUSES)
        lines.append(f"| [{name}]({table.path.name}) | {len(table.rows)} | {counts} |")
    counts = " | ".join(str(sum(table.count(status) for table in tables)) for status in STATUSES)
    lines.append(f"| all | {sum(len(table.rows) for table in tables)} | {counts} |")
    return "<!-- totals -->\n" + "\n".join(lines) + "\n<!-- end of totals -->\n"


def main() -> int:
    tables = [read_table(path) for path in sorted(HERE.glob("*.md")) if path != PAGE]
    ours = our_tests(HERE.parents[1])
    folders = folders_of_cpython()
    page = PAGE.read_text(encoding="utf-8")
    if "--write" in sys.argv:
        page = TOTALS.sub(lambda _: totals(tables), page)
        PAGE.write_text(page, encoding="utf-8")

    problems = []
    for table in tables:
        if not table.sources:
            problems.append(f"{table.path.name}: no line 'Source: `...`'")
        problems += problems_of_rows(table, ours)
        problems += problems_of_names(table, folders)
    if TOTALS.search(page) and totals(tables) not in page:
        problems.append(f"{PAGE.name}: the totals are old; run {Path(__file__).name} --write")
    for problem in problems:
        print(problem)

    for status in STATUSES:
        print(f"{status}: {sum(table.count(status) for table in tables)}")
    print("CPython's tests:", ", ".join(map(str, folders)) or "not on this machine, so no name was looked up there")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
