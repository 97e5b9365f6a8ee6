"""How the recorder is asked for: its command line's common parts, and what it says itself."""
import argparse
import importlib.util
import os
import sys
from typing import List, NoReturn, Sequence, Tuple


def say(sentence: str) -> None:
    """On standard error, past whatever the program has put there."""
    try:
        os.write(2, ("awaitscope: " + sentence + "\n").encode("utf-8", "replace"))
    except OSError:
        pass


def fail(sentence: str) -> NoReturn:
    """A mistake in how the recorder is used: one sentence, exit code 2."""
    print("awaitscope: " + sentence, file=sys.stderr)
    sys.exit(2)


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        fail("%s. See record.py --help." % message)


def at_dashes(argv: Sequence[str]) -> Tuple[List[str], List[str]]:
    """Our own words, and those after `--`."""
    own = list(argv)
    if "--" not in own:
        return own, []
    place = own.index("--")
    return own[:place], own[place + 1:]


def program_text(path: str) -> bytes:
    """Of a Python program; what is none is told."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        fail("cannot read %s: %s." % (path, error.strerror))
    try:
        importlib.util.decode_source(data)
        compile(data, os.path.basename(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        where = ", line %d" % error.lineno if isinstance(error, SyntaxError) and error.lineno else ""
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        fail("%s%s is not a Python %d.%d program: %s." % (path, where, *sys.version_info[:2], message))
    return data
