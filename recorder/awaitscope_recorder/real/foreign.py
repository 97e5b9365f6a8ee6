"""Loops that are not asyncio's own, such as uvloop's: steps of tasks are seen, as they are asked for by call_soon."""
import functools
from asyncio import base_events, events
from typing import Any, Callable, Set

from . import values
from ..usage import say
from .sink import Sink
from .tasks import Tasks, is_step


class Foreign:
    def __init__(self, sink: Sink, tasks: Tasks, task_types: Set[Any], id_of: Callable[[Any], str]) -> None:
        self._sink, self._tasks, self._task_types, self._id_of = sink, tasks, task_types, id_of
        self._met: Set[str] = set()  # kinds of loops that were spoken of

    def install(self) -> None:
        """Each loop says here that it runs; uvloop takes the function over when it is imported."""
        tell = events._set_running_loop

        def _set_running_loop(loop: Any) -> None:
            if loop is not None and not issubclass(type(loop), base_events.BaseEventLoop):
                self._runs(loop)
            tell(loop)

        events._set_running_loop = _set_running_loop
        import asyncio
        asyncio._set_running_loop = _set_running_loop  # type: ignore[attr-defined]

    def _runs(self, loop: Any) -> None:
        kind = type(loop)
        name = "%s.%s" % (kind.__module__, kind.__qualname__)
        known = getattr(loop.call_soon, "_awaitscope", False)
        try:
            if not known:
                self._listen(loop)
            self._sink.event("loop.start", self._id_of(loop))
            seen = "its tasks are seen, its timers, files and turns are not"
        except AttributeError:  # an object that takes no attributes
            seen = "its tasks are not seen"
        if name not in self._met:
            self._met.add(name)
            self._sink.text("log", "", "", "the loop is %s, not asyncio's own: %s" % (name, seen))
            say("the loop is %s, not asyncio's own: %s." % (name, seen))

    def _listen(self, loop: Any) -> None:
        sink, tasks, plain = self._sink, self._tasks, loop.call_soon

        def step(task: Any, number: int, callback: Any, *args: Any) -> None:
            known = tasks.begins(task, number, args, False)
            callback(*args)
            tasks.ends(task, known, number)
            del task, callback, args

        @functools.wraps(plain)
        def call_soon(callback: Any, *args: Any, **options: Any) -> Any:
            task = values.attribute(callback, "__self__")
            if type(task) not in self._task_types or not is_step(callback):
                return plain(callback, *args, **options)
            number = next(tasks.handles)
            sink.text("handle.ready", "h%d" % number, tasks.task(task).id, "wakeup" if args else "step")
            return plain(functools.partial(step, task, number, callback), *args, **options)

        call_soon._awaitscope = True  # type: ignore[attr-defined]
        loop.call_soon = call_soon
