"""The command line of record.py."""
import argparse
import importlib.util
import os
import platform
import sys
from typing import Dict, List, NoReturn, Sequence, Tuple

from . import batch
from .program import Program
from .trace.recording import Recording
from .trace.writer import TraceWriter


def fail(sentence: str) -> NoReturn:
    """A mistake in how the recorder is used: one sentence, exit code 2."""
    print("awaitscope: " + sentence, file=sys.stderr)
    sys.exit(2)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        fail("%s. See record.py --help." % message)


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    own, arguments = list(argv), []  # type: Tuple[List[str], List[str]]
    if "--" in own:
        place = own.index("--")
        own, arguments = own[:place], own[place + 1:]
    parser = _Parser(prog="record.py", description="Runs PROGRAM.py under a virtual clock and records what asyncio does.",
                     usage="record.py PROGRAM.py -o FILE.awt [options] [-- ARGS...]")
    parser.add_argument("path", metavar="PROGRAM.py")
    parser.add_argument("-o", dest="output", metavar="FILE.awt", required=True, help="where the trace goes")
    parser.add_argument("--clock", choices=("virtual",), default="virtual", help="the other one is real")
    parser.add_argument("--program", metavar="NAME", help="the program's name in the trace; default: its file name")
    parser.add_argument("--source-name", metavar="NAME", help="the main file's name in the trace; default: its file name")
    parser.add_argument("--knob", action="append", default=[], metavar="NAME=VALUE", help="noted in the trace's header")
    parser.add_argument("--limit", type=int, default=1_000_000, metavar="N",
                        help="end a program after so many events; 0: never; default: %(default)s")
    options = parser.parse_args(own)
    options.arguments = arguments
    return options


def _knobs(given: Sequence[str]) -> Dict[str, str]:
    knobs: Dict[str, str] = {}
    for knob in given:
        name, equals, value = knob.partition("=")
        if not name or not equals:
            fail("--knob %s is not of the form NAME=VALUE." % knob)
        knobs[name] = value
    return knobs


def main(argv: Sequence[str]) -> NoReturn:
    if list(argv) == ["--batch"]:
        batch.main()
    options = _parse(argv)
    knobs = _knobs(options.knob)
    name = os.path.basename(options.path)
    try:
        with open(options.path, "rb") as file:
            data = file.read()
    except OSError as error:
        fail("cannot read %s: %s." % (options.path, error.strerror))
    try:
        importlib.util.decode_source(data)
        compile(data, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        where = ", line %d" % error.lineno if isinstance(error, SyntaxError) and error.lineno else ""
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        fail("%s%s is not a Python %d.%d program: %s." % (options.path, where, *sys.version_info[:2], message))
    try:
        output = open(options.output, "wb")
    except OSError as error:
        fail("cannot write %s: %s." % (options.output, error.strerror))
    writer = TraceWriter(output)
    writer.header(platform.python_version(), options.program or name, options.arguments, knobs)
    recording = Recording(writer, options.limit)
    program = Program(recording, options.path, options.source_name or name, options.arguments)
    program.run(program.compile(data))
