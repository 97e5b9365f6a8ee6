"""The trace file: a header, then sources, texts and events as short JSON arrays, one a line, in order."""
import collections
import itertools
import json
import os
import stat
import threading
from typing import Any, Dict, IO, List, Mapping, Optional, Sequence

FORMAT_VERSION = 1
FLUSH_AT = 1 << 16  # characters held back at most, so that a killed run leaves nearly all of its trace


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class TraceWriter:
    """Writes one trace. Texts are numbered in order of first use; text 0 is the empty text.

    A signal's handler may run between any two steps of Python here: it may record too, raise, or end the trace. What has
    been written is known by one slice assignment, so what is interrupted is written again at the same place in the file.
    Once a handler has ended the trace, whom it interrupted must not go on.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file: Optional[IO[bytes]] = file
        self._place = _place(file)
        # First what is in the file already (its size, its events), then the lines to come.
        self._pending: List[Any] = [(0, 0)]
        self._pending_size = 0
        self._flushing = False
        self._texts: Dict[str, int] = collections.defaultdict(itertools.count().__next__)  # asked for, a text has a number
        self._told = self._texts[""] + 1  # texts that have a line
        self._sources = 0
        self._events = itertools.count(1)
        self._end = ""
        self._lock = threading.RLock()

    def header(self, version: str, program: str, arguments: Sequence[str], knobs: Mapping[str, str]) -> None:
        self._line({"awaitscope": FORMAT_VERSION, "engine": "cpython", "version": version, "clock": "virtual",
                    "program": program, "arguments": list(arguments), "knobs": dict(knobs)})

    def source(self, name: str, text: str, revisited: Sequence[int]) -> int:
        """Adds a file to the source table; returns its index."""
        with self._lock:
            self._sources += 1
            self._line(["source", self._sources, name, text, list(revisited)])
            return self._sources

    def text(self, text: str) -> int:
        """The index of a text, written before its first use."""
        index = self._texts[text]
        if index >= self._told:
            with self._lock:
                if index > self._told:
                    self._tell_missing()
                else:
                    self._tell(index, text)
        return index

    def event(self, time: int, kind: str, subject: str, obj: str, value: int, line: int, source: int) -> int:
        """How many there are now."""
        with self._lock:
            if self._told < len(self._texts):
                self._tell_missing()
            # Kinds and ids are plain ASCII words, so they need no escaping.
            self._put('[%d,"%s","%s","%s",%d,%d,%d]\n' % (time, kind, subject, obj, value, line, source))
            return next(self._events)

    def end(self, exit_code: int, error: str) -> None:
        """The last line. Anything recorded after it is dropped."""
        with self._lock:
            if self._file is None:
                return
            _, before = self._pending[0]
            self._end = self._end or _encode(["end", before + _events_in(self._pending), exit_code, error]) + "\n"
            self._write_pending()
            file, self._file = self._file, None
            file.close()

    def forget(self) -> None:
        """In a forked child: the trace is the parent's."""
        self._file = None
        self._pending = [(0, 0)]

    def flush(self) -> None:
        with self._lock:
            if self._flushing:  # by whom a handler has interrupted
                return
            try:
                self._flushing = True
                self._write_pending()
            finally:
                self._flushing = False

    def _write_pending(self) -> None:
        lines = self._pending[:]
        size, events = lines[0]
        # A lone surrogate can stand in a Python string, but not in UTF-8.
        data = "".join(lines[1:]).encode("utf-8", "backslashreplace")
        if self._file is not None:
            self._write(self._file, data + self._end.encode("utf-8", "backslashreplace"), size)
        self._pending_size = 0
        self._pending[:len(lines)] = [(size + len(data), events + _events_in(lines))]

    def _write(self, file: IO[bytes], data: bytes, at: int) -> None:
        if self._place is None:
            file.write(data)
            file.flush()
            return
        written = 0
        while written < len(data):
            written += os.pwrite(self._place, data[written:], at + written)

    def _tell(self, index: int, text: str) -> None:
        """Interrupted, a text is told twice, which does no harm."""
        self._line(["text", index, text])
        self._told = max(self._told, index + 1)

    def _tell_missing(self) -> None:
        """Those whose teller was interrupted."""
        texts = list(self._texts)
        for index in range(self._told, len(texts)):
            self._tell(index, texts[index])

    def _line(self, value: Any) -> None:
        self._put(_encode(value) + "\n")

    def _put(self, line: str) -> None:
        self._pending.append(line)
        self._pending_size += len(line)
        if self._pending_size >= FLUSH_AT:
            self.flush()


def _events_in(lines: Sequence[Any]) -> int:
    return sum(line[1].isdigit() for line in lines[1:])


def _place(file: IO[bytes]) -> Optional[int]:
    """The descriptor of a regular file, where one can write at a place; of a pipe none."""
    try:
        descriptor = file.fileno()
    except (AttributeError, OSError):
        return None
    return descriptor if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
