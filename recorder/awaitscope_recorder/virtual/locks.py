"""threading.Lock under the virtual clock."""
from collections import deque
from typing import TYPE_CHECKING, Deque

from ..trace.recording import Recording
from .strands import LOOK_AGAIN, Strand, real_sleep

if TYPE_CHECKING:
    from .threads import Threads


def lock_class(threads: "Threads", recording: Recording) -> type:
    class lock:
        """As _thread.lock, but who waits for it lets others go on."""
        __slots__ = ("_held", "_waiting", "__weakref__")

        def __init__(self) -> None:
            self._held = False
            self._waiting: Deque[Strand] = deque()

        def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
            if not blocking and timeout != -1:
                raise ValueError("can't specify a timeout for a non-blocking call")
            if timeout < 0 and timeout != -1:
                raise ValueError("timeout value must be a non-negative number")
            if not self._held:
                self._held = True
                return True
            if not blocking or timeout == 0:
                return False
            moment = None if timeout == -1 else recording.now + round(timeout * 1e9)
            me = threads.current()
            while self._held:
                if me is None:
                    real_sleep(LOOK_AGAIN)
                    continue
                self._waiting.append(me)
                if not threads.park(me, moment):
                    self._waiting.remove(me)
                    return False
            self._held = True
            return True

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
