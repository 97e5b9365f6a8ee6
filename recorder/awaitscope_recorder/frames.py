"""Reading the locals of frames that are not ours."""
import sys
from types import FrameType
from typing import Any, Dict, Iterable

_SNAPSHOTS = sys.version_info < (3, 13)  # f_locals is a dictionary the frame keeps, not a view


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
