"""A person's program, run as `python3 PROGRAM.py`, `python3 -m MODULE` or a command's own first line would run it."""
import _signal
import atexit
import gc
import os
import platform
import runpy
import signal
import sys
import threading
import time
import types
import weakref
from typing import Any, List, NamedTuple, NoReturn, Optional, Sequence

from .. import native, unseen
from ..ends import clear, report
from ..main_module import main_module, main_path, path_begins_with
from ..trace.frames import FOLDER
from ..usage import say
from .children import Children, own_path
from .held import Held
from .lines import Lines
from .loop import Loops
from .others import Others
from .output import Output
from .places import Places
from .ring import Ring
from .sink import FORMAT_VERSION, Sink, hold_back_signals, open_trace
from .tasks import Tasks
from .tools import Tools
from .watch import Watch


LEVELS = ("switches", "lines", "locals")


class Settings(NamedTuple):
    """What is asked for on the command line."""
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    keep_output: bool = True
    last: int = 0               # ns that are kept at least, if they fit; 0: all that fits
    most: int = 1 << 30         # bytes of a trace
    level: str = "switches"     # LEVELS
    lines: Sequence[str] = ()   # if there are any, lines and locals are seen only below these
    native: str = ""            # the folder of the extension; native.NONE: without it


current: "Optional[Recorder]" = None  # what this process is recorded by


class Recorder:
    """Everything that is seen of this process, from begin() on."""

    def __init__(self, settings: Settings = Settings()) -> None:
        self._settings = settings
        self._wall = time.time_ns()
        self.ending: List[Any] = [0, ""]  # the exit code, and the words for it
        self.sink = Sink(native.load(settings.native))
        self.places = Places(self.sink, settings.include, settings.exclude)
        self.tasks = Tasks(self.sink, self.places)
        self.output = Output(self.sink, self.places, self.tasks, settings.keep_output)
        self._lines: Optional[Lines] = None
        if settings.level != "switches":
            self._lines = Lines(self.sink, self.places, self.tasks, settings.level == "locals", settings.lines)
        self._tools = Tools(self.sink, self.places, self.tasks)
        watch = Watch(self.sink, self.places, self.tasks, Held(self.sink, self.places, self.tasks, self._tools.new_id))
        watch.tells = self._lines is None or bool(settings.lines)  # else each line is told anyhow
        self.sink.look = watch.look
        self._loops = Loops(self.sink, self.places, self.tasks, watch, self._tools)
        self._others = Others(self.sink, self.places, self.tasks)

    def begin(self, file: int, path: str, program: str, arguments: Sequence[str], parent: str = "") -> None:
        """`file` is a descriptor of that path, opened for writing; it is ours from now on."""
        self._header = {
            "awaitscope": FORMAT_VERSION, "engine": "cpython", "version": platform.python_version(), "clock": "real",
            "program": program, "arguments": list(arguments), "knobs": {}, "wall": self._wall, "pid": os.getpid(),
            "level": self._settings.level}
        if parent:
            self._header["parent"] = parent
        self.sink.on_failure = _say_that_nothing_is_written
        self._keep_newest(path)
        self.sink.begin(file, self._header)
        unseen.install()
        self._loops.install()
        self._tools.install()
        self._others.install()
        self.output.install()
        Children(self.sink, self.places, self.tasks, path, self._become,
                 (list(self._settings), program, list(arguments))).install()
        _flush_before_leaving(self)
        if self._lines is not None:
            self._lines.install()
        global current
        current = self

    def begin_again(self, file: int, path: str, settings: Settings) -> None:
        """After an end, with the hooks put back: another trace, in which ids go on."""
        global current
        current, self._settings = self, settings
        self._header.update(wall=time.time_ns())
        self.sink.start = self.sink.clock()
        self._loops.begin_clock()
        self._keep_newest(path)
        self.sink.begin_anew(file, self._header)

    def meet(self, loops: Sequence[Any]) -> None:
        """What lives when a recording begins in the middle of a run stands at its beginning."""
        self._loops.meet(loops)

    def leave(self) -> None:
        self._loops.leave()

    def label(self, task: Any, text: str) -> None:
        known = self.tasks.task(task)
        known.name = text
        self.sink.text("label", known.id, "", text, *self.places.here(2))

    def _keep_newest(self, path: str) -> None:
        self.sink.ring = Ring(path, self._settings.last, self._settings.most)

    def _become(self, path: str, parent: str) -> None:
        """In a child that was forked off."""
        self.tasks.current.clear()
        self._header.update(pid=os.getpid(), parent=parent)
        self._keep_newest(path)
        try:
            self.sink.begin_anew(open_trace(path), self._header)
        except OSError as error:
            say("a child cannot be recorded in %s (%s)." % (path, error.strerror))

    def end(self, exit_code: int, error: str) -> None:
        global current
        current = None
        self.output.finish()
        if self._lines is not None:
            self._lines.finish()
        self.sink.end(exit_code, error)


def _say_that_nothing_is_written(why: str) -> None:
    say("the trace cannot be written any more (%s); the program goes on." % why)


def _flush_before_leaving(recorder: Recorder) -> None:
    """os._exit and exec end the process at once."""
    def before(name: str) -> None:
        plain = getattr(os, name)

        def leaving(*args: Any) -> Any:
            if name == "_exit":
                recorder.end(args[0] if args and type(args[0]) is int else 0, "")
            else:
                recorder.sink.flush()
            return plain(*args)

        setattr(os, name, leaving)

    for name in ("_exit", "execv", "execve", "abort"):
        before(name)


def spawned(path: str, parent: str, given: Sequence[Any]) -> None:
    """In a new interpreter that multiprocessing started, before it does anything."""
    sys.path.remove(FOLDER)
    settings, program, arguments = given
    own = own_path(path)
    try:
        file = open_trace(own)
    except OSError as error:
        say("a child cannot be recorded in %s (%s)." % (own, error.strerror))
        return
    recorder = Recorder(Settings(*settings))
    recorder.begin(file, own, program, arguments, parent)
    atexit.register(_last, recorder)
    import multiprocessing.process as processes
    kind: Any = processes.BaseProcess
    run_ = kind._bootstrap

    def _bootstrap(process: Any, *args: Any, **kwargs: Any) -> Any:
        recorder.ending[0] = code = run_(process, *args, **kwargs)
        return code

    kind._bootstrap = _bootstrap


class Target(NamedTuple):
    """What is run."""
    path: str               # of the file; "" for a module
    module: str
    arguments: List[str]

    @property
    def name(self) -> str:
        return self.module or os.path.basename(self.path)


def run(recorder: Recorder, target: Target) -> NoReturn:
    """Ends as the program would."""
    ending = recorder.ending
    atexit.register(_last, recorder)  # before the program registers anything: called after all of its own
    interrupted = False
    try:
        if target.module:
            _run_module(target)
        else:
            _run_file(target)
    except BaseException as raised:
        interrupted = isinstance(raised, KeyboardInterrupt)
        ending[:] = report(raised)
    if interrupted:
        # As CPython does: whoever waits for it must see that the signal ended it.
        _end_now()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
        os.kill(os.getpid(), signal.SIGINT)
    sys.exit(ending[0])


def _end_now() -> None:
    try:
        threading._shutdown()  # type: ignore[attr-defined]
    except BaseException:
        pass
    atexit._run_exitfuncs()  # type: ignore[attr-defined]


def _last(recorder: Recorder) -> None:
    """What is destroyed with the program's module is seen, too: dropped as the interpreter drops it, and emptied only if it lives on."""
    _hold_back_to_the_end()
    main = sys.modules.pop("__main__", None)
    lives = weakref.ref(main) if isinstance(main, types.ModuleType) else lambda: None
    del main
    gc.collect()
    left = lives()
    if left is not None:
        clear(left)
        gc.collect()
    recorder.end(*recorder.ending)


class _Unblocks:
    """Lives until the interpreter takes sys apart: it has given up handlers by then, and what was held back does as it would alone."""

    def __init__(self) -> None:
        self._set, self._how = _signal.pthread_sigmask, _signal.SIG_SETMASK  # C's: nothing else works then
        self._mask = self._set(_signal.SIG_BLOCK, ())

    def __del__(self) -> None:
        self._set(self._how, self._mask)


def _hold_back_to_the_end() -> None:
    """A handler of the program would fail in what is done here, and alone there is hardly a moment for it."""
    if hasattr(signal, "pthread_sigmask"):
        sys._awaitscope_unblocks = _Unblocks()  # type: ignore[attr-defined]
        hold_back_signals()


def _run_file(target: Target) -> None:
    path = main_path(target.path)
    with open(path, "rb") as file:
        data = file.read()
    main = main_module(target.path, target.arguments)
    exec(compile(data, path, "exec", dont_inherit=True), main.__dict__)


def _run_module(target: Target) -> None:
    path_begins_with(os.getcwd())
    sys.argv = ["-m"] + target.arguments
    runpy.run_module(target.module, run_name="__main__", alter_sys=True)
