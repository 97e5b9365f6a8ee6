"""asyncio keeps tasks in sets, whose order is that of addresses: another one in every run. Here it is a fixed one.

`asyncio.tasks` and `asyncio.taskgroups` are loaded with sets that are walked in the order their members were put in.
So all_tasks, wait, as_completed and TaskGroup deal with tasks in the same order in every run.
"""
import ast
import importlib.abc
import importlib.machinery
import itertools
import sys
import weakref
from typing import Any, Dict, Iterable, Iterator, Optional

_MODULES = ("asyncio.tasks", "asyncio.taskgroups")
_place = itertools.count()


def creation_number(thing: Any) -> int:
    """Orders the recording's own objects; everything else comes first."""
    name = getattr(thing, "_awaitscope_id", "")
    return int(name[1:]) if name else 0


class OrderedSet(set):  # type: ignore[type-arg]
    """A set walked in the order of putting in. Members from a plain set, which has no order, go by creation."""

    def __init__(self, members: Iterable[Any] = ()) -> None:
        super().__init__()
        self._places: Dict[int, int] = {}  # by id(); may name objects that are no members any more
        if type(members) in (set, frozenset):
            members = sorted(members, key=creation_number)
        for member in members:
            self.add(member)

    def add(self, member: Any) -> None:
        if member not in self:
            super().add(member)
            self._places[id(member)] = next(_place)

    def __iter__(self) -> Iterator[Any]:
        last = len(self._places) and max(self._places.values()) + 1
        return iter(sorted(set.__iter__(self), key=lambda member: self._places.get(id(member), last)))

    def pop(self) -> Any:
        for member in self:
            self.remove(member)
            return member
        return super().pop()  # raises KeyError

    def copy(self) -> "OrderedSet":
        return OrderedSet(list(self))

    def __repr__(self) -> str:
        return "{%s}" % ", ".join(map(repr, self)) if self else "set()"

    def __reduce__(self) -> Any:
        return set, (list(self),)


OrderedSet.__name__ = OrderedSet.__qualname__ = "set"


class OrderedWeakSet(weakref.WeakSet):  # type: ignore[type-arg]
    """The asynchronous generators of a loop, in order of their first use; those that have ended, which only garbage
    may keep alive, do not count."""

    def __init__(self) -> None:
        super().__init__()
        self._places: Dict[int, int] = {}

    def add(self, member: Any) -> None:
        super().add(member)
        self._places[id(member)] = next(_place)

    def __iter__(self) -> Iterator[Any]:
        members = [member for member in super().__iter__() if member.ag_frame is not None]
        return iter(sorted(members, key=lambda member: self._places[id(member)]))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Ordered(ast.NodeTransformer):
    """{... for ...} becomes set(... for ...), so that the module's own name `set` decides."""

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        self.generic_visit(node)
        members = ast.copy_location(ast.GeneratorExp(node.elt, node.generators), node)
        name = ast.copy_location(ast.Name("set", ast.Load()), node)
        return ast.copy_location(ast.Call(name, [members], []), node)


class _Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> Any:
        path = self.get_filename(fullname)
        tree = _Ordered().visit(ast.parse(self.get_data(path), path))
        return compile(tree, path, "exec", dont_inherit=True)

    def exec_module(self, module: Any) -> None:
        module.set = OrderedSet
        super().exec_module(module)


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Optional[importlib.machinery.ModuleSpec]:
        if name not in _MODULES:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


def install() -> None:
    """To be called before anything imports asyncio."""
    sys.meta_path.insert(0, _Finder())
