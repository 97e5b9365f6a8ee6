"""Streams in texts: by the id of their socket."""
from asyncio import base_events, selector_events, streams, trsock
from typing import Any, Callable

from ..trace.texts import Texts
from ..trace.words import id_of


def _socket_of(transport: Any) -> Any:
    return getattr(transport, "_awaitscope_socket", "")


def install(texts: Texts) -> None:
    transport: Any = selector_events._SelectorTransport  # type: ignore[attr-defined]
    init = transport.__init__

    def __init__(self: Any, loop: Any, sock: Any, *args: Any, **kwargs: Any) -> None:
        self._awaitscope_socket = id_of(sock)
        init(self, loop, sock, *args, **kwargs)

    transport.__init__ = __init__

    def show(cls: Any, words: Callable[[Any], str]) -> None:
        original = cls.__repr__

        def __repr__(self: Any) -> str:
            return words(self) if texts.by_id else original(self)

        cls.__repr__ = __repr__

    show(transport, lambda self: "<transport %s>" % _socket_of(self))
    show(streams.StreamReader, lambda self: "<StreamReader %s>" % _socket_of(self._transport))
    show(streams.StreamWriter, lambda self: "<StreamWriter %s>" % _socket_of(self._transport))
    show(trsock.TransportSocket, lambda self: id_of(self._sock))
    show(base_events.Server, lambda self: "<Server %s>" % " ".join(id_of(sock) for sock in self._sockets or ()))
