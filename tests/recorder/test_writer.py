"""The trace file, whatever interrupts who writes it."""
import itertools
import json
import os
import pathlib
import sys
import tempfile
import unittest
from types import FrameType
from typing import Any, Callable, List, Tuple
from unittest import mock

import support

sys.path.insert(0, str(support.ROOT / "recorder"))
from awaitscope_recorder.trace import writer as writing  # noqa: E402


class Interrupted(Exception):
    pass


def after(steps: int, action: Callable[[], None]) -> Any:
    """Traces writer.py: calls `action` before its opcode number `steps`."""
    left = [steps]

    def local(frame: FrameType, event: str, _: Any) -> Any:
        if event == "opcode":
            left[0] -= 1
            if left[0] == 0:
                sys.settrace(None)
                action()
        return local

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != writing.__file__:
            return None
        frame.f_trace_opcodes = True
        return local

    return trace, left


class Whole(unittest.TestCase):
    """Each opcode of the writer is interrupted once."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "a.awt"
        patch = mock.patch.object(writing, "FLUSH_AT", 300)  # each run flushes several times
        patch.start()
        self.addCleanup(patch.stop)

    def record(self, writer: writing.TraceWriter, numbers: range) -> None:
        for i in numbers:
            writer.event(i, "print", "t1", "", writer.text("text %d" % (i // 2)), 1, 0)

    def run_all(self, action: Callable[[writing.TraceWriter], None]) -> List[Tuple[int, List[Any]]]:
        """What the files hold, for an action before each opcode in turn; how many events were asked for with it."""
        found: List[Any] = []
        for steps in itertools.chain([1 << 20], range(1, 1 << 20)):  # the first: 3.12 traces opcodes from the second run on
            writer = writing.TraceWriter(open(self.path, "wb"))
            writer.header("3", "p", [], {})
            trace, left = after(steps, lambda: action(writer))
            before = sys.gettrace()
            sys.settrace(trace)
            done = 0
            for i in range(10):
                try:
                    self.record(writer, range(i, i + 1))
                    done += 1
                except Interrupted:
                    sys.settrace(before)
            ended = writer._file is None
            sys.settrace(before)
            writer.end(0, "")
            found.append((done, self.read(), ended))
            if left[0] > 0 and len(found) > 1:
                return found[1:-1]
        raise AssertionError("it never ends")

    def read(self) -> List[Any]:
        """The events, their texts in place of numbers; asserts that the file is whole."""
        texts, events, lines = [""], [], self.path.read_bytes().decode().splitlines()
        for line in map(json.loads, lines[1:-1]):
            if line[0] == "text":
                self.assertLessEqual(line[1], len(texts))
                texts[line[1]:line[1] + 1] = [line[2]]
            else:
                line[4] = texts[line[4]]
                events.append(line)
        self.assertEqual(json.loads(lines[-1])[:2], ["end", len(events)])
        return events

    def expect(self, events: List[Any], start: int = 0) -> None:
        for event in events:
            self.assertEqual(event[4], "nested" if event[0] == 99 else "text %d" % (event[0] // 2))
        own = [event[0] for event in events if event[0] != 99]
        self.assertEqual(own, sorted(set(own)))

    def test_by_an_exception(self) -> None:
        def action(writer: writing.TraceWriter) -> None:
            raise Interrupted

        found = self.run_all(action)
        self.assertGreater(len(found), 500)
        for done, events, _ in found:
            self.expect(events)
            self.assertIn(len(events) - done, (0, 1))

    def test_by_a_handler_that_records(self) -> None:
        found = self.run_all(lambda writer: writer.event(99, "print", "t1", "", writer.text("nested"), 1, 0) and None)
        for done, events, _ in found:
            self.expect(events)
            self.assertEqual((done, len(events)), (10, 11))

    def test_by_a_handler_that_ends_the_trace(self) -> None:
        def action(writer: writing.TraceWriter) -> None:
            writer.end(143, "terminated")
            raise Interrupted  # here the process would end

        lengths = set()
        for _, events, ended in self.run_all(action):
            self.assertTrue(ended)
            self.expect(events)
            self.assertEqual([event[0] for event in events], list(range(len(events))))
            lengths.add(len(events))
        self.assertEqual(lengths, set(range(11)))

    def test_a_pipe_is_written_in_order(self) -> None:
        reading, into = os.pipe()
        writer = writing.TraceWriter(open(into, "wb"))
        writer.header("3", "p", [], {})
        self.record(writer, range(10))
        writer.end(0, "")
        with open(reading, "rb") as pipe:
            self.path.write_bytes(pipe.read())
        self.assertEqual([event[0] for event in self.read()], list(range(10)))


if __name__ == "__main__":
    unittest.main()
