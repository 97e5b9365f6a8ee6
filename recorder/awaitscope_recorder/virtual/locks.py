"""threading.Lock under the virtual clock."""
from collections import deque
from typing import TYPE_CHECKING, Deque

from ..trace.recording import NOWHERE, Recording
from .strands import LOOK_AGAIN, Strand, real_sleep

if TYPE_CHECKING:
    from .threads import Threads


def lock_class(threads: "Threads", recording: Recording) -> type:
    class lock:
        """As _thread.lock, but who waits for it lets others go on."""
        __slots__ = ("_held", "_waiting", "_by", "_id", "__weakref__")

        def __init__(self) -> None:
            self._held = False
            self._by = ("", NOWHERE)  # the task that has it, and where that took it
            self._id = ""
            self._waiting: Deque[Strand] = deque()

        def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
            if not blocking and timeout != -1:
                raise ValueError("can't specify a timeout for a non-blocking call")
            if timeout < 0 and timeout != -1:
                raise ValueError("timeout value must be a non-negative number")
            if not self._held:
                self._take()
                return True
            if not blocking or timeout == 0:
                return False
            moment = None if timeout == -1 else recording.now + round(timeout * 1e9)
            me = threads.current()
            self._tell()
            while self._held:
                if me is None:
                    real_sleep(LOOK_AGAIN)
                    continue
                self._waiting.append(me)
                if not threads.park(me, moment):
                    self._waiting.remove(me)
                    threads.blocked_by_lock = ""
                    return False
            threads.blocked_by_lock = ""
            self._take()
            return True

        def _take(self) -> None:
            self._held = True
            task = recording.current_task()
            self._by = (task, recording.place() if task else NOWHERE)

        def _tell(self) -> None:
            """A task is about to wait for what another one has: the loop stands still."""
            task, (holder, place) = recording.current_task(), self._by
            if not task or not holder or holder == task:  # a condition's waiter takes its own lock twice
                return
            if not self._id:
                self._id = recording.new_id("s")
                recording.text_event("sync.create", self._id, "", "threading.Lock", NOWHERE)
            recording.event("sync.acquire", self._id, holder, 0, place)
            recording.event("sync.wait", self._id, task)
            threads.blocked_by_lock = task

        def release(self) -> None:
            if not self._held:
                raise RuntimeError("release unlocked lock")
            self._held = False
            if self._waiting:
                threads.wake(self._waiting.popleft())

        def locked(self) -> bool:
            return self._held

        def __enter__(self) -> bool:
            return self.acquire()

        def __exit__(self, *exception: object) -> None:
            self.release()

        def _at_fork_reinit(self) -> None:
            self._held = False
            self._waiting.clear()

        def __repr__(self) -> str:
            return "<%s _thread.lock object at %#x>" % ("locked" if self._held else "unlocked", id(self))

    return lock
