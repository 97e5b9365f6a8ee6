"""Processes that the program starts. A child that is a fork, or that multiprocessing spawns, has a trace of its own."""
import contextlib
import functools
import itertools
import os
import subprocess
import threading
from asyncio import base_subprocess
from typing import Any, Callable, Dict, List, Optional, Sequence

from ..trace.frames import FOLDER
from .places import Places
from .sink import Sink, _ident
from .tasks import Tasks

_SPAWNED = "import sys; sys.path.insert(0, %r); from awaitscope_recorder.real.program import spawned; spawned(%r, %r, %r); "


class Children:
    """`become` makes the process that it is called in one that is recorded into that file, as that child of that parent."""

    def __init__(self, sink: Sink, places: Places, tasks: Tasks, path: str, become: Callable[[str, str], None],
                 given: Sequence[Any]) -> None:
        self._sink, self._places, self._tasks = sink, places, tasks
        self._path, self._become = path, become
        self._given = list(given)            # what a recorder in a new interpreter must know
        self._numbers = itertools.count(1)
        self._alive: Dict[int, str] = {}     # by pid, their ids
        self._named = threading.local()      # what the child that is being forked is called

    def install(self) -> None:
        self._install_subprocesses()
        self._install_forks()
        self._install_multiprocessing()

    def _install_subprocesses(self) -> None:
        init = subprocess.Popen.__init__
        ended = subprocess.Popen._handle_exitstatus  # type: ignore[attr-defined]
        exited = base_subprocess.BaseSubprocessTransport._process_exited  # type: ignore[attr-defined]

        @functools.wraps(init)
        def __init__(child: Any, *args: Any, **kwargs: Any) -> None:
            init(child, *args, **kwargs)
            self._began(self._next(), child.pid, _command(child.args))

        @functools.wraps(ended)
        def _handle_exitstatus(child: Any, status: int, *args: Any, **kwargs: Any) -> None:
            ended(child, status, *args, **kwargs)
            self._ended(child.pid, child.returncode)

        @functools.wraps(exited)
        def _process_exited(transport: Any, code: int) -> None:
            self._ended(transport.get_pid(), code)
            exited(transport, code)

        subprocess.Popen.__init__ = __init__  # type: ignore[method-assign]
        subprocess.Popen._handle_exitstatus = _handle_exitstatus  # type: ignore[attr-defined]
        base_subprocess.BaseSubprocessTransport._process_exited = _process_exited  # type: ignore[attr-defined]

    def _install_forks(self) -> None:
        for name in ("fork", "forkpty"):
            if hasattr(os, name):
                self._install_fork(name)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=self._sink.pause, after_in_parent=self._sink.resume, after_in_child=self._sink.forget)
        if hasattr(os, "waitpid"):
            wait = os.waitpid

            @functools.wraps(wait)
            def waitpid(*args: Any) -> Any:
                pid, status = done = wait(*args)
                if pid in self._alive and not os.WIFSTOPPED(status):
                    self._ended(pid, -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
                return done

            os.waitpid = waitpid

    def _install_fork(self, name: str) -> None:
        fork = getattr(os, name)

        @functools.wraps(fork)
        def fork_() -> Any:
            child = self._next()
            done = fork()
            pid = done if name == "fork" else done[0]
            if pid:
                self._began(child, pid, getattr(self._named, "name", "") or "a fork")
                self._sink.text("label", child, "", os.path.basename(_beside(self._path, pid)))
            else:
                self._in_child(child)
            return done

        setattr(os, name, fork_)

    def _in_child(self, child: str) -> None:
        path = _beside(self._path, os.getpid())
        parent = "%s %s" % (os.path.basename(self._path), child)
        self._alive.clear()
        self._numbers = itertools.count(1)
        self._path = path
        self._become(path, parent)

    def _install_multiprocessing(self) -> None:
        try:
            import multiprocessing.process as processes
        except ImportError:
            return
        kind: Any = processes.BaseProcess
        begin, join = kind.start, kind.join

        @functools.wraps(begin)
        def start(process: Any) -> None:
            spawned = _prepared(process) == "spawn"
            child = self._next() if spawned else ""
            self._named.name = process.name
            try:
                with _Spawning(self._given_to(child)) if spawned else contextlib.nullcontext():
                    begin(process)
            finally:
                self._named.name = ""
            if process.pid not in self._alive:
                self._began(child or self._next(), process.pid, process.name)
                if spawned:
                    self._sink.text("label", child, "", os.path.basename(_beside(self._path, process.pid)))

        @functools.wraps(join)
        def join_(process: Any, timeout: Optional[float] = None) -> None:
            join(process, timeout)
            if process.exitcode is not None:
                self._ended(process.pid, process.exitcode)

        kind.start, kind.join = start, join_

    def _given_to(self, child: str) -> str:
        return _SPAWNED % (FOLDER, self._path, "%s %s" % (os.path.basename(self._path), child), self._given)

    def _next(self) -> str:
        return "p%d" % next(self._numbers)

    def _began(self, child: str, pid: int, command: str) -> None:
        self._alive[pid] = child
        self._sink.text("process.start", child, self._tasks.current.get(_ident(), ""), "%s (pid %d)" % (command, pid),
                        *self._places.here(2))

    def _ended(self, pid: int, code: int) -> None:
        child = self._alive.pop(pid, "")
        if child:
            self._sink.text("process.end", child, "", "signal %d" % -code if code < 0 else "exit %d" % code)


def _prepared(process: Any) -> str:
    """How this process will be started."""
    import multiprocessing
    return process._start_method or multiprocessing.get_start_method()


class _Spawning:
    """While a child is started: its first command begins the recording there."""

    def __init__(self, first: str) -> None:
        self._first = first

    def __enter__(self) -> None:
        import multiprocessing.spawn as spawn
        self._module: Any = spawn
        self._plain = plain = spawn.get_command_line

        def get_command_line(**given: Any) -> List[str]:
            words = list(plain(**given))
            if "-c" in words[:-1]:
                place = words.index("-c") + 1
                words[place] = self._first + words[place]
            return words

        self._module.get_command_line = get_command_line

    def __exit__(self, *error: Any) -> None:
        self._module.get_command_line = self._plain


def _beside(path: str, pid: int) -> str:
    """The name of a child's trace."""
    return "%s.child-%d.awt" % (path[:-4] if path.endswith(".awt") else path, pid)


def _command(words: Any) -> str:
    if type(words) in (str, bytes):
        return os.fsdecode(words)
    try:
        return " ".join(os.fsdecode(word) if isinstance(word, (str, bytes, os.PathLike)) else "…" for word in words)
    except TypeError:
        return "…"


def own_path(path: str) -> str:
    return _beside(path, os.getpid())
