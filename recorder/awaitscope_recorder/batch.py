"""Many small programs in one process, one after the other: record.py --batch

Standard input: a JSON object a line, {"program": PATH or "source": TEXT, "output": PATH, "name": NAME, "arguments": [...],
"knobs": {...}, "printed": true}; only one of the first two is needed. For each program that has ended there is one JSON line on
standard output, {"output": PATH, "exit_code": N, "error": TEXT}; without "output", the trace itself. An exit code of 2 says that
the request or the program's syntax is wrong. What the programs print goes nowhere; if it is asked for, one more line has it,
{"printed": TEXT}. With "schedule" (`1,0,last`; "": the usual order) it takes that order, and one more line has
{"decisions": [[WHAT, AMONG, TAKEN, EVENTS], ...], "outside": TEXT}: what was chosen, and what was waited for that is no
choice. A request {"ask": "version"} is answered by {"python": "3.11.7"}. Meant for programs of one file that end by
themselves: each finds the loop, the clock, the ids, the names of tasks and the modules beside its file new; others stay imported.
"""
import builtins
import gc
import importlib.util
import io
import itertools
import json
import logging
import os
import platform
import sys
import types
import warnings
from asyncio import events, tasks
from typing import Any, Dict, IO, Iterable, NoReturn, Tuple

from . import ending
from .isolation import Isolation
from .program import Hooks, clear, hook, report
from .source.instrument import instrument
from .trace.recording import ProgramFile, Recording
from .trace.writer import TraceWriter
from .virtual.schedule import Schedule


class _Deadlock(BaseException):
    """Leaves the loop of a program in which nothing can ever happen again."""


class _Borrowed:
    """A stream that stays open when a trace on it ends."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.write = stream.write
        self.flush = stream.flush

    def close(self) -> None:
        pass


class Batch:
    def __init__(self, traces: IO[bytes]) -> None:
        self._traces = traces
        self._ended = 0, ""  # how the running program ended, once it has
        self._recording = Recording(TraceWriter(_Borrowed(traces)))  # type: ignore[arg-type]
        self._version = platform.python_version()
        self._compiled: Any = (None, None)
        self._nowhere = open(os.devnull, "w")
        sys.stdout = sys.stderr = self._nowhere
        logging.lastResort = None
        logging.raiseExceptions = False
        self._hooks: Hooks = hook(self._recording, self._deadlock)
        self._isolation = Isolation()
        # Where garbage is collected would be seen in the traces, so it is only between programs; what is here already
        # is never garbage.
        gc.disable()
        gc.collect()
        gc.freeze()

    def run(self, requests: Iterable[str]) -> None:
        for text in requests:
            if not text.strip():
                continue
            output, request = "", {}
            try:
                request = json.loads(text)
                if "ask" in request:
                    self._answer({"python": self._version})
                    continue
                output = request.get("output", "")
                self._hooks.output.goes_to(io.TextIOWrapper(io.BytesIO(), "utf-8") if request.get("printed") else self._nowhere)
                exit_code, error = self._one(request)
            except (OSError, SyntaxError, ValueError, KeyError, AttributeError) as problem:  # of the request
                exit_code, error = 2, "%s: %s" % (type(problem).__name__, problem)
                if not output:
                    writer = self._fresh(TraceWriter(_Borrowed(self._traces)))  # type: ignore[arg-type]
                    writer.header(self._version, "", [], {})
                    writer.end(exit_code, error)
            if output:
                self._answer({"output": output, "exit_code": exit_code, "error": error})
            if request.get("printed"):
                self._answer({"printed": self._hooks.output.written()})
            if "schedule" in request:
                made = self._recording.schedule.decisions if self._recording.schedule is not None else []
                self._answer({"decisions": made, "outside": self._recording.outside})

    def _answer(self, answer: Dict[str, Any]) -> None:
        self._traces.write(json.dumps(answer).encode() + b"\n")
        self._traces.flush()

    def _one(self, request: Dict[str, Any]) -> Tuple[int, str]:
        """Runs one program; its exit code and how it failed."""
        path = os.path.abspath(request.get("program", "/program.py"))
        if "source" in request:
            data = request["source"].encode()
        else:
            with open(path, "rb") as file:
                data = file.read()
        if self._compiled[0] != (data, path):  # one program is run in many orders
            made = instrument(data, path)
            code = compile(made.tree, path, "exec", dont_inherit=True)
            self._compiled = (data, path), (code, made.statement_line, made.revisited)
            del made  # its tree is large
        code, statement_line, revisited = self._compiled[1]
        output: Any = open(request["output"], "wb") if "output" in request else _Borrowed(self._traces)
        writer = self._fresh(TraceWriter(output))
        if "schedule" in request:
            self._recording.schedule = Schedule(request["schedule"])
        name, arguments = request.get("name", os.path.basename(path)), request.get("arguments", [])
        writer.header(self._version, name, arguments, request.get("knobs", {}))
        index = writer.source(os.path.basename(path), importlib.util.decode_source(data), revisited)
        self._recording.files[path] = ProgramFile(index, statement_line)
        if "program" in request:
            sys.path.insert(0, os.path.dirname(path))
        main = types.ModuleType("__main__")
        main.__dict__.update(__file__=path, __builtins__=builtins)
        sys.modules["__main__"] = main
        sys.argv = [path] + arguments
        self._ended = 0, ""
        try:
            try:
                exec(code, main.__dict__)
            except _Deadlock:
                raise
            except BaseException as raised:
                self._ended = report(raised)
            self._hooks.jobs.finish()
        except _Deadlock:
            pass  # the trace has ended
        clear(main)
        gc.collect()
        writer.end(*self._ended)
        if "program" in request:
            _forget_modules(os.path.dirname(path))
        self._isolation.restore()
        gc.collect()
        return self._ended

    def _fresh(self, writer: TraceWriter) -> TraceWriter:
        self._recording.restart(writer)
        self._hooks.coroutines.restart()
        self._hooks.tasks.restart()
        self._hooks.jobs.restart()
        self._hooks.network.restart()
        self._recording.threads.restart()
        tasks._task_name_counter = itertools.count(1).__next__  # type: ignore[attr-defined]
        events._event_loop_policy = None  # type: ignore[attr-defined]  # it remembers that a loop was set once
        warnings._filters_mutated()  # type: ignore[attr-defined]  # each program is warned anew
        return writer

    def _deadlock(self, why: str) -> NoReturn:
        self._ended = 1, why
        self._recording.writer.end(*self._ended)
        raise _Deadlock


def _forget_modules(folder: str) -> None:
    """Those of the program's own, that the next one finds them new."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and os.path.abspath(file).startswith(folder + os.sep) and not name.startswith(__package__):
            del sys.modules[name]


def main() -> NoReturn:
    # The streams that programs know are others: what they read and write, in whatever way, is no request and no trace.
    requests, traces = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    Batch(traces).run(requests)
    traces.flush()
    ending.leave(0)
