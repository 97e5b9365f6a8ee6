"""Tasks as CPython's own C code runs them: where each step begins, and where its chain of awaits stands at its end."""
import asyncio
import inspect
import itertools
import weakref
from types import BuiltinFunctionType, CoroutineType, FrameType, MethodType
from typing import Any, Callable, Dict, List, Optional, Tuple, Type

from ..trace.frames import peek_all
from . import values
from .places import NOWHERE, Place, Places
from .sink import RUN, WAIT, Sink, _ident

_START, _RAISE, _CANCEL, _WAKEUP, _TIMER = 1, 2, 4, 8, 16  # how a step begins: EVENTS.md
CORO_CREATED = inspect.CORO_CREATED
_METHODS = (BuiltinFunctionType, MethodType)
_STEPS = ("task_wakeup", "__step", "__wakeup")
_TELLS = hasattr(CoroutineType, "cr_suspended")


_BLOCKS = (".__aenter__", ".__aexit__", ".__anext__")


class Link:
    """A coroutine of a chain that has an id."""
    __slots__ = ("id", "reference")

    def __init__(self, id_: str, reference: Callable[[], Any]) -> None:
        self.id = id_
        self.reference = reference


class Known:
    """What is known of a task; hangs on it."""
    __slots__ = ("id", "name", "links", "started", "leaf", "line", "source")

    def __init__(self, id_: str, name: str) -> None:
        self.id = id_
        self.name = name
        self.links: List[Link] = []  # its chain, outermost first, where it last stood
        self.started = False
        self.leaf = ""               # where it goes on
        self.line = self.source = 0


def frames_of(known: Optional[Known]) -> Dict[FrameType, str]:
    """Frames of a task's coroutines, where it last stood, with their ids."""
    found: Dict[FrameType, str] = {}
    for link in known.links if known is not None else ():
        frame = getattr(link.reference(), "cr_frame", None)
        if frame is not None:
            found[frame] = link.id
    return found


def living() -> List[Any]:
    """The tasks of all loops. From 3.12 on those that began at once stand apart, and in 3.14 those that are its own."""
    found: List[Any] = []
    for name in ("_all_tasks", "_scheduled_tasks", "_eager_tasks"):
        for _ in range(1000):
            try:
                found += list(getattr(asyncio.tasks, name, ()))
                break
            except RuntimeError:
                continue  # another thread made or ended one meanwhile
    return found


class Tasks:
    def __init__(self, sink: Sink, places: Places) -> None:
        self._sink, self._places = sink, places
        self._tasks = itertools.count(1)
        self._futures = itertools.count(1)
        self._coroutines = itertools.count(1)
        self.handles = itertools.count(1)
        self._known: Any = Known if sink.native is None else sink.native.Known
        self._link_: Any = Link if sink.native is None else sink.native.Link
        self._seen: Any = ()
        self.on_step: Optional[Callable[[Optional[Known]], None]] = None  # lines.py: one begins, or is over
        self.current: Dict[int, str] = {}  # by thread: the id of the task whose step runs there
        self.on_wait: Callable[[str, List[Any]], None] = lambda task, beyond: None  # told when one begins to wait: tools.py

    # Ids

    def id_of(self, future: Any) -> str:
        """Of a task or a future; met for the first time, it gets one."""
        known = getattr(future, "_awaitscope_id", "")
        if known:
            return known  # type: ignore[no-any-return]
        if future is None:
            return ""
        if isinstance(future, asyncio.Task):
            return self.task(future).id
        return self.future(future, "future")

    def future(self, future: Any, purpose: str) -> str:
        made = "f%d" % next(self._futures)
        try:
            future._awaitscope_id = made
        except AttributeError:  # somebody's own class with slots
            return ""
        children = getattr(future, "_children", None)
        if children is not None and type(future).__name__ == "_GatheringFuture":
            for child in children:
                self._sink.text("future.callback", self.id_of(child), "", "gather")
            purpose = "gather"
        self._sink.text("future.create", made, "", purpose)
        return made

    def task(self, task: Any) -> Known:
        """Its record; met for the first time, it is told of."""
        known: Optional[Known] = getattr(task, "_awaitscope", None)
        if known is not None:
            return known
        name = "t%d" % next(self._tasks)
        made: Known = self._known(name, task.get_name())
        task._awaitscope = made
        if not isinstance(task, self._seen):
            task._awaitscope_id = name
        line, source = self._places.here(2)
        coroutine, root = task.get_coro(), ""
        created = False
        if type(coroutine) is CoroutineType:
            created = is_created(coroutine)
            link = self._link(coroutine, label(coroutine, created), line, source)
            made.links.append(link)
            root = link.id
        self._sink.text("task.create", name, root, made.name, line, source)
        request = request_of(coroutine)
        if request:
            self._sink.text("label", name, "", request)
        if not created:
            made.started = True  # eager, or made before the recording began
            if root:
                self._sink.event("coro.start", root, name)
        return made

    def _link(self, coroutine: Any, words: str, line: int = 0, source: int = 0) -> Link:
        link: Link = self._link_("c%d" % next(self._coroutines), weakref.ref(coroutine))
        self._sink.text("coro.create", link.id, "", words, line, source)
        return link

    # Steps

    def begins(self, task: Any, handle: int, args: Tuple[Any, ...], timer: bool) -> Known:
        known: Known = getattr(task, "_awaitscope", None) or self.task(task)
        name = known.name
        if not known.started and task.get_name() != name:
            known.name = task.get_name()
            self._sink.text("label", known.id, "", known.name)
        how, woken, error = _TIMER if timer else 0, "", ""
        if args:
            future = args[0]
            how |= _WAKEUP
            woken = getattr(future, "_awaitscope_id", "") or self.id_of(future)
            if future.cancelled():
                how |= _RAISE | _CANCEL
                error = "CancelledError()"
            elif future._exception is not None:
                how |= _RAISE
                error = values.exception(future._exception)
        if task._must_cancel:
            how |= _RAISE | _CANCEL
            error = "CancelledError()"
        leaf = known.leaf
        if not known.started:
            known.started = True
            how |= _START
            leaf = known.links[0].id if known.links else ""
        ident = _ident()
        self.current[ident] = known.id
        self._sink.put((RUN, ident, self._sink.clock(), handle, known.id, woken, how, leaf, error, known.line, known.source))
        if self.on_step is not None:
            self.on_step(known)
        return known

    def ends(self, task: Any, known: Known, handle: int) -> None:
        sink, ident = self._sink, _ident()
        self.current[ident] = ""
        if self.on_step is not None:
            self.on_step(None)
        if task.done():
            self._done(task, known, handle)
            return
        awaited, words = self.awaited(task, known)
        sink.put((WAIT, ident, sink.clock(), known.leaf, awaited, words, known.line, known.source))

    def awaited(self, task: Any, known: Known) -> Tuple[str, str]:
        """What a task that does not run waits for, and its words; `known` then has its chain."""
        waiter = task._fut_waiter
        beyond = self._walk(task.get_coro(), known)
        if waiter is None:
            return "", "sleep(0)" if beyond and values.attribute(beyond[0], "__qualname__") == "sleep" else "yield"
        return self.waits(waiter, beyond, known.id)

    def waits(self, waiter: Any, beyond: List[Any], task: str) -> Tuple[str, str]:
        awaited = getattr(waiter, "_awaitscope_id", "")
        words = self._words(beyond, waiter)
        if not awaited:
            awaited = self.future(waiter, purpose_of(words)) if not isinstance(waiter, asyncio.Task) else self.id_of(waiter)
            self.on_wait(task, beyond)
        return awaited, words or ("task " if awaited[:1] == "t" else "future ") + awaited

    def _walk(self, coroutine: Any, known: Known) -> List[Any]:
        """Finds the leaf; what stands beyond it are links of libraries."""
        links, places = known.links, self._places
        leaf_frame, leaf_link, beyond = None, None, []  # type: Any, Any, List[Any]
        depth = place = 0
        link = coroutine
        if links:
            # A leaf that lives still stands where it stood: what awaits it cannot go on without it.
            leaf_link = links[-1]
            leaf = leaf_link.reference()
            if leaf is not None and leaf.cr_frame is not None:
                link, depth = leaf, len(links) - 1
        while link is not None:
            if type(link) is not CoroutineType:
                if type(link).__name__ == "FutureIter":
                    break
                beyond.append(link)
                plain = values.PLAIN_KINDS[type(link)]  # not somebody's own __await__
                link = getattr(link, "gi_yieldfrom", None) or getattr(link, "ag_await", None) if plain else None
                continue
            code = link.cr_code
            found = places.known.get(id(code))
            source = found[1] if found is not None else places.source_of(code)
            if source or not depth:
                if depth < len(links) and links[depth].reference() is link:
                    leaf_link = links[depth]
                else:
                    leaf_link = self._begun(known, depth, link)
                depth += 1
                leaf_frame, place, beyond = link.cr_frame, source, []
            else:
                beyond.append(link)
            link = link.cr_await
        if len(links) > depth:
            self._ended(known, depth)
        if depth == 1 and not place:
            beyond.insert(0, coroutine)  # a task that runs a library's coroutine waits in that one
        if leaf_link is not None:
            known.leaf = leaf_link.id
            known.line, known.source = (places.line(leaf_frame), place) if place and leaf_frame is not None else (0, 0)
        return beyond

    def _begun(self, known: Known, depth: int, coroutine: Any) -> Link:
        self._ended(known, depth)
        link = self._link(coroutine, label(coroutine, False))
        self._sink.event("coro.start", link.id, known.links[-1].id if known.links else known.id)
        known.links.append(link)
        return link

    def _ended(self, known: Known, depth: int) -> None:
        """Those further in are over; how they ended was not seen."""
        while len(known.links) > depth:
            self._sink.text("coro.return", known.links.pop().id, "", "…")

    def _words(self, beyond: List[Any], waiter: Any) -> str:
        if not beyond:
            children = getattr(waiter, "_children", None)
            if children is not None and type(waiter).__name__ == "_GatheringFuture":
                shown = [self.id_of(child) for child in children[:20]]
                return "gather of " + " ".join(shown) + (" …" if len(children) > 20 else "")
            return ""
        first = beyond[0]
        name = values.attribute(first, "__qualname__") or ""
        if name.endswith(_BLOCKS) and len(beyond) > 1:  # `async with` and `async for` read as the method they call
            inner = values.attribute(beyond[1], "__qualname__") or ""
            name = inner if "." in inner and not inner.rpartition(".")[2].startswith("_") else name
        if name == "sleep" and type(first) is CoroutineType and first.cr_frame is not None:
            return "sleep(%s)" % values.shown(peek_all(first.cr_frame, ("delay",)).get("delay"))
        owner, _, method = name.rpartition(".")
        return owner.rpartition(".")[2].lower() + "." + method if owner else name

    def _done(self, task: Any, known: Known, handle: int) -> None:
        text = self._sink.text
        if len(known.links) > 1:
            self._ended(known, 1)
        root = known.links.pop().id if known.links else ""
        if task.cancelled():
            outcome, ended, place = "cancelled", "CancelledError()", NOWHERE
        elif task._exception is not None:
            ended = values.exception(task._exception)
            outcome, place = "exception " + ended, _end_of(task._exception, self._places)
        else:
            ended = values.shown(task._result)
            outcome, place = "result " + ended, NOWHERE
        if root:
            text("coro.raise" if outcome[0] != "r" else "coro.return", root, "", ended, *place)
        text("task.done", known.id, "", outcome)
        self._sink.event("handle.end", "h%d" % handle, known.id)

    def unawaited(self, coroutine: Any) -> None:
        """A coroutine of the program or of a library, destroyed before it ever started."""
        made = "c%d" % next(self._coroutines)
        source = self._places.source_of(coroutine.cr_code)
        line = coroutine.cr_code.co_firstlineno if source else 0
        origin = coroutine.cr_origin
        if origin:  # debug mode knows where it was called
            line, source = self._places.at(origin[0][0], origin[0][1])
        self._sink.text("coro.create", made, "", label(coroutine, is_created(coroutine)), line, source)
        self._sink.event("coro.unawaited", made, "", 0, *self._places.here(2))

    # Cancelling is asked for by a call of a method, which C code does not show

    def seen_class(self) -> Type[Any]:
        """A task of C code that tells who cancels it."""
        tasks = self

        class Task(asyncio.Task):  # type: ignore[type-arg]
            __slots__ = ("_awaitscope",)  # much smaller than a dictionary of its own

            @property
            def _awaitscope_id(self) -> str:
                known = getattr(self, "_awaitscope", None)
                return known.id if known is not None else ""

            def cancel(self, *args: Any, **kwargs: Any) -> bool:
                if not self.done():
                    known = tasks.task(self)
                    message = args[0] if args else kwargs.get("msg")
                    tasks._sink.text("task.cancel", known.id, tasks.current.get(_ident(), ""),
                                     "" if message is None else values.shown(message), *tasks._places.here(1))
                return super().cancel(*args, **kwargs)

            def uncancel(self) -> int:
                left: int = super().uncancel()  # type: ignore[misc]
                tasks._sink.event("task.uncancel", tasks.task(self).id, "", left, *tasks._places.here(1))
                return left

        if not hasattr(asyncio.Task, "uncancel"):
            del Task.uncancel
        Task.__module__, Task.__qualname__ = asyncio.Task.__module__, "Task"
        for name in ("cancel", "uncancel"):
            if name in vars(Task):
                vars(Task)[name].__qualname__ = "Task." + name
        self._seen = Task
        return Task


def is_step(callback: Any) -> bool:
    """Of a method of a task: does the loop run the task by it? `call_soon(task.cancel)` does not."""
    return type(callback) not in _METHODS or callback.__name__ in _STEPS


def is_created(coroutine: Any) -> bool:
    """Has it not begun yet?"""
    if not _TELLS:
        return inspect.getcoroutinestate(coroutine) == CORO_CREATED
    return not coroutine.cr_suspended and not coroutine.cr_running and coroutine.cr_frame is not None


def label(coroutine: Any, created: bool) -> str:
    """With what it was called with, as long as that stands in its frame."""
    name: str = coroutine.__qualname__.replace("<locals>.", "")
    if not created:
        return name + "(…)"
    code = coroutine.cr_code
    names = code.co_varnames[:code.co_argcount + code.co_kwonlyargcount]
    if not names:
        return name + "()"
    found = peek_all(coroutine.cr_frame, names)
    return "%s(%s)" % (name, ", ".join([values.shown(found[each]) for each in names if each in found and each != "self"]))


def request_of(coroutine: Any) -> str:
    """`GET /items` for a coroutine that is about to serve an ASGI request; nothing of the program's own runs for it."""
    frame = getattr(coroutine, "cr_frame", None)
    if frame is None:
        return ""
    names = frame.f_code.co_varnames[:frame.f_code.co_argcount]
    if "scope" not in names and "self" not in names:
        return ""
    found = peek_all(frame, ("self", "scope"))
    scope = found.get("scope")
    if scope is None and "self" in found:
        try:
            scope = object.__getattribute__(found["self"], "__dict__").get("scope")
        except AttributeError:
            return ""
    if type(scope) is not dict or type(scope.get("path")) is not str:
        return ""
    method = scope.get("method", scope.get("type"))
    return "%s %s" % (method, scope["path"]) if type(method) is str else ""


def purpose_of(words: str) -> str:
    return "sleep" if words.startswith("sleep(") else words.split(" ")[0] or "future"


def _end_of(error: BaseException, places: Places) -> Place:
    """Where an exception left the task's coroutine: the innermost frame of the program."""
    trace = error.__traceback__
    found = NOWHERE
    while trace is not None:
        source = places.source_of(trace.tb_frame.f_code)
        if source:
            found = (trace.tb_lineno, source)
        trace = trace.tb_next
    return found
