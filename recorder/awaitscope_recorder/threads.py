"""Waiting under the virtual clock when there are other threads: nobody's moment comes before everybody stands still.

A thread that sleeps, or a loop that waits, tells how long. Once every other thread waits too, or is blocked until
another acts, the clock jumps to the earliest of these moments and its thread goes on alone. So threads that sleep take
no real time, and what they do comes in the same order in every run. Computing, and input from outside, are waited for.
"""
import concurrent.futures.thread as pools
import functools
import itertools
import sys
import threading
import time
from types import FrameType
from typing import Any, Callable, Dict, Optional, Tuple

from .frames import peek
from .recording import Recording

_real_sleep = time.sleep
_real_monotonic_ns = time.monotonic_ns

LOOK_AGAIN = 0.001          # seconds between two looks at what the other threads do
PATIENCE = 100_000_000      # ns a loop that has been called waits for the other threads to stand still
UNNOTICED = 250_000_000     # ns; what takes the outside less counts as no time, so that runs repeat
NEVER = 1 << 62

_wait_code = threading.Condition.wait.__code__
_join_codes = {function.__code__ for function in (threading.Thread.join, getattr(threading.Thread, "_wait_for_tstate_lock", None))
               if function is not None}
_worker_code = pools._worker.__code__  # type: ignore[attr-defined]


def _nothing() -> bool:
    return False


class Waiter:
    """A thread that waits for a moment of the clock."""
    __slots__ = ("moment", "number", "called", "advanced")

    def __init__(self, moment: Optional[int], number: int, called: Callable[[], Any], advanced: Callable[[int], None]) -> None:
        self.moment = NEVER if moment is None else moment  # ns
        self.number = number      # of two with one moment the first to wait goes first
        self.called = called      # true if it will go on anyway: a loop with something to do
        self.advanced = advanced  # told the old time when the clock jumps while it waits

    def order(self) -> Tuple[int, int]:
        return self.moment, self.number


def _not_told(before: int) -> None:
    pass


def _work_queue(thread: threading.Thread) -> Any:
    """What a thread of a pool takes its work from."""
    arguments = getattr(thread, "_args", ())
    return arguments[1] if getattr(thread, "_target", None) is pools._worker else None  # type: ignore[attr-defined]


class Threads:
    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._lock = threading.RLock()
        self._numbers = itertools.count()
        self._waiting: Dict[int, Waiter] = {}  # by thread
        self._queued: Dict[int, Any] = {}      # work given to thread pools that no thread has begun
        self._watch_pools()

    def sleep(self, seconds: float) -> None:
        if seconds < 0:
            _real_sleep(seconds)  # raises as CPython does
        self.wait(self._recording.now + round(seconds * 1e9), _real_sleep)

    def wait(self, moment: Optional[int], look: Callable[[float], Any], outside: bool = False,
             called: Callable[[], Any] = _nothing, advanced: Callable[[int], None] = _not_told) -> Tuple[bool, Any]:
        """Waits until the clock stands at `moment`, or `look(seconds)`, which waits at most so long, finds something.

        `outside`: it looks at something outside the program, which may take real time. The result is false, and what was
        found, if nothing can ever happen: no moment is set and everybody waits. For the rest see Waiter.
        """
        recording = self._recording
        me, began, started = threading.get_ident(), _real_monotonic_ns(), recording.now
        mine = Waiter(moment, next(self._numbers), called, advanced)
        with self._lock:
            self._waiting[me] = mine
        found = None
        pause, hopeless = 0.0, 0
        alone = self._alone(me)
        if outside and alone:  # nobody else to look at
            pause = 3600.0 if moment is None else max(0.0, (moment - started) / 1e9)
        try:
            while True:
                if found:
                    _real_sleep(pause)
                else:
                    found = look(pause)
                elapsed = _real_monotonic_ns() - began
                with self._lock:
                    settled = not outside and self._settled(me)
                    if found and (outside or settled or elapsed >= PATIENCE):
                        if elapsed >= UNNOTICED and recording.now == started:
                            self._advance(min(started + elapsed // 1_000_000 * 1_000_000, mine.moment))
                        return True, found
                    first = (settled and not found and mine.order() == min(other.order() for other in self._waiting.values())
                             and not (called() and elapsed < PATIENCE))  # what called it will be found at the next look
                    hopeless = hopeless + 1 if first and moment is None else 0
                    if hopeless > (0 if alone else 3):
                        return False, found
                    # A thread that goes on computing past the moment does not hold it up.
                    if moment is not None and (first or not settled and elapsed >= max(moment - started, PATIENCE)):
                        self._advance(moment)
                        return True, found
                pause = LOOK_AGAIN
        finally:
            with self._lock:
                self._waiting.pop(me, None)

    def _advance(self, moment: int) -> None:
        before = self._recording.now
        if moment > before:
            self._recording.now = moment
            for waiter in self._waiting.values():
                waiter.advanced(before)

    def _alone(self, me: int) -> bool:
        return all(thread.ident == me for thread in threading.enumerate())

    def _settled(self, me: int) -> bool:
        """Can no other thread do anything before someone else acts or the clock moves?"""
        if self._alone(me):
            return True
        frames, threads = sys._current_frames(), threading.enumerate()
        if any(thread.ident not in frames for thread in threads):
            return False  # one is just beginning or ending
        queues = {id(queue): queue for queue in map(_work_queue, threads) if queue is not None}
        if len(self._queued) > sum(queue.qsize() for queue in queues.values()):
            return False  # a worker has taken something and not begun it
        for thread, frame in frames.items():
            waiter = self._waiting.get(thread)
            if thread != me and (waiter.called() if waiter is not None else not self._blocked(frame)):
                return False
        return True

    def _blocked(self, frame: FrameType) -> bool:
        """Is this innermost frame of a thread held up until another thread acts, and nobody has acted yet?"""
        if frame.f_code is _worker_code:
            executor, queue = (peek(frame, "executor_reference") or _nothing)(), peek(frame, "work_queue")
            if not executor or executor._shutdown or pools._shutdown:  # type: ignore[attr-defined]
                return False  # it is about to end
            return queue is not None and queue.empty()
        if frame.f_code is _wait_code:
            waiter, condition = peek(frame, "waiter"), peek(frame, "self")
            return peek(frame, "timeout") is None and waiter is not None and waiter in condition._waiters
        if frame.f_code in _join_codes:
            joined = peek(frame, "self")
            return peek(frame, "timeout") in (None, -1) and joined in threading.enumerate() and joined.is_alive()
        return False

    def _watch_pools(self) -> None:
        init, run = pools._WorkItem.__init__, pools._WorkItem.run  # type: ignore[attr-defined]

        @functools.wraps(init)
        def __init__(item: Any, *args: Any, **kwargs: Any) -> None:
            init(item, *args, **kwargs)
            place = id(item)
            self._queued[place] = item.future
            item.future.add_done_callback(lambda _: self._queued.pop(place, None))  # cancelled before it began

        @functools.wraps(run)
        def run_(item: Any, *args: Any, **kwargs: Any) -> Any:
            # Work begins when whoever gave it waits, and not at some moment before.
            self._queued.pop(id(item), None)
            self.wait(self._recording.now, _real_sleep)
            return run(item, *args, **kwargs)

        pools._WorkItem.__init__ = __init__  # type: ignore[attr-defined]
        pools._WorkItem.run = run_  # type: ignore[attr-defined]
