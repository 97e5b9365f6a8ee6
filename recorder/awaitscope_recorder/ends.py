"""How a program ends: what the interpreter does and says then, while it is still recorded."""
import sys
import traceback
import types
from typing import Any

from .trace.frames import is_ours


def report(raised: BaseException) -> Any:
    """Says what ended the program as CPython does; the exit code and the trace's words for it."""
    if isinstance(raised, SystemExit):
        code = raised.code
        if code is None:
            return 0, ""
        if isinstance(code, int):
            return code & 0xFF, ""
        print(code, file=sys.stderr)
        return 1, str(code)
    trace = raised.__traceback__
    while trace is not None and (is_ours(trace.tb_frame.f_code) or trace.tb_frame.f_code.co_filename == "<frozen runpy>"
                                 or trace.tb_frame.f_globals.get("__name__") == "runpy"):
        trace = trace.tb_next
    sys.stdout.flush()
    if sys.excepthook is sys.__excepthook__:
        traceback.print_exception(type(raised), raised, trace)
    else:
        sys.excepthook(type(raised), raised, trace)
    words = traceback.format_exception_only(type(raised), raised)[-1].strip()
    return (130 if isinstance(raised, KeyboardInterrupt) else 1), words


def clear(main: types.ModuleType) -> None:
    """Empties the module as the interpreter does at its end, so that what it alone held is destroyed while recorded."""
    names = list(main.__dict__)
    for name in [name for name in names if name.startswith("_") and not name.startswith("__")]:
        main.__dict__[name] = None
    for name in [name for name in names if not name.startswith("_")]:
        main.__dict__[name] = None
