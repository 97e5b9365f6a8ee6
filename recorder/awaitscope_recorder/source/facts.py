"""What one walk over a program's syntax tree finds out before it is changed."""
import ast
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Set, Tuple

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
LOOP = (ast.For, ast.AsyncFor, ast.While)
WITH = (ast.With, ast.AsyncWith)
PLAIN = (ast.Name, ast.Constant, ast.Load, ast.Store, ast.Del)  # nothing of interest is in them
TRY: Tuple[type, ...] = (ast.Try,) + ((ast.TryStar,) if hasattr(ast, "TryStar") else ())


def first_line(node: ast.AST) -> int:
    """The line a statement begins at; its decorators belong to it."""
    decorators: Sequence[ast.expr] = getattr(node, "decorator_list", ())
    return min([node.lineno] + [decorator.lineno for decorator in decorators])  # type: ignore[attr-defined]


class Inside(NamedTuple):
    """What is around a node."""
    function: ast.AST
    loop: Optional[ast.AST] = None
    guarded: bool = False  # within the loop, by a block that does something when it is left


class Facts:
    """What one walk over a file finds out."""

    def __init__(self) -> None:
        self.revisited: Set[int] = set()              # lines CPython comes back to
        self.generators: Set[ast.AST] = set()         # functions with a yield of their own
        self.left_guarded: Set[ast.AST] = set()       # loops with a `continue` that leaves such a block
        self._first: Dict[int, int] = {}
        self._last = 0

    def lines(self) -> List[int]:
        """For each line the first line of its innermost statement."""
        return [self._first.get(line, line) for line in range(self._last + 1)]

    def visit(self, node: ast.AST, inside: Inside) -> None:
        if isinstance(node, (ast.stmt, ast.excepthandler)):
            begin, end = first_line(node), node.end_lineno or node.lineno  # type: ignore[attr-defined]
            for line in range(begin, end + 1):
                self._first[line] = begin
            self._last = max(self._last, end)
            inside = self._statement(node, begin, inside)
        elif isinstance(node, (ast.Yield, ast.YieldFrom)):
            self.generators.add(inside.function)
        elif isinstance(node, ast.Lambda):
            inside = Inside(node)
        for name in node._fields:
            value = getattr(node, name, None)
            if type(value) is list:
                for item in value:
                    if isinstance(item, ast.AST) and type(item) not in PLAIN:
                        self.visit(item, inside)
            elif isinstance(value, ast.AST) and type(value) not in PLAIN:
                self.visit(value, inside)

    def _statement(self, node: Any, begin: int, inside: Inside) -> Inside:
        """Takes note of a statement; gives what its parts are inside of."""
        if isinstance(node, FUNCTION + (ast.ClassDef,)):
            return Inside(node)
        if isinstance(node, LOOP):
            self.revisited.add(begin)
            return Inside(inside.function, node)
        if isinstance(node, WITH):
            self.revisited.add(begin)
            return inside._replace(guarded=True)
        if isinstance(node, TRY) and node.finalbody:
            return inside._replace(guarded=True)
        if isinstance(node, ast.Continue) and inside.guarded and inside.loop is not None:
            self.left_guarded.add(inside.loop)
        return inside


def handed_over(node: ast.Call) -> List[str]:
    """Names whose values a call could change: of its object, and of its arguments."""
    called = [node.func.value] if isinstance(node.func, ast.Attribute) else []
    found = [part.id for part in called + node.args if isinstance(part, ast.Name)]
    return list(dict.fromkeys(found))


def is_awaited(node: ast.FunctionDef) -> bool:
    """Is it a generator that coroutines await? Its lines are those of the coroutine."""
    marks = [getattr(decorator, "attr", getattr(decorator, "id", "")) for decorator in node.decorator_list]
    return node.name == "__await__" or "coroutine" in marks


def parameters(arguments: ast.arguments) -> List[ast.arg]:
    found = list(arguments.posonlyargs) + list(arguments.args)
    found += [arguments.vararg] if arguments.vararg else []
    found += list(arguments.kwonlyargs)
    return found + ([arguments.kwarg] if arguments.kwarg else [])


def is_constant(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def runs_nothing(statement: ast.stmt) -> bool:
    return is_constant(statement) or isinstance(statement, (ast.Global, ast.Nonlocal))


def bound_names(target: ast.AST) -> List[str]:
    """Names bound by an assignment's target, in order."""
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, ast.Starred):
        return bound_names(target.value)
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for element in target.elts for name in bound_names(element)]
    return []
