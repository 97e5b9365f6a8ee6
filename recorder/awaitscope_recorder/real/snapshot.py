"""What lives at a moment, as the events that would have led to it: a segment of a ring begins with them (EVENTS.md)."""
import asyncio
from typing import Any, Callable, Dict, Iterable, List, Set, Tuple, Union

from .tasks import Known, Tasks, is_created, label, purpose_of

Row = Tuple[str, str, str, Union[int, str], int, int]  # kind, subject, object, value, line, source
Describe = Callable[[Any, Tuple[Any, ...]], Tuple[str, str]]
_SECOND = 1_000_000_000


class _Waiting:
    """A task that has begun, and where it stands."""
    __slots__ = ("known", "awaited", "words")

    def __init__(self, known: Known, awaited: str, words: str) -> None:
        self.known, self.awaited, self.words = known, awaited, words


def snapshot(loops: Iterable[Any], tasks: Tasks, describe: Describe, id_of: Callable[[Any], str], offset: int) -> List[Row]:
    """`offset` leads from a loop's clock to that of the trace."""
    rows: List[Row] = []
    waiting: List[_Waiting] = []
    futures: Dict[str, Any] = {}
    for loop in loops:
        if loop.is_running():
            rows.append(("loop.start", id_of(loop), "", 0, 0, 0))
        for task in sorted(asyncio.all_tasks(loop), key=_number):
            known = getattr(task, "_awaitscope", None)
            if known is not None:
                _made(rows, task, known)
                if known.started and task is not asyncio.current_task(loop):
                    waiting.append(_stands(task, known, tasks, futures))
    timers = [row for loop in loops for row in _handles(loop, describe, futures, offset)]
    known_tasks = {row[1] for row in rows if row[0] == "task.create"}
    for name, future in futures.items():
        _future(rows, name, future, known_tasks, waiting)
    for each in waiting:
        _suspended(rows, each)
    return rows + timers


def _number(task: Any) -> int:
    return int(getattr(task, "_awaitscope_id", "t0")[1:])


def _made(rows: List[Row], task: Any, known: Known) -> None:
    for link in known.links:
        coroutine = link.reference()
        if coroutine is not None:
            rows.append(("coro.create", link.id, "", label(coroutine, not known.started and is_created(coroutine)), 0, 0))
    rows.append(("task.create", known.id, known.links[0].id if known.links else "", known.name, 0, 0))


def _stands(task: Any, known: Known, tasks: Tasks, futures: Dict[str, Any]) -> _Waiting:
    waiter = task._fut_waiter
    awaited, words = tasks.awaited(task, known)
    if awaited[:1] == "f":
        futures[awaited] = (waiter, words)
    return _Waiting(known, awaited, words)


def _future(rows: List[Row], name: str, future: Any, known_tasks: Set[str], waiting: List[_Waiting]) -> None:
    waiter, words = future
    for child in getattr(waiter, "_children", None) or () if words.startswith("gather of ") else ():
        child_name = getattr(child, "_awaitscope_id", "")
        if child_name in known_tasks:
            rows.append(("future.callback", child_name, "", "gather", 0, 0))
    rows.append(("future.create", name, "", purpose_of(words), 0, 0))


def _suspended(rows: List[Row], each: _Waiting) -> None:
    known = each.known
    rows.append(("task.step", known.id, "", 0, 0, 0))
    outer = known.id
    for link in known.links:
        rows.append(("coro.start", link.id, outer, 0, 0, 0))
        outer = link.id
    if known.links:
        rows.append(("coro.suspend", known.links[-1].id, each.awaited, each.words, known.line, known.source))
    rows.append(("task.suspend", known.id, each.awaited, 0, 0, 0))


def _handles(loop: Any, describe: Describe, futures: Dict[str, Any], offset: int) -> Iterable[Row]:
    for handle in list(getattr(loop, "_scheduled", ())):
        number = getattr(handle, "_awaitscope", 0)
        if number and not handle._cancelled:
            whom, _ = describe(handle._callback, handle._args)
            if whom[:1] == "f" and whom not in futures:
                futures[whom] = (None, "sleep(…)")
            yield "handle.timer", "h%d" % number, whom, int(handle._when * _SECOND) + offset, 0, 0
    for handle in list(getattr(loop, "_ready", ())):
        number = getattr(handle, "_awaitscope", 0)
        if number and not handle._cancelled:
            yield ("handle.ready", "h%d" % number, *describe(handle._callback, handle._args), 0, 0)
