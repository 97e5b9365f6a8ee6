"""What the program says: prints, warnings, and the records of asyncio's logger."""
import builtins
import functools
import logging
import re
import sys
import warnings
from asyncio import base_events, tasks
from typing import Any, List

from ..trace.frames import is_ours
from ..trace.recording import Recording
from ..trace.texts import Texts, without_addresses
from ..trace.words import id_of

_CALLBACK = re.compile(r"^(Exception in callback .*\)) at .*:\d+$", re.MULTILINE)


class SeenOutput:
    """Standard output: what is written goes on unchanged and is recorded, one event a write or a print call."""

    def __init__(self, recording: Recording, stream: Any) -> None:
        self.__dict__.update(_recording=recording, _stream=stream, _parts=[])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._stream, name, value)

    def __iter__(self) -> Any:
        return iter(self._stream)

    def write(self, text: str) -> int:
        if self._recording.muted:  # a repr for the recorder's own sake prints something
            return len(text)
        written = self._stream.write(text)
        if self._parts:
            self._parts[-1].append(text)
        else:
            self.record(text)
        return written  # type: ignore[no-any-return]

    def goes_to(self, stream: Any) -> None:
        """From now on: another program begins."""
        self.__dict__.update(_stream=stream, _parts=[])
        sys.stdout = self  # type: ignore[assignment]

    def written(self) -> str:
        """All of it, if it went to a buffer."""
        self._stream.flush()
        text: str = self._stream.buffer.getvalue().decode("utf-8", "replace")
        return text

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def record(self, text: str) -> None:
        if text:
            self._recording.text_event("print", self._recording.actor(), "", text)


def install(recording: Recording, texts: Texts) -> SeenOutput:
    output = SeenOutput(recording, sys.stdout)
    sys.stdout = output  # type: ignore[assignment]
    original = builtins.print

    @functools.wraps(original)
    def print_(*args: Any, **kwargs: Any) -> None:
        parts: List[str] = []
        output._parts.append(parts)
        try:
            original(*args, **kwargs)
        finally:
            output._parts.remove(parts)
            output.record("".join(parts))

    builtins.print = print_  # type: ignore[assignment]

    show: Any = warnings._showwarnmsg  # type: ignore[attr-defined]

    def _showwarnmsg(shown: Any) -> None:
        # In debug mode the interpreter adds where a coroutine was created, over many lines.
        first = (str(shown.message).splitlines() or [""])[0]
        recording.text_event("warn", recording.actor(), "", "%s: %s" % (shown.category.__name__, first))
        show(shown)

    # Both the interpreter and warnings.warn show by this name.
    warnings._showwarnmsg = _showwarnmsg  # type: ignore[attr-defined]
    warn = warnings.warn

    @functools.wraps(warn)
    def warn_(message: Any, category: Any = None, stacklevel: int = 1, *args: Any, **kwargs: Any) -> None:
        warn(message, category, _beyond_ours(stacklevel), *args, **kwargs)

    warnings.warn = warn_  # type: ignore[assignment]

    def logged(record: logging.LogRecord) -> bool:
        lines = _without_places(record).splitlines()
        recording.text_event("log", recording.actor(), "", without_addresses(lines[0]) if lines else "")
        return True

    logging.getLogger("asyncio").addFilter(logged)

    format_handle = base_events._format_handle  # type: ignore[attr-defined]

    def _format_handle(handle: Any) -> str:
        owner = getattr(handle._callback, "__self__", None)
        return _Slow(format_handle(handle), id_of(owner) if isinstance(owner, tasks.Task) else id_of(handle))

    # It is for the debug mode's "Executing ... took ... seconds" only.
    base_events._format_handle = _format_handle  # type: ignore[attr-defined]
    return output


class _Slow(str):
    """What asyncio writes of a slow callback, and how a trace names it."""
    id: str

    def __new__(cls, text: str, id_: str) -> "_Slow":
        slow = super().__new__(cls, text)
        slow.id = id_
        return slow


def _without_places(record: logging.LogRecord) -> str:
    """The message, but objects are written by their ids, and callbacks without the files they stand in."""
    if isinstance(record.args, tuple) and any(isinstance(arg, _Slow) for arg in record.args):
        return str(record.msg) % tuple(arg.id if isinstance(arg, _Slow) else arg for arg in record.args)
    return _CALLBACK.sub(r"\1", record.getMessage())


def _beyond_ours(stacklevel: int) -> int:
    """The stacklevel that names the same frame when the recorder's own frames are counted too."""
    frame, level = sys._getframe(1), 0
    while frame is not None:
        level += 1
        if not is_ours(frame.f_code):
            stacklevel -= 1
            if stacklevel <= 0:
                return level
        frame = frame.f_back  # type: ignore[assignment]
    return level + stacklevel + 1
