"""Makes the pure Python Task and Future look as the accelerated ones do, which a program normally meets.

The two differ in what they say of themselves and in leaving frames in tracebacks; what they do is the same.
"""
import sys
from asyncio import base_tasks, events, format_helpers, futures, tasks
from types import CodeType, FrameType, FunctionType
from typing import Any, Iterator, Set

from ..trace.frames import is_ours

# Code that is C in a normal run, and so has no frames.
_codes: Set[CodeType] = set()


def hidden(frame: FrameType) -> bool:
    """Is it a frame that a run without the recorder does not have?"""
    return frame.f_code in _codes or is_ours(frame.f_code)


def _functions() -> Iterator[FunctionType]:
    for cls in (futures.Future, tasks.Task):
        for member in vars(cls).values():
            if isinstance(member, property):
                member = member.fget
            if isinstance(member, FunctionType) and not member.__name__ == "__repr__":
                yield member
    for module, names in ((events, ("get_running_loop", "get_event_loop", "_get_event_loop")),
                          (tasks, ("_register_task", "_unregister_task", "_enter_task", "_leave_task", "current_task"))):
        for name in names:
            member = getattr(module, name, None)
            if isinstance(member, FunctionType):
                yield member


def _renamed(function: Any, name: str) -> None:
    function.__qualname__ = name


def install() -> None:
    """Before the hooks of tasks and futures, which copy the names set here."""
    for function in _functions():
        _codes.add(function.__code__)
    for cls in (futures.Future, tasks.Task):
        cls.__module__ = "_asyncio"
    task: Any = tasks.Task
    # The words of their reprs, in the loop's messages and in the program's prints.
    _renamed(task._Task__step, "<TaskStepMethWrapper object at 0x7f0000000000>")
    _renamed(task._Task__wakeup, "Task.task_wakeup" if sys.version_info >= (3, 10)
             else "<TaskWakeupMethWrapper object at 0x7f0000000000>")
    result = futures.Future.result
    result.__code__ = _with_constant(result.__code__, "Result is not ready.", "Result is not set.")
    _codes.add(result.__code__)

    source = format_helpers._get_function_source  # type: ignore[attr-defined]

    def _get_function_source(function: Any) -> Any:
        plain = getattr(function, "__func__", function)
        code = getattr(plain, "__code__", None)
        return None if code is not None and (code in _codes or is_ours(code)) else source(function)

    format_helpers._get_function_source = _get_function_source  # type: ignore[attr-defined]

    stack = base_tasks._task_get_stack  # type: ignore[attr-defined]

    def _task_get_stack(task_: Any, limit: Any) -> Any:
        frames = [frame for frame in stack(task_, None) if not hidden(frame)]
        if limit is None:
            return frames
        return frames[-limit:] if task_._coro.cr_frame is not None else frames[:limit]

    base_tasks._task_get_stack = _task_get_stack  # type: ignore[attr-defined]


def _with_constant(code: CodeType, old: str, new: str) -> CodeType:
    return code.replace(co_consts=tuple(new if constant == old else constant for constant in code.co_consts))
