"""What the program says: standard output and error, logging, warnings. It all goes where it went."""
import functools
import io
import logging
import sys
import warnings
from typing import Any, Dict, List, Optional, Tuple

from . import values
from .places import Places
from .sink import Sink, _ident
from .tasks import Tasks
from ..unseen import warn_beyond

_MOST_EXPECTED = 1 << 20
_LONGEST_PIECE = 4096  # characters kept back until the line ends


class _Below:
    """Tells the bytes that a stream of text passes on from those that the program writes itself: it knows the former by then."""

    def __init__(self, encoding: str, errors: str) -> None:
        self._encoding, self._errors = encoding, errors
        self._expected = b""

    def expect(self, text: str) -> None:
        try:
            self._expected += text.encode(self._encoding, self._errors)
        except UnicodeError:
            return  # the stream will say so
        if len(self._expected) > _MOST_EXPECTED:
            self._expected = self._expected[-_MOST_EXPECTED:]

    def came(self, data: bytes) -> bool:
        if self._expected.startswith(data):
            self._expected = self._expected[len(data):]
            return True
        place = self._expected.find(data) if len(self._expected) == _MOST_EXPECTED else -1
        if place >= 0:
            self._expected = self._expected[place + len(data):]
        return place >= 0


class Output:
    def __init__(self, sink: Sink, places: Places, tasks: Tasks, keep: bool) -> None:
        self._sink, self._places, self._tasks = sink, places, tasks
        self._keep = keep  # False: that something was written is told, and not what
        self._pieces: Dict[Tuple[str, int], List[str]] = {}  # by kind and thread, of lines that go on

    def install(self) -> None:
        for kind, stream in (("print", sys.stdout), ("stderr", sys.stderr)):
            if stream is not None:
                self._listen(kind, stream)
        self._install_logging()
        self._install_warnings()

    def _listen(self, kind: str, stream: Any) -> None:
        write, below = stream.write, self._listen_below(kind, stream)

        @functools.wraps(write)
        def write_(text: Any) -> Any:
            if type(text) is not str:
                return write(text)
            if below is not None:
                below.expect(text)
            done = write(text)
            self._wrote(kind, text)
            return done

        try:
            stream.write = write_
        except AttributeError:
            pass  # somebody's own stream

    def _listen_below(self, kind: str, stream: Any) -> "Optional[_Below]":
        """Bytes that the program writes itself, past the stream of text."""
        buffer = getattr(stream, "buffer", None)
        if type(stream) is not io.TextIOWrapper or type(buffer) not in (io.BufferedWriter, io.FileIO):
            return None
        write, below = buffer.write, _Below(stream.encoding, stream.errors)

        @functools.wraps(write)
        def write_(data: Any) -> Any:
            done = write(data)
            if type(data) is bytes and not below.came(data):
                self._wrote(kind, data.decode(stream.encoding, "replace"))
            return done

        buffer.write = write_
        return below

    def _wrote(self, kind: str, text: str) -> None:
        key = (kind, _ident())
        pieces = self._pieces.setdefault(key, [])
        pieces.append(text)
        if text.endswith("\n") or sum(map(len, pieces)) > _LONGEST_PIECE:
            del self._pieces[key]
            self._tell(kind, "".join(pieces))

    def _tell(self, kind: str, text: str) -> None:
        shown = text if self._keep else "… (%d characters)\n" % len(text)
        self._sink.text(kind, self._tasks.current.get(_ident(), ""), "", shown, *self._places.here(3))

    def finish(self) -> None:
        """Lines that never ended."""
        for (kind, ident), pieces in list(self._pieces.items()):
            self._tell(kind, "".join(pieces))
        self._pieces.clear()

    def _install_logging(self) -> None:
        handle = logging.Logger.handle

        @functools.wraps(handle)
        def handle_(logger: Any, record: Any) -> Any:
            self._sink.text("log", self._tasks.current.get(_ident(), ""), "",
                            "%s %s: %s" % (record.levelname, record.name, _message(record) if self._keep else "…"),
                            *self._places.here(2))
            return handle(logger, record)

        logging.Logger.handle = handle_  # type: ignore[method-assign]

    def _install_warnings(self) -> None:
        show: Any = warnings._showwarnmsg  # type: ignore[attr-defined]

        def _showwarnmsg(shown: Any) -> None:
            message = shown.message
            words = message.args[0] if isinstance(message, Warning) and message.args else message
            first = (words.splitlines() or [""])[0] if type(words) is str else ""
            self._sink.text("warn", self._tasks.current.get(_ident(), ""), "", "%s: %s" % (shown.category.__name__, first),
                            *self._places.here(1))
            show(shown)

        # Both the interpreter and warnings.warn show by this name.
        warnings._showwarnmsg = _showwarnmsg  # type: ignore[attr-defined]
        unawaited = warn_beyond(warnings._warn_unawaited_coroutine, 1)  # type: ignore[attr-defined]

        def _warn_unawaited_coroutine(coroutine: Any) -> None:
            self._tasks.unawaited(coroutine)
            unawaited(coroutine)

        warnings._warn_unawaited_coroutine = _warn_unawaited_coroutine  # type: ignore[attr-defined]


def _message(record: Any) -> str:
    """Its text, if writing it runs nothing of the program's own."""
    message, args = record.msg, record.args
    if type(message) is not str:
        return values.shown(message)
    if not args:
        return message.split("\n")[0]
    given = args.values() if isinstance(args, dict) else args
    if all(type(arg) in (str, int, float, bool, type(None)) for arg in given):
        try:
            return (message % args).split("\n")[0]
        except (TypeError, ValueError, KeyError):
            pass
    return message.split("\n")[0]
