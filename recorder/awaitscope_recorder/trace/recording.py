"""What all hooks share: the trace being written, the clock, the ids, and which frames are the program's."""
import itertools
import sys
import threading
from types import CodeType, FrameType
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

from .writer import TraceWriter

Place = Tuple[int, int]  # line, source index
NOWHERE: Place = (0, 0)

LONGEST = 200  # characters; a longer text keeps its first 199 and gets an ellipsis
WHOLE_TEXTS = ("print", "warn", "log")


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST - 1] + "…"


def _go_on() -> None:
    pass


class ProgramFile(NamedTuple):
    """A file of the program."""
    index: int                  # in the trace's source table
    statement_line: List[int]   # for each line, the first line of the innermost statement it is part of

    def line(self, physical: Optional[int]) -> int:
        """The line events name, for the line a frame says it is at."""
        if physical is None:
            return 0
        return self.statement_line[physical] if physical < len(self.statement_line) else physical


class Recording:
    """One run being recorded."""

    def __init__(self, writer: TraceWriter, limit: int = 0) -> None:
        # A program that never ends would fill the disk, the faster as it does not really wait.
        self.limit = limit                          # events; 0: none
        self.too_long: Callable[[], None] = _go_on  # called once that many are written
        self.threads: Any = None                    # how threads wait; set when the clock is installed
        # Code of the loop's turn, by id() as hashing code is slow: nothing beyond it is executing.
        self.loop_frames: Set[int] = set()
        self.shutdown: Set[CodeType] = set()        # code of the runner's own shutdown coroutines
        self.restart(writer)

    def restart(self, writer: TraceWriter) -> None:
        """Begins the recording of another program."""
        self.writer = writer
        self.told = 0                               # events
        self.schedule: Any = None                   # None: the order that there is by itself; virtual/schedule.py
        self.outside = ""                           # what was waited for that no schedule decides
        self.now = 0                                # ns of the virtual clock
        self.files: Dict[str, ProgramFile] = {}     # by co_filename
        self.hidden = 0                             # > 0 while the loop only serves the runner's own shutdown
        self.held: Dict[Tuple[str, str], str] = {}  # by subject and name of a local, what it was said to hold
        self.steps: List["Step"] = []               # task steps being executed, innermost last
        # Up to 3.8 an exception thrown into a chain reaches asyncio's innermost coroutine while the program's own
        # frames are not linked in; until one of them runs, this is the leaf's line.
        self.thrown_at: Optional[Place] = None
        self._numbers: Dict[str, Iterator[int]] = {}
        self._muted = 0

    def new_id(self, letter: str) -> str:
        if letter not in self._numbers:
            self._numbers[letter] = itertools.count(1)
        return letter + str(next(self._numbers[letter]))

    # Events

    def event(self, kind: str, subject: str = "", obj: str = "", value: int = 0,
              place: Optional[Place] = None) -> None:
        if self._muted:
            return
        line, source = self.place() if place is None else place
        self.told = self.writer.event(self.now, kind, subject, obj, value, line, source)
        if self.told == self.limit:
            self.too_long()

    def text_event(self, kind: str, subject: str = "", obj: str = "", text: str = "",
                   place: Optional[Place] = None) -> None:
        if self._muted:
            return
        if kind not in WHOLE_TEXTS:
            text = cut(text)
        self.event(kind, subject, obj, self.writer.text(text), place)

    def __enter__(self) -> None:
        """Within `with recording:` the program's code runs for the recorder's sake (a repr), so nothing is recorded."""
        self._muted += 1

    def __exit__(self, *exception: object) -> None:
        self._muted -= 1

    @property
    def muted(self) -> bool:
        return self._muted > 0

    def current_task(self) -> str:
        """The id of the task being stepped in this thread."""
        me = threading.get_ident()
        for step in reversed(self.steps):
            if step.thread == me:
                return step.task_id
        return ""

    def actor(self) -> str:
        """The id of the task being stepped, or else of the work that this thread does."""
        return self.current_task() or self.threads.job

    def serves_shutdown(self) -> bool:
        """Is a step of one of the runner's own shutdown coroutines being executed?"""
        return self.hidden > 0 and bool(self.steps) and not self.steps[-1].task_id

    # Frames

    def frames(self) -> Iterator[FrameType]:
        """Program frames executing now, innermost first, up to the loop's turn."""
        frame: Optional[FrameType] = sys._getframe(1)
        while frame is not None:
            code = frame.f_code
            if code.co_filename in self.files:
                yield frame
            elif id(code) in self.loop_frames:
                return
            frame = frame.f_back

    def place(self) -> Place:
        """Of the first of frames(), for every event."""
        files, loop_frames = self.files, self.loop_frames
        frame: Optional[FrameType] = sys._getframe(1)
        while frame is not None:
            code = frame.f_code
            if code.co_filename in files:
                return self.place_of(frame)
            if id(code) in loop_frames:
                break
            frame = frame.f_back
        return self.thrown_at or NOWHERE

    def place_of(self, frame: FrameType) -> Place:
        file = self.files[frame.f_code.co_filename]
        return file.line(frame.f_lineno), file.index


class Step:
    """A task's step being executed."""
    __slots__ = ("task", "task_id", "thread", "suspended", "eager")

    def __init__(self, task: object, task_id: str, eager: bool) -> None:
        self.task = task
        self.task_id = task_id
        self.eager = eager      # it runs inside the step of whoever made the task
        self.thread = threading.get_ident()
        self.suspended = False  # its coro.suspend is recorded
