"""A trace that keeps its newest part: bounded, whole, and its states true from the first event on."""
import pathlib
import threading
import time
import unittest
from typing import Dict, List, Tuple

from cases import Case, Outcome, Running, load_tests, outcome
from traces import Event

_BUSY = """\
    import asyncio, sys, time
    async def gives_way():
        await asyncio.sleep(0)
    async def works(n):
        for _ in range(int(sys.argv[2])):
            await gives_way()
    async def waits(event):
        await event.wait()
    async def gathers(event):
        await asyncio.gather(asyncio.sleep(100), waits(event))
    async def main():
        event = asyncio.Event()
        idle = [asyncio.create_task(waits(event), name="idle%d" % n) for n in range(5)]
        busy = [asyncio.create_task(works(n), name="busy%d" % n) for n in range(3)]
        both = asyncio.create_task(gathers(event))
        await asyncio.sleep(0.01)
        await asyncio.wait(busy, timeout=float(sys.argv[1]))
        print("end")
    asyncio.run(main())
    """


class Ring(unittest.TestCase):
    def kept(self, *options: str, seconds: str = "30", times: str = "16_000") -> Tuple[Outcome, int]:
        """How the program ended, and the most that was on the disk at any moment. `seconds` bound it, or `times`."""
        most = [0]
        ended = threading.Event()

        def measure(folder: pathlib.Path) -> None:
            while not ended.is_set():
                size = 0
                for path in folder.glob("*.awt*"):
                    try:
                        size += path.stat().st_size
                    except OSError:
                        pass  # it was renamed meanwhile
                most[0] = max(most[0], size)
                time.sleep(0.002)

        def partner(running: Running) -> None:
            threading.Thread(target=measure, args=(running.folder,), daemon=True).start()

        run = outcome(Case(_BUSY, [seconds, times], partner, options=options), True)
        ended.set()
        self.assertEqual((run.stdout, run.stderr, run.code), ("end\n", "", 0))
        assert run.trace is not None and run.trace.end is not None
        return run, most[0]

    def test_of_so_many_bytes_never_more_are_used_and_the_file_is_whole(self) -> None:
        run, most = self.kept("--max-size", "8M")
        assert run.trace is not None
        self.assertLess(most, 8 << 20)
        self.assertGreater(most, 2 << 20)
        self.assertEqual(run.trace.events[0].kind, "lost")
        self.assertTrue(run.trace.events[0].value.endswith(" events: older than what is kept"))
        self.assertEqual(len(run.trace.of("lost")), 1)
        self.assertEqual(len(run.trace.sources), 1)
        self.assertEqual(list(run.children), [])

        self._states(run)

    def _states(self, run: Outcome) -> None:
        """They are true from the first event on."""
        assert run.trace is not None
        told = run.trace.events[1:]
        first = next(place for place, event in enumerate(told) if event.kind == "loop.iteration")
        begun = told[:first]
        names = {event.value for event in begun if event.kind == "task.create"}
        self.assertTrue({"Task-1", "idle0", "idle4", "busy0", "busy2"} <= names, names)
        words = [event.value for event in begun if event.kind == "coro.suspend"]
        self.assertEqual(words.count("event.wait"), 6)
        self.assertTrue(any(word.startswith("gather of t") for word in words))
        self.assertTrue(any(event.kind == "handle.timer" for event in begun))
        self._known_before_it_acts(told)

    def _known_before_it_acts(self, events: List[Event]) -> None:
        made: Dict[str, str] = {}
        for event in events:
            if event.kind in ("coro.create", "task.create", "future.create", "handle.ready", "handle.timer"):
                made.setdefault(event.subject, event.kind)
            elif event.subject[:1] in ("c", "t", "h", "f") and event.subject and event.kind != "future.callback":
                self.assertIn(event.subject, made, event)

    def test_the_last_seconds_are_kept(self) -> None:
        run, _ = self.kept("--last", "0.5", seconds="3.5", times="1_000_000_000")
        assert run.trace is not None
        self.assertEqual(run.trace.events[0].kind, "lost")
        kept = run.trace.events[-1].time - run.trace.events[0].time
        self.assertGreaterEqual(kept, 400_000_000)
        self.assertLess(kept, 2_500_000_000)

    def test_a_small_trace_loses_nothing(self) -> None:
        run = outcome(Case("import asyncio\nasyncio.run(asyncio.sleep(0.1))\n"), True)
        assert run.trace is not None
        self.assertEqual(run.trace.of("lost"), [])

    def test_a_size_is_a_number_of_bytes(self) -> None:
        run = outcome(Case("print()\n", options=["--max-size", "much"]), True)
        self.assertEqual(run.code, 2)
        self.assertIn("--max-size", run.stderr)


if __name__ == "__main__":
    unittest.main()
