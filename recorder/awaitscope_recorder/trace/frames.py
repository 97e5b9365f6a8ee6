"""Telling the recorder's frames from others, and reading the locals of those."""
import os
import sys
from types import CodeType, FrameType
from typing import Any, Dict, Iterable

# Frames of their own in some versions and none in others (up to 3.11 an asynchronous one is even a coroutine), so
# traces know none of them.
COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")

FOLDER = os.path.abspath(os.path.join(os.path.dirname(__file__), os.pardir, os.pardir))
_RECORDER = tuple(os.path.join(FOLDER, name) for name in ("awaitscope_recorder" + os.sep, "awaitscope" + os.sep, "record.py"))
_SNAPSHOTS = sys.version_info < (3, 13)  # f_locals is a dictionary the frame keeps, not a view


def is_ours(code: CodeType) -> bool:
    """Is it code of the recorder?"""
    return code.co_filename.startswith(_RECORDER)


def peek(frame: FrameType, name: str) -> Any:
    """A local's value, or None. Leaves nothing behind that would keep the frame's objects alive."""
    values = frame.f_locals
    value = values.get(name)
    if _SNAPSHOTS:
        values.clear()
    return value


def peek_all(frame: FrameType, names: Iterable[str]) -> Dict[str, Any]:
    values = frame.f_locals
    found = {name: values[name] for name in names if name in values}
    if _SNAPSHOTS:
        values.clear()
    return found
