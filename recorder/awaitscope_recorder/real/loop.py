"""Event loops: turns, waits in the selector, and every callback they run. All that asyncio's own loops do stays theirs."""
import asyncio
import functools
import socket
import sys
import time
import weakref
from asyncio import base_events, events, selector_events, tasks as asyncio_tasks, transports
from typing import Any, Dict, List, Optional, Sequence, Tuple

from . import values
from ..trace.words import GATHER_CALLBACKS, SET_RESULT, STOP
from .foreign import Foreign
from .places import Places
from .sink import MOST_WAITING, READY, TURN, Sink, _ident
from .snapshot import Row, snapshot
from .tasks import Tasks, is_step
from .tools import Tools
from .watch import Watch

_DIRECTIONS = ((1, "read"), (2, "write"))
_SECOND = 1_000_000_000


class Loops:
    def __init__(self, sink: Sink, places: Places, tasks: Tasks, watch: Watch, tools: Tools) -> None:
        self._watch, self._tools = watch, tools
        self._sink, self._places, self._tasks = sink, places, tasks
        self._count = 0
        self._known: Any = weakref.WeakSet()
        sink.take = self._snapshot
        self._files: Dict[int, Tuple[Any, str]] = {}  # by number: whose it is, and the id
        self._io = 0
        self._hooks: Any = None  # of the extension, which knows nothing of lines
        self.begin_clock()

    def begin_clock(self) -> None:
        """From a loop's clock to that of the trace."""
        self._offset = self._sink.clock() - self._sink.start - time.monotonic_ns()

    def meet(self, loops: Sequence[Any]) -> None:
        """Loops that are there already, their tasks, and where these stand."""
        for loop in loops:
            if isinstance(loop, selector_events.BaseSelectorEventLoop):
                self._listen(loop)
                if loop.is_running():
                    self._watch.threads[loop._thread_id] = 1  # type: ignore[attr-defined]
            for task in sorted(asyncio.all_tasks(loop), key=asyncio.Task.get_name):
                known = self._tasks.task(task)
                if known.started:
                    self._tasks.awaited(task, known)
        if loops:
            self._sink.begin_with(self._snapshot())

    def leave(self) -> None:
        for loop in self._known:
            if loop._selector is not None:  # it is not closed
                vars(loop._selector).pop("select", None)
        self._known.clear()
        self._watch.threads.clear()

    def install(self) -> None:
        seen = self._tasks.seen_class()
        self._task_types = types = {seen, asyncio.Task}

        def __init_subclass__(kind: Any, **given: Any) -> None:
            super(seen, kind).__init_subclass__(**given)
            types.add(kind)

        seen.__init_subclass__ = classmethod(__init_subclass__)  # type: ignore[assignment]
        asyncio.Task = asyncio_tasks.Task = seen  # type: ignore[misc]
        self._install_handles()
        self._install_queue()
        self._install_loops()
        Foreign(self._sink, self._tasks, self._task_types, self.id_of).install()

    def id_of(self, loop: Any) -> str:
        known: Optional[str] = getattr(loop, "_awaitscope_id", None)
        if known is None:
            self._count += 1
            known = loop._awaitscope_id = "l%d" % self._count
        return known

    # Handles

    def _install_handles(self) -> None:
        sink, tasks, task_types = self._sink, self._tasks, self._task_types
        plain_run, plain = events.Handle._run, values.PLAIN_KINDS

        def run_other(handle: Any, number: int, callback: Any) -> None:
            """A callback that is no task's step."""
            name = "h%d" % number
            whom, words = self._describe(callback, handle._args)
            if type(handle) is TimerHandle:
                sink.event("handle.due", name, whom)
            sink.text("handle.run", name, whom, words)
            if tasks.on_step is not None:
                tasks.on_step(None)
            plain_run(handle)
            if tasks.on_step is not None:
                tasks.on_step(None)
            handle._awaitscope = 0  # to cancel it now does nothing
            sink.event("handle.end", name, whom)
            del handle, callback  # an exception that was raised below leads to this frame

        def _run(handle: Any) -> None:
            try:
                number = handle._awaitscope
            except AttributeError:  # put into the queue by other ways than a loop's own
                number = handle._awaitscope = self._found(handle)
            if not number:
                plain_run(handle)
                return
            callback = handle._callback
            task = getattr(callback, "__self__", None) if plain[type(callback)] else None
            if type(task) in task_types and is_step(callback):
                known = tasks.begins(task, number, handle._args, type(handle) is TimerHandle)
                plain_run(handle)
                handle._awaitscope = 0
                tasks.ends(task, known, number)
            else:
                run_other(handle, number, callback)
            del handle, task, callback  # as asyncio's own _run does: an exception's frames lead to this one, and live as long as it

        def cancel(handle: Any) -> None:
            if not handle._cancelled and getattr(handle, "_awaitscope", 0):
                sink.event("handle.cancel", "h%d" % handle._awaitscope, "", 0, *self._places.here(1))
            type(handle).__mro__[1].cancel(handle)  # type: ignore[attr-defined]

        class Handle(events.Handle):
            __slots__ = ("_awaitscope",)

        class TimerHandle(events.TimerHandle):
            __slots__ = ("_awaitscope",)

        ours: Any = _run
        if sink.native is not None and tasks.on_step is None:
            self._hooks = sink.native.Hooks(
                tasks, self._places.native, sink.records, plain, plain_run, base_events.BaseEventLoop._call_soon,  # type: ignore[attr-defined]
                plain_run.__code__, self._found, self._describe, self._is_done, tasks.handles, task_types, TimerHandle, SET_RESULT, sink.flush)
            ours = sink.native.method(self._hooks.run)
        for made in (Handle, TimerHandle):
            made._run, made.cancel = ours, cancel  # type: ignore[method-assign]
            made.__module__, made.__qualname__ = "asyncio.events", made.__name__
        events.Handle, events.TimerHandle = Handle, TimerHandle  # type: ignore[misc]
        asyncio.Handle, asyncio.TimerHandle = Handle, TimerHandle  # type: ignore[misc]
        self._places.borders.update((id(_run.__code__), id(plain_run.__code__)))
        self._plain_run_code = plain_run.__code__

    def _found(self, handle: Any) -> int:
        """A handle that was met only when it runs: it counts if it is a task's step."""
        callback = handle._callback
        if type(values.attribute(callback, "__self__")) not in self._task_types or not is_step(callback):
            return 0
        number = next(self._tasks.handles)
        self._sink.text("handle.ready", "h%d" % number, *self._describe(handle._callback, handle._args))
        return number

    def _describe(self, callback: Any, args: Tuple[Any, ...]) -> Tuple[str, str]:
        """Whom a callback concerns, and its words."""
        if callback is SET_RESULT:
            return (getattr(args[0], "_awaitscope_id", "") if args else ""), "set_result"
        if callback is STOP:
            return "", "stop"
        task = values.attribute(callback, "__self__")
        if type(task) in self._task_types and is_step(callback):
            return self._tasks.task(task).id, "wakeup" if args else "step"
        name = values.name(callback)
        return "", "gather" if name in GATHER_CALLBACKS else name

    # The ready queue and the timers

    def _install_queue(self) -> None:
        sink, tasks, places = self._sink, self._tasks, self._places
        loop_type: Any = base_events.BaseEventLoop
        call_soon, call_at = loop_type._call_soon, loop_type.call_at
        numbers = tasks.handles

        records = sink.records
        put, clock, task_types, run_code = sink.put, sink.clock, self._task_types, self._plain_run_code
        frame, plain = sys._getframe, values.PLAIN_KINDS

        def _call_soon(loop: Any, callback: Any, args: Any, context: Any) -> Any:
            task = getattr(callback, "__self__", None) if plain[type(callback)] else None
            if type(task) in task_types and is_step(callback):
                known = getattr(task, "_awaitscope", None) or tasks.task(task)
                whom, words = known.id, "wakeup" if args else "step"
                if args:
                    self._is_done(args[0])
            else:
                whom, words = self._describe(callback, args)
            handle = call_soon(loop, callback, args, context)
            number = handle._awaitscope = next(numbers)
            # A task that gives way is scheduled by C code, right below the loop's turn.
            caller = frame(1).f_back
            line, source = (0, 0) if caller is not None and caller.f_code is run_code else places.here(1)
            put((READY, _ident(), clock(), number, whom, words, line, source))
            if len(records) > MOST_WAITING:
                sink.flush()  # many tasks are made in one step
            return handle

        @functools.wraps(call_at)
        def call_at_(loop: Any, when: float, callback: Any, *args: Any, **options: Any) -> Any:
            if callback is SET_RESULT and args and not getattr(args[0], "_awaitscope_id", ""):
                tasks.future(args[0], "sleep")
            handle = call_at(loop, when, callback, *args, **options)
            number = handle._awaitscope = next(numbers)
            whom = getattr(args[0], "_awaitscope_id", "") if callback is SET_RESULT and args else self._describe(callback, args)[0]
            sink.event("handle.timer", "h%d" % number, whom,
                       int(when * _SECOND) + self._offset, *places.here(1))
            return handle

        loop_type._call_soon = _call_soon if self._hooks is None else sink.native.method(self._hooks.call_soon)
        loop_type.call_at = call_at_
        selecting: Any = selector_events.BaseSelectorEventLoop
        add_callback = selecting._add_callback

        def _add_callback(loop: Any, handle: Any) -> None:
            if not hasattr(type(handle), "_awaitscope"):  # made before the recording began
                if not handle._cancelled:
                    loop._ready.append(handle)
                return
            if values.attribute(handle._callback, "__name__") == "_read_from_self":
                handle._awaitscope = 0
            elif not handle._cancelled:
                handle._awaitscope = next(numbers)
                sink.text("handle.ready", "h%d" % handle._awaitscope, "", self._describe(handle._callback, handle._args)[1])
            add_callback(loop, handle)

        selecting._add_callback = _add_callback

    def _is_done(self, future: Any) -> None:
        """Its waiters are being scheduled: it has just got its result."""
        name = getattr(future, "_awaitscope_id", "")
        if name[:1] != "f" or getattr(future, "_awaitscope_done", False) or not future.done():
            return
        future._awaitscope_done = True
        line, source = self._places.here(2)
        if future.cancelled():
            self._sink.text("future.cancel", name, "", "", line, source)
        elif future._exception is not None:
            self._sink.text("future.exception", name, "", values.exception(future._exception), line, source)
        else:
            self._sink.text("future.result", name, "", values.shown(future._result), line, source)

    # Turns

    def _install_loops(self) -> None:
        sink = self._sink
        loop_type: Any = base_events.BaseEventLoop
        selecting: Any = selector_events.BaseSelectorEventLoop
        init, run_forever, stop, close = selecting.__init__, loop_type.run_forever, loop_type.stop, loop_type.close

        @functools.wraps(init)
        def __init__(loop: Any, *args: Any, **kwargs: Any) -> None:
            init(loop, *args, **kwargs)
            self._listen(loop)

        @functools.wraps(run_forever)
        def run_forever_(loop: Any) -> None:
            sink.event("loop.start", self.id_of(loop), "", 0, *self._places.here(1))
            running = self._watch.threads
            ident = _ident()
            running[ident] = running.get(ident, 0) + 1
            try:
                run_forever(loop)
            finally:
                running[ident] = running.get(ident, 1) - 1
                if running[ident] <= 0:
                    del running[ident]

        @functools.wraps(stop)
        def stop_(loop: Any) -> None:
            sink.event("loop.stop", self.id_of(loop))
            stop(loop)

        @functools.wraps(close)
        def close_(loop: Any) -> None:
            if not loop.is_running() and not loop._closed:
                sink.event("loop.close", self.id_of(loop))
            close(loop)

        selecting.__init__ = __init__
        loop_type.run_forever, loop_type.stop, loop_type.close = run_forever_, stop_, close_
        self._places.borders.add(id(loop_type._run_once.__code__))

    def _listen(self, loop: Any) -> None:
        sink, ready, name = self._sink, loop._ready, self.id_of(loop)
        select, clock, records = loop._selector.select, sink.clock, sink.records

        self._known.add(loop)

        def select_(timeout: Optional[float] = None) -> Any:
            if sink.wanted:
                sink.segment()
            if len(records) > MOST_WAITING:
                sink.flush()  # the writing thread does not keep up: memory and a ring's bound come first
            if timeout is not None and timeout <= 0:
                sink.put((TURN, _ident(), clock(), name, len(ready)))
                found = select(timeout)
            else:
                sink.event("loop.iteration", name, "", len(ready))
                sink.event("loop.select", name, "", -1 if timeout is None else int(timeout * _SECOND))
                found = select(timeout)
                sink.event("loop.selected", name, "", len(found))
            if found:
                self._ready_files(found)
            return found

        if sink.native is not None:
            loop._selector.select = sink.native.selector((records, sink, name, ready, select, select_, self._ready_files))
        else:
            loop._selector.select = select_

    def _snapshot(self) -> List[Row]:
        return self._tools.rows() + snapshot(sorted(self._known, key=self.id_of), self._tasks, self._describe, self.id_of, self._offset)

    def _ready_files(self, found: Any) -> None:
        for key, mask in found:
            reader = key.data[0] if isinstance(key.data, tuple) else None
            if values.attribute(getattr(reader, "_callback", None), "__name__") == "_read_from_self":
                continue
            name = self._file(key)
            for bit, words in _DIRECTIONS:
                if mask & bit:
                    self._sink.text("io.ready", name, "", words)

    def _file(self, key: Any) -> str:
        """Descriptors are given to others once they are closed: one is known as long as it is the same object's."""
        data = key.data if isinstance(key.data, tuple) else ()
        owner: Any = key.fileobj
        for handle in data:
            whose = values.attribute(getattr(handle, "_callback", None), "__self__")
            owner = whose if issubclass(type(whose), transports.BaseTransport) else owner
        known = self._files.get(key.fd)
        if known is not None and known[0] == id(owner):
            return known[1]
        self._io += 1
        name = "i%d" % self._io
        self._files[key.fd] = (id(owner), name)
        self._sink.text("label", name, "", _peer(owner, key.fd))
        return name


def _peer(owner: Any, number: int) -> str:
    """Who is at the other end, and who called whom if that can be told."""
    try:
        if issubclass(type(owner), transports.BaseTransport):
            peer, own = owner.get_extra_info("peername"), owner.get_extra_info("sockname")
        elif isinstance(owner, socket.socket):
            peer, own = owner.getpeername(), owner.getsockname()
        else:
            peer = own = None
        if isinstance(peer, tuple) and isinstance(own, tuple):
            return "%s:%s with %s:%s (fd %d)" % (own[0], own[1], peer[0], peer[1], number)
    except OSError:
        if isinstance(owner, socket.socket):
            try:
                own = owner.getsockname()
                if isinstance(own, tuple):
                    return "%s:%s, listening (fd %d)" % (own[0], own[1], number)
            except OSError:
                pass
    return "fd %d" % number
