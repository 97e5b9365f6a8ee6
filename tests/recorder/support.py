"""Records small programs and reads the traces, for the tests beside this file."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import textwrap
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECORD = ROOT / "recorder" / "record.py"

_NUMBERS = {"loop.start", "loop.iteration", "loop.select", "loop.advance", "loop.stop", "loop.close", "handle.timer",
            "handle.due", "handle.end", "handle.cancel", "coro.start", "coro.resume", "coro.close", "coro.unawaited",
            "task.wakeup", "task.step", "task.suspend", "task.deliver", "task.uncancel", "task.destroyed",
            "future.unretrieved", "sync.wait", "sync.acquire", "sync.release", "sync.notify", "queue.put", "queue.get",
            "queue.task_done", "line"}  # kinds whose value is a number; all others have a text


class Event(NamedTuple):
    time: int
    kind: str
    subject: str
    object: str
    value: Any
    line: int
    source: int


class Trace(NamedTuple):
    header: Dict[str, Any]
    sources: List[List[Any]]
    events: List[Event]
    end: Optional[List[Any]]

    def of(self, *kinds: str) -> List[Event]:
        """The events of these kinds; a kind that ends in a point stands for all that begin so."""
        return [event for event in self.events
                if any(event.kind == kind or (kind.endswith(".") and event.kind.startswith(kind)) for kind in kinds)]

    def values(self, kind: str) -> List[Any]:
        return [event.value for event in self.of(kind)]

    def lines(self, subject: Optional[str] = None) -> List[int]:
        return [event.line for event in self.of("line") if subject is None or event.subject == subject]

    def brief(self, *kinds: str) -> List[str]:
        """One short text an event: kind, subject, object, value."""
        return [" ".join(str(part) for part in (event.kind, event.subject, event.object, event.value) if part != "")
                for event in self.of(*kinds)]


class Run(NamedTuple):
    stdout: str
    stderr: str
    code: int
    trace: Optional[Trace]


def read(path: pathlib.Path) -> Trace:
    header: Dict[str, Any] = {}
    texts: Dict[int, str] = {0: ""}
    sources: List[List[Any]] = []
    events: List[Event] = []
    end = None
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        row = json.loads(line)
        if isinstance(row, dict):
            header = row
        elif row[0] == "source":
            sources.append(row)
        elif row[0] == "text":
            texts[row[1]] = row[2]
        elif row[0] == "end":
            end = row
        else:
            event = Event(*row)
            events.append(event if event.kind in _NUMBERS else event._replace(value=texts[event.value]))
    return Trace(header, sources, events, end)


def record(program: str, arguments: Sequence[str] = (), options: Sequence[str] = (), python: str = sys.executable,
           files: Optional[Dict[str, str]] = None, timeout: float = 60, environment: Optional[Dict[str, str]] = None) -> Run:
    """Runs a program under the recorder in a folder of its own; `files` stand beside it."""
    with tempfile.TemporaryDirectory() as folder:
        where = pathlib.Path(folder)
        for name, text in {"program.py": program, **(files or {})}.items():
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            (where / name).write_text(textwrap.dedent(text), encoding="utf-8")
        done = subprocess.run([python, str(RECORD), "program.py", "-o", "out.awt", *options,
                               *(["--", *arguments] if arguments else [])],
                              cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
                              env={**os.environ, **(environment or {})})
        out = where / "out.awt"
        return Run(done.stdout.decode(), done.stderr.decode(), done.returncode, read(out) if out.exists() else None)


def trace_of(program: str, **options: Any) -> Trace:
    """The trace of a program that must end well."""
    run = record(program, **options)
    assert run.code == 0, run.stderr
    assert run.trace is not None and run.trace.end is not None
    return run.trace


def other_pythons() -> List[str]:
    """Every Python from 3.8 to 3.13 that pyenv has here."""
    versions = pathlib.Path.home() / ".pyenv" / "versions"
    found = sorted(versions.glob("3.*/bin/python3")) if versions.is_dir() else []
    return [str(path) for path in found if 8 <= int(path.parts[-3].split(".")[1]) <= 13]
