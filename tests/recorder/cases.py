"""Runs a program alone and recorded in real time, and reads the trace of the recording; for test_cases.py and test_ends.py."""
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest
from typing import Any, Callable, Dict, NamedTuple, Optional, Sequence, Tuple

from support import RECORD
from traces import Trace, read

CASES = pathlib.Path(__file__).resolve().parent / "cases"
WHOLE_FOLDERS = ("flush", "project")  # of programs of several files
Partner = Callable[["Running"], None]



class Outcome(NamedTuple):
    stdout: str
    stderr: str
    code: int
    seconds: float
    trace: Optional[Trace]
    children: Dict[str, Trace]   # the other traces beside it, by their names
    files: Dict[str, str]        # what the program left in its folder


class Running:
    """A program that runs, for its partner."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: pathlib.Path, ports: Dict[str, str]) -> None:
        self.process, self.folder, self.ports = process, folder, ports
        self.said = b""

    def wait_for(self, text: str, seconds: float = 20) -> None:
        """Until the program has printed it."""
        until = time.monotonic() + seconds
        assert self.process.stdout is not None
        while text.encode() not in self.said:
            line = self.process.stdout.readline()
            if not line or time.monotonic() > until:
                raise AssertionError("%r was never printed, but %r" % (text, self.said))
            self.said += line

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def type(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()


class Case(NamedTuple):
    program: str                         # below cases/, or its text
    arguments: Sequence[str] = ()
    partner: Optional[Partner] = None
    kept: bool = False                   # is standard input a pipe that the partner types into?
    ports: Dict[str, int] = {}           # that its text or arguments name, and which it has instead; 0: any that is free
    since: Tuple[int, int] = (3, 8)      # the Python that the program needs
    options: Sequence[str] = ()          # of record
    output: str = "out.awt"
    killed: bool = False                 # does its partner kill it, so that its trace has no end?

    @property
    def runs_here(self) -> bool:
        return sys.version_info[:2] >= self.since


def after(seconds: float, number: int = signal.SIGINT) -> Partner:
    """Somebody who sends a signal a while after the program's loop was made."""
    def partner(running: Running) -> None:
        until = time.monotonic() + 20
        while time.monotonic() < until and not _has_a_loop(running.process.pid):
            time.sleep(0.05)
        time.sleep(seconds)
        running.signal(number)
    return partner


def _has_a_loop(pid: int) -> bool:
    try:
        return any("eventpoll" in os.readlink(str(file)) for file in pathlib.Path("/proc/%d/fd" % pid).iterdir())
    except OSError:
        return False


def outcome(case: Case, recorded: bool, python: str = sys.executable) -> Outcome:
    """Runs it in a new folder; what depends on the folder, on addresses and on numbers of processes is evened out."""
    ports = {written: str(port or free_port()) for written, port in case.ports.items()}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        program = _put(case, folder, ports)
        command = [python]
        if recorded:
            command += [str(RECORD), "--clock", "real", *case.options, program, "-o", case.output] + (["--"] if case.arguments else [])
        else:
            command += [program]
        started = time.monotonic()
        process = subprocess.Popen(command + [ports.get(each, each) for each in case.arguments], cwd=str(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   stdin=subprocess.PIPE if case.kept else subprocess.DEVNULL,
                                   env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"})
        running = Running(process, folder, ports)
        limit = threading.Timer(40, process.kill)
        limit.start()
        try:
            if case.partner is not None:
                case.partner(running)
            stdout, stderr = process.communicate()
        finally:
            limit.cancel()
            process.kill()
            process.wait()
        seconds = time.monotonic() - started
        traces = {path.name: read(path) for path in folder.glob("*.awt")}
        files = {path.name: path.read_text() for path in folder.glob("*.txt")}
        trace = traces.pop("out.awt", None)
        return Outcome(_even(running.said + stdout, folder, ports), _even(stderr, folder, ports), process.returncode, seconds, trace, traces, files)


def _put(case: Case, folder: pathlib.Path, ports: Dict[str, str]) -> str:
    """Copies the program, with what stands beside it; its path from the folder that it runs in."""
    program = _copied(case, folder)
    if ports:
        text = (folder / program).read_text(encoding="utf-8")
        for written, port in ports.items():
            text = text.replace(written, port)
        (folder / program).write_text(text, encoding="utf-8")
    return program


def _copied(case: Case, folder: pathlib.Path) -> str:
    if "\n" in case.program:
        (folder / "program.py").write_text(textwrap.dedent(case.program), encoding="utf-8")
        return "program.py"
    path = CASES / case.program
    if path.parent.name in WHOLE_FOLDERS:
        shutil.copytree(str(path.parent), str(folder / path.parent.name))
        return case.program
    shutil.copy(str(path), str(folder))
    return path.name


def _even(said: bytes, folder: pathlib.Path, ports: Dict[str, str]) -> str:
    text = said.decode("utf-8", "replace").replace(str(folder), "FOLDER")
    for written, port in ports.items():
        text = text.replace(port, written)
    text = re.sub(r"0x[0-9a-f]+", "0x...", text)
    text = re.sub(r"\b\d+\.\d(?= nothing)|(?<=took )\d+\.\d|\b\d+\.\d\d\d(?= seconds)", "N", text)
    text = re.sub(r"(N nothing\n)+", "N nothing\n", text)  # how often it looked is a matter of the machine
    text = re.sub(r"(?<=beat )(0|2|3) (late|on time)", r"\1", text)  # on a machine that others use, too
    text = re.sub(r"(?<=localtime: )[34]", "N", text)
    text = re.sub(r"ticks: \d+", "ticks: N", text)
    text = re.sub(r"(?m)^WARNING Executing .*\n", "", text)
    # While the interpreter ends it cannot tell any more what part of a line it was.
    return re.sub(r"(?m)^ *[~^]+\n", "", text)


class Both(NamedTuple):
    alone: Outcome
    recorded: Outcome


def both(program: str, *arguments: str, partner: Optional[Partner] = None, options: Sequence[str] = ()) -> Both:
    case = Case(program, arguments, partner, options=options)
    return Both(outcome(case, False), outcome(case, True))


class Together:
    """Runs many cases side by side, most of them only sleep."""

    def __init__(self, cases: Dict[str, Case]) -> None:
        self._pool = concurrent.futures.ThreadPoolExecutor(8)
        self._runs = {name: [self._pool.submit(outcome, case, recorded) for recorded in (False, True)]
                      for name, case in cases.items() if case.runs_here}

    def both(self, name: str) -> Both:
        alone, recorded = (run.result() for run in self._runs[name])
        return Both(alone, recorded)

    def close(self) -> None:
        for runs in self._runs.values():
            for run in runs:
                run.cancel()
        self._pool.shutdown()


def load_tests(loader: unittest.TestLoader, tests: unittest.TestSuite, pattern: Optional[str]) -> unittest.TestSuite:
    """For modules of tests that discovery shall pass over: they have a ctest of their own, "recorder: cases"."""
    return tests if pattern is None else unittest.TestSuite()


# Partners


def ask(port: str, text: bytes, seconds: float = 10) -> bytes:
    """As a client of another process does."""
    until = time.monotonic() + seconds
    while True:
        try:
            with socket.create_connection(("127.0.0.1", int(port)), 5) as client:
                client.sendall(text)
                answer = b""
                while True:
                    piece = client.recv(4096)
                    if not piece:
                        return answer
                    answer += piece
        except ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def free_port() -> int:
    """Below those that the system gives to clients, so that none of theirs takes it meanwhile."""
    while True:
        port = random.randrange(10240, 32768)
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Ticks:
    """A server that sends a line every 60 ms to whoever connects."""

    def __init__(self) -> None:
        self.port = free_port()
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", self.port))
        self._socket.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._tick, args=(client,), daemon=True).start()

    @staticmethod
    def _tick(client: socket.socket) -> None:
        try:
            while True:
                client.sendall(b"tick\n")
                time.sleep(0.06)
        except OSError:
            client.close()

    def close(self) -> None:
        self._socket.close()
