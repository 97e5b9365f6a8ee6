"""Which code is the program's, and where in it something happens."""
import os
import sys
import sysconfig
from types import CodeType, FrameType
from typing import Dict, Optional, Sequence, Set, Tuple

from ..trace.frames import is_ours
from .sink import Sink

Place = Tuple[int, int]  # line, source
NOWHERE: Place = (0, 0)


def _library_folders() -> Tuple[str, ...]:
    paths = sysconfig.get_paths()
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    return tuple(sorted({os.path.realpath(paths[name]) + os.sep for name in names if name in paths}
                        | {paths[name] + os.sep for name in names if name in paths}))


class Places:
    """`include` and `exclude` are folders or files; they come before what is found out."""

    def __init__(self, sink: Sink, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> None:
        self._sink = sink
        self._include = tuple(os.path.abspath(path) for path in include)
        self._exclude = tuple(os.path.abspath(path) for path in exclude)
        self._libraries = _library_folders()
        self._files: Dict[str, int] = {}     # by file name: its source's index, 0 for a library's
        self._lines: Dict[Tuple[int, int], int] = {}
        # By id, as hashing code is slow: kept alive, so that an id stays one code's; and the source's index.
        self.known: Dict[int, Tuple[CodeType, int]] = {}
        self.borders: Set[int] = set()  # code, by id, beyond which nothing is executing
        if sink.native is not None:
            self.native = sink.native.Places(self)
            self.here = self.native.here  # type: ignore[method-assign]

    def source_of(self, code: CodeType) -> int:
        """The index of the program's file that this code stands in; 0 if it is a library's."""
        known = self.known.get(id(code))
        if known is not None:
            return known[1]
        name = code.co_filename
        index = self._files.get(name)
        if index is None:
            index = self._sink.source(name) if self._is_ours(name, code) else 0
            self._files[name] = index
        self.known[id(code)] = (code, index)
        return index

    def _is_ours(self, name: str, code: CodeType) -> bool:
        if name.startswith("<") or is_ours(code):
            return False
        path = os.path.abspath(name)
        if self._exclude and path.startswith(self._exclude):
            return False
        if self._include:
            return path.startswith(self._include)
        return not path.startswith(self._libraries) and "site-packages" not in path and "dist-packages" not in path

    def at(self, name: str, line: int) -> Place:
        """A line of a file, if that is known as the program's."""
        source = self._files.get(name, 0)
        return (line, source) if source else NOWHERE

    def line(self, frame: FrameType) -> int:
        """Finding it takes time that grows with the function's length, so what was found is kept."""
        key = (id(frame.f_code), frame.f_lasti)
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) > 50_000:
                self._lines.clear()
            line = self._lines[key] = frame.f_lineno or 0
            self.source_of(frame.f_code)  # keeps the code alive
        return line

    def here(self, depth: int) -> Place:
        """Of the innermost frame of the program, from `depth` frames above the caller on, up to the loop's turn."""
        try:
            frame: Optional[FrameType] = sys._getframe(depth + 1)
        except ValueError:  # called by the interpreter itself, with nothing below
            return NOWHERE
        borders = self.borders
        while frame is not None:
            code = frame.f_code
            if id(code) in borders:
                return NOWHERE
            source = self.source_of(code)
            if source:
                return self.line(frame), source
            frame = frame.f_back
        return NOWHERE
