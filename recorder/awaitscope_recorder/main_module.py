"""The module that a program runs in, as `python3 program.py` makes it."""
import builtins
import importlib.machinery
import os
import sys
import types
from typing import Sequence

from .trace.frames import FOLDER


def main_path(given: str) -> str:
    """As CPython does: since 3.9 the main file is known by its absolute path."""
    return os.path.abspath(given) if sys.version_info >= (3, 9) else given


def main_module(given: str, arguments: Sequence[str]) -> types.ModuleType:
    """From now on it is `__main__`, of the file as it was named, and its folder is looked for modules first."""
    path = main_path(given)
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=builtins, __spec__=None, __cached__=None,
                         __loader__=importlib.machinery.SourceFileLoader("__main__", path))
    sys.modules["__main__"] = main
    sys.argv = [given, *arguments]
    path_begins_with(os.path.dirname(os.path.abspath(given)))
    return main


def path_begins_with(folder: str) -> None:
    """And the recorder's own is not in it."""
    sys.path[:] = [folder] + [entry for entry in sys.path if os.path.abspath(entry or ".") != FOLDER]
