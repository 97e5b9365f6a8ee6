"""Levels `lines` and `locals`: which lines of the program run. From 3.12 on sys.monitoring tells, and only of the program's code;
before, sys.settrace. Of one step so many lines are listed; more are counted."""
import inspect
import os
import sys
import threading
from types import CodeType, FrameType
from typing import Any, Dict, List, Optional, Sequence, Tuple

from ..trace.frames import COMPREHENSIONS
from ..usage import say
from . import values
from .places import Places
from .sink import EVENT, TEXT, Sink, _ident
from .tasks import Known, Tasks, frames_of

MOST = 2000             # lines of one step, or between two, that are listed
MOST_FRAMES = 2000      # whose locals are remembered
MOST_LOCALS = 50        # of one frame
_SUSPENDS = inspect.CO_COROUTINE | inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR  # its frame returns at each


class _Thread:
    """What runs in a thread."""
    __slots__ = ("left", "frames")

    def __init__(self) -> None:
        self.left = MOST                         # below 0: so many were not listed
        self.frames: Dict[FrameType, str] = {}   # of the running task's coroutines, their ids


class Lines:
    def __init__(self, sink: Sink, places: Places, tasks: Tasks, locals_: bool, paths: Sequence[str]) -> None:
        self._sink, self._places, self._tasks, self._locals = sink, places, tasks, locals_
        self._paths = tuple(os.path.abspath(path) for path in paths)
        self._threads: Dict[int, _Thread] = {}
        self._kept: Dict[int, Tuple[CodeType, int, Dict[str, str]]] = {}  # by id of a frame: its last line, its locals' texts
        self._wanted: Dict[str, bool] = {}  # by file name
        tasks.on_step = self._step

    def install(self) -> None:
        if sys.version_info >= (3, 12):
            self._monitor()
        else:
            threading.settrace(self._trace)
            sys.settrace(self._trace)

    def is_wanted(self, code: CodeType) -> bool:
        if not self._places.source_of(code):
            return False
        wanted = self._wanted.get(code.co_filename)
        if wanted is None:
            wanted = self._wanted[code.co_filename] = not self._paths or os.path.abspath(code.co_filename).startswith(self._paths)
        return wanted

    def finish(self) -> None:
        for thread in list(self._threads.values()):
            self._count(thread)

    def _step(self, known: Optional[Known]) -> None:
        """A step begins, or it ended: there is none."""
        ident = _ident()
        thread = self._threads.get(ident) or self._new(ident)
        self._count(thread)
        thread.frames = frames_of(known)

    def _new(self, ident: int) -> _Thread:
        thread = self._threads[ident] = _Thread()
        return thread

    def _count(self, thread: _Thread) -> None:
        left, thread.left = thread.left, MOST
        if left < 0:
            self._sink.text("lost", "", "", "%d events: lines of one step after its first %d" % (-left, MOST))

    # Where lines come from

    def _monitor(self) -> None:
        monitoring: Any = sys.monitoring  # type: ignore[attr-defined]
        tool = next((each for each in (4, 3, 2) if monitoring.get_tool(each) is None), -1)
        if tool < 0:
            say("lines are not seen: all tools of sys.monitoring are in use.")
            return
        monitoring.use_tool_id(tool, "awaitscope")
        threads, new, disable, kept = self._threads, self._new, monitoring.DISABLE, self._kept
        lines = monitoring.events.LINE
        wanted = lines | (monitoring.events.PY_RETURN if self._locals else 0)
        get_ident, frame_of = _ident, sys._getframe

        def start(code: CodeType, _: int) -> Any:
            if self.is_wanted(code):
                monitoring.set_local_events(tool, code, wanted)
            return disable

        def line(code: CodeType, number: int) -> None:
            ident = get_ident()
            thread = threads.get(ident) or new(ident)
            thread.left -= 1
            if thread.left >= 0:
                self._ran(thread, ident, frame_of(1), number)

        def ended(code: CodeType, *_: Any) -> None:
            kept.pop(id(frame_of(1)), None)

        if self._locals:
            monitoring.register_callback(tool, monitoring.events.PY_RETURN, ended)
        monitoring.register_callback(tool, monitoring.events.PY_START, start)
        monitoring.register_callback(tool, monitoring.events.PY_RESUME, start)
        monitoring.register_callback(tool, lines, line)
        monitoring.set_events(tool, monitoring.events.PY_START | monitoring.events.PY_RESUME)

    def _trace(self, frame: FrameType, what: str, _: Any) -> Any:
        return self._trace_line if self.is_wanted(frame.f_code) else None

    def _trace_line(self, frame: FrameType, what: str, _: Any) -> Any:
        if what == "line":
            ident = _ident()
            thread = self._threads.get(ident) or self._new(ident)
            thread.left -= 1
            if thread.left >= 0:
                self._ran(thread, ident, frame, frame.f_lineno or 0)
        elif what == "return" and not frame.f_code.co_flags & _SUSPENDS:
            self._kept.pop(id(frame), None)
        return self._trace_line

    # What is told

    def _ran(self, thread: _Thread, ident: int, frame: FrameType, number: int) -> None:
        subject, depth = self._whose(thread, frame)
        source = self._places.source_of(frame.f_code)
        if self._locals:
            self._tell_locals(ident, frame, number, subject, source)
        self._sink.put((EVENT, ident, self._sink.clock(), "line", subject, "", depth, number, source))

    def _whose(self, thread: _Thread, frame: FrameType) -> Tuple[str, int]:
        """The coroutine that a frame is, or that called it; and how many of the program's frames stand between."""
        depth, own, places = 0, thread.frames, self._places
        outer: Optional[FrameType] = frame
        while outer is not None:
            found = own.get(outer)
            if found is not None:
                return found, depth
            code = outer.f_code
            if id(code) in places.borders:
                break
            if code.co_name not in COMPREHENSIONS and places.source_of(code):
                depth += 1
            outer = outer.f_back
        return "", max(0, depth - 1)

    def _tell_locals(self, ident: int, frame: FrameType, number: int, subject: str, source: int) -> None:
        """What changed since the line before; that line set it."""
        code, key = frame.f_code, id(frame)
        kept = self._kept.get(key)
        if code.co_name == "<module>":
            return
        if len(self._kept) > MOST_FRAMES:
            self._kept.clear()
        last, before = (kept[1], kept[2]) if kept is not None and kept[0] is code else (number, {})
        now: Dict[str, str] = {}
        found: List[Tuple[str, Any]] = list(frame.f_locals.items())[:MOST_LOCALS]
        for name, value in found:
            text = now[name] = values.shown(value)
            if before.get(name) != text:
                self._sink.put((TEXT, ident, self._sink.clock(), "local", subject, "", "%s = %s" % (name, text), last, source))
        self._kept[key] = (code, number, now)
