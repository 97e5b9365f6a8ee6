"""asyncio's locks and queues: who has one, who waits for it, what is put in and taken out."""
import functools
import itertools
import sys
import weakref
from asyncio import locks, queues
from collections import deque
from types import CodeType
from typing import Any, Callable, Dict, List, Tuple

from ..trace.frames import peek
from .places import Places
from .sink import EVENT, Sink, _ident
from .tasks import Tasks

Row = Tuple[str, str, str, Any, int, int]


class _Told:
    """An attribute whose changes are told. It has no __get__, so reading it costs what it costs alone, and no frame of ours
    stands in a traceback."""

    def __init__(self, name: str, changed: Callable[[Any, Any, Any], None]) -> None:
        self._name, self._changed = name, changed

    def __set__(self, tool: Any, value: Any) -> None:
        attributes = vars(tool)
        before = attributes.get(self._name)
        attributes[self._name] = value
        if before is not None and before != value:
            self._changed(tool, before, value)


class Tools:
    def __init__(self, sink: Sink, places: Places, tasks: Tasks) -> None:
        self._sink, self._places, self._tasks = sink, places, tasks
        self._numbers = {"s": itertools.count(1), "q": itertools.count(1)}
        self._known: Any = weakref.WeakSet()
        self._holders: Any = weakref.WeakKeyDictionary()
        tasks.on_wait = self._waits

    def install(self) -> None:
        lock, queue = locks.Lock, queues.Queue  # type: Any, Any
        lock._locked = _Told("_locked", self._lock)
        queue._unfinished_tasks = _Told("_unfinished_tasks", self._unfinished)
        wakeup_next = queue._wakeup_next
        # Each of these has changed the queue when it wakes the next task.
        changes: Dict[CodeType, str] = {queue.put_nowait.__code__: "queue.put", queue.get_nowait.__code__: "queue.get"}

        # Without lines: a queue is used as often as tasks switch.
        frame, put, clock, current, kinds = sys._getframe, self._sink.put, self._sink.clock, self._tasks.current, changes.get

        @functools.wraps(wakeup_next)
        def _wakeup_next(each: Any, waiters: Any) -> None:
            kind = kinds(frame(1).f_code)
            if kind is not None:
                attributes, ident = each.__dict__, _ident()
                items = attributes.get("_queue")
                put((EVENT, ident, clock(), kind, attributes.get("_awaitscope_id") or self.id_of(each, "q"), current.get(ident, ""),
                     len(items) if type(items) in _ITEMS else 0, 0, 0))
            wakeup_next(each, waiters)

        queue._wakeup_next = _wakeup_next

    def id_of(self, tool: Any, letter: str) -> str:
        """Met for the first time, it is told of."""
        known: str = vars(tool).get("_awaitscope_id", "")
        if not known:
            known = tool._awaitscope_id = self.new_id(letter)
            self._known.add(tool)
            self._sink.text("sync.create", known, "", type(tool).__name__)
        return known

    def new_id(self, letter: str) -> str:
        return letter + str(next(self._numbers[letter]))

    def _event(self, kind: str, tool: str, value: int = 0) -> None:
        self._sink.event(kind, tool, self._tasks.current.get(_ident(), ""), value, *self._places.here(2))

    def _lock(self, lock: Any, before: bool, locked: bool) -> None:
        name = self.id_of(lock, "s")
        self._holders[lock] = self._tasks.current.get(_ident(), "") if locked else ""
        self._event("sync.acquire" if locked else "sync.release", name)

    def _unfinished(self, queue: Any, before: int, now: int) -> None:
        if now < before:
            self._sink.event("queue.task_done", self.id_of(queue, "q"), self._tasks.current.get(_ident(), ""), now)

    def _waits(self, task: str, beyond: List[Any]) -> None:
        """A task has begun to wait in these library coroutines."""
        for link in beyond:
            if getattr(link, "cr_code", None) is _ACQUIRE:
                lock = peek(link.cr_frame, "self")
                if lock is not None:
                    self._sink.event("sync.wait", self.id_of(lock, "s"), task)

    def rows(self) -> List[Row]:
        """Those that live, and who has them, for a snapshot."""
        found: List[Row] = []
        for tool in sorted(self._known, key=lambda each: int(each._awaitscope_id[1:])):
            found.append(("sync.create", tool._awaitscope_id, "", type(tool).__name__, 0, 0))
            holder = self._holders.get(tool, "")
            if holder and tool.locked():
                found.append(("sync.acquire", tool._awaitscope_id, holder, 0, 0, 0))
        return found


_ACQUIRE = locks.Lock.acquire.__code__
_ITEMS = (deque, list)
