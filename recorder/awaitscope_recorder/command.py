"""The command line of record.py."""
import argparse
import os
import platform
from typing import Dict, NoReturn, Sequence

from . import batch
from .program import Program
from .trace.recording import Recording
from .trace.writer import TraceWriter
from .usage import Parser, at_dashes, fail, program_text


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    own, arguments = at_dashes(argv)
    parser = Parser(prog="record.py", description="Runs PROGRAM.py under a virtual clock and records what asyncio does.",
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
    data = program_text(options.path)
    try:
        output = open(options.output, "wb")
    except OSError as error:
        fail("cannot write %s: %s." % (options.output, error.strerror))
    writer = TraceWriter(output)
    writer.header(platform.python_version(), options.program or name, options.arguments, knobs)
    recording = Recording(writer, options.limit)
    program = Program(recording, options.path, options.source_name or name, options.arguments)
    program.run(program.compile(data))
