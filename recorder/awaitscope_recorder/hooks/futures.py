"""Futures: made, given callbacks, done. Tasks are futures too, so their end is seen here."""
import functools
from asyncio import InvalidStateError, futures, tasks
from typing import Any

from ..trace.recording import Recording
from ..trace.words import Words, describe, id_of, task_method
from ..virtual.ordered import creation_number
from .coroutines import Coroutines

_PENDING = futures._PENDING  # type: ignore[attr-defined]


def install(recording: Recording, coroutines: Coroutines, words: Words) -> None:
    cls = futures.Future
    texts = coroutines.texts
    cls._awaitscope_id = ""  # type: ignore[attr-defined]
    texts.show_ids(cls)
    init, add, result = cls.__init__, cls.add_done_callback, cls.set_result
    exception, cancel, delete = cls.set_exception, cls.cancel, cls.__del__  # type: ignore[attr-defined]

    @functools.wraps(init)
    def __init__(self: Any, *, loop: Any = None) -> None:
        init(self, loop=loop)
        if not isinstance(self, tasks.Task) and not recording.serves_shutdown():
            self._awaitscope_id = recording.new_id("f")
            recording.text_event("future.create", self._awaitscope_id, "", words.purpose(self))

    @functools.wraps(add)
    def add_done_callback(self: Any, fn: Any, *, context: Any = None) -> None:
        if task_method(fn) == "wakeup":
            suspended(recording, coroutines, fn.__self__, self)
        if id_of(self):
            about = describe(fn)
            recording.text_event("future.callback", id_of(self), about.whom, about.words)
        add(self, fn, context=context)

    @functools.wraps(result)
    def set_result(self: Any, result_: Any) -> None:
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")  # in the accelerator's words
        if id_of(self):
            text = texts.repr(result_)
            if isinstance(self, tasks.Task):
                recording.text_event("task.done", self._awaitscope_id, "", "result " + text)
            else:
                recording.text_event("future.result", self._awaitscope_id, "", text)
        result(self, result_)

    @functools.wraps(exception)
    def set_exception(self: Any, exception_: Any) -> None:
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        if id_of(self):
            with recording:
                shown = exception_() if isinstance(exception_, type) else exception_
            if not isinstance(shown, BaseException):
                raise TypeError("invalid exception object")
            if not isinstance(shown, StopIteration):
                text = texts.repr(shown)
                if isinstance(self, tasks.Task):
                    recording.text_event("task.done", self._awaitscope_id, "", "exception " + text)
                else:
                    recording.text_event("future.exception", self._awaitscope_id, "", text)
        exception(self, exception_)

    @functools.wraps(cancel)
    def cancel_(self: Any, *args: Any, **kwargs: Any) -> bool:
        if self._state == _PENDING and id_of(self):
            if isinstance(self, tasks.Task):  # Task.cancel only asks; here its step ends it
                recording.text_event("task.done", self._awaitscope_id, "", "cancelled")
            else:
                recording.text_event("future.cancel", self._awaitscope_id, "", message(args, kwargs))
        return cancel(self, *args, **kwargs)

    @functools.wraps(delete)
    def __del__(self: Any) -> None:
        if getattr(self, "_Future__log_traceback", False) and id_of(self):
            recording.event("future.unretrieved", self._awaitscope_id)
        delete(self)

    def __hash__(self: Any) -> int:
        # So that the program's own sets of tasks are walked in the same order in every run.
        return creation_number(self) or object.__hash__(self)

    cls.__hash__ = __hash__  # type: ignore[method-assign, assignment]
    cls.__init__ = __init__  # type: ignore[method-assign]
    cls.add_done_callback = add_done_callback  # type: ignore[method-assign, assignment]
    cls.set_result = set_result  # type: ignore[method-assign]
    cls.set_exception = set_exception  # type: ignore[method-assign]
    cls.cancel = cancel_  # type: ignore[method-assign]
    cls.__del__ = __del__  # type: ignore[attr-defined]


def message(args: Any, kwargs: Any) -> str:
    """The message given to a cancel(), "" if none."""
    given = args[0] if args else kwargs.get("msg")
    return "" if given is None else str(given)


def suspended(recording: Recording, coroutines: Coroutines, task: Any, yielded: Any) -> None:
    """Records, once a step, that the task's chain of awaits stands still."""
    for step in recording.steps:
        if step.task is task and not step.suspended:
            step.suspended = True
            coroutines.suspended(task._coro, yielded)
