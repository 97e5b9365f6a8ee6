"""The recorder's own frames are in no traceback or stack that a program prints, and in no place that a warning names."""
import traceback
import types
import warnings
from typing import Any, Callable, Iterator, Tuple

from .trace.frames import is_ours


def install() -> None:
    module: Any = traceback
    for name in ("walk_tb", "_walk_tb_with_full_positions"):
        if hasattr(module, name):
            setattr(module, name, _without_ours(getattr(module, name)))
    plain = module.walk_stack

    def walk_stack(frame: Any) -> Any:
        # Without a frame it counts those of its callers itself.
        return plain(None) if frame is None else _seen(plain(frame))

    module.walk_stack = walk_stack


def _without_ours(walk: Callable[[Any], Iterator[Tuple[Any, Any]]]) -> Callable[[Any], Iterator[Tuple[Any, Any]]]:
    def walk_(trace: Any) -> Iterator[Tuple[Any, Any]]:
        return _seen(walk(trace))

    return walk_


def _seen(frames: Iterator[Tuple[Any, Any]]) -> Iterator[Tuple[Any, Any]]:
    return (each for each in frames if not is_ours(each[0].f_code))


def warn_beyond(function: Callable[..., Any], frames: int) -> Callable[..., Any]:
    """The function, whose warning shall name a place so many frames further out: those are the recorder's."""
    def warn(message: Any, category: Any = None, stacklevel: int = 1, source: Any = None) -> None:
        warnings.warn(message, category, stacklevel + frames + 1, source)

    return types.FunctionType(function.__code__, {**function.__globals__, "warn": warn}, function.__name__,
                              function.__defaults__, function.__closure__)


