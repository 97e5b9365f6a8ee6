"""Chains of awaits: from a suspended coroutine down to what it waits for."""
import gc
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from typing import Any, List, Optional

_WALKED = (CoroutineType, GeneratorType, AsyncGeneratorType)


# Awaitables of CPython's own that pass everything on to the coroutine or generator inside.
_WRAPPERS = ("coroutine_wrapper", "async_generator_asend", "async_generator_athrow", "anext_awaitable")


def is_wrapper(link: Any) -> bool:
    return type(link).__name__ in _WRAPPERS


def awaited_by(waiting: Any) -> Optional[Any]:
    """What a suspended coroutine, generator or one of their wrappers waits for; None at the end of the chain."""
    if isinstance(waiting, CoroutineType):
        return waiting.cr_await
    if isinstance(waiting, GeneratorType):
        return waiting.gi_yieldfrom
    if isinstance(waiting, AsyncGeneratorType):
        return waiting.ag_await
    if is_wrapper(waiting):
        # These of CPython's own types do not say what they wrap; the garbage collector knows.
        for inner in gc.get_referents(waiting):
            if isinstance(inner, _WALKED) or type(inner).__name__.startswith("async_generator_"):
                return inner
    return None


def chain_of(root: Any) -> List[Any]:
    """The chain from `root` (included) to its innermost link."""
    links: List[Any] = []
    link: Optional[Any] = root
    while link is not None and not any(link is known for known in links[-3:]):
        links.append(link)
        link = awaited_by(link)
    return links


def frame_of(link: Any) -> Any:
    for name in ("cr_frame", "gi_frame", "ag_frame"):
        frame = getattr(link, name, None)
        if frame is not None:
            return frame
    return None
