"""The event loop: its turns, and a selector under which the virtual clock jumps instead of waiting."""
import functools
import inspect
from asyncio import base_events, selector_events, tasks
from typing import Any, Callable, Optional

from .clock import to_ns
from .ordered import OrderedWeakSet
from .recording import NOWHERE, Recording
from .texts import Texts
from .words import id_of

# Below a ns, so that a timer runs at its own ns and never a turn early.
CLOCK_RESOLUTION = 0.5e-9


class VirtualSelector:
    """Stands before a loop's selector. Waits for real only for what is outside: file descriptors and threads."""

    def __init__(self, recording: Recording, loop: Any, selector: Any, deadlock: Callable[[str], None]) -> None:
        self._recording = recording
        self._loop = loop
        self._selector = selector
        self._deadlock = deadlock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._selector, name)

    def select(self, timeout: Optional[float] = None) -> Any:
        recording = self._recording
        wait = -1 if timeout is None else max(0, to_ns(timeout))
        if not recording.hidden:
            recording.event("loop.select", id_of(self._loop), "", wait)
        if wait == 0:
            return self._selector.select(0)
        outside = self._watches_outside()
        if outside:
            recording.writer.flush()  # it may take long
        goes_on, events = recording.threads.wait(None if wait < 0 else recording.now + wait, self._selector.select, outside,
                                                 lambda: self._loop._ready, self._advanced)
        if not goes_on:
            self._deadlock(", ".join(task.get_name() for task in tasks.all_tasks(self._loop)))
        return events or []

    def _advanced(self, before: int) -> None:
        if not self._recording.hidden:
            self._recording.event("loop.advance", id_of(self._loop), "", before, NOWHERE)

    def _watches_outside(self) -> bool:
        own = self._loop._ssock.fileno() if self._loop._ssock is not None else -1
        return any(key.fd != own for key in self._selector.get_map().values())


def install(recording: Recording, texts: Texts, deadlock: Callable[[str], None]) -> None:
    """`deadlock` is told the waiting tasks when nothing can ever happen again; it does not return."""
    cls: Any = base_events.BaseEventLoop
    selecting: Any = selector_events.BaseSelectorEventLoop
    cls._awaitscope_id = ""
    texts.show_ids(cls)
    init, selecting_init = cls.__init__, selecting.__init__
    run_once, run_forever, run_until_complete = cls._run_once, cls.run_forever, cls.run_until_complete
    stop, close = cls.stop, cls.close
    recording.shutdown.update(function.__code__ for function in (getattr(cls, "shutdown_asyncgens", None),
                                                                 getattr(cls, "shutdown_default_executor", None)) if function)

    @functools.wraps(init)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        init(self, *args, **kwargs)
        self._awaitscope_id = recording.new_id("l")
        self._clock_resolution = CLOCK_RESOLUTION
        self._asyncgens = OrderedWeakSet()

    @functools.wraps(selecting_init)
    def selecting_init_(self: Any, *args: Any, **kwargs: Any) -> None:
        selecting_init(self, *args, **kwargs)
        self._selector = VirtualSelector(recording, self, self._selector, deadlock)

    def time(self: Any) -> float:
        return recording.now / 1e9

    @functools.wraps(run_once)
    def _run_once(self: Any) -> None:
        if not recording.hidden:
            # The reader of the loop's own pipe is no handle of the program's.
            ready = sum(1 for handle in self._ready if handle._awaitscope_id)
            recording.event("loop.iteration", id_of(self), "", ready, NOWHERE)
        run_once(self)

    @functools.wraps(run_forever)
    def run_forever_(self: Any) -> None:
        if not recording.hidden:
            recording.event("loop.start", id_of(self))
        run_forever(self)

    @functools.wraps(run_until_complete)
    def run_until_complete_(self: Any, future: Any) -> Any:
        closes_generators = len(self._asyncgens) > 0
        if closes_generators or not (inspect.iscoroutine(future) and future.cr_code in recording.shutdown):
            return run_until_complete(self, future)
        recording.hidden += 1
        try:
            return run_until_complete(self, future)
        finally:
            recording.hidden -= 1

    @functools.wraps(stop)
    def stop_(self: Any) -> None:
        if not recording.hidden:
            recording.event("loop.stop", id_of(self))
        stop(self)

    @functools.wraps(close)
    def close_(self: Any) -> None:
        if not self.is_running() and not self._closed:
            recording.event("loop.close", id_of(self))
        close(self)

    cls.__init__, selecting.__init__ = __init__, selecting_init_
    cls.time, cls._run_once, cls.run_forever = time, _run_once, run_forever_
    cls.run_until_complete, cls.stop, cls.close = run_until_complete_, stop_, close_
