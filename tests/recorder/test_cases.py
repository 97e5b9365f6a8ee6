"""Programs that people had trouble with: recorded in real time each does what it does alone, and its trace is whole."""
import re
import signal
import time
import unittest
from typing import Dict

from cases import Both, Case, Running, Ticks, Together, after, ask, load_tests

_STATE = re.compile(r"(?<=coro=<main\(\) )[^>]*")  # of a coroutine that is dropped with its task
SLOWER, MORE = 4.0, 5.0  # a recorded run may take so many times as long, and so many seconds more: the machine is shared

IDLE = 0.5  # s after which a server waits in its loop again: before 3.11 Ctrl+C interrupts it wherever it is


def _visited(running: Running) -> None:
    running.wait_for("listening")
    assert ask(running.ports["8802"], b"you\n") == b"hello you\n"
    time.sleep(IDLE)
    running.signal(signal.SIGINT)


def _echoed(running: Running) -> None:
    running.wait_for("serving")
    assert ask(running.ports["8801"], b"echo") == b"echo"
    running.wait_for("received")
    time.sleep(IDLE)
    running.signal(signal.SIGINT)


def _typed(running: Running) -> None:
    running.type("1\n")
    running.wait_for("slept 1")
    time.sleep(0.4)  # in the middle between two ticks, however long the start took
    assert running.process.stdin is not None
    running.process.stdin.close()
    running.process.stdin = None


def _ended(running: Running) -> None:
    running.wait_for("service runs")
    running.signal(signal.SIGTERM)


CASES: Dict[str, Case] = {case.program.split("/")[-1][:-3]: case for case in (
    Case("ends/ctrl-c-thrice.py"),
    Case("recv-loses-message.py"),
    Case("outside/input-in-executor.py", partner=_typed, kept=True),
    Case("clock-by-strftime.py"),
    Case("flush/main2.py"),
    Case("queue-join-worker-dies.py", partner=after(1.2), since=(3, 9)),
    Case("thread-lock-across-await.py", partner=after(1.5, signal.SIGKILL), killed=True),
    Case("endless-worker.py", partner=after(1.2), since=(3, 11)),
    Case("timeout-not-raised.py", since=(3, 11)),
    Case("never-awaited-library.py"),
    Case("blocking-kinds.py"),
    Case("ten-thousand-gather.py", ["1000"]),
    Case("deep-awaits.py"),
    Case("outside/process-pool.py"),
    Case("busy-until-deadline.py"),
    Case("busy-50-ms.py"),
    Case("outside/docs-echo-server.py", ["8801"], partner=_echoed, ports={"8801": 0}),
    Case("outside/server-from-outside.py", partner=_visited, ports={"8802": 0}),
    Case("project/main.py", since=(3, 10)),
    Case("unicode-and-long-lines.py"),
    Case("outside/alarm.py"),
    Case("outside/wait-for-signal.py", partner=_ended),
    Case("outside/foreign-thread.py"),
    Case("clock-runs-once.py", since=(3, 11)),
    Case("clock-two-tickers.py"),
    Case("outside/subprocess-terminated.py"),
    Case("outside/thread-that-blocks.py", since=(3, 9)),
    Case("outside/timeout-under-traffic.py"),
    Case("ends/recursion-caught.py"),
    Case("ends/signal-in-a-hook.py"),
    Case("ends/left-over-at-exit.py"),
    Case("ends/os-exit.py"),
    Case("ends/closed-descriptors.py"),
    Case("stderr-and-logging.py"),
    Case("task-names.py"),
    Case("large-value.py"),
    Case("repr-of-values.py"),
    Case("wall-clock.py"),
)}
CASES["deep-awaits-975"] = Case("deep-awaits.py", ["975"])


class Cases(unittest.TestCase):
    maxDiff = 4000
    runs: Together
    ticks: Ticks

    @classmethod
    def setUpClass(cls) -> None:
        cls.ticks = Ticks()
        name = "timeout-under-traffic"
        cls.runs = Together({**CASES, name: CASES[name]._replace(ports={"8803": cls.ticks.port})})

    @classmethod
    def tearDownClass(cls) -> None:
        cls.runs.close()
        cls.ticks.close()

    def same(self, name: str) -> Both:
        if not CASES[name].runs_here:
            self.skipTest("%s needs a newer Python" % name)
        both = self.runs.both(name)
        alone, recorded = both
        # What is dropped at the very end goes in an order of the collector's own.
        self.assertEqual(*(sorted(_STATE.sub("", run.stdout).split("\n")) if name == "ctrl-c-thrice" else run.stdout for run in both))
        self.assertEqual(alone.stderr, recorded.stderr)
        self.assertEqual(alone.code, recorded.code)
        self.assertEqual(alone.files, recorded.files)
        self.assertLess(recorded.seconds, alone.seconds * SLOWER + MORE)
        self.assertIsNotNone(recorded.trace)
        assert recorded.trace is not None
        if CASES[name].killed:
            self.assertIsNone(recorded.trace.end)
        else:
            self.assertIsNotNone(recorded.trace.end, "the trace has no end")
            assert recorded.trace.end is not None
            self.assertEqual(recorded.trace.end[2], recorded.code if recorded.code >= 0 else 128 - recorded.code)
        self.assertTrue(recorded.trace.of("coro.", "loop.") or name == "wall-clock")
        return both

    def test_every_step_that_blocks_has_the_line_where_it_stands(self) -> None:
        trace = self.same("blocking-kinds").recorded.trace
        assert trace is not None
        lines = trace.lines()
        for line in (9, 12, 15):
            self.assertIn(line, lines)
        blocked = trace.of("line")[0]
        self.assertEqual(trace.of("coro.create")[int(blocked.subject[1:]) - 1].value, "blocks_by_sleep()")

    def test_a_lock_that_blocks_the_loop_for_ever_has_its_line(self) -> None:
        trace = self.same("thread-lock-across-await").recorded.trace
        assert trace is not None
        self.assertEqual(set(trace.lines()), {11})
        self.assertEqual(trace.brief("sync.acquire", "sync.wait"), ["sync.acquire s1 t2 0", "sync.wait s1 t3 0"])
        self.assertGreater(trace.events[-1].time - trace.of("line")[0].time, 200_000_000)


def _test(name: str) -> None:
    def test(self: Cases) -> None:
        self.same(name)
    setattr(Cases, "test_" + name.replace("-", "_"), test)


for each in CASES:
    _test(each)

if __name__ == "__main__":
    unittest.main()
