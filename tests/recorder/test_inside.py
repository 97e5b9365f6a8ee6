"""A program that records a part of itself: the package awaitscope."""
import pathlib
import subprocess
import sys
import tempfile
import unittest
from typing import Dict, List

from cases import Case, both, load_tests, outcome
from traces import read
from support import ROOT
from traces import Trace

_BEGIN = """
import asyncio, awaitscope, os, signal, sys
async def work(n):
    for k in range(n):
        await asyncio.sleep(0.02)
"""


def _run(program: str) -> Dict[str, Trace]:
    """Its traces; it must end well and say nothing but `end`."""
    with tempfile.TemporaryDirectory() as folder:
        where = pathlib.Path(folder)
        (where / "program.py").write_text("import sys\nsys.path.insert(0, %r)\n" % str(ROOT / "recorder") + _BEGIN + program)
        done = subprocess.run([sys.executable, "program.py"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        assert (done.stdout, done.stderr, done.returncode) == (b"end\n", b"", 0), done
        return {path.stem: read(path) for path in where.glob("*.awt")}


class Inside(unittest.TestCase):
    def whole(self, trace: Trace) -> Trace:
        assert trace.end is not None
        self.assertEqual(trace.end[2:], [0, ""])
        return trace

    def names(self, trace: Trace) -> List[str]:
        return trace.values("task.create")

    def test_a_part_of_a_run_has_what_lives_there_and_what_happens(self) -> None:
        traces = _run("""
async def main():
    back = asyncio.create_task(work(1000), name="back")
    await asyncio.sleep(0.05)
    with awaitscope.recording("one.awt"):
        await work(1)
        awaitscope.label("order 17")
        await work(2)
    await work(3)
    with awaitscope.recording("two.awt"):
        await asyncio.gather(work(2), work(2))
    back.cancel()
    print("end")
asyncio.run(main())
""")
        one, two = self.whole(traces["one"]), self.whole(traces["two"])
        self.assertEqual(sorted(self.names(one)), ["Task-1", "back"])
        self.assertEqual(one.values("label"), ["order 17"])
        self.assertIn("sleep(0.02)", one.values("coro.suspend"))
        self.assertEqual(len(one.sources), 1)
        self.assertEqual(len(two.of("task.create")), 4)
        self.assertIn("back", self.names(two))
        self.assertGreaterEqual(len(two.of("task.done")), 2)
        self.assertEqual(two.values("print"), [])

    def test_around_a_whole_loop(self) -> None:
        traces = _run("""
for name in ("one.awt", "two.awt"):
    with awaitscope.recording(name):
        asyncio.run(work(2))
    asyncio.run(work(2))
print("end")
""")
        for trace in traces.values():
            self.whole(trace)
            self.assertEqual(len(trace.of("loop.close")), 1)
            self.assertEqual(trace.values("coro.suspend").count("sleep(0.02)"), 2)

    def test_a_signal_begins_and_ends_it(self) -> None:
        traces = _run("""
async def main():
    awaitscope.on_signal("x.awt")
    for n in range(2):
        await asyncio.sleep(0.05)
        os.kill(os.getpid(), signal.SIGUSR2)
        await work(3)
        os.kill(os.getpid(), signal.SIGUSR2)
    print("end")
asyncio.run(main())
""")
        self.assertEqual(sorted(traces), ["x", "x-2"])
        for trace in traces.values():
            self.assertGreaterEqual(self.whole(trace).values("coro.suspend").count("sleep(0.02)"), 2)

    def test_an_error_that_leaves_it_is_the_programs(self) -> None:
        traces = _run("""
async def fails():
    await work(1)
    raise ValueError("boom")
try:
    with awaitscope.recording("x.awt"):
        asyncio.run(fails())
except ValueError as error:
    assert error.__context__ is None
print("end")
""")
        assert traces["x"].end is not None
        self.assertEqual(traces["x"].end[2:], [0, "ValueError"])

    def test_afterwards_nothing_is_replaced(self) -> None:
        _run("""
import logging, subprocess, threading, traceback, warnings
from asyncio import base_events, events
kinds = (asyncio, events, base_events.BaseEventLoop, threading.Thread, subprocess.Popen, os, logging.Logger, traceback, warnings)
before = [dict(vars(kind)) for kind in kinds], dict(vars(sys.stdout)), dict(vars(sys.stderr))
with awaitscope.recording("x.awt"):
    asyncio.run(work(1))
after = [dict(vars(kind)) for kind in kinds], dict(vars(sys.stdout)), dict(vars(sys.stderr))
changed = [name for old, new in zip(before[0], after[0]) for name in new if name not in ("_policy", "_event_loop_policy", "runners") and
           old.get(name) is not new[name] and not name.startswith("_event_loop")]
print("end" if not changed and before[1:] == after[1:] else changed)
""")

    def test_a_file_that_cannot_be_written_is_said_and_the_program_goes_on(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-c", "import sys; sys.path.insert(0, %r)\nimport awaitscope\n"
                 "with awaitscope.recording('/proc/x.awt'): print('on')" % str(ROOT / "recorder")],
                cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual((done.stdout, done.returncode), (b"on\n", 0))
        self.assertIn(b"awaitscope: cannot write /proc/x.awt", done.stderr)

    def test_a_run_that_is_recorded_as_a_whole_stays_so(self) -> None:
        program = """\
            import sys
            sys.path.insert(0, %r)
            import asyncio, awaitscope
            async def main():
                awaitscope.label("named")
                with awaitscope.recording("part.awt"):
                    await asyncio.sleep(0.01)
            asyncio.run(main())
            """ % str(ROOT / "recorder")
        run = outcome(Case(program), True)
        self.assertEqual((run.stdout, run.stderr, run.code, list(run.children)), ("", "", 0, []))
        assert run.trace is not None
        self.assertEqual(run.trace.values("label"), ["named"])
        self.assertIn("sleep(0.01)", run.trace.values("coro.suspend"))

    def test_an_error_of_the_interpreters_own_is_still_said(self) -> None:
        """It writes with no frame of the program below."""
        runs = both("""\
            import gc
            class Dies:
                def __del__(self): raise ValueError("in a destructor")
            one = Dies()
            del one
            """)
        self.assertEqual(runs.alone[:3], runs.recorded[:3])


if __name__ == "__main__":
    unittest.main()
