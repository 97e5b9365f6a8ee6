"""Values as texts without running any of the program's code: plain ones are shown, all others by their class."""
import functools
from types import FunctionType
from typing import Any, Dict

_PLAIN = (int, float, complex, bool, type(None), type(Ellipsis))
_TEXTS = (str, bytes)
LONGEST = 60     # characters of one text in a value
MOST_ITEMS = 8   # of a container


class _Plain(Dict[type, bool]):
    """Kinds of objects whose attributes are looked up without running code of the program."""

    def __missing__(self, kind: type) -> bool:
        plain = self[kind] = type(kind) is type and not any(
            type(vars(each).get(name)) in (FunctionType, property) for each in kind.__mro__ for name in _ASKED)
        return plain


_ASKED = ("__getattr__", "__getattribute__", "__self__", "__qualname__", "__class__")
PLAIN_KINDS = _Plain()


def attribute(thing: Any, name: str) -> Any:
    """None where asking would run code of the program's own."""
    return getattr(thing, name, None) if PLAIN_KINDS[type(thing)] else None


def name(function: Any) -> str:
    while type(function) in (functools.partial, functools.partialmethod):
        function = function.func
    found = attribute(function, "__qualname__")
    return found if type(found) is str and found else type(function).__qualname__


def shown(value: Any, depth: int = 2) -> str:
    kind = type(value)
    if kind in _PLAIN:
        if kind is int and value.bit_length() > 256:  # writing it out takes time that grows with its square
            return "<int of %d bits>" % value.bit_length()
        return repr(value)
    if kind in _TEXTS:
        return repr(value) if len(value) <= LONGEST else repr(value[:LONGEST]) + "…"
    if kind in (list, tuple, set, frozenset, dict) and depth:
        return _container(value, kind, depth)
    name = getattr(value, "_awaitscope_id", "") if kind.__module__.startswith(("asyncio", "_asyncio")) else ""
    return name or "<%s>" % kind.__qualname__


def _container(value: Any, kind: type, depth: int) -> str:
    if len(value) > MOST_ITEMS:
        return "<%s of %d>" % (kind.__name__, len(value))
    if kind is dict:
        return "{%s}" % ", ".join("%s: %s" % (shown(key, depth - 1), shown(item, depth - 1)) for key, item in value.items())
    items = ", ".join(shown(item, depth - 1) for item in value)
    if kind is list:
        return "[%s]" % items
    if kind is tuple:
        return "(%s,)" % items if len(value) == 1 else "(%s)" % items
    return "%s({%s})" % (kind.__name__, items) if kind is frozenset or not value else "{%s}" % items


def exception(error: BaseException) -> str:
    """As repr shows it, if its arguments are plain and its class says no other way."""
    kind = type(error)
    own = kind.__repr__ is not BaseException.__repr__
    arguments = ", ".join(shown(argument) for argument in BaseException.args.__get__(error))  # type: ignore[attr-defined]
    return "%s(%s)" % (kind.__name__, "…" if own and not arguments else arguments)
