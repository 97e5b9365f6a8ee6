"""A lock of threading that blocks the loop: which one it is, and who has it. Found in source and frames, when a step has been
blocked for a while; nothing is replaced, and nothing of the program's runs."""
import ast
import linecache
import sys
import threading
from types import FrameType, MemberDescriptorType, ModuleType
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Optional, Tuple

from ..trace.frames import peek_all
from .places import Place, Places
from .sink import EVENT, TEXT, Sink
from .tasks import Tasks, frames_of, living

_LOCKS = (type(threading.Lock()), type(threading.RLock()))


class Use(NamedTuple):
    """Where a file takes what may be a lock, and the lines that have it."""
    expression: ast.expr
    first: int
    last: int
    body: Tuple[int, int]  # 0, 0: none; `.acquire()` has it until who knows when


class Held:
    def __init__(self, sink: Sink, places: Places, tasks: Tasks, new_id: Callable[[str], str]) -> None:
        self._sink, self._places, self._tasks, self._new_id = sink, places, tasks, new_id
        self._uses: Dict[str, List[Use]] = {}
        self._ids: Dict[int, Tuple[Any, str]] = {}  # by id(), with the lock, so that the id stays its own

    def look(self, ident: int, frame: FrameType, now: int) -> None:
        """`frame` is the program's innermost in a thread whose loop is blocked."""
        line = frame.f_lineno or 0
        for use in self._of(frame):
            if use.first <= line <= use.last:
                lock = _resolved(use.expression, frame)
                if type(lock) in _LOCKS:
                    self._tell(ident, lock, frame, now)
                    return

    def _tell(self, ident: int, lock: Any, blocked: FrameType, now: int) -> None:
        put, places = self._sink.put, self._places
        name = self._ids.get(id(lock), (None, ""))[1]
        if not name:
            name = self._new_id("s")
            self._ids[id(lock)] = (lock, name)
            words = "threading.Lock" if type(lock) is _LOCKS[0] else "threading.RLock"
            put((TEXT, ident, now, "sync.create", name, "", words, 0, 0))
        for holder, frame in self._stacks():
            place = self._inside(lock, frame) if frame is not blocked else None
            if place is not None:
                put((EVENT, ident, now, "sync.acquire", name, holder, 0, *place))
                break
        put((EVENT, ident, now, "sync.wait", name, self._tasks.current.get(ident, ""), 0,
             blocked.f_lineno or 0, places.source_of(blocked.f_code)))

    def _inside(self, lock: Any, frame: FrameType) -> Optional[Place]:
        """Where this frame took the lock, if it stands where it has it."""
        line, source = frame.f_lineno or 0, self._places.source_of(frame.f_code)
        for use in self._of(frame) if source else ():
            if use.body[0] <= line <= use.body[1] and _resolved(use.expression, frame) is lock:
                return use.first, source
        return None

    def _stacks(self) -> Iterable[Tuple[str, FrameType]]:
        """What is suspended, and what other threads run."""
        for task in living():
            known = getattr(task, "_awaitscope", None)
            for frame in frames_of(known):
                yield known.id, frame
        for ident, innermost in sys._current_frames().items():
            thread = threading._active.get(ident)  # type: ignore[attr-defined]
            name = getattr(thread, "_awaitscope", "")
            each: Optional[FrameType] = innermost
            while each is not None and name:
                yield name, each
                each = each.f_back

    def _of(self, frame: FrameType) -> List[Use]:
        name = frame.f_code.co_filename
        found = self._uses.get(name)
        if found is None:
            try:
                found = _uses(ast.parse("".join(linecache.getlines(name))))
            except (SyntaxError, ValueError, RecursionError):
                found = []
            self._uses[name] = found
        return found


def _uses(tree: ast.AST) -> List[Use]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            last = node.body[-1]
            for item in node.items:
                one = item.context_expr
                found.append(Use(one, one.lineno, one.end_lineno or one.lineno, (node.body[0].lineno, last.end_lineno or last.lineno)))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "acquire":
            found.append(Use(node.func.value, node.lineno, node.end_lineno or node.lineno, (0, 0)))
    return found


def _resolved(expression: ast.expr, frame: FrameType) -> Any:
    """What a name, or attributes of one, stands for in a frame; None where finding out would run code of the program."""
    if isinstance(expression, ast.Name):
        found = peek_all(frame, (expression.id,))
        return found[expression.id] if expression.id in found else frame.f_globals.get(expression.id)
    if not isinstance(expression, ast.Attribute):
        return None
    owner = _resolved(expression.value, frame)
    return _attribute(owner, expression.attr) if owner is not None else None


def _attribute(owner: Any, name: str) -> Any:
    if isinstance(owner, (ModuleType, type)):
        return vars(owner).get(name)
    for kind in type(owner).__mro__:
        found = vars(kind).get(name)
        if type(found) is MemberDescriptorType:
            try:
                return found.__get__(owner)
            except AttributeError:  # not set yet
                return None
        if found is not None:
            break
    else:
        found = None
    try:
        return object.__getattribute__(owner, "__dict__").get(name, found)
    except AttributeError:
        return found
