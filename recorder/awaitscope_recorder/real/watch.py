"""What blocks a loop: while a step or a callback goes on for long, the writing thread looks where in the program it stands."""
import asyncio
import sys
from asyncio import base_events
from types import FrameType
from typing import Any, Dict, List, Optional, Tuple

from ..trace.frames import peek
from . import values
from .held import Held
from .places import Places
from .sink import EVENT, Sink
from .tasks import Tasks, frames_of

LONG = 50_000_000       # ns that a step has run when its place is told
LONGER = 100_000_000    # ns after which it is told again, if it has moved on; else when it has stood there twice as long
_SELECT = ("select", "select_")


class _Step:
    """One that was met, and where it stood when it was told last. Its handle is not kept alive."""
    __slots__ = ("handle", "number", "since", "told", "place")

    def __init__(self, handle: int, number: int, since: int) -> None:
        self.handle, self.number, self.since = handle, number, since  # the handle's id()
        self.told = 0
        self.place: Tuple[Any, ...] = ()


class Watch:
    def __init__(self, sink: Sink, places: Places, tasks: Tasks, held: Held) -> None:
        self._sink, self._places, self._tasks, self._held = sink, places, tasks, held
        self._steps: Dict[int, _Step] = {}  # by thread
        self._turn = base_events.BaseEventLoop._run_once.__code__  # type: ignore[attr-defined]
        self.tells = True                   # where it stands, by a line
        self.threads: Dict[int, int] = {}   # in which loops run, and how deep

    def look(self) -> None:
        """In the writing thread. The interpreter gives it some milliseconds, so what it sees holds still meanwhile."""
        if not self.threads:
            return
        frames = sys._current_frames()
        for ident in list(self.threads):
            frame = frames.get(ident)
            if frame is not None:
                self._look_at(ident, frame)
        del frames

    def _look_at(self, ident: int, innermost: FrameType) -> None:
        stack: List[FrameType] = []
        frame: Optional[FrameType] = innermost
        while frame is not None and frame.f_code is not self._turn:
            stack.append(frame)
            frame = frame.f_back
        if frame is None or (stack and stack[-1].f_code.co_name in _SELECT):
            self._steps.pop(ident, None)
            return
        handle = peek(frame, "handle")
        number = getattr(handle, "_awaitscope", 0) if handle is not None else 0
        now = self._sink.clock()
        step = self._steps.get(ident)
        if step is None or step.handle != id(handle) or step.number != number:
            self._steps[ident] = _Step(id(handle), number, now)
        elif number and now - step.since >= LONG and now - step.told >= LONGER:
            self._tell(ident, step, handle, stack, now)

    def _tell(self, ident: int, step: _Step, handle: Any, stack: List[FrameType], now: int) -> None:
        """The innermost frame of the program; the coroutine whose frame it is, or that called it."""
        own = self._coroutines(handle)
        place, depth, subject, innermost = (0, 0), 0, "", None  # type: Tuple[int, int], int, str, Any
        for frame in stack:
            source = self._places.source_of(frame.f_code)
            if not source:
                continue
            if not place[1]:
                place, innermost = (frame.f_lineno or 0, source), frame
            subject = own.get(frame, "")
            if subject:
                break
            depth += 1
        if not place[1] or (place == step.place and now - step.since < 2 * (step.told - step.since)):
            return
        step.told = now
        moved, step.place = place != step.place, place
        if not subject:
            depth = max(0, depth - 1)
        if self.tells:
            self._sink.put((EVENT, ident, now, "line", subject, "", depth, place[0], place[1]))
        if moved:
            self._held.look(ident, innermost, now)

    def _coroutines(self, handle: Any) -> Dict[FrameType, str]:
        """Those of the task that runs, by their frames."""
        task = values.attribute(getattr(handle, "_callback", None), "__self__")
        known = getattr(task, "_awaitscope", None) if issubclass(type(task), asyncio.Task) else None
        return frames_of(known)
