"""Running the program as `python3 program.py` would: its module, the modules beside it, its end."""
import atexit
import builtins
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import threading
import traceback
import types
from typing import Any, Callable, NamedTuple, NoReturn, Optional, Sequence

from . import ending
from .ends import clear, report
from .main_module import main_module, main_path
from .hooks import accelerated, futures, handles, loop, output, queues, streams
from .hooks.coroutines import Coroutines
from .hooks.generators import Generators
from .hooks.lines import Lines
from .hooks.sync import Sync
from .hooks.tasks import Tasks
from .source.instrument import instrument
from .trace.recording import ProgramFile, Recording
from .trace.words import Words
from .virtual import clock, sockets
from .virtual.jobs import Jobs


class Program:
    """One program, run once; run() ends the process."""

    def __init__(self, recording: Recording, path: str, source_name: str, arguments: Sequence[str]) -> None:
        self._recording = recording
        self._path = main_path(path)
        self._given = path
        self._folder = os.path.dirname(os.path.abspath(path))
        self._source_name = source_name
        self._arguments = list(arguments)

    def compile(self, data: bytes) -> types.CodeType:
        """Raises SyntaxError or ValueError."""
        return self._compile(data, self._path, self._source_name)

    def _compile(self, data: bytes, path: str, name: str) -> types.CodeType:
        text = importlib.util.decode_source(data)
        made = instrument(data, path)
        code: types.CodeType = compile(made.tree, path, "exec", dont_inherit=True)
        index = self._recording.writer.source(name, text, made.revisited)
        self._recording.files[path] = ProgramFile(index, made.statement_line)
        return code

    def run(self, code: types.CodeType) -> NoReturn:
        hook(self._recording, self._deadlock)
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) == signal.SIG_DFL:  # else somebody wants it ignored: nohup
                signal.signal(number, self._terminated)
        self._recording.too_long = self._too_long
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._recording.writer.forget)
        main = main_module(self._given, self._arguments)
        sys.meta_path.insert(0, _Beside(self))
        exit_code, error = 0, ""
        try:
            exec(code, main.__dict__)
        except BaseException as raised:
            exit_code, error = report(raised)
        self._finish(main, exit_code, error)

    # Ends

    def _finish(self, main: types.ModuleType, exit_code: int, error: str) -> NoReturn:
        """What the interpreter does at its end, while it is still recorded."""
        try:
            if not hasattr(threading, "_threading_atexits"):  # up to 3.8
                self._recording.threads.join_all()
            threading._shutdown()  # type: ignore[attr-defined]
            atexit._run_exitfuncs()  # type: ignore[attr-defined]
            clear(main)
            gc.collect()
        except BaseException as raised:
            exit_code, error = report(raised)
        self._leave(exit_code, error)

    def _leave(self, exit_code: int, error: str) -> NoReturn:
        self._recording.writer.end(exit_code, error)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                exit_code = exit_code or 120  # as CPython does when its output cannot be written
        ending.leave(exit_code)

    def _deadlock(self, why: str) -> NoReturn:
        self._give_up(why)

    def _too_long(self) -> NoReturn:
        self._give_up("stopped after %d events; it may never end (--limit N records more)" % self._recording.limit)

    def _give_up(self, sentence: str) -> NoReturn:
        sys.stdout.flush()
        print("awaitscope: " + sentence, file=sys.stderr)
        self._leave(1, sentence)

    def _terminated(self, number: int, frame: Any) -> NoReturn:
        self._leave(128 + number, "terminated by " + signal.Signals(number).name)


class Hooks(NamedTuple):
    """What keeps a state of its own while a program runs."""
    coroutines: Coroutines
    tasks: Tasks
    jobs: Jobs
    network: sockets.Network
    output: output.SeenOutput


def hook(recording: Recording, deadlock: Callable[[str], NoReturn]) -> Hooks:
    """From now on this process records. `deadlock` is told why nothing can ever happen again."""
    coroutines = Coroutines(recording)
    words = Words(recording, coroutines.texts)
    coroutines.words = words.awaited
    tasks = Tasks(recording, coroutines)
    clock.install(recording)
    accelerated.install()
    _hide_frames()
    futures.install(recording, coroutines, words)
    tasks.install()
    handles.install(recording, coroutines.texts, tasks.step_scheduled)
    network = sockets.install(recording, coroutines.texts)
    streams.install(coroutines.texts)
    loop.install(recording, coroutines.texts, deadlock)
    sync = Sync(recording, coroutines.texts)
    sync.install()
    queues.install(recording, coroutines.texts, sync)
    coroutines.install(builtins)
    Generators(recording, coroutines).install(builtins)
    Lines(recording, coroutines).install(builtins)
    seen = output.install(recording, coroutines.texts)
    jobs = Jobs(recording, coroutines.texts)
    jobs.install()
    return Hooks(coroutines, tasks, jobs, network, seen)


def _hide_frames() -> None:
    """Tracebacks and stacks show the program as if the recorder were not there."""
    for name in ("walk_tb", "walk_stack", "_walk_tb_with_full_positions"):
        walk = getattr(traceback, name, None)
        if walk is not None:
            setattr(traceback, name, _without_hidden(walk))


def _without_hidden(walk: Any) -> Any:
    def walked(start: Any) -> Any:
        if start is None and walk.__name__ == "walk_stack":
            start = sys._getframe(1).f_back
        return (step for step in walk(start) if not accelerated.hidden(step[0]))

    return walked


class _Beside(importlib.abc.MetaPathFinder):
    """Finds modules in the program's folder: they are files of the program too."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Optional[importlib.machinery.ModuleSpec]:
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or not isinstance(spec.loader, importlib.machinery.SourceFileLoader) or not spec.origin:
            return None
        beside = os.path.relpath(spec.origin, self._program._folder)
        if beside.startswith(os.pardir) or "site-packages" in beside or "dist-packages" in beside:
            return None
        spec.loader = _Loader(self._program, name, spec.origin, beside)
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, program: Program, name: str, path: str, source_name: str) -> None:
        super().__init__(name, path)
        self._program = program
        self._source_name = source_name

    def get_code(self, fullname: str) -> types.CodeType:  # past the cache of compiled modules
        return self._program._compile(self.get_data(self.path), self.path, self._source_name)
