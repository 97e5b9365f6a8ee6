"""The program's own generators: where they yield, go on, delegate, and what is thrown in by hand."""
import inspect
import sys
from typing import Any

from ..source import instrument
from ..trace.recording import NOWHERE, Recording
from .coroutines import Coroutine, Coroutines


class Generators:
    def __init__(self, recording: Recording, coroutines: Coroutines) -> None:
        self._recording = recording
        self._coroutines = coroutines

    def install(self, builtins: Any) -> None:
        for name, mark in ((instrument.YIELDING, self.yielding), (instrument.YIELDED, self.yielded),
                           (instrument.DELEGATES, self.delegates)):
            setattr(builtins, name, mark)
        self._coroutines.drive_generator = self._drive

    # Its body tells itself when it is suspended and goes on, whoever drives it: next, send, a for loop, C code.

    def yielding(self, value: Any) -> Any:
        known = self._coroutines.of_frame(sys._getframe(1))
        if known is not None:
            self._recording.text_event("coro.suspend", known.id, "", "yield")
        return value

    def yielded(self, sent: Any) -> Any:
        known = self._coroutines.of_frame(sys._getframe(1))
        if known is not None:
            self._recording.event("coro.resume", known.id)
        return sent

    def delegates(self, inner: Any) -> Any:
        known, started = self._coroutines.of_frame(sys._getframe(1)), self._coroutines.known(inner)
        if known is not None and started is not None:
            started.awaiter = known.id
        return inner

    def _drive(self, known: Coroutine, generator: Any, name: str, value: Any) -> None:
        state = inspect.getgeneratorstate(generator)
        if name == "send" or state in (inspect.GEN_CLOSED, inspect.GEN_RUNNING):
            return
        if name == "close":
            self._recording.event("coro.close", known.id)
            known.ended = state == inspect.GEN_CREATED
            return
        with self._recording:
            error = value() if isinstance(value, type) else value
        text = self._coroutines.texts.repr(error)
        if state == inspect.GEN_CREATED:
            known.started = known.ended = True
            self._recording.text_event("coro.throw", known.id, "", text, NOWHERE)
            self._recording.text_event("coro.raise", known.id, "", text, NOWHERE)
            return
        found = self._coroutines.suspension(generator)
        if found is not None:
            self._recording.text_event("coro.throw", found.leaf.id, "", text, self._recording.place_of(found.frame))
