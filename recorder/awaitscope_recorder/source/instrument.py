"""Makes a program tell where it is: calls of the marks below are put into its syntax tree.

Line numbers, names and meaning stay; the same statements begin on every version of CPython, whereas the line events
of its own tracing differ from version to version. The marks stand in builtins under these names.
"""
import ast
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Set, Tuple, Union

from .facts import (FUNCTION, LOOP, PLAIN, TRY, WITH, Facts, Inside, bound_names, first_line, handed_over, is_awaited, is_constant,
                    is_future, parameters, runs_nothing)

LINE = "__awaitscope_line__"          # (line): a statement begins
ENTER = "__awaitscope_enter__"        # (): a coroutine's body begins
RETURNS = "__awaitscope_returns__"    # (value) -> value: a coroutine is about to return it
RAISED = "__awaitscope_raised__"      # (): an exception leaves a coroutine's body
LEFT = "__awaitscope_left__"          # (): a coroutine's body is left
SEEN = "__awaitscope_seen__"          # (value) -> value: it may be a new coroutine
LOCALS = "__awaitscope_locals__"      # (name, value, ...): names got new values
DRIVE = "__awaitscope_drive__"        # (method) -> method: a coroutine's send, throw or close is about to be called
ARGUMENT = "__awaitscope_argument__"  # (value) -> value: the last argument of such a call is known
DRIVEN = "__awaitscope_driven__"      # (value) -> value: such a call returned
YIELDING = "__awaitscope_yielding__"  # (value) -> value: a generator is about to yield it
YIELDED = "__awaitscope_yielded__"    # (value) -> value: it goes on, and this was sent to it
DELEGATES = "__awaitscope_delegates__"  # (value) -> value: a generator is about to `yield from` it
AWAITED = "__awaitscope_awaited__"    # (value) -> value: like SEEN, for what only stands between a coroutine and its driver
CHANGED = "__awaitscope_changed__"    # (value, name, value of the name, ...) -> value: a call may have changed what the names hold
AGAIN = "__awaitscope_again__"        # (iterable, line) -> iterator: a loop's, which tells when the loop comes back to it

_DRIVES = {"send", "throw", "close"}
_LOAD = ast.Load()


class Instrumented(NamedTuple):
    tree: ast.Module
    statement_line: List[int]
    revisited: List[int]


def instrument(source: Union[str, bytes], filename: str) -> Instrumented:
    """Parses and instruments a file. Raises SyntaxError and ValueError as compile() does."""
    tree = ast.parse(source, filename)
    facts = Facts()
    facts.visit(tree, Inside(tree))
    _Instrument(facts).module(tree)
    return Instrumented(tree, facts.lines(), sorted(facts.revisited))


def _at(node: Any, place: Any) -> Any:
    """Like ast.copy_location, of which there are very many."""
    node.lineno, node.col_offset = place.lineno, place.col_offset
    node.end_lineno, node.end_col_offset = place.end_lineno, place.end_col_offset
    return node


def _call(name: str, args: Sequence[ast.expr], at: ast.AST) -> ast.Call:
    call: ast.Call = _at(ast.Call(_at(ast.Name(name, _LOAD), at), list(args), []), at)
    return call


def _constant(value: Any, at: ast.AST) -> ast.expr:
    constant: ast.expr = _at(ast.Constant(value, kind=None), at)
    return constant


def _statement(expression: ast.expr, at: ast.AST) -> ast.stmt:
    statement: ast.stmt = _at(ast.Expr(expression), at)
    return statement


def _header(node: ast.AST) -> ast.AST:
    """A place for what is put in before a statement: its first line only."""
    line = first_line(node)
    column = node.col_offset  # type: ignore[attr-defined]
    return ast.Pass(lineno=line, col_offset=column, end_lineno=line, end_col_offset=column)


def _mark_line(node: ast.AST) -> ast.stmt:
    place = _header(node)
    return _statement(_call(LINE, [_constant(first_line(node), place)], place), place)


def _after_mark(node: ast.AST, value: ast.expr) -> ast.expr:
    """`mark or value`: the mark returns None."""
    place = _header(node)
    mark = _call(LINE, [_constant(first_line(node), place)], place)
    both: ast.expr = _at(ast.BoolOp(ast.Or(), [mark, value]), value)
    return both


class _Scope(NamedTuple):
    """What instrumenting a statement needs to know of the function or module around it."""
    is_class: bool = False
    ends: bool = False                  # the body of a coroutine or a generator, whose ends are told
    loops: Sequence[ast.AST] = ()       # the loops around it, innermost last


class _Instrument:
    """Expressions are handled by visit_*, statements by body() and statement()."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._yields = False  # in the body of a generator that is told of

    def module(self, tree: ast.Module) -> None:
        tree.body = self.body(tree.body, _Scope(), documented=True)

    def body(self, statements: List[ast.stmt], scope: _Scope, documented: bool = False) -> List[ast.stmt]:
        done: List[ast.stmt] = []
        held: List[ast.stmt] = []  # marks that may not stand before `from __future__ import`
        in_head = documented
        for statement in statements:
            in_head = in_head and (is_constant(statement) or is_future(statement))
            if not in_head and held:
                done += held
                held = []
            if is_constant(statement) or isinstance(statement, (ast.Global, ast.Nonlocal)):
                done.append(statement)  # nothing is executed
            elif in_head:
                done.append(statement)
                held.append(_mark_line(statement))
            else:
                if not self._marked_by_test(statement):
                    done.append(_mark_line(statement))
                done += self.statement(statement, scope)
        return done + held

    def statement(self, node: ast.stmt, scope: _Scope) -> List[ast.stmt]:
        """The statement instrumented, with what must stand before and after it."""
        if isinstance(node, FUNCTION):
            return [self.function(node)]
        if isinstance(node, ast.ClassDef):
            node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
            node.bases = [self.visit(base) for base in node.bases]
            node.keywords = [self.visit(keyword) for keyword in node.keywords]
            node.body = self.body(node.body, _Scope(is_class=True), documented=True)
            return [node]
        if isinstance(node, LOOP):
            return [self.loop(node, scope)]
        if isinstance(node, WITH):
            return [self.with_(node, scope)]
        if isinstance(node, TRY):
            node.body = self.body(node.body, scope)                     # type: ignore[attr-defined]
            node.handlers = [self.handler(handler, scope) for handler in node.handlers]  # type: ignore[attr-defined]
            node.orelse = self.body(node.orelse, scope)                 # type: ignore[attr-defined]
            node.finalbody = self.body(node.finalbody, scope)           # type: ignore[attr-defined]
            return [node]
        if isinstance(node, ast.If):
            node.test = self.visit(node.test)
            node.body = self.body(node.body, scope)
            node.orelse = self.body(node.orelse, scope)
            return [node]
        if hasattr(ast, "Match") and isinstance(node, ast.Match):
            node.subject = self.visit(node.subject)
            for case in node.cases:
                case.guard = self.visit(case.guard) if case.guard else None
                case.body = self.body(case.body, scope)
            return [node]
        if isinstance(node, ast.Continue) and scope.loops and not self._tells_itself(scope.loops[-1]):
            return [_mark_line(scope.loops[-1]), node]
        if isinstance(node, ast.Return) and scope.ends:
            value = self.visit(node.value) if node.value else _constant(None, node)
            node.value = _call(RETURNS, [value], value)
            return [node]
        if isinstance(node, ast.AnnAssign):
            node.target = self.visit(node.target)
            node.value = self.visit(node.value) if node.value else None
            return [node] + (self.locals(bound_names(node.target), node, scope) if node.value else [])
        if hasattr(ast, "TypeAlias") and isinstance(node, ast.TypeAlias):
            return [node]
        node = self.generic_visit(node)  # type: ignore[assignment]
        if isinstance(node, ast.Assign):
            names = [name for target in node.targets for name in bound_names(target)]
            return [node] + self.locals(names, node, scope) + self.changed(node.targets, node)
        if isinstance(node, ast.Delete):
            return [node] + self.changed(node.targets, node)
        if isinstance(node, ast.AugAssign):
            return [node] + self.locals(bound_names(node.target), node, scope)
        return [node]

    def locals(self, names: Sequence[str], at: ast.AST, scope: _Scope) -> List[ast.stmt]:
        place = _header(at)
        shown = [name for name in names if not name.startswith("__")]
        if scope.is_class or not shown:
            return []
        args: List[ast.expr] = []
        for name in shown:
            args += [_constant(name, place), _at(ast.Name(name, _LOAD), place)]
        return [_statement(_call(LOCALS, args, place), place)]

    def changed(self, targets: Sequence[ast.expr], at: ast.AST) -> List[ast.stmt]:
        """After `name[...] = ...` and `del name[...]`."""
        place = _header(at)
        names = [target.value.id for target in targets
                 if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name)]
        return [_statement(_changed(_constant(None, place), names, place), place)] if names else []

    def _tells_itself(self, loop: ast.AST) -> bool:
        """Before some `continue` takes it back to its header, blocks are left. So not the `continue` says that the header
        is visited, but what CPython evaluates there: the next item or the test."""
        return isinstance(loop, (ast.For, ast.While)) and loop in self._facts.left_guarded

    def _marked_by_test(self, node: ast.AST) -> bool:
        return isinstance(node, ast.While) and self._tells_itself(node)

    def loop(self, node: Any, scope: _Scope) -> ast.stmt:
        inner = scope._replace(loops=tuple(scope.loops) + (node,))
        tells_itself = self._tells_itself(node)
        before: List[ast.stmt] = []
        if isinstance(node, ast.While):
            node.test = self.visit(node.test)
            if tells_itself:
                node.test = _after_mark(node, node.test)
        else:
            node.iter = self.visit(node.iter)
            if tells_itself:
                node.iter = _call(AGAIN, [node.iter, _constant(first_line(node), node.iter)], node.iter)
            node.target = self.visit(node.target)
            before = self.locals(bound_names(node.target), node, scope)
        body = before + self.body(node.body, inner)
        # CPython goes back to the header after the body, and before `continue` (see statement()).
        node.body = body if tells_itself else body + [_mark_line(node)]
        node.orelse = self.body(node.orelse, scope)
        return node

    def with_(self, node: Any, scope: _Scope) -> ast.stmt:
        names: List[str] = []
        for item in node.items:
            item.context_expr = self.visit(item.context_expr)
            if item.optional_vars is not None:
                item.optional_vars = self.visit(item.optional_vars)
                names += bound_names(item.optional_vars)
        body = self.locals(names, node, scope) + self.body(node.body, scope)
        # However the block is left, its exit runs on the header's line.
        guarded = ast.Try(body=body, handlers=[], orelse=[], finalbody=[_mark_line(node)])
        node.body = [_at(guarded, _header(node))]
        return node

    def handler(self, node: ast.ExceptHandler, scope: _Scope) -> ast.ExceptHandler:
        body = self.body(node.body, scope)
        if node.type is not None:
            node.type = _after_mark(node, self.visit(node.type))  # seen when it is tried, matched or not
        else:
            body = [_mark_line(node)] + body
        node.body = (self.locals([node.name], node, scope) if node.name else []) + body
        return node

    def function(self, node: Any) -> ast.stmt:
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        arguments: ast.arguments = node.args
        arguments.defaults = [self.visit(default) for default in arguments.defaults]
        arguments.kw_defaults = [default and self.visit(default) for default in arguments.kw_defaults]
        generator = isinstance(node, ast.FunctionDef) and node in self._facts.generators and not is_awaited(node)
        ends = generator or (isinstance(node, ast.AsyncFunctionDef) and node not in self._facts.generators)
        outside, self._yields = self._yields, generator
        scope = _Scope(ends=ends)
        has_docstring = is_constant(node.body[0])
        head, rest = (node.body[:1], node.body[1:]) if has_docstring else ([], node.body)
        names = [argument.arg for argument in parameters(arguments)]
        place: ast.AST = rest[0] if rest else node.body[0]
        given, body = self.locals(names, place, scope), self.body(rest, scope)
        if ends:
            body = [_guard(given + body, _header(place))]
        else:  # until a line of it has run, a plain function's locals would be taken for its caller's
            first = 1 + next((index for index, made in enumerate(body) if not runs_nothing(made)), -1)
            body[first:first] = given
        self._yields = outside
        node.body = head + (body or [_at(ast.Pass(), place)])
        return node

    # Expressions

    def visit(self, node: ast.AST) -> Any:
        if type(node) in PLAIN:
            return node
        visitor = getattr(self, "visit_" + type(node).__name__, None)
        return self.generic_visit(node) if visitor is None else visitor(node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for name in node._fields:
            value = getattr(node, name, None)
            if type(value) is list:
                value[:] = [self.visit(item) if isinstance(item, ast.AST) else item for item in value]
            elif isinstance(value, ast.AST) and type(value) not in PLAIN:
                setattr(node, name, self.visit(value))
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        drive = isinstance(node.func, ast.Attribute) and node.func.attr in _DRIVES
        names = handed_over(node)
        self.generic_visit(node)
        if not drive:
            seen = _call(SEEN, [node], node)
            return _changed(seen, names, node) if names else seen
        node.func = _call(DRIVE, [node.func, _constant(len(node.args) + len(node.keywords), node)], node.func)
        if node.keywords:
            node.keywords[-1].value = _call(ARGUMENT, [node.keywords[-1].value], node.keywords[-1].value)
        elif node.args:
            last = node.args[-1]
            if isinstance(last, ast.Starred):
                last.value = _call(ARGUMENT, [last.value], last.value)
            else:
                node.args[-1] = _call(ARGUMENT, [last], last)
        driven = _call(DRIVEN, [node], node)
        return _changed(driven, names, node) if names else driven

    def visit_Await(self, node: ast.Await) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.value, ast.Call):
            node.value = _call(SEEN, [node.value], node.value)
        return node

    def visit_Yield(self, node: ast.Yield) -> ast.AST:
        self.generic_visit(node)
        if not self._yields:
            return node
        value = node.value or _constant(None, node)
        node.value = _call(YIELDING, [value], value)
        return _call(YIELDED, [node], node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.AST:
        called = isinstance(node.value, ast.Call)
        self.generic_visit(node)
        if self._yields:
            node.value = _call(DELEGATES, [node.value], node.value)
        elif called:
            _say_awaited(node.value)
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        outside, self._yields = self._yields, False
        node.args.defaults = [self.visit(default) for default in node.args.defaults]
        node.args.kw_defaults = [default and self.visit(default) for default in node.args.kw_defaults]
        node.body = self.visit(node.body)
        self._yields = outside
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        # Before 3.12 the places of what stands in an f-string are not to be trusted.
        for part in ast.walk(node):
            if part is not node and hasattr(part, "lineno"):
                _at(part, node)
        return self.generic_visit(node)


def _say_awaited(marked: Any) -> None:
    """A call's mark says no more that its value may be a generator of its own."""
    if marked.func.id == CHANGED:
        _say_awaited(marked.args[0])
    elif marked.func.id == SEEN:
        marked.func.id = AWAITED


def _changed(value: ast.expr, names: Sequence[str], at: ast.AST) -> ast.Call:
    args: List[ast.expr] = [value]
    for name in names:
        args += [_constant(name, at), _at(ast.Name(name, _LOAD), at)]
    return _call(CHANGED, args, at)


def _guard(body: List[ast.stmt], place: ast.AST) -> ast.stmt:
    """The body of a coroutine or a generator with marks for its beginning and both of its ends."""
    again = _at(ast.Raise(exc=None, cause=None), place)
    handler = _at(
        ast.ExceptHandler(type=_at(ast.Name("BaseException", _LOAD), place), name=None,
                          body=[_statement(_call(RAISED, [], place), place), again]), place)
    handler.type = None  # a bare clause: the program may have its own BaseException
    enter = _statement(_call(ENTER, [], place), place)
    left = _statement(_call(LEFT, [], place), place)
    if not isinstance(body[-1], (ast.Return, ast.Raise)):
        # A return that a `with` or a `finally` stopped on its way out counts no more.
        body = body + [_statement(_call(RETURNS, [_constant(None, place)], place), place)]
    return _at(ast.Try(body=[enter] + body, handlers=[handler], orelse=[], finalbody=[left]), place)
