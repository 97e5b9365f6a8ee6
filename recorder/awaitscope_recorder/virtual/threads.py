"""Threads under the virtual clock: exactly one runs at a time, and it runs until it waits.

What a thread waits in (a lock, a sleep, the end of another thread, a loop's select) is replaced here, so that the one that
begins to wait hands over to the next one that can go on: those that were woken or started, first come first; then a loop that
has found something to do; and if there is none, the clock jumps to the earliest moment that anybody waits for. So threads
that sleep take no real time, what they do comes in the same order in every run, and it is known when nobody can ever go on.
Computing is waited for, and so is what comes from outside.
"""
import concurrent.futures.thread as pools
import functools
import os
import queue
import selectors
import threading
import time
from collections import deque
from typing import Any, Callable, Deque, Dict, List, Optional

from ..trace.recording import Recording
from .locks import lock_class
from .schedule import THREADS
from .strands import LOOK_AGAIN, Select, Strand, real_lock, real_sleep

_real_monotonic_ns = time.monotonic_ns

UNNOTICED = 250_000_000  # ns; what takes the outside less counts as no time, so that runs repeat


class Threads:
    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        # Called in the main thread when nobody can ever go on; does not return.
        self.deadlock: Callable[[], None] = lambda: None
        self.blocked_by_lock = ""  # the task in whose step a loop waits for a lock of threading that another task has
        self.restart()

    def restart(self) -> None:
        """Forgets the threads of an earlier program, which stand still for ever."""
        self._main = Strand(False)
        self._running: Optional[Strand] = self._main  # None: all others are away
        self._strands: Dict[int, Strand] = {threading.get_ident(): self._main}
        self._runnable: Deque[Strand] = deque()
        self._sleeping: List[Strand] = []   # in order of beginning to wait
        self._selecting: List[Strand] = []  # the same
        self._away = 0                      # threads in a call that waits for the outside
        self._back: Deque[Strand] = deque()  # and those whose call has ended
        self._returning = real_lock()
        self._waits = 0
        self._stuck = False

    def current(self) -> Optional[Strand]:
        """None in a thread that was not made by `threading`."""
        return self._strands.get(threading.get_ident())

    @property
    def alone(self) -> bool:
        """Is there one thread only?"""
        return len(self._strands) == 1 and not self._away

    @property
    def job(self) -> str:
        """The id of the work that this thread does, "" if none."""
        strand = self._strands.get(threading.get_ident())
        return strand.job if strand is not None else ""

    # Waiting

    def sleep(self, seconds: float) -> None:
        me = self.current()
        if seconds < 0 or me is None:
            return real_sleep(seconds)  # raises as CPython does
        moment = self._recording.now + round(seconds * 1e9)
        if len(self._strands) == 1:
            self._recording.now = moment
        else:
            self.park(me, moment)

    def park(self, me: Strand, moment: Optional[int]) -> bool:
        """Waits until woken, or the clock stands at `moment`: then it is false."""
        me.moment, me.timed_out = moment, False
        self._waits += 1
        me.number = self._waits
        self._sleeping.append(me)
        self._hand_over(me)
        return not me.timed_out

    def wake(self, strand: Strand) -> None:
        if strand in self._sleeping:
            self._sleeping.remove(strand)
            self._runnable.append(strand)

    def select(self, moment: Optional[int], select: Select) -> Any:
        """Lets all others go on as far as they can, then waits until something is found or the moment has come."""
        me = self.current()
        if me is None:
            return select.look(LOOK_AGAIN)
        me.moment, me.select = moment, select
        self._selecting.append(me)
        self._hand_over(me)
        me.select = None
        return select.found

    def outside(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """`call` waits for the outside in real time: the other threads go on meanwhile."""
        @functools.wraps(call)
        def called(*args: Any, **kwargs: Any) -> Any:
            me = self.current()
            self._recording.outside = getattr(call, "__name__", "a call")
            if me is None or len(self._strands) == 1:
                return call(*args, **kwargs)
            with self._returning:
                self._away += 1
                parked = self._parked_other_than(me)
                self._running = parked
            if parked is not None:
                parked.looks = True
                parked.gate.release()
            try:
                return call(*args, **kwargs)
            finally:
                self._come_back(me)

        return called

    def join(self, strand: Strand, seconds: Optional[float]) -> bool:
        me = self.current()
        if strand.ended or me is None or me is strand:
            return True
        moment = None if seconds is None else self._recording.now + max(0, round(seconds * 1e9))
        strand.joiners.append(me)
        woken = self.park(me, moment)
        if not woken:
            strand.joiners.remove(me)
        return woken

    def join_all(self) -> None:
        """Waits for all threads that keep the interpreter from ending."""
        for strand in list(self._strands.values()):
            if not strand.daemon:
                self.join(strand, None)

    # Who goes on

    def _hand_over(self, me: Strand) -> None:
        """`me` waits: lets others go on until it is its turn."""
        while True:
            chosen = self._next()
            if chosen is me:
                break
            self._let_on(chosen)
            me.gate.acquire()
            if not me.looks:
                break
            me.looks = False
        if self._stuck and me is self._main:
            self._stuck = False
            self.deadlock()

    def _let_on(self, strand: Strand) -> None:
        self._running = strand
        strand.gate.release()

    def _next(self) -> Strand:
        began = _real_monotonic_ns()
        while True:
            if self._away:
                self._take_back()
            if self._runnable:
                return self._runnable.popleft()
            pause = self._pause()
            outside = bool(self._away) or self._outside()
            found = self._find(pause)
            elapsed = _real_monotonic_ns() - began
            moments = [strand.moment for strand in self._sleeping + self._selecting if strand.moment is not None]
            first = min(moments) if moments else None
            if found is not None:
                if outside and elapsed >= UNNOTICED:  # else the machine was only slow
                    passed = self._recording.now + elapsed // 1_000_000 * 1_000_000
                    self._advance(passed if first is None else min(passed, first))
                return found
            if self._away or outside and (first is None or elapsed < first - self._recording.now):
                if not pause:
                    real_sleep(LOOK_AGAIN)
                continue
            if first is None:
                self._stuck = True
                self._runnable.append(self._main)
                for waiting in (self._sleeping, self._selecting):
                    if self._main in waiting:
                        waiting.remove(self._main)
                continue
            self._advance(first)
            due = [strand for strand in sorted(self._sleeping, key=lambda strand: (strand.moment or 0, strand.number))
                   if strand.moment is not None and strand.moment <= self._recording.now]
            if self._recording.schedule is not None:
                due = self._recording.schedule.ordered(THREADS, due, self._recording.told)
            for strand in due:
                strand.timed_out = True
                self.wake(strand)

    def _find(self, pause: float) -> Optional[Strand]:
        """The first loop that has something to do, or whose moment has come."""
        for strand in self._selecting:
            assert strand.select is not None
            strand.select.found = strand.select.look(pause)
            if strand.select.found or strand.moment is not None and strand.moment <= self._recording.now:
                self._selecting.remove(strand)
                return strand
        return None

    def _outside(self) -> bool:
        return any(strand.select is not None and strand.select.outside() for strand in self._selecting)

    def _pause(self) -> float:
        """How long one look may take, in real seconds."""
        if self._away or len(self._strands) > 1 or not self._outside():
            return 0.0
        moment = self._selecting[0].moment
        return 3600.0 if moment is None else max(0.0, (moment - self._recording.now) / 1e9)

    def _advance(self, moment: int) -> None:
        before = self._recording.now
        if moment > before:
            self._recording.now = moment
            for strand in self._selecting:
                if strand.select is not None:
                    strand.select.advanced(before)

    # Calls that wait for the outside

    def _parked_other_than(self, me: Strand) -> Optional[Strand]:
        for strand in self._sleeping + self._selecting:
            if strand is not me:
                return strand
        return self._runnable[0] if self._runnable else None

    def _take_back(self) -> None:
        with self._returning:
            self._away -= len(self._back)
            self._runnable.extend(self._back)
            self._back.clear()

    def _come_back(self, me: Strand) -> None:
        with self._returning:
            if self._running is None:
                self._away -= 1
                self._running = me
                return
            self._back.append(me)
        me.gate.acquire()

    # Threads that begin and end

    def begin(self, thread: threading.Thread) -> "Started":
        return Started(self, Strand(thread.daemon))

    def ended(self) -> None:
        strand = self._strands.pop(threading.get_ident(), None)
        if strand is None:
            return
        strand.ended = True
        for joiner in strand.joiners:
            self.wake(joiner)
        self._let_on(self._next())


class Started:
    """A thread's `_started`, an Event: the new thread stops at set() until it is its turn."""

    def __init__(self, threads: Threads, strand: Strand) -> None:
        self._threads = threads
        self.strand = strand
        self._flag = False
        self._there = real_lock()
        self._there.acquire()

    def is_set(self) -> bool:
        return self._flag

    def set(self) -> None:
        self._flag = True
        self._there.release()
        self.strand.gate.acquire()

    def wait(self, timeout: Optional[float] = None) -> bool:
        """In the thread that starts it."""
        self._there.acquire()
        return True

    def _at_fork_reinit(self) -> None:
        pass


def install(recording: Recording) -> None:
    threads = recording.threads = Threads(recording)
    lock: Any = lock_class(threads, recording)
    names: Any = threading
    names.Lock = names._allocate_lock = lock
    names._CRLock = None  # so that RLock is the one made of a Lock
    if hasattr(queue, "_PySimpleQueue"):
        queue.SimpleQueue = queue._PySimpleQueue  # type: ignore[attr-defined, misc]
    pools._global_shutdown_lock = lock()  # type: ignore[attr-defined]

    cls: Any = threading.Thread
    start, join, bootstrap_inner = cls.start, cls.join, cls._bootstrap_inner

    @functools.wraps(start)
    def start_(self: Any) -> None:
        if not self._initialized or self._started.is_set():
            return start(self)  # type: ignore[no-any-return]  # raises
        self._started = threads.begin(self)
        start(self)
        threads._strands[self.ident] = self._started.strand
        threads._runnable.append(self._started.strand)

    @functools.wraps(join)
    def join_(self: Any, timeout: Optional[float] = None) -> None:
        strand = getattr(self._started, "strand", None)
        if strand is None or threads.join(strand, timeout):
            join(self, timeout)

    @functools.wraps(bootstrap_inner)
    def _bootstrap_inner(self: Any) -> None:
        try:
            bootstrap_inner(self)
        finally:
            threads.ended()

    cls.start, cls.join, cls._bootstrap_inner = start_, join_, _bootstrap_inner
    os.waitpid = threads.outside(os.waitpid)
    for selector in (selectors.SelectSelector, getattr(selectors, "PollSelector", None)):
        if selector is not None:
            selector.select = threads.outside(selector.select)  # type: ignore[method-assign]
    # What the interpreter does at its end, when the pools' threads were told to end.
    if hasattr(threading, "_threading_atexits"):
        names._threading_atexits.insert(0, threads.join_all)
