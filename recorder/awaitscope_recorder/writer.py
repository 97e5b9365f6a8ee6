"""The trace file: a header, then sources, texts and events as short JSON arrays, one a line, in order."""
import json
import threading
from typing import Any, Dict, IO, List, Mapping, Optional, Sequence

FORMAT_VERSION = 1
FLUSH_AT = 1 << 16  # characters held back at most, so that a killed run leaves nearly all of its trace


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class TraceWriter:
    """Writes one trace. Texts are numbered in order of first use; text 0 is the empty text."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file: Optional[IO[bytes]] = file
        self._pending: List[str] = []
        self._pending_size = 0
        self._texts: Dict[str, int] = {"": 0}
        self._sources = 0
        self._events = 0
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
        index = self._texts.get(text)
        if index is None:
            with self._lock:
                index = self._texts[text] = len(self._texts)
                self._line(["text", index, text])
        return index

    def event(self, time: int, kind: str, subject: str, obj: str, value: int, line: int, source: int) -> int:
        """How many there are now."""
        with self._lock:
            self._events += 1
            # Kinds and ids are plain ASCII words, so they need no escaping.
            self._put('[%d,"%s","%s","%s",%d,%d,%d]\n' % (time, kind, subject, obj, value, line, source))
            return self._events

    def end(self, exit_code: int, error: str) -> None:
        """The last line. Anything recorded after it is dropped."""
        with self._lock:
            if self._file is None:
                return
            self._line(["end", self._events, exit_code, error])
            self.flush()
            self._file.close()
            self._file = None

    def forget(self) -> None:
        """In a forked child: the trace is the parent's."""
        self._file = None
        self._pending = []

    def flush(self) -> None:
        with self._lock:
            if self._file is not None and self._pending:
                # A lone surrogate can stand in a Python string, but not in UTF-8.
                self._file.write("".join(self._pending).encode("utf-8", "backslashreplace"))
                self._file.flush()
            self._pending = []
            self._pending_size = 0

    def _line(self, value: Any) -> None:
        self._put(_encode(value) + "\n")

    def _put(self, line: str) -> None:
        self._pending.append(line)
        self._pending_size += len(line)
        if self._pending_size >= FLUSH_AT:
            self.flush()
