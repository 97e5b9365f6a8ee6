"""The event loop: its turns, and a selector under which the virtual clock jumps instead of waiting."""
import functools
import inspect
from asyncio import base_events, events, selector_events, tasks
from typing import Any, Callable, Optional

from ..trace.recording import NOWHERE, Recording
from ..trace.texts import Texts
from ..trace.words import describe, id_of
from ..virtual.clock import to_ns
from ..virtual.ordered import OrderedWeakSet
from ..virtual.schedule import IO
from ..virtual.sockets import DIRECTIONS
from ..virtual.strands import Select
from .handles import order_timers

# Below a ns, so that a timer runs at its own ns and never a turn early.
CLOCK_RESOLUTION = 0.5e-9


class VirtualSelector:
    """Stands before a loop's selector. Waits for real only for what is outside: file descriptors."""

    def __init__(self, recording: Recording, loop: Any, selector: Any) -> None:
        self._recording = recording
        self._loop = loop
        self._selector = selector
        self._select = Select(self._look, self._watches_outside, self._advanced)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._selector, name)

    def select(self, timeout: Optional[float] = None) -> Any:
        recording = self._recording
        wait = -1 if timeout is None else max(0, to_ns(timeout))
        if not recording.hidden:
            recording.event("loop.select", id_of(self._loop), "", wait)
        if wait == 0 and recording.threads.alone:
            return self._ordered(self._selector.poll(0))
        self._events: Any = []
        if self._watches_outside():
            recording.outside = "a file or a socket of the outside"
            recording.writer.flush()  # it may take long
        recording.threads.select(None if wait < 0 else recording.now + wait, self._select)
        return self._ordered(self._events)

    def _ordered(self, events: Any) -> Any:
        """What the program waits for; the loop's own pipe comes first."""
        schedule = self._recording.schedule
        if schedule is None or len(events) < 2:
            return events
        own = [each for each in events if not self._selector.id_of(each[0])]
        return own + schedule.ordered(IO, [each for each in events if each not in own], self._recording.told)

    def _look(self, seconds: float) -> Any:
        """What there is to do: events of files, or handles that other threads gave the loop."""
        self._events = self._selector.poll(0 if self._loop._ready else seconds)
        return self._events or self._loop._ready

    def _advanced(self, before: int) -> None:
        if not self._recording.hidden:
            self._recording.event("loop.advance", id_of(self._loop), "", before, NOWHERE)

    def _watches_outside(self) -> bool:
        own = self._loop._ssock.fileno() if self._loop._ssock is not None else -1
        return any(fd != own for fd in self._selector.real_ones())


def install(recording: Recording, texts: Texts, deadlock: Callable[[str], None]) -> None:
    """`deadlock` is told in a sentence why nothing can ever happen again; it does not return."""
    def deadlocked() -> None:
        loop = events._get_running_loop()  # type: ignore[attr-defined]
        waiting = list(tasks.all_tasks(loop)) if loop is not None else []
        why = "nothing is ready to run and no timer is set"
        for task in waiting:
            if id_of(task) == recording.threads.blocked_by_lock:
                why = "%s waits in the loop's thread for a threading.Lock that another task holds" % task.get_name()
        deadlock("deadlock: %s; waiting: %s" % (why, ", ".join(task.get_name() for task in waiting) or "no task"))

    recording.threads.deadlock = deadlocked
    cls: Any = base_events.BaseEventLoop
    selecting: Any = selector_events.BaseSelectorEventLoop
    cls._awaitscope_id = ""
    texts.show_ids(cls)
    init, selecting_init = cls.__init__, selecting.__init__
    run_once, run_forever, run_until_complete = cls._run_once, cls.run_forever, cls.run_until_complete
    stop, close, process_events, add_callback = cls.stop, cls.close, selecting._process_events, cls._add_callback
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
        self._selector = VirtualSelector(recording, self, self._selector)

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

    @functools.wraps(process_events)
    def _process_events(self: Any, event_list: Any) -> None:
        for key, mask in event_list:
            name = self._selector.id_of(key)
            for event, words in DIRECTIONS:
                if mask & event:
                    if name:
                        recording.text_event("io.ready", name, "", words, NOWHERE)
                    process_events(self, [(key, event)])
        if recording.schedule is not None:
            order_timers(recording.schedule, self._scheduled, self.time() + self._clock_resolution, recording.told)

    @functools.wraps(add_callback)
    def _add_callback(self: Any, handle: Any) -> None:
        if getattr(handle._callback, "__name__", "") != "_read_from_self":
            handle._awaitscope_ran = False
            handle._awaitscope_id = recording.new_id("h")
            about = describe(handle._callback, handle._args)
            recording.text_event("handle.ready", handle._awaitscope_id, about.whom, about.words, NOWHERE)
        add_callback(self, handle)

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
    selecting._process_events, cls._add_callback = _process_events, _add_callback
    cls.time, cls._run_once, cls.run_forever = time, _run_once, run_forever_
    cls.run_until_complete, cls.stop, cls.close = run_until_complete_, stop_, close_
