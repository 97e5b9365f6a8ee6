"""Where hooks leave what they saw, and the file that it goes to.

A hook only appends a tuple to a list: that is one step of the interpreter, so a signal's handler, another thread or the
collector can do it in the middle of another hook. Texts get their numbers when lines are written, by a thread of the
recorder's own ten times a second. The file is whole up to the last of these, whatever ends the process.
"""
import _thread
import errno
import fcntl
import json
import os
import signal
import threading
import time
from typing import Any, Callable, Dict, List, Optional, Tuple

from ..trace.recording import WHOLE_TEXTS, cut
from .ring import PATIENCE, Ring, Segment

FORMAT_VERSION = 2
LOOK_EVERY = 0.025      # s, at what blocks
LOOKS = 4               # between two times of writing
MOST_WAITING = 20_000   # records, from which on the loop writes them itself
MOST_TEXTS = 20_000     # numbered at a time; then numbers begin anew, so that memory stays flat
WHOLE = WHOLE_TEXTS + ("stderr",)

# What a record is, its first field. The second is the thread it was made in.
EVENT, TEXT, RUN, WAIT, TURN, READY, SOURCE, SNAPSHOT = range(8)

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ident = _thread.get_ident


def open_trace(path: str) -> int:
    """Only its owner may read it: it holds what the program printed and was given. Its descriptor's number is none that a
    program closes or takes over by habit."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    return out_of_the_way(file)


def out_of_the_way(file: int) -> int:
    try:
        return fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 200)
    finally:
        os.close(file)


def hold_back_signals() -> None:
    """In this thread: the program's handlers run where they would run without a recorder."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


class Sink:
    """One trace being written. `begin` makes the file; hooks use `put`, `event` and `text`."""

    def __init__(self, native: Any = None) -> None:
        self.native = native                    # native.py
        self.clock = time.perf_counter_ns       # what hooks note; less `start` it is a trace's time
        self.start = self.clock()
        self.records: List[Tuple[Any, ...]] = []
        self.put = self.records.append
        if native is not None:
            self.event, self.text = native.putters(self.records)  # type: ignore[method-assign]
        self.written = 0                        # events in the file, as a reader counts them
        self._texts: Dict[str, int] = {}
        self._sources: List[str] = []
        self._threads: Dict[int, int] = {}      # by ident, their numbers
        self._in = 1
        self._file = -1
        self._busy = _thread.allocate_lock()    # held while lines are written
        self._naps: Any = None                  # released, it ends the writing thread
        self._gone: Any = None
        self._thread = 0
        self._failed: Optional[str] = None      # why nothing is written any more
        self.on_failure: Callable[[str], None] = lambda why: None
        self.ring: Optional[Ring] = None
        self.wanted = False                     # shall a snapshot be taken at the next turn of a loop?
        self._taken = False
        self._waited = 0
        self._size = 0
        self._told = 0                          # sources that are in the file
        self._thread_lines: List[str] = []
        self.take: Callable[[], List[Any]] = lambda: []
        self.look: Callable[[], None] = lambda: None  # what blocks: watch.py

    def begin(self, file: int, header: Dict[str, Any]) -> None:
        """Takes the descriptor over. Texts and sources that were met before go with it."""
        self._file, self._place = file, os.fstat(file)[1:3]
        self._head = (_encode(header) + "\n").encode("utf-8", "backslashreplace")
        self._write(self._head, file)
        self.resume()

    # For hooks

    def event(self, kind: str, subject: str = "", obj: str = "", value: int = 0, line: int = 0, source: int = 0) -> None:
        self.put((EVENT, _ident(), self.clock(), kind, subject, obj, value, line, source))

    def text(self, kind: str, subject: str, obj: str, text: str, line: int = 0, source: int = 0) -> None:
        self.put((TEXT, _ident(), self.clock(), kind, subject, obj, text, line, source))

    def source(self, path: str) -> int:
        """The index of a file of the program; its text is read when the line is written."""
        self._sources.append(path)
        self.put((SOURCE, _ident(), len(self._sources)))
        return len(self._sources)

    # Lines

    def _number(self, text: str, lines: List[str]) -> int:
        if not text:
            return 0
        number = self._texts.get(text)
        if number is None:
            if len(self._texts) >= MOST_TEXTS:
                self._texts.clear()
            number = self._texts[text] = len(self._texts) + 1
            lines.append('["text",%d,%s]\n' % (number, _encode(text)))
        return number

    def _lines(self, records: List[Tuple[Any, ...]]) -> Tuple[bytes, int]:
        """The lines of these records, and how many events a reader makes of them."""
        if self.native is not None:
            done, events, self._in = self.native.lines(records, self._texts, self._threads, self._in, self.start, self)
            return done, events
        lines: List[str] = []
        add, number, events = lines.append, self._number, len(records)
        texts, threads = self._texts, self._threads
        ident, inside, start = -1, self._in, self.start
        for record in records:
            what = record[0]
            if record[1] != ident:
                ident = record[1]
                thread = threads.get(ident) or self._new_thread(ident, lines)
                if thread != inside:
                    inside = thread
                    add('["in",%d]\n' % thread)
            if what == READY:
                _, _, at, handle, whom, words, line, source = record
                add('[%d,"handle.ready","h%d","%s",%d,%d,%d]\n' % (
                    at - start, handle, whom, texts.get(words) or number(words, lines), line, source))
            elif what == RUN:
                _, _, at, handle, task, woken, how, coroutine, text, line, source = record
                add('["run",%d,"h%d","%s","%s",%d,"%s",%d,%d,%d]\n' % (
                    at - start, handle, task, woken, how, coroutine, number(text, lines) if text else 0, line, source))
                events += 1 + _EVENTS_OF[how] + (coroutine != "")
            elif what == WAIT:
                _, _, at, coroutine, awaited, text, line, source = record
                add('["wait",%d,"%s","%s",%d,%d,%d]\n' % (
                    at - start, coroutine, awaited, texts.get(text) or number(cut(text), lines), line, source))
                events += 1 + (coroutine != "")
            elif what == TURN:
                add('["turn",%d,"%s",%d]\n' % (record[2] - start, record[3], record[4]))
                events += 2
            elif what == EVENT:
                add('[%d,"%s","%s","%s",%d,%d,%d]\n' % ((record[2] - start,) + record[3:]))
            elif what == TEXT:
                _, _, at, kind, subject, obj, text, line, source = record
                text = text if kind in WHOLE else cut(text)
                add('[%d,"%s","%s","%s",%d,%d,%d]\n' % (at - start, kind, subject, obj, number(text, lines), line, source))
            else:
                events += self._seldom(record, lines) - 1
        self._in = inside
        return "".join(lines).encode("utf-8", "backslashreplace"), events

    def _seldom(self, record: Tuple[Any, ...], lines: List[str]) -> int:
        """Lines of another kind of record; none of them is an event."""
        if record[0] == SOURCE:
            lines.append(_source_line(record[2], self._sources[record[2] - 1]))
            self._told += 1
        return 0  # a snapshot: another was taken at the same time

    def _number_of(self, text: str, whole: bool, lines: List[str]) -> int:
        return self._number(text if whole else cut(text), lines)

    def _new_thread(self, ident: int, lines: List[str]) -> int:
        number = self._threads[ident] = len(self._threads) + 1
        known = threading._active.get(ident)  # type: ignore[attr-defined]
        self._thread_lines.append('["thread",%d,%s]\n' % (number, _encode(known.name if known is not None else "")))
        lines.append(self._thread_lines[-1])
        return number

    # The file

    def flush(self, wait: bool = True) -> None:
        """Writes what there is. Interrupted by a signal whose handler flushes, too, the second does nothing."""
        if not self._busy.acquire(wait, 1 if wait else -1):
            return
        try:
            while self._file >= 0:
                batch = self.records[:5000]
                if not batch:
                    break
                if self._taken:
                    place = next((index for index, record in enumerate(batch) if record[0] == SNAPSHOT), -1)
                    if place == 0:
                        self._begin_segment(batch[0])
                        del self.records[:1]
                        continue
                    batch = batch[:place] if place > 0 else batch
                lines, events = self._lines(batch)
                self._write(lines, self._file)
                del self.records[:len(batch)]
                self.written += events
                if self.ring is not None and not self._taken:
                    self._ask(self.ring)
        finally:
            self._busy.release()

    # Segments of a ring: ring.py

    def _ask(self, ring: Ring) -> None:
        """For a snapshot; if no loop turns in time, it is taken here."""
        if not self.wanted:
            self.wanted, self._waited = ring.is_due(self._size, self.clock() - self.start), 0
        elif ring.is_late(self._size):
            self.segment()

    def segment(self) -> None:
        """At a turn of a loop, where its tasks stand still."""
        self.wanted = False
        try:
            rows = self.take()
        except Exception:  # never into the program
            rows = []
        self.put((SNAPSHOT, _ident(), self.clock(), rows))
        self._taken = True

    def begin_with(self, rows: List[Any]) -> None:
        """A recording that begins in the middle of a run; how these came to be was not seen, though hooks told it just now."""
        self.records[:] = [record for record in self.records if record[0] == SOURCE]
        self.put((SNAPSHOT, _ident(), self.clock(), rows))
        self._taken = True

    def _begin_segment(self, record: Tuple[Any, ...]) -> None:
        _, ident, at, rows = record
        self._taken, ring, time_ = False, self.ring, at - self.start
        if ring is None:
            return
        ring.begins(Segment(self._size, time_, self.written, self._told, len(self._thread_lines)))
        self._texts.clear()
        lines: List[str] = []
        self._in = self._threads.get(ident) or self._new_thread(ident, lines)
        lines.append('["in",%d]\n["segment",%d]\n' % (self._in, len(rows)))
        for kind, subject, obj, value, line, source in rows:
            number = self._number(cut(value), lines) if type(value) is str else value
            lines.append('[%d,"%s","%s","%s",%d,%d,%d]\n' % (time_, kind, subject, obj, number, line, source))
        self._write("".join(lines).encode("utf-8", "backslashreplace"), self._file)
        self.written += len(rows)
        count = ring.to_drop(self._size, time_)
        if count and self._failed is None:
            self._drop(ring, count)

    def _drop(self, ring: Ring, count: int) -> None:
        first = ring.segments[count]
        head = self._thread_lines[:first.threads]
        head += [_source_line(index, path) for index, path in enumerate(self._sources[:first.sources], 1)]
        head.append('["text",1,"%d events: older than what is kept"]\n[%d,"lost","","",1,0,0]\n' % (first.events, first.time))
        try:
            file, self._size = ring.drop(count, self._file, [self._head, "".join(head).encode("utf-8", "backslashreplace")])
        except OSError as error:
            self._failed = error.strerror or str(error)
            self.on_failure(self._failed)
            return
        os.close(self._file)
        self._file = out_of_the_way(file)
        self._place = os.fstat(self._file)[1:3]

    def _write(self, data: bytes, file: int) -> None:
        if self._failed is not None:
            return
        try:
            if os.fstat(file)[1:3] != self._place:  # closed by the program, and maybe another file of its own now
                raise OSError(errno.EBADF, "its descriptor was closed")
            view = memoryview(data)
            while view:
                view = view[os.write(file, view):]
            self._size += len(data)
        except OSError as error:
            self._failed = error.strerror or str(error)
            self.on_failure(self._failed)

    def _keep_writing(self, naps: Any, gone: Any) -> None:
        self._thread = threading.get_native_id()
        try:
            hold_back_signals()
            looks = 0
            while not naps.acquire(True, LOOK_EVERY):
                try:
                    self.look()
                except Exception as error:  # it reads what is CPython's own; the file goes on without
                    self.look = lambda: None
                    self.text("lost", "", "", "0 events: what blocks is not looked for any more: %s" % type(error).__name__)
                looks += 1
                if looks % LOOKS == 0 and self.records:
                    self.flush()
                    if self.wanted:
                        self._waited += 1
                        if self._waited > PATIENCE:
                            self.segment()  # no loop turns
        finally:
            gone.release()

    def resume(self) -> None:
        """Writes from now on, in a thread that the program does not count as one of its own."""
        if self._file < 0 or self._naps is not None:
            return
        self._naps, self._gone = _thread.allocate_lock(), _thread.allocate_lock()
        self._naps.acquire()
        self._gone.acquire()
        _thread.start_new_thread(self._keep_writing, (self._naps, self._gone))

    def pause(self) -> None:
        """Before a fork: CPython warns of threads that there are then, and nothing may be half written."""
        naps, self._naps = self._naps, None
        if naps is None:
            return
        naps.release()
        self._gone.acquire(True, 1)
        own = "/proc/self/task/%d" % self._thread
        for _ in range(100):
            if not os.path.exists(own):
                break
            time.sleep(0.0001)

    def end(self, exit_code: int, error: str) -> None:
        """The last line; what is recorded after it is dropped."""
        self.flush()
        naps, self._naps = self._naps, None
        if naps is not None:
            naps.release()
        held = self._busy.acquire(True, 1)
        file, self._file = self._file, -1
        if file >= 0:
            self._write((_encode(["end", self._in_file(), exit_code, error]) + "\n").encode("utf-8", "backslashreplace"), file)
            if self._failed is None:
                os.close(file)
        if held:
            self._busy.release()

    def _in_file(self) -> int:
        """Events that a reader counts."""
        lost = self.ring.lost if self.ring is not None else 0
        return self.written - lost + (lost > 0)

    def forget(self) -> None:
        """In a child that was forked off: the trace is the parent's."""
        self._file, self._naps = -1, None
        self.records.clear()
        self._busy = _thread.allocate_lock()

    def begin_anew(self, file: int, header: Dict[str, Any]) -> None:
        """In such a child: a trace of its own, which tells the sources again."""
        self._texts.clear()
        self._threads.clear()
        del self._thread_lines[:]
        self._in, self.written, self._size, self._told, self._failed = 1, 0, 0, 0, None
        self.wanted = self._taken = False
        self.records[:] = [(SOURCE, _ident(), index) for index in range(1, len(self._sources) + 1)]
        self.begin(file, header)


# By how a step begins (EVENTS.md): handle.due, task.wakeup, task.deliver.
_EVENTS_OF = [bool(how & 16) + bool(how & 8) + bool(how & 4) for how in range(32)]


def _source_line(index: int, path: str) -> str:
    try:
        import tokenize
        with tokenize.open(path) as file:
            text = file.read()
    except (OSError, SyntaxError, UnicodeDecodeError):
        text = ""
    return '["source",%d,%s,%s,[]]\n' % (index, _encode(_shown(path)), _encode(text))


def _shown(path: str) -> str:
    """A file's name in the trace: from the folder one stands in, if it is below that."""
    try:
        beside = os.path.relpath(path)
    except (OSError, ValueError):
        return path
    return path if beside.startswith(os.pardir) else beside
