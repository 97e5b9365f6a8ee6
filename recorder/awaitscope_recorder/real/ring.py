"""A trace that keeps its newest part: segments that begin with a snapshot, the oldest dropped by copying the others."""
import os
from typing import Any, Callable, List, NamedTuple, Sequence, Tuple

PARTS = 12          # of the size that is allowed, a segment's
PIECE = 1 << 20     # bytes copied at a time
SHORTEST = 64 << 10  # bytes of a segment
SMALLEST = 8 << 20  # bytes that a trace may be bound to
PATIENCE = 20       # times of writing until a segment begins though no loop turns


class Segment(NamedTuple):
    offset: int     # in the file
    time: int       # ns
    events: int     # in the whole run before it
    sources: int    # files of the program that were told before it
    threads: int


class Ring:
    """With `last`, ns, at least so much time is kept, if it fits; of `most` bytes never more are used, the copy counted."""

    def __init__(self, path: str, last: int, most: int) -> None:
        self.path, self._last, self._most = path, last, most
        self.segments: List[Segment] = [Segment(0, 0, 0, 0, 0)]
        self.lost = 0       # events that are not in the file any more

    def is_due(self, size: int, time: int) -> bool:
        """Should a new segment begin?"""
        newest = self.segments[-1]
        grown = size - newest.offset
        return grown > max(self._most // PARTS, SHORTEST) or (
            self._last > 0 and time - newest.time > self._last // 4 and grown > 0)

    def is_late(self, size: int) -> bool:
        return size > self._most * 13 // 20

    def begins(self, segment: Segment) -> None:
        self.segments.append(segment)

    def to_drop(self, size: int, time: int) -> int:
        """How many of the oldest segments; none until it is worth copying the others."""
        segments = self.segments
        keep = len(segments)
        if size > self._most * 9 // 20:  # with its newest part once more, and what hooks left meanwhile, all is within the bound
            keep = self._kept(lambda segment: size - segment.offset <= self._most // 4)
        elif self._last and time - segments[0].time > 2 * self._last:
            # The one that reaches further back than what was asked for stays.
            keep = min(len(segments), self._kept(lambda segment: time - segment.time <= self._last) + 1)
        return len(segments) - keep

    def _kept(self, fits: Callable[[Segment], bool]) -> int:
        return max(1, sum(1 for segment in self.segments if fits(segment)))

    def drop(self, count: int, file: int, head: Sequence[bytes]) -> Tuple[int, int]:
        """Writes FILE.new and puts it in FILE's place. The new descriptor, and its size; OSError: the old one goes on."""
        first = self.segments[count]
        new = self.path + ".new"
        target = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            size = sum(os.write(target, piece) for piece in head)
            shift = first.offset - size
            source = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
            try:
                if os.fstat(source)[1:3] != os.fstat(file)[1:3]:
                    raise OSError("it is another file now")
                os.lseek(source, first.offset, os.SEEK_SET)
                while True:
                    piece = os.read(source, PIECE)
                    if not piece:
                        break
                    size += len(piece)
                    view = memoryview(piece)
                    while view:
                        view = view[os.write(target, view):]
            finally:
                os.close(source)
            os.replace(new, self.path)
        except OSError:
            os.close(target)
            try:
                os.unlink(new)
            except OSError:
                pass
            raise
        self.segments = [segment._replace(offset=segment.offset - shift) for segment in self.segments[count:]]
        self.lost = first.events
        return target, size


def size_of(text: str) -> int:
    """Of `500k`, `20M`, `1G`, or a number of bytes."""
    factor: Any = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}.get(text[-1:].lower())
    return int(float(text[:-1]) * factor) if factor else int(text)
