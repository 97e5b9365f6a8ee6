"""Work that runs in threads: given to a pool or a thread, begun, ended, and what it tells the loop."""
import concurrent.futures.thread as pools
import functools
import itertools
import sys
import threading
from asyncio import base_events
from contextvars import Context
from typing import Any, Tuple

from ..trace.recording import Recording
from ..trace.texts import Texts
from ..trace.words import id_of

# Of a pool that is not told how many. CPython's number follows the machine's; a recording must not.
WORKERS = 8

# What these do in threads is not the program's.
LIBRARIES = ("asyncio", "concurrent", "multiprocessing")


class Jobs:
    def __init__(self, recording: Recording, texts: Texts) -> None:
        self._recording = recording
        self._texts = texts

    def restart(self) -> None:
        """The names of threads count anew."""
        pools.ThreadPoolExecutor._counter = itertools.count().__next__  # type: ignore[assignment]
        threading._counter = itertools.count(1).__next__  # type: ignore[attr-defined]

    def finish(self) -> None:
        """Waits for all threads, as the interpreter does at its end."""
        state: Any = pools
        state._shutdown = True
        for work in list(state._threads_queues.values()):
            work.put(None)
        self._recording.threads.join_all()
        state._threads_queues.clear()
        state._shutdown = False

    def submitted(self, function: Any, args: Tuple[Any, ...], kwargs: Any) -> Any:
        """What the thread is to call instead."""
        recording = self._recording
        if _is_looked_up():
            return function
        job = recording.new_id("x")
        recording.text_event("thread.submit", job, recording.current_task(), self._label(function, args, kwargs))

        @functools.wraps(function, assigned=())
        def run(*args: Any, **kwargs: Any) -> Any:
            recording.threads.current().job = job
            recording.text_event("thread.start", job, "", threading.current_thread().name)
            try:
                result = function(*args, **kwargs)
            except BaseException as raised:
                recording.text_event("thread.end", job, "", "exception " + self._texts.repr(raised))
                raise
            else:
                recording.text_event("thread.end", job, "", "result " + self._texts.repr(result))
                return result

        return run

    def _label(self, function: Any, args: Tuple[Any, ...], kwargs: Any) -> str:
        while isinstance(function, functools.partial):
            args, kwargs = function.args + args, {**function.keywords, **kwargs}
            function = function.func
            if isinstance(getattr(function, "__self__", None), Context) and args:  # to_thread's
                function, args = args[0], args[1:]
        name = getattr(function, "__qualname__", None) or type(function).__qualname__
        shown = [self._texts.whole_repr(value) for value in args]
        shown += ["%s=%s" % (key, self._texts.whole_repr(value)) for key, value in kwargs.items()]
        return "%s(%s)" % (name.replace("<locals>.", ""), ", ".join(shown))

    def install(self) -> None:
        recording = self._recording
        item: Any = pools._WorkItem  # type: ignore[attr-defined]
        item_init = item.__init__

        @functools.wraps(item_init)
        def __init__(self: Any, future: Any, fn: Any, args: Any, kwargs: Any) -> None:
            item_init(self, future, jobs.submitted(fn, args, kwargs), args, kwargs)

        item_run = item.run

        @functools.wraps(item_run)
        def run(self: Any) -> None:
            item_run(self)
            recording.threads.current().job = ""

        jobs = self
        item.__init__, item.run = __init__, run
        pool_init = pools.ThreadPoolExecutor.__init__

        @functools.wraps(pool_init)
        def pool_init_(self: Any, max_workers: Any = None, *args: Any, **kwargs: Any) -> None:
            pool_init(self, WORKERS if max_workers is None else max_workers, *args, **kwargs)

        pools.ThreadPoolExecutor.__init__ = pool_init_  # type: ignore[method-assign, assignment]

        start = threading.Thread.start

        @functools.wraps(start)
        def start_(self: Any) -> None:
            if not _is_librarys(self) and not self._started.is_set():
                called = self._target if type(self).run is threading.Thread.run else type(self).run
                args = self._args if type(self).run is threading.Thread.run else ()
                work = jobs.submitted(called, args, self._kwargs) if called else None
                if work and type(self).run is threading.Thread.run:
                    self._target = work
                elif work:
                    self.run = functools.partial(work, self)
            start(self)

        threading.Thread.start = start_  # type: ignore[method-assign]

        loop: Any = base_events.BaseEventLoop
        call_soon_threadsafe = loop.call_soon_threadsafe

        @functools.wraps(call_soon_threadsafe)
        def call_soon_threadsafe_(self: Any, callback: Any, *args: Any, **kwargs: Any) -> Any:
            if recording.threads.job and not self._closed:
                recording.event("thread.callback", recording.threads.job, id_of(self))
            return call_soon_threadsafe(self, callback, *args, **kwargs)

        loop.call_soon_threadsafe = call_soon_threadsafe_
        self.restart()


def _is_looked_up() -> bool:
    """Does asyncio itself look up a host's name in a thread?"""
    looks_up = base_events.BaseEventLoop.getaddrinfo.__code__
    between = LIBRARIES + (__name__.split(".")[0],)
    frame: Any = sys._getframe(1)
    while frame is not None and frame.f_code is not looks_up:
        frame = frame.f_back if frame.f_globals["__name__"].split(".")[0] in between else None
    return frame is not None


def _is_librarys(thread: threading.Thread) -> bool:
    """A pool's own thread, or one that asyncio makes for itself."""
    target = getattr(thread, "_target", None)
    module = getattr(target, "__module__", None) or ""
    return module.split(".")[0] in LIBRARIES
