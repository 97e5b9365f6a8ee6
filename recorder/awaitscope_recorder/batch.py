"""Many small programs in one process, one after the other: record.py --batch

Standard input: a JSON object a line, {"program": PATH or "source": TEXT, "output": PATH, "name": NAME, "arguments": [...],
"knobs": {...}}; only one of the first two is needed. Without "output" the trace goes to standard output. What the
programs print goes nowhere. Meant for programs of one file that end by themselves: each finds the loop, the clock, the ids and
the names of tasks new, but imported modules stay imported.
"""
import builtins
import gc
import importlib.util
import itertools
import json
import logging
import os
import platform
import sys
import types
import warnings
from asyncio import tasks
from typing import Any, Dict, IO, Iterable, NoReturn

from .instrument import instrument
from .program import Hooks, clear, deadlock_sentence, hook, report
from .recording import ProgramFile, Recording
from .writer import TraceWriter


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
        self._recording = Recording(TraceWriter(_Borrowed(traces)))  # type: ignore[arg-type]
        self._version = platform.python_version()
        nowhere = open(os.devnull, "w")
        sys.stdout = sys.stderr = nowhere
        logging.lastResort = None
        logging.raiseExceptions = False
        self._hooks: Hooks = hook(self._recording, self._deadlock)
        # Where garbage is collected would be seen in the traces, so it is only between programs; what is here already
        # is never garbage.
        gc.disable()
        gc.collect()
        gc.freeze()

    def run(self, requests: Iterable[str]) -> None:
        for request in requests:
            if request.strip():
                self._one(json.loads(request))

    def _one(self, request: Dict[str, Any]) -> None:
        path = os.path.abspath(request.get("program", "/program.py"))
        if "source" in request:
            data = request["source"].encode()
        else:
            with open(path, "rb") as file:
                data = file.read()
        output: Any = open(request["output"], "wb") if "output" in request else _Borrowed(self._traces)
        writer = self._fresh(TraceWriter(output))
        name, arguments = request.get("name", os.path.basename(path)), request.get("arguments", [])
        writer.header(self._version, name, arguments, request.get("knobs", {}))
        made = instrument(data, path)
        index = writer.source(request.get("source_name", name), importlib.util.decode_source(data), made.revisited)
        self._recording.files[path] = ProgramFile(index, made.statement_line)
        main = types.ModuleType("__main__")
        main.__dict__.update(__file__=path, __builtins__=builtins)
        sys.modules["__main__"] = main
        sys.argv = [path] + arguments
        exit_code, error = 0, ""
        try:
            exec(compile(made.tree, path, "exec", dont_inherit=True), main.__dict__)
        except _Deadlock:
            pass  # the trace has ended
        except BaseException as raised:
            exit_code, error = report(raised)
        clear(main)
        gc.collect()
        writer.end(exit_code, error)
        gc.collect()

    def _fresh(self, writer: TraceWriter) -> TraceWriter:
        self._recording.restart(writer)
        self._hooks.coroutines.restart()
        self._hooks.tasks.restart()
        tasks._task_name_counter = itertools.count(1).__next__  # type: ignore[attr-defined]
        warnings._filters_mutated()  # type: ignore[attr-defined]  # each program is warned anew
        return writer

    def _deadlock(self, waiting: str) -> NoReturn:
        self._recording.writer.end(1, deadlock_sentence(waiting))
        raise _Deadlock


def main() -> NoReturn:
    traces = sys.stdout.buffer
    Batch(traces).run(sys.stdin)
    traces.flush()
    os._exit(0)
