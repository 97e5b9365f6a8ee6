"""Locks, events, conditions, semaphores and barriers: made, waited for, acquired, released, notified."""
import asyncio
import functools
import os
import sys
from asyncio import base_events, locks
from types import CodeType, FrameType
from typing import Any, Callable, Set

from ..trace.frames import peek
from ..trace.recording import Recording
from ..trace.texts import Texts
from ..trace.words import id_of

_ASYNCIO = os.path.dirname(asyncio.__file__) + os.sep

# Since 3.10.8 a released semaphore's permit is taken out of its value at once for the task that is woken.
_hands_over = "_value" in locks.Semaphore._wake_up_next.__code__.co_names  # type: ignore[attr-defined]


class Sync:
    def __init__(self, recording: Recording, texts: Texts) -> None:
        self._recording = recording
        self._texts = texts
        self._waits: Set[int] = set()  # ids of code that makes a future when its task must wait for its `self`
        self._condition_init: CodeType = locks.Condition.__init__.__code__

    def install(self) -> None:
        self._creation(locks.Lock, lambda lock: "")
        self._creation(locks.Event, lambda event: "")
        self._creation(locks.Semaphore, lambda semaphore: "(%d)" % semaphore._value)
        self._condition_creation()
        for cls, name in ((locks.Lock, "acquire"), (locks.Event, "wait"), (locks.Condition, "wait"),
                          (locks.Semaphore, "acquire")):
            self._waits.add(id(getattr(cls, name).__code__))
        self._waiting()
        self._before(locks.Lock, "release", lambda lock: self._released(lock) if lock._locked else None)
        self._before(locks.Semaphore, "release",
                     lambda semaphore: self._released(semaphore, _untaken(semaphore) + 1))
        self._before(locks.Event, "set",
                     lambda event: None if event._value else self._notified(event, len(_pending(event))))
        self._notify()
        self._acquired(locks.Lock, lambda lock: 0)
        self._acquired(locks.Semaphore, _untaken)
        if hasattr(locks, "Barrier"):
            self._barrier(locks.Barrier)

    # Made

    def _creation(self, cls: Any, value: Callable[[Any], str]) -> None:
        init = cls.__init__
        self._texts.show_ids(cls)

        @functools.wraps(init)
        def __init__(tool: Any, *args: Any, **kwargs: Any) -> None:
            init(tool, *args, **kwargs)
            self.created(tool, "s", value(tool), sys._getframe(1))

        cls.__init__ = __init__

    def _condition_creation(self) -> None:
        cls: Any = locks.Condition
        init = cls.__init__
        self._texts.show_ids(cls)

        @functools.wraps(init)
        def __init__(condition: Any, *args: Any, **kwargs: Any) -> None:
            self.created(condition, "s", "", sys._getframe(1))  # before the lock that it makes for itself
            init(condition, *args, **kwargs)

        cls.__init__ = __init__

    def created(self, tool: Any, letter: str, value: str, by: FrameType) -> None:
        """Numbers a tool made by the code of frame `by`, unless asyncio made it for itself."""
        maker: Any = by
        while maker.f_code.co_name == "__init__" and peek(maker, "self") is tool:
            maker = maker.f_back  # the __init__ of a derived class
        part_of = ""
        if maker.f_code.co_filename.startswith(_ASYNCIO):
            part_of = id_of(peek(maker, "self")) if maker.f_code is self._condition_init else ""
            if not part_of:
                return
        tool._awaitscope_id = self._recording.new_id(letter)
        self._recording.text_event("sync.create", tool._awaitscope_id, part_of, type(tool).__name__ + value)

    # Events

    def _event(self, kind: str, tool: Any, value: int = 0) -> None:
        if id_of(tool):
            self._recording.event(kind, id_of(tool), self._recording.current_task(), value)

    def _released(self, tool: Any, value: int = 0) -> None:
        self._event("sync.release", tool, value)

    def _notified(self, tool: Any, woken: int) -> None:
        self._event("sync.notify", tool, woken)

    def _before(self, cls: Any, name: str, record: Callable[..., None]) -> None:
        original = getattr(cls, name)

        @functools.wraps(original)
        def method(tool: Any, *args: Any, **kwargs: Any) -> Any:
            record(tool, *args, **kwargs)
            return original(tool, *args, **kwargs)

        setattr(cls, name, method)

    def _waiting(self) -> None:
        """A tool makes a future only when the task must wait for it."""
        create_future = base_events.BaseEventLoop.create_future

        @functools.wraps(create_future)
        def create(loop: Any) -> Any:
            frame: FrameType = sys._getframe(1)
            if id(frame.f_code) in self._waits:
                self._event("sync.wait", peek(frame, "self"))
            return create_future(loop)

        base_events.BaseEventLoop.create_future = create  # type: ignore[method-assign]

    def _acquired(self, cls: Any, value: Callable[[Any], int]) -> None:
        original = cls.acquire

        @functools.wraps(original)
        async def acquire(self: Any) -> Any:
            result = await original(self)
            event("sync.acquire", self, value(self))
            return result

        event = self._event
        cls.acquire = acquire

    def _notify(self) -> None:
        """Since 3.13 a condition also passes on, unasked, the notify of a wait that fails."""
        name = "_notify" if hasattr(locks.Condition, "_notify") else "notify"

        def record(condition: Any, n: int = 1) -> None:
            if name == "_notify" or condition.locked():
                woken = max(0, min(n, len(_pending(condition))))
                if woken or not getattr(condition, "_awaitscope_of_barrier", False):
                    self._notified(condition, woken)

        self._before(locks.Condition, name, record)

    def _barrier(self, cls: Any) -> None:
        """Its condition acts in its name; that one's lock is always free and says nothing."""
        init, original = cls.__init__, cls.wait
        self._texts.show_ids(cls)

        @functools.wraps(init)
        def __init__(barrier: Any, *args: Any, **kwargs: Any) -> None:
            init(barrier, *args, **kwargs)
            self.created(barrier, "s", "(%d)" % barrier._parties, sys._getframe(1))
            barrier._cond._awaitscope_id = id_of(barrier)
            barrier._cond._awaitscope_of_barrier = True

        @functools.wraps(original)
        async def wait(self: Any) -> Any:
            place = await original(self)
            event("sync.acquire", self, self._count)
            return place

        event = self._event
        cls.__init__, cls.wait = __init__, wait


def _pending(tool: Any) -> Any:
    return [waiter for waiter in tool._waiters or () if not waiter.done()]


def _untaken(semaphore: Any) -> int:
    """Permits that no task has taken: also those of tasks that were woken and have not run yet."""
    handed = [waiter for waiter in semaphore._waiters or () if waiter.done() and not waiter.cancelled()]
    return int(semaphore._value) + (len(handed) if _hands_over else 0)
