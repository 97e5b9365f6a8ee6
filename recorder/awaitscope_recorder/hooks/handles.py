"""Handles and timers: the loop's callbacks, numbered and seen."""
import asyncio
import heapq
import itertools
from asyncio import base_events, events, futures
from typing import Any, Callable, List, Tuple

from ..trace.recording import Recording
from ..trace.texts import Texts
from ..trace.words import describe, id_of, task_method
from ..virtual.clock import to_ns
from ..virtual.schedule import TIMERS, Schedule


def install(recording: Recording, texts: Texts, step_scheduled: Callable[[Any], None]) -> None:
    """Puts in handles that know their id; asyncio makes them by the names `events.Handle` and `events.TimerHandle`."""
    plain, timer = events.Handle, events.TimerHandle
    recording.loop_frames.add(id(base_events.BaseEventLoop._run_once.__code__))  # type: ignore[attr-defined]

    class Handle(plain):  # type: ignore[valid-type, misc]
        __slots__ = ("_awaitscope_id", "_awaitscope_ran")

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self._awaitscope_id = ""
            self._awaitscope_ran = False
            super().__init__(*args, **kwargs)

        _run = _seen_run(recording, plain._run)
        cancel = _seen_cancel(recording, plain.cancel)

    class TimerHandle(timer):  # type: ignore[valid-type, misc]
        __slots__ = ("_awaitscope_id", "_awaitscope_ran", "_awaitscope_when", "_awaitscope_number", "_in_heap")

        def __init__(self, when: float, *args: Any, **kwargs: Any) -> None:
            self._awaitscope_id = ""
            self._awaitscope_ran = False
            self._awaitscope_when = to_ns(when)
            self._awaitscope_number = armed[0] = armed[0] + 1
            super().__init__(self._awaitscope_when / 1e9, *args, **kwargs)

        _run = _seen_run(recording, plain._run)
        cancel = _seen_cancel(recording, timer.cancel)

        # CPython leaves the order of simultaneous timers open; a trace needs one: that of arming.
        def __lt__(self, other: Any) -> Any:
            if isinstance(other, TimerHandle):
                return (self._awaitscope_when, self._awaitscope_number) < (other._awaitscope_when, other._awaitscope_number)
            return super().__lt__(other)

        __hash__ = timer.__hash__

        # The loop says by this attribute that the timer left the heap.
        @property
        def _scheduled(self) -> bool:
            return self._in_heap

        @_scheduled.setter
        def _scheduled(self, scheduled: bool) -> None:
            self._in_heap = scheduled
            if not scheduled and self._awaitscope_id and not self._cancelled:
                recording.event("handle.due", self._awaitscope_id, describe(self._callback, self._args).whom)

    armed = [0]
    for cls, original in ((Handle, plain), (TimerHandle, timer)):
        cls.__name__, cls.__qualname__, cls.__module__ = original.__name__, original.__qualname__, original.__module__
        texts.show_ids(cls)
    for module in (events, asyncio):
        module.Handle, module.TimerHandle = Handle, TimerHandle  # type: ignore[misc, assignment]

    loop = base_events.BaseEventLoop
    call_soon, call_at = loop._call_soon, loop.call_at  # type: ignore[attr-defined]

    def _call_soon(self: Any, callback: Any, args: Any, context: Any) -> Any:
        if task_method(callback) == "step":
            step_scheduled(callback.__self__)
        handle = call_soon(self, callback, args, context)
        if not _serves_shutdown(recording, callback, args):
            handle._awaitscope_id = recording.new_id("h")
            about = describe(callback, args)
            recording.text_event("handle.ready", handle._awaitscope_id, about.whom, about.words)
        return handle

    def _call_at(self: Any, when: float, callback: Any, *args: Any, **kwargs: Any) -> Any:
        handle = call_at(self, when, callback, *args, **kwargs)
        if not _serves_shutdown(recording, callback, args):
            handle._awaitscope_id = recording.new_id("h")
            recording.event("handle.timer", handle._awaitscope_id, describe(callback, args).whom, handle._awaitscope_when)
        return handle

    loop._call_soon = _call_soon  # type: ignore[attr-defined]
    loop.call_at = _call_at  # type: ignore[method-assign, assignment]


def order_timers(schedule: Schedule, heap: List[Any], end: float, told: int) -> None:
    """Of a loop's heap, those of one moment that are due before `end` go on as the schedule says."""
    if len(heap) < 2:
        return
    due = sorted(handle for handle in heap if handle._when < end and not handle._cancelled)
    moved = False
    for _, group in itertools.groupby(due, lambda handle: handle._awaitscope_when):
        same = list(group)
        numbers = [handle._awaitscope_number for handle in same]
        for handle, number in zip(schedule.ordered(TIMERS, same, told), numbers):
            moved = moved or handle._awaitscope_number != number
            handle._awaitscope_number = number
    if moved:
        heapq.heapify(heap)


def _serves_shutdown(recording: Recording, callback: Any, args: Tuple[Any, ...]) -> bool:
    """Callbacks the program left behind run in the same turns, and what they do is seen."""
    if not recording.hidden:
        return False
    words = describe(callback).words
    owner = args[0] if words == "set_result" else getattr(callback, "__self__", None)
    return (recording.serves_shutdown() or words == "stop"
            or isinstance(owner, futures.Future) and not id_of(owner))


def _seen_run(recording: Recording, original: Callable[[Any], None]) -> Callable[[Any], None]:
    def _run(self: Any) -> None:
        handle = self._awaitscope_id
        if handle:
            about = describe(self._callback, self._args)
            self._awaitscope_ran = True
            recording.text_event("handle.run", handle, about.whom, about.words)
        original(self)
        self = None  # a traceback made in the callback keeps this frame: break the cycle, as asyncio's own frames do
        if handle:
            recording.event("handle.end", handle, about.whom)

    return _run


def _seen_cancel(recording: Recording, original: Callable[[Any], None]) -> Callable[[Any], None]:
    def cancel(self: Any) -> None:
        if self._awaitscope_id and not self._cancelled and not self._awaitscope_ran:
            recording.event("handle.cancel", self._awaitscope_id, describe(self._callback, self._args).whom)
        original(self)

    return cancel
