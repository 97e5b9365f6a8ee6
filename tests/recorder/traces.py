"""Traces as tests read them: runtime/trace/EVENTS.md. Every line must be whole, and the end must count the events."""
import json
import pathlib
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

NUMBERS = {"loop.start", "loop.iteration", "loop.select", "loop.advance", "loop.stop", "loop.close", "handle.timer",
            "handle.due", "handle.end", "handle.cancel", "coro.start", "coro.resume", "coro.close", "coro.unawaited",
            "task.wakeup", "task.step", "task.suspend", "task.deliver", "task.uncancel", "task.destroyed",
            "future.unretrieved", "sync.wait", "sync.acquire", "sync.release", "sync.notify", "queue.put", "queue.get",
            "queue.task_done", "line", "loop.selected"}  # kinds whose value is a number; all others have a text


class Event(NamedTuple):
    time: int
    kind: str
    subject: str
    object: str
    value: Any
    line: int
    source: int


class Trace(NamedTuple):
    header: Dict[str, Any]
    sources: List[List[Any]]
    events: List[Event]
    end: Optional[List[Any]]

    def of(self, *kinds: str) -> List[Event]:
        """The events of these kinds; a kind that ends in a point stands for all that begin so."""
        return [event for event in self.events
                if any(event.kind == kind or (kind.endswith(".") and event.kind.startswith(kind)) for kind in kinds)]

    def values(self, kind: str) -> List[Any]:
        return [event.value for event in self.of(kind)]

    def lines(self, subject: Optional[str] = None) -> List[int]:
        return [event.line for event in self.of("line") if subject is None or event.subject == subject]

    def brief(self, *kinds: str) -> List[str]:
        """One short text an event: kind, subject, object, value."""
        return [" ".join(str(part) for part in (event.kind, event.subject, event.object, event.value) if part != "")
                for event in self.of(*kinds)]


class Damaged(AssertionError):
    pass


def read(path: pathlib.Path) -> Trace:
    """Every line must be whole; where the file was cut off its last one may not be."""
    lines = path.read_bytes().split(b"\n")
    header: Dict[str, Any] = {}
    texts: Dict[int, str] = {0: ""}
    sources: List[List[Any]] = []
    events: List[Event] = []
    end: Optional[List[Any]] = None
    for number, line in enumerate(lines[:-1], 1):
        try:
            row = json.loads(line.decode("utf-8"))
        except ValueError as error:
            raise Damaged("%s, line %d: %s" % (path.name, number, error))
        if end is not None:
            raise Damaged("%s, line %d stands behind the end" % (path.name, number))
        if isinstance(row, dict):
            header = row
        elif row[0] == "source":
            sources.append(row)
        elif row[0] == "text":
            texts[row[1]] = row[2]
        elif row[0] == "end":
            end = row
        elif row[0] in ("in", "segment", "thread"):
            pass
        elif row[0] in _EXPANDED:
            events.extend(_EXPANDED[row[0]](row, texts))
        else:
            event = Event(*row)
            events.append(event if event.kind in NUMBERS else event._replace(value=texts[event.value]))
    if lines[-1] and end is not None:
        raise Damaged("%s ends in %r" % (path.name, lines[-1]))
    if end is not None and end[1] != len(events):
        raise Damaged("%s has %d events, its end says %d" % (path.name, len(events), end[1]))
    return Trace(header, sources, events, end)


def _turn(row: List[Any], texts: Dict[int, str]) -> List[Event]:
    _, time_, loop, ready = row
    return [Event(time_, kind, loop, "", value, 0, 0)
            for kind, value in (("loop.iteration", ready), ("loop.select", 0), ("loop.selected", 0))]


def _run(row: List[Any], texts: Dict[int, str]) -> List[Event]:
    _, time_, handle, task, woken, how, coroutine, text, line, source = row
    found = []

    def add(kind: str, subject: str, obj: str = "", value: Any = 0, at: Tuple[int, int] = (0, 0)) -> None:
        found.append(Event(time_, kind, subject, obj, value, *at))

    if how & 16:
        add("handle.due", handle, task)
    add("handle.run", handle, task, "wakeup" if how & 8 else "step")
    if how & 8:
        add("task.wakeup", task, woken)
    add("task.step", task)
    if how & 4:
        add("task.deliver", task)
    if coroutine:
        kind = "coro.start" if how & 1 and not how & 2 else "coro.throw" if how & 2 else "coro.resume"
        add(kind, coroutine, task, texts[text] if how & 2 else 0, (line, source))
    return found


def _wait(row: List[Any], texts: Dict[int, str]) -> List[Event]:
    _, time_, coroutine, awaited, text, line, source = row
    found = [Event(time_, "coro.suspend", coroutine, awaited, texts[text], line, source)] if coroutine else []
    return found + [Event(time_, "task.suspend", "", awaited, 0, 0, 0), Event(time_, "handle.end", "", "", 0, 0, 0)]


_EXPANDED: Dict[str, Callable[[List[Any], Dict[int, str]], List[Event]]] = {"turn": _turn, "run": _run, "wait": _wait}
