"""What runs beside the loop in this process: functions in pools, and threads."""
import concurrent.futures.thread as pools
import functools
import itertools
import threading
from typing import Any

from . import values
from .places import Places
from .sink import Sink, _ident
from .tasks import Tasks


# Modules whose threads are their own: what a pool is given is told, and how asyncio waits for a child.
_FOR_THEMSELVES = (pools.__name__, "asyncio.")


class Others:
    def __init__(self, sink: Sink, places: Places, tasks: Tasks) -> None:
        self._sink, self._places, self._tasks = sink, places, tasks
        self._threads = itertools.count(1)

    def install(self) -> None:
        self._install_pools()
        self._install_threads()

    def _actor(self) -> str:
        return self._tasks.current.get(_ident(), "")

    def _install_pools(self) -> None:
        sink = self._sink
        item_type: Any = pools._WorkItem  # type: ignore[attr-defined]
        init, run = item_type.__init__, item_type.run

        @functools.wraps(init)
        def __init__(item: Any, *args: Any, **kwargs: Any) -> None:
            init(item, *args, **kwargs)
            item._awaitscope = name = "x%d" % next(self._threads)
            # Up to 3.13 it holds the function; later a task that holds it.
            function = getattr(item, "fn", None)
            arguments = getattr(item, "args", ())
            if function is None:
                function, arguments = (getattr(item, "task", None) or ("function",))[0], ()
            sink.text("thread.submit", name, self._actor(), _label(function, arguments), *self._places.here(2))

        @functools.wraps(run)
        def run_(item: Any, *args: Any) -> None:
            name = item._awaitscope
            sink.text("thread.start", name, "", threading.current_thread().name)
            try:
                run(item, *args)
            finally:
                sink.text("thread.end", name, "", _outcome(getattr(item, "future", None)))

        item_type.__init__, item_type.run = __init__, run_

    def _install_threads(self) -> None:
        sink = self._sink
        start, bootstrap = threading.Thread.start, threading.Thread._bootstrap_inner  # type: ignore[attr-defined]

        @functools.wraps(start)
        def start_(thread: Any) -> None:
            target = getattr(thread, "_target", None)
            if target is None:
                target = thread.run
            if str(values.attribute(target, "__module__") or "").startswith(_FOR_THEMSELVES):
                start(thread)
                return
            thread._awaitscope = name = "x%d" % next(self._threads)
            sink.text("thread.submit", name, self._actor(), _label(target, getattr(thread, "_args", ())), *self._places.here(1))
            start(thread)

        @functools.wraps(bootstrap)
        def bootstrap_(thread: Any) -> None:
            name = getattr(thread, "_awaitscope", "")
            if name:
                sink.text("thread.start", name, "", thread.name)
            try:
                bootstrap(thread)
            finally:
                if name:
                    sink.text("thread.end", name, "", "")

        threading.Thread.start = start_  # type: ignore[method-assign]
        threading.Thread._bootstrap_inner = bootstrap_  # type: ignore[attr-defined]


def _label(function: Any, arguments: Any) -> str:
    while type(function) is functools.partial:
        arguments = function.args + tuple(arguments)
        function = function.func
    name = values.name(function)
    given = arguments if type(arguments) in (tuple, list) else ()
    return "%s(%s)" % (name.replace("<locals>.", ""), ", ".join(values.shown(each) for each in given))


def _outcome(future: Any) -> str:
    if future is None or not future.done():
        return ""
    if future.cancelled():
        return "cancelled"
    if future._exception is not None:
        return "exception " + values.exception(future._exception)
    return "result " + values.shown(future._result)
