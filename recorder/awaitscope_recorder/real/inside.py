"""Recording from within a program: the package awaitscope."""
import asyncio
import os
import signal
import sys
from types import TracebackType
from typing import Any, List, Optional, Sequence, Type, Union

from . import program
from ..usage import say
from .program import Recorder, Settings
from .patches import Patches
from .ring import SMALLEST, size_of
from .sink import open_trace
from .tasks import living

_recorder: Optional[Recorder] = None    # of this process: its ids go on from one recording to the next
_patches: Optional[Patches] = None
_active: "Optional[recording]" = None


class recording:
    """`with recording("x.awt"):` records what happens inside. In a coroutine it begins at the loop's next turn."""

    def __init__(self, path: Union[str, "os.PathLike[str]"], *, include: Sequence[str] = (), exclude: Sequence[str] = (),
                 output: bool = True, last: float = 0, max_size: Union[int, str] = "1G") -> None:
        self._path = os.path.abspath(os.fspath(path))
        most = size_of(max_size) if isinstance(max_size, str) else max_size
        self._settings = Settings(list(include), list(exclude), output, int(last * 1e9), max(most, SMALLEST))
        self._begun = False

    def start(self) -> None:
        global _active
        if _active is not None or program.current is not None:
            return  # the whole run is recorded, or somebody does it already
        _active = self
        loop = asyncio._get_running_loop()
        if loop is None or not hasattr(loop, "_selector"):
            self._begin()
        else:
            self._begin_at_turn(loop)

    def stop(self, error: str = "") -> None:
        global _active
        if _active is not self:
            return
        _active = None
        if self._begun and _recorder is not None and _patches is not None:
            _patches.off()
            _recorder.leave()
            _recorder.end(0, error)
            program.current = None

    def _begin_at_turn(self, loop: Any) -> None:
        """Between two turns no task is in the middle of a step."""
        selector = loop._selector

        def select(timeout: Optional[float] = None) -> Any:
            vars(selector).pop("select", None)
            if _active is self:
                self._begin()
            return selector.select(timeout)

        selector.select = select

    def _begin(self) -> None:
        global _recorder, _patches
        try:
            file = open_trace(self._path)
        except OSError as error:
            say("cannot write %s (%s); nothing is recorded." % (self._path, error.strerror))
            return
        name = os.path.basename(sys.argv[0]) if sys.argv and sys.argv[0] else "python"
        if _recorder is None or _patches is None:
            _recorder, _patches = Recorder(self._settings), Patches()
            _recorder.begin(file, self._path, name, sys.argv[1:])
            _patches.installed()
        else:
            _patches.on()
            _recorder.begin_again(file, self._path, self._settings)
        _recorder.meet(_loops())
        self._begun = True

    def __enter__(self) -> "recording":
        self.start()
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.stop("" if kind is None else kind.__name__)


def label(text: str) -> None:
    """From here on the running task is called so in the trace that is being made, if one is."""
    recorder = program.current
    try:
        task = asyncio.current_task()
    except RuntimeError:
        return
    if recorder is not None and task is not None:
        recorder.label(task, str(text))


def on_signal(path: str, number: int = signal.SIGUSR2, **options: Any) -> None:
    """A signal begins a recording, the next one ends it: x.awt, then x-2.awt ..."""
    made: List[recording] = []

    def handle(*_: Any) -> None:
        if made and _active is made[-1]:
            made[-1].stop()
            return
        stem, ending = os.path.splitext(path)
        made.append(recording(path if not made else "%s-%d%s" % (stem, len(made) + 1, ending), **options))
        made[-1].start()
        loop = asyncio._get_running_loop()
        if loop is not None:
            loop.call_soon_threadsafe(_wake)

    signal.signal(number, handle)


def _wake() -> None:
    """So that an idle loop turns, and the recording begins."""


def _loops() -> List[Any]:
    """Those that run or have tasks."""
    found = [asyncio._get_running_loop()]
    found += [task.get_loop() for task in living()]
    return [loop for place, loop in enumerate(found) if loop is not None and loop not in found[:place] and not loop.is_closed()]
