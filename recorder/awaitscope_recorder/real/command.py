"""The command line of record.py for a run in real time."""
import argparse
import os
import shutil
import sys
from typing import List, NoReturn, Optional, Sequence

from ..trace.frames import FOLDER
from ..usage import Parser, at_dashes, fail, program_text
from .program import LEVELS, Recorder, Settings, Target, run
from .ring import SMALLEST, size_of
from .sink import open_trace

_CHOSEN = "AWAITSCOPE_CHOSEN_PYTHON"  # the one that was gone over to: a wrapper of another Python is none to go over to again


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    own, arguments = at_dashes(argv)
    parser = Parser(prog="record.py", description="Runs a Python program as it is and records what asyncio does.",
                     usage="record.py [PROGRAM.py | -m MODULE] -o FILE.awt [options] [-- ARGS... | -- COMMAND ARGS...]")
    parser.add_argument("path", metavar="PROGRAM.py", nargs="?", default="")
    parser.add_argument("-m", dest="module", metavar="MODULE", default="", help="run a module, as python3 -m does")
    parser.add_argument("-o", dest="output", metavar="FILE.awt", required=True, help="where the trace goes")
    parser.add_argument("--clock", choices=("real",), required=True, help="without it a virtual clock is used")
    parser.add_argument("--include", action="append", default=[], metavar="PATH", help="only code below it is the program's")
    parser.add_argument("--exclude", action="append", default=[], metavar="PATH", help="code below it is not the program's")
    parser.add_argument("--no-output", action="store_true", help="that something was written is told, and not what")
    parser.add_argument("--last", type=_seconds, default=0, metavar="SECONDS", help="keep the newest part, at least so long")
    parser.add_argument("--max-size", type=_size, default=size_of("1G"), metavar="BYTES[k|M|G]",
                        help="of the trace; the oldest part is dropped before it grows larger; default: 1G")
    parser.add_argument("--level", choices=LEVELS, default="", help="what is seen of the program's own code; default: switches")
    parser.add_argument("--lines", action="append", default=[], metavar="PATH", help="lines are seen, and only below it")
    parser.add_argument("--native", default="", metavar="FOLDER", help="of the optional extension, else beside this; none: without")
    options = parser.parse_args(own)
    options.arguments = arguments
    return options


def _seconds(text: str) -> int:
    seconds = float(text[:-1] if text.endswith("s") else text)
    if not 0 < seconds < 1e9:
        raise ValueError
    return int(seconds * 1e9)


def _size(text: str) -> int:
    size = size_of(text)
    if size < SMALLEST:
        raise argparse.ArgumentTypeError("less than 8M holds too little")
    return size


def main(argv: Sequence[str]) -> NoReturn:
    options = _parse(argv)
    target = _target(options, argv)
    if target.path:
        program_text(target.path)
    try:
        file = open_trace(options.output)
    except OSError as error:
        fail("cannot write %s: %s." % (options.output, error.strerror))
    recorder = Recorder(Settings(options.include, options.exclude, not options.no_output, options.last, options.max_size,
                                 options.level or ("lines" if options.lines else "switches"), options.lines, options.native))
    recorder.begin(file, os.path.abspath(options.output), target.name, target.arguments)
    run(recorder, target)


def _target(options: argparse.Namespace, argv: Sequence[str]) -> Target:
    if options.module:
        return Target("", options.module, options.arguments)
    if options.path:
        return Target(options.path, "", options.arguments)
    if not options.arguments:
        fail("name a program, a module (-m) or a command (after --).")
    words: List[str] = options.arguments
    found = shutil.which(words[0])
    if found is None:
        fail("there is no command %s. Check its name, or put its folder into PATH." % words[0])
    name = os.path.basename(found)
    if name.startswith("python"):
        return _of_python(words)
    interpreter = _interpreter_of(found)
    if interpreter is None:
        fail("%s is no Python program, so there is nothing to record." % words[0])
    if os.environ.pop(_CHOSEN, "") != interpreter and _is_another(interpreter):
        # The command belongs to another Python or environment: it is recorded there.
        os.environ[_CHOSEN] = interpreter
        os.execv(interpreter, [interpreter, os.path.join(FOLDER, "record.py")] + list(argv))
    return Target(found, "", words[1:])


def _of_python(words: List[str]) -> Target:
    rest = words[1:]
    if len(rest) >= 2 and rest[0] == "-m":
        return Target("", rest[1], rest[2:])
    if rest and not rest[0].startswith("-"):
        return Target(rest[0], "", rest[1:])
    fail("after python name a program or -m and a module; options of Python itself are not passed on.")


def _interpreter_of(path: str) -> Optional[str]:
    """Of a script whose first line names a Python."""
    try:
        with open(path, "rb") as file:
            first = file.readline(512).decode("utf-8", "replace").strip()
    except OSError:
        return None
    if not first.startswith("#!") or "python" not in first:
        return None
    words = first[2:].split()
    if os.path.basename(words[0]) == "env":
        return shutil.which(words[-1])
    return words[0] if os.access(words[0], os.X_OK) else None


def _is_another(interpreter: str) -> bool:
    """Another Python, or another environment of the same one: that is the folder of the binary's folder."""
    folder = os.path.dirname(os.path.dirname(os.path.abspath(interpreter)))
    environment = folder if os.path.exists(os.path.join(folder, "pyvenv.cfg")) else sys.base_prefix
    return os.path.realpath(interpreter) != os.path.realpath(sys.executable) or environment != sys.prefix
