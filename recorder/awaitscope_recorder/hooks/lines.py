"""Lines and locals: what the marks in the program's code report."""
import inspect
import sys
from collections import deque
from types import FrameType, FunctionType, ModuleType
from typing import Any, Callable, Iterator, Optional, Tuple

from ..source import instrument
from ..trace.frames import COMPREHENSIONS
from ..trace.recording import Recording
from .coroutines import Coroutine, Coroutines

_CONTAINERS = (list, deque, dict, set)
_SHOWN = 50  # a longer one is not looked through after each call


class Again:
    """The iterator of a loop, which tells each time the loop comes back for the next item."""
    __slots__ = ("_iterator", "_line", "_tell", "_begun")

    def __init__(self, iterator: Iterator[Any], line: int, tell: Callable[[FrameType, int], None]) -> None:
        self._iterator = iterator
        self._line = line
        self._tell = tell
        self._begun = False

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if self._begun:
            self._tell(sys._getframe(1), self._line)
        self._begun = True
        return next(self._iterator)


class Lines:
    def __init__(self, recording: Recording, coroutines: Coroutines) -> None:
        self._recording = recording
        self._coroutines = coroutines

    def install(self, builtins: Any) -> None:
        setattr(builtins, instrument.LINE, self.line)
        setattr(builtins, instrument.AGAIN, lambda iterable, line: Again(iter(iterable), line, self._at))
        setattr(builtins, instrument.LOCALS, self.locals)
        setattr(builtins, instrument.CHANGED, self.changed)

    def line(self, line: int) -> None:
        self._at(sys._getframe(1), line)

    def _at(self, frame: FrameType, line: int) -> None:
        if self._recording.muted:
            return
        self._recording.thrown_at = None
        owner, depth = self._owner(frame)
        if owner is not None and depth == 0:
            owner.line = line
        file = self._recording.files[frame.f_code.co_filename]
        self._recording.event("line", self._id(owner), "", depth, (line, file.index))

    def locals(self, *pairs: Any) -> None:
        if self._recording.muted:
            return
        frame = sys._getframe(1)
        owner, _ = self._owner(frame)
        for name, value in zip(pairs[::2], pairs[1::2]):
            if _is_global(frame, name) and isinstance(value, (FunctionType, ModuleType, type)):
                continue  # a name of the program's, not a value of the run
            self._local(frame, owner, name, value)

    def changed(self, result: Any, *pairs: Any) -> Any:
        """A call had these values; what holds others says so if it holds others now."""
        frame: Optional[FrameType] = None
        owner: Optional[Coroutine] = None
        for name, value in zip(pairs[::2], pairs[1::2]):
            if type(value) not in _CONTAINERS or len(value) > _SHOWN or self._recording.muted:
                continue
            if frame is None:
                frame = sys._getframe(1)
                owner, _ = self._owner(frame)
            self._local(frame, owner, name, value, again=False)
        return result

    def _local(self, frame: FrameType, owner: Optional[Coroutine], name: str, value: Any, again: bool = True) -> None:
        text, subject = self._coroutines.texts.repr(value), self._id(owner)
        of_module = _is_global(frame, name)
        held = ("" if of_module else subject, name)
        if again or self._recording.held.get(held) != text:
            words = "global " if of_module and frame.f_code.co_name != "<module>" else ""
            self._recording.text_event("local", subject, "", "%s%s = %s" % (words, name, text), self._recording.place_of(frame))
        if type(value) in _CONTAINERS:
            self._recording.held[held] = text

    def _id(self, owner: Optional[Coroutine]) -> str:
        return owner.id if owner is not None else self._recording.threads.job  # type: ignore[no-any-return]

    def _owner(self, frame: FrameType) -> Tuple[Optional[Coroutine], int]:
        """The coroutine a frame belongs to, and how many calls above that coroutine's own frame it is."""
        depth = -1
        for outer in self._recording.frames():
            owner = self._coroutines.of_frame(outer)
            if outer.f_code.co_name not in COMPREHENSIONS and not _is_class_body(outer):
                depth += 1
            if owner is not None:
                return owner, depth
        return None, max(depth, 0)


def _is_global(frame: FrameType, name: str) -> bool:
    code = frame.f_code
    if not code.co_flags & inspect.CO_OPTIMIZED:
        return code.co_name == "<module>"
    return name not in code.co_varnames and name not in code.co_cellvars and name not in code.co_freevars


def _is_class_body(frame: FrameType) -> bool:
    return not frame.f_code.co_flags & inspect.CO_OPTIMIZED and frame.f_code.co_name != "<module>"
