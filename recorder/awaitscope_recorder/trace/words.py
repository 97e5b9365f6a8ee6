"""The program's words for what asyncio does: what is awaited, what a future is for, what a callback is."""
import functools
import sys
from asyncio import base_events, events, futures, tasks
from types import CodeType, CoroutineType, FrameType, MethodType
from typing import Any, List, NamedTuple, Optional, Set, Tuple

from .chains import frame_of
from .frames import is_ours, peek
from .recording import Recording
from .texts import Texts

_sleep_code = tasks.sleep.__code__
_gathering = tasks._GatheringFuture  # type: ignore[attr-defined]
SET_RESULT = futures._set_result_unless_cancelled  # type: ignore[attr-defined]
STOP = base_events._run_until_complete_cb  # type: ignore[attr-defined]
_TASK_METHODS = {"_Task__step": "step", "_Task__wakeup": "wakeup", "__step": "step", "__wakeup": "wakeup"}

GATHER_CALLBACKS = ("gather.<locals>._done_callback", "_gather.<locals>._done_callback")  # the second up to 3.9


def id_of(thing: Any) -> str:
    """The id of an asyncio object; "" if it has none or is hidden."""
    return getattr(thing, "_awaitscope_id", "") or ""


class Callback(NamedTuple):
    """How a trace speaks of a callback."""
    words: str
    whom: str


def task_method(callback: Any) -> str:
    """"step" or "wakeup" if the callback is that method of a task, else ""."""
    if isinstance(callback, MethodType) and isinstance(callback.__self__, tasks.Task):
        return _TASK_METHODS.get(callback.__name__, "")
    return ""


def describe(callback: Any, args: Tuple[Any, ...] = ()) -> Callback:
    method = task_method(callback)
    if method:
        return Callback(method, id_of(callback.__self__))
    if callback is SET_RESULT:
        return Callback("set_result", id_of(args[0]) if args else "")
    if callback is STOP:
        return Callback("stop", "")
    while isinstance(callback, functools.partial):
        callback = callback.func
    name = getattr(callback, "__qualname__", None) or type(callback).__qualname__
    if name in GATHER_CALLBACKS and callback.__module__ == "asyncio.tasks":
        return Callback("gather", id_of(_closure(callback, "outer")))
    return Callback(name, "")


def _closure(function: Any, name: str) -> Any:
    names = function.__code__.co_freevars
    if name not in names:
        return None
    try:
        return function.__closure__[names.index(name)].cell_contents
    except ValueError:  # not bound yet
        return None


class Words:
    """Words that need to look at frames."""

    def __init__(self, recording: Recording, texts: Texts) -> None:
        self._recording = recording
        self._texts = texts
        # Code (by id) of asyncio that only carries the program along: nothing beyond it made a future.
        self.carriers: Set[int] = {id(events.Handle._run.__code__)}
        for name in ("_Task__step", "_Task__step_run_and_handle_result", "_Task__eager_start", "_Task__wakeup"):
            method = getattr(tasks.Task, name, None)
            if method is not None:
                self.carriers.add(id(method.__code__))

    def awaited(self, beyond: List[Any], yielded: Any) -> Tuple[str, str]:
        """The future or task a leaf waits for ("" if none), and the words for what it awaits."""
        future = yielded if futures.isfuture(yielded) else None
        awaited = id_of(future)
        for position, link in enumerate(beyond):
            frame = frame_of(link)
            if frame is None:
                break
            if frame.f_code is futures.Future.__await__.__code__:
                if future is None:  # the task refused to wait for it
                    future = peek(frame, "self")
                    awaited = id_of(future)
                break
            if frame.f_code is _sleep_code:
                return awaited, "sleep(%s)" % self._texts.repr(peek(frame, "delay"))
            if isinstance(link, CoroutineType):
                inner = [frame_of(further) for further in beyond[position:]]
                return awaited, self._tool([one for one in inner if one is not None])
        return awaited, self._future(future)

    def _future(self, future: Any) -> str:
        if future is None:
            return "yield"
        if isinstance(future, tasks.Task):
            return "task " + id_of(future)
        if isinstance(future, _gathering):
            return "gather of " + " ".join(id_of(child) for child in future._children)
        return "future " + id_of(future)

    def purpose(self, future: Any) -> str:
        """What a future being made is for: the tool of asyncio that the program called."""
        if isinstance(future, _gathering):
            return "gather"
        tool: List[FrameType] = []
        frame: Optional[FrameType] = sys._getframe(1)
        while frame is not None:
            code = frame.f_code
            if code.co_filename in self._recording.files or id(code) in self._recording.loop_frames or id(code) in self.carriers:
                break
            if not is_ours(code) and code.co_name not in ("__init__", "create_future"):
                tool.insert(0, frame)
            frame = frame.f_back
        if not tool:
            return "future"
        return "sleep" if tool[0].f_code is _sleep_code else self._tool(tool)

    def _tool(self, frames: List[FrameType]) -> str:
        """`class.method` of the outermost frame; `async with` and `async for` on a tool read as the method they call."""
        outermost = frames[0]
        if any(frame.f_code.co_name == "_wait_for_one" for frame in frames[:2]):  # the second one since 3.13
            return "as_completed"
        owner = peek(outermost, "self")
        if owner is None or isinstance(owner, events.AbstractEventLoop):
            return outermost.f_code.co_name
        name = outermost.f_code.co_name
        if name in ("__aenter__", "__aexit__", "__anext__"):
            its_lock = getattr(owner, "_lock", owner)  # a condition's; its acquire is that of the lock
            for inner in frames[1:]:
                if inner.f_code.co_name.startswith("_"):
                    continue  # the block's own: what a group does when it is left, since 3.13.2
                if peek(inner, "self") is owner or peek(inner, "self") is its_lock:
                    name = inner.f_code.co_name
                    break
        return "%s.%s" % (type(owner).__name__.lower(), name)
