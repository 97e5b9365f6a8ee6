"""The extension sees what is seen without it, leaves nothing behind, and is never needed."""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import textwrap
import unittest
from typing import Any, Dict, List, Optional, Tuple

from cases import load_tests
from support import RECORD, ROOT

sys.path.insert(0, str(ROOT / "recorder"))
from native import build  # noqa: E402

FOLDER = tempfile.TemporaryDirectory()
NONE = "none"
TRIES = 3  # of a program whose order is that of real time
OTHERWISE = {  # programs that two runs without a recorder have in another order, or with other words
    "as-completed": "the order of a set", "debug-slow-step": "prints how long a step took", "blocking-kinds": "names a pid",
    "deep-awaits": "takes long", "ten-thousand-gather": "takes long", "large-value": "takes long", "large-values": "takes long",
    "streams-echo": "a port", "wsgi-adapter": "an argument is a time",
    "wall-clock": "a pid", "endless-worker": "never ends", "queue-join-worker-dies": "never ends",
    "thread-lock-across-await": "never ends", "recv-loses-message": "the order of a set",
    "locks-never-released": "the order of a set", "threadsafe-bridge": "threads", "input-in-executor": "threads",
    "four-calls": "threads", "uvloop": "names a thread by when it is met", "foreign-thread": "threads", "process-pool": "pids"}
BY_THE_CLOCK = "line"  # told of a step that takes long: on a machine that others use, too, that is any (the cases look at it)
NUMBERS = ("handle.timer", "loop.select", "loop.iteration", "loop.selected")  # times, and what had come by then


def setUpModule() -> None:
    reason = build.why_not()
    if reason is not None:
        raise unittest.SkipTest(reason)
    try:
        build.build(FOLDER.name, os.environ.get("CXX", "c++"))
    except OSError:
        raise unittest.SkipTest("there is no compiler")


def tearDownModule() -> None:
    FOLDER.cleanup()


def rows(path: pathlib.Path) -> List[List[Any]]:
    """Lines of a trace as they are, but without times, and with texts in the place of their numbers."""
    texts: Dict[int, str] = {0: ""}
    found: List[List[Any]] = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        row = json.loads(line)
        if row[0] == "text":
            texts[row[1]] = row[2]
        elif row[0] in ("run", "wait"):
            place = 7 if row[0] == "run" else 4
            found.append([row[0]] + row[2:place] + [texts[row[place]]] + row[place + 1:])
        elif row[0] == "turn":
            found.append(row[:1] + row[2:3])
        elif type(row[0]) is int and row[1] != BY_THE_CLOCK:
            found.append([row[1], row[2], row[3], 0 if row[1] in NUMBERS else texts.get(row[4], row[4]), row[5], row[6]])
        elif type(row[0]) is str and row[0] not in ("end", "thread"):
            found.append(row)
    return found


def run(program: pathlib.Path, native: str) -> Optional[Tuple[bytes, bytes, int, List[List[Any]]]]:
    """None: it does not end by itself."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run([sys.executable, str(RECORD), "--clock", "real", "--native", native, "-o", "out.awt", str(program)],
                                  cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=9)
        except subprocess.TimeoutExpired:
            return None
        return done.stdout, done.stderr, done.returncode, rows(pathlib.Path(folder) / "out.awt")


def difference(program: pathlib.Path) -> str:
    """What differs each time; "" if once nothing did, or it did not end in time."""
    said = ""
    for _ in range(TRIES):
        without, with_ = run(program, NONE), run(program, FOLDER.name)
        if without == with_ or without is None or with_ is None:
            return ""
        pairs = [(one, other) for one, other in zip(without[3], with_[3]) if one != other]
        said = "%s: %s, %s" % (program, [one == other for one, other in zip(without, with_)], pairs[:1])
    return said


def recorded(text: str, native: str) -> "subprocess.CompletedProcess[str]":
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "p.py"
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return subprocess.run([sys.executable, str(RECORD), "--clock", "real", "--native", native, "-o", folder + "/o.awt", str(path)],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=100)


class Native(unittest.TestCase):
    maxDiff = None

    def test_lessons_and_cases_are_seen_as_without_it(self) -> None:
        # Each lesson takes as long as it says, twice: a third of them does for every run of the tests.
        lessons = sorted((ROOT / "lessons").glob("*/program.py"))[::1 if os.environ.get("AWAITSCOPE_ALL_LESSONS") else 3]
        programs = lessons + sorted((ROOT / "tests/recorder/cases").glob("*.py"))
        programs = [path for path in programs if path.stem not in OTHERWISE and path.parent.name not in OTHERWISE]
        self.assertGreater(len(programs), 25)
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            self.assertEqual("\n".join(said for said in pool.map(difference, programs) if said), "")

    def test_it_is_in_use(self) -> None:
        text = """\
            import asyncio
            print(type(vars(asyncio.Handle)["_run"]).__name__)
            """
        self.assertEqual((recorded(text, FOLDER.name).stdout, recorded(text, NONE).stdout), ("instancemethod\n", "function\n"))

    def test_one_that_is_damaged_or_of_another_version_is_not_used(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            name = next(pathlib.Path(FOLDER.name).glob("*.so")).name
            (pathlib.Path(folder) / name).write_bytes(b"no library")
            done = recorded("print(1)", folder)
            self.assertEqual((done.stdout, done.stderr, done.returncode), ("1\n", "", 0))

    def test_no_reference_is_left(self) -> None:
        text = """\
            import asyncio, gc, sys, time
            async def one(n):
                await asyncio.sleep(0)
                await asyncio.sleep(0.001)
                return n
            async def bad():
                raise ValueError
            async def round():
                await asyncio.gather(*[one(n) for n in range(1000)])
                future = asyncio.get_running_loop().create_future()
                asyncio.get_running_loop().call_soon(future.set_result, 1)
                await future
                tasks = [asyncio.create_task(bad()) for _ in range(50)] + [asyncio.create_task(asyncio.sleep(9)) for _ in range(50)]
                await asyncio.sleep(0)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                for _ in range(500):
                    await asyncio.sleep(0)
            async def main():
                blocks = []
                for _ in range(9):
                    for _ in range(4):
                        await round()
                    time.sleep(0.4)  # what was seen is written
                    gc.collect()
                    blocks.append(sys.getallocatedblocks())
                print(blocks[-1] - blocks[-4])
            asyncio.run(main())
            """
        with_, without = recorded(text, FOLDER.name), recorded(text, NONE)
        self.assertEqual((with_.stderr, with_.returncode), ("", 0))
        # 12,000 tasks were made between the two. Texts are numbered anew after 20,000 of them.
        self.assertLess(int(with_.stdout), max(5000, int(without.stdout) + 2000), without.stdout)


if __name__ == "__main__":
    unittest.main()
