"""Records small programs and reads the traces, for the tests beside this file."""
import os
import pathlib
import subprocess
import sys
import tempfile
import textwrap
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from traces import Trace, read

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECORD = ROOT / "recorder" / "record.py"


class Run(NamedTuple):
    stdout: str
    stderr: str
    code: int
    trace: Optional[Trace]


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
