"""What a program changes for the whole process, put back before the next one runs in it (batch.py)."""
import logging
import os
import signal
import sys
import threading
import warnings
from typing import Any, Dict, List, Tuple

_HOOKS = ("excepthook", "unraisablehook", "displayhook", "breakpointhook")
_LOGGER = ("level", "propagate", "disabled")


def _loggers() -> List[logging.Logger]:
    known = logging.Logger.manager.loggerDict.values()
    return [logging.getLogger()] + [each for each in known if isinstance(each, logging.Logger)]


def _signals() -> Dict[Any, Any]:
    # None: a handler that Python did not set, and cannot set again.
    handlers = {number: signal.getsignal(number) for number in signal.valid_signals()}
    return {number: handler for number, handler in handlers.items() if handler is not None}


class Isolation:
    """Knows the process as it was when this was made."""

    def __init__(self) -> None:
        self._environ = dict(os.environ)
        self._folder = os.getcwd()
        self._path = list(sys.path)
        self._hooks = {name: getattr(sys, name) for name in _HOOKS}
        self._thread_hook = threading.excepthook
        self._depth = sys.get_coroutine_origin_tracking_depth()
        self._recursion = sys.getrecursionlimit()
        self._switch_interval = sys.getswitchinterval()
        self._async_hooks = sys.get_asyncgen_hooks()
        self._warnings = list(warnings.filters), warnings.showwarning, warnings.formatwarning
        self._logging: Dict[str, Tuple[Any, ...]] = {each.name: self._state(each) for each in _loggers()}
        self._logging_disabled = logging.root.manager.disable
        self._signals = _signals()

    @staticmethod
    def _state(logger: logging.Logger) -> Tuple[Any, ...]:
        return tuple(getattr(logger, name) for name in _LOGGER) + (list(logger.handlers), list(logger.filters))

    def restore(self) -> None:
        if os.environ != self._environ:
            os.environ.clear()
            os.environ.update(self._environ)
        os.chdir(self._folder)
        sys.path[:] = self._path
        for name, hook in self._hooks.items():
            setattr(sys, name, hook)
        threading.excepthook = self._thread_hook
        sys.set_coroutine_origin_tracking_depth(self._depth)
        sys.setrecursionlimit(self._recursion)
        sys.setswitchinterval(self._switch_interval)
        sys.set_asyncgen_hooks(*self._async_hooks)
        warnings.filters[:], warnings.showwarning, warnings.formatwarning = (  # type: ignore[index]
            list(self._warnings[0]), self._warnings[1], self._warnings[2])
        for logger in _loggers():
            state = self._logging.get(logger.name, (logging.NOTSET, True, False, [], []))
            for name, value in zip(_LOGGER, state):
                setattr(logger, name, value)
            logger.handlers[:], logger.filters[:] = state[-2], state[-1]
            logger.manager._clear_cache()  # type: ignore[attr-defined]  # which levels are on
        logging.disable(self._logging_disabled)
        for number, handler in self._signals.items():
            if signal.getsignal(number) is not handler:
                signal.signal(number, handler)
