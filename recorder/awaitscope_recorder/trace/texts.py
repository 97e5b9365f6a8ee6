"""Values as texts of a trace: like repr, but asyncio's objects and the program's coroutines are written by their ids."""
import re
from typing import Any, Callable

from .recording import Recording, cut

_coroutine = re.compile(r"<(?:coroutine|generator) object \S+ at 0x([0-9a-fA-F]+)>")
_address = re.compile(r" at 0x[0-9a-fA-F]+")
_state = re.compile(r"<(Task|Future) (?:pending|cancelling|finished|cancelled)\b")
_name = re.compile(r" name=('[^']*')")


def without_addresses(text: str) -> str:
    return _address.sub("", text)


def without_states(text: str) -> str:
    """A message that names a task or a future does it with all its state, paths of files and all: only the name stays."""
    found = _state.search(text)
    if found is None:
        return text
    depth, end = 0, len(text)
    for place in range(found.start(), len(text)):
        depth += {"<": 1, ">": -1}.get(text[place], 0)
        if depth == 0:
            end = place + 1
            break
    name = _name.search(text[found.start() : end])
    short = "<%s%s>" % (found.group(1), name.group() if name else "")
    return text[: found.start()] + short + without_states(text[end:])


class Texts:
    """Makes texts for one recording. `coroutine_at` gives the id of the coroutine at an address, or ""."""

    def __init__(self, recording: Recording, coroutine_at: Callable[[int], str]) -> None:
        self._recording = recording
        self._coroutine_at = coroutine_at
        self.by_id = False  # asyncio's objects show their ids now

    def repr(self, value: Any) -> str:
        """At most 200 characters; never raises for what the value's own repr raises."""
        return cut(self.whole_repr(value))

    def whole_repr(self, value: Any) -> str:
        before, self.by_id = self.by_id, True
        try:
            with self._recording:
                text = repr(value)
        except Exception:
            return "<unprintable %s>" % type(value).__name__
        finally:
            self.by_id = before
        if isinstance(value, BaseException):
            text = without_states(text)
        if " at 0x" not in text:
            return text
        text = _coroutine.sub(lambda found: self._coroutine_at(int(found.group(1), 16)) or found.group(), text)
        return without_addresses(text)

    def show_ids(self, cls: type) -> None:
        """Makes a class of asyncio write the ids of its objects, but only in our own texts."""
        original = cls.__repr__

        def by_id_or_original(self_: Any, texts: "Texts" = self) -> str:
            if texts.by_id:
                name = getattr(self_, "_awaitscope_id", "")
                if name:
                    return name
            return original(self_)

        by_id_or_original.__name__ = original.__name__
        by_id_or_original.__qualname__ = original.__qualname__
        cls.__repr__ = by_id_or_original  # type: ignore[assignment]
