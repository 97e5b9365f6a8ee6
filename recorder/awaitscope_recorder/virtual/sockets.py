"""Sockets in memory: what a program sends to itself does not leave it, and is there in the same order in every run.

A pair of sockets, and a connection to an address of this machine that the program itself listens on, are in memory. Bytes
that were sent are there at the next look; after the other end was closed comes the end of file. Ports that the system may choose are
counted from FIRST_PORT. All other sockets are real.
"""
import errno
import functools
import selectors
import socket
import sys
import weakref
from collections import deque
from typing import Any, Deque, Dict, List, Optional, Tuple

from ..trace.recording import Recording
from ..trace.texts import Texts
from .strands import Select

CAPACITY = 1 << 16   # bytes that were sent and not yet received, in one direction
FIRST_PORT = 49152

_real: Any = socket.socket
_real_socketpair = socket.socketpair
_RealSelector: Any = selectors.DefaultSelector


class End:
    """One end of a connection."""
    __slots__ = ("inbox", "peer", "address", "closed", "no_more")

    def __init__(self, address: Any) -> None:
        self.inbox = bytearray()
        self.peer: Optional[End] = None
        self.address = address
        self.closed = False
        self.no_more = False  # it will send nothing more

    def readable(self) -> bool:
        return bool(self.inbox) or self.peer is None or self.peer.no_more

    def writable(self) -> bool:
        return self.peer is None or self.peer.closed or len(self.peer.inbox) < CAPACITY

    def receive(self, size: int) -> Optional[bytes]:
        """None if there is nothing yet."""
        if not self.readable():
            return None
        data = bytes(self.inbox[:size])
        del self.inbox[:size]
        return data

    def send(self, data: Any) -> Optional[int]:
        """None if there is no room now."""
        if self.no_more or self.peer is None or self.peer.closed:
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")
        if not self.writable():
            return None
        sent = bytes(memoryview(data).cast("B")[:CAPACITY - len(self.peer.inbox)])
        self.peer.inbox += sent
        return len(sent)

    def close(self) -> None:
        self.closed = self.no_more = True


def connected(one: Any, other: Any) -> Tuple[End, End]:
    """Two ends, at these addresses."""
    first, second = End(one), End(other)
    first.peer, second.peer = second, first
    return first, second


class Listener:
    def __init__(self, address: Any) -> None:
        self.address = address
        self.waiting: Deque[End] = deque()

    def readable(self) -> bool:
        return bool(self.waiting)

    def writable(self) -> bool:
        return False


class Network:
    """The sockets in memory of one program."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.by_fd: Any = weakref.WeakValueDictionary()
        self.listeners: Dict[Any, Listener] = {}  # by port
        self._last_port = FIRST_PORT - 1

    def free_port(self) -> int:
        while True:
            self._last_port += 1
            if self._last_port not in self.listeners:
                return self._last_port

    def at(self, fd: int) -> Any:
        """The socket in memory, if it is one."""
        found = self.by_fd.get(fd)
        return found if found is not None and found._memory is not None else None


def _of_this_machine(sock: Any, address: Any) -> bool:
    return (sock.type == socket.SOCK_STREAM and sock.family in (socket.AF_INET, socket.AF_INET6)
            and isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1", "localhost", "", "0.0.0.0", "::"))


def _socket_class(recording: Recording, network: Network) -> Any:
    class MemorySocket(_real):  # type: ignore[misc, valid-type]
        _awaitscope_id = ""
        _memory: Any = None

        def _keep(self, memory: Any) -> None:
            self._memory = memory
            self._awaitscope_id = recording.new_id("i")
            network.by_fd[_real.fileno(self)] = self

        # Waiting, for a socket that blocks

        def _when(self, attempt: Any, ready: Any) -> Any:
            """What `attempt` gives once it gives something; waits for it as the socket's timeout says."""
            timeout = self.gettimeout()
            moment = None if timeout is None else recording.now + round(timeout * 1e9)
            while True:
                result = attempt()
                if result is not None:
                    return result
                if timeout == 0:
                    raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
                if moment is not None and recording.now >= moment:
                    raise socket.timeout("timed out")
                recording.threads.select(moment, Select(lambda _: ready(), lambda: False, lambda before: None))

        # Connecting

        def bind(self, address: Any) -> None:
            if not _of_this_machine(self, address):
                return _real.bind(self, address)  # type: ignore[no-any-return]
            host, port = address[:2]
            if port in network.listeners:
                raise OSError(errno.EADDRINUSE, "Address already in use")
            self._keep(Listener((host or "0.0.0.0", port or network.free_port()) + tuple(address[2:])))

        def listen(self, *args: Any) -> None:
            if isinstance(self._memory, Listener):
                network.listeners[self._memory.address[1]] = self._memory
            elif self._memory is None:
                _real.listen(self, *args)

        def accept(self) -> Any:
            if not isinstance(self._memory, Listener):
                return _real.accept(self)
            listener = self._memory
            end = self._when(lambda: listener.waiting.popleft() if listener.waiting else None, listener.readable)
            accepted = MemorySocket(self.family, self.type, self.proto)
            accepted._keep(end)
            return accepted, end.peer.address

        def connect(self, address: Any) -> None:
            listener = network.listeners.get(address[1]) if _of_this_machine(self, address) else None
            if listener is None or self._memory is not None and not isinstance(self._memory, Listener):
                return _real.connect(self, address)  # type: ignore[no-any-return]
            here, there = connected((listener.address[0], network.free_port()), tuple(address))
            self._keep(here)
            listener.waiting.append(there)
            if self.gettimeout() == 0:
                raise BlockingIOError(errno.EINPROGRESS, "Operation now in progress")

        def connect_ex(self, address: Any) -> int:
            try:
                self.connect(address)
            except OSError as error:
                return error.errno or 0
            return 0

        def getsockname(self) -> Any:
            return _real.getsockname(self) if self._memory is None else self._memory.address

        def getpeername(self) -> Any:
            if self._memory is None:
                return _real.getpeername(self)
            if isinstance(self._memory, Listener):
                raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")
            return self._memory.peer.address

        # Sending and receiving

        def recv(self, size: int, flags: int = 0) -> bytes:
            if self._memory is None:
                return _real.recv(self, size, flags)  # type: ignore[no-any-return]
            if flags & socket.MSG_PEEK:
                self._when(lambda: self._memory.readable() or None, self._memory.readable)
                return bytes(self._memory.inbox[:size])
            return self._when(lambda: self._memory.receive(size), self._memory.readable)  # type: ignore[no-any-return]

        def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
            if self._memory is None:
                return _real.recv_into(self, buffer, nbytes, flags)  # type: ignore[no-any-return]
            view = memoryview(buffer).cast("B")
            data = self.recv(nbytes or len(view))
            view[:len(data)] = data
            return len(data)

        def send(self, data: Any, flags: int = 0) -> int:
            if self._memory is None:
                return _real.send(self, data, flags)  # type: ignore[no-any-return]
            return self._when(lambda: self._memory.send(data), self._memory.writable)  # type: ignore[no-any-return]

        def sendall(self, data: Any, flags: int = 0) -> None:
            if self._memory is None:
                return _real.sendall(self, data, flags)  # type: ignore[no-any-return]
            rest = memoryview(data).cast("B")
            while len(rest):
                rest = rest[self.send(rest):]

        def sendmsg(self, buffers: Any, *args: Any) -> int:
            if self._memory is None:
                return _real.sendmsg(self, buffers, *args)  # type: ignore[no-any-return]
            return self.send(b"".join(buffers))

        def shutdown(self, how: int) -> None:
            if self._memory is None:
                return _real.shutdown(self, how)  # type: ignore[no-any-return]
            if how != socket.SHUT_RD:
                self._memory.no_more = True

        # The end

        def _forget(self) -> None:
            memory, self._memory = self._memory, None
            if isinstance(memory, Listener):
                network.listeners.pop(memory.address[1], None)
            elif memory is not None:
                memory.close()

        def _real_close(self, *args: Any) -> None:
            self._forget()
            _real._real_close(self, *args)

        def __del__(self) -> None:
            self._forget()
            _real.__del__(self)

    MemorySocket.__name__ = MemorySocket.__qualname__ = "socket"
    MemorySocket.__module__ = "socket"
    for name, member in vars(MemorySocket).items():
        if callable(member):
            member.__qualname__ = "socket." + name
    return MemorySocket


def _selector_class(recording: Recording, network: Network) -> Any:
    class MemorySelector(selectors._BaseSelectorImpl):  # type: ignore[misc, name-defined]
        """Looks at sockets in memory itself, in the order in which they were watched, and leaves all else to a real one."""

        def __init__(self) -> None:
            super().__init__()
            self._real = _RealSelector()
            self._ids: Dict[int, str] = {}

        def register(self, fileobj: Any, events: int, data: Any = None) -> Any:
            key = super().register(fileobj, events, data)
            found = network.at(key.fd)
            if found is None:
                self._real.register(key.fd, events)
            else:
                self._ids[key.fd] = found._awaitscope_id
                self._changed(key.fd, 0, events)
            return key

        def unregister(self, fileobj: Any) -> Any:
            key = super().unregister(fileobj)
            if key.fd in self._real.get_map():
                self._real.unregister(key.fd)
            self._changed(key.fd, key.events, 0)
            self._ids.pop(key.fd, None)
            return key

        def modify(self, fileobj: Any, events: int, data: Any = None) -> Any:
            key = self.get_key(fileobj)
            changed = key._replace(events=events, data=data)
            self._fd_to_key[key.fd] = changed
            if key.fd in self._real.get_map():
                self._real.modify(key.fd, events)
            self._changed(key.fd, key.events, events)
            return changed

        def _changed(self, fd: int, before: int, after: int) -> None:
            name = self._ids.get(fd)
            if name:
                for event, words in DIRECTIONS:
                    if before & event and not after & event:
                        recording.text_event("io.unwatch", name, "", words)
                    elif after & event and not before & event:
                        recording.text_event("io.watch", name, "", words)

        def real_ones(self) -> List[int]:
            return list(self._real.get_map())

        def poll(self, seconds: Optional[float]) -> List[Any]:
            """What is ready; waits in real time at most so long for what is outside."""
            ready = []
            for fd, key in self._fd_to_key.items():
                found = network.at(fd)
                if found is not None:
                    if fd in self._real.get_map():  # connected since it was watched
                        self._real.unregister(fd)
                        self._ids[fd] = found._awaitscope_id
                    memory = found._memory
                    events = ((selectors.EVENT_READ if memory.readable() else 0)
                              | (selectors.EVENT_WRITE if memory.writable() else 0)) & key.events
                    if events:
                        ready.append((key, events))
            if self._real.get_map():
                for key, events in self._real.select(0 if ready else seconds):
                    ready.append((self._fd_to_key[key.fd], events))
            return ready

        def select(self, timeout: Optional[float] = None) -> List[Any]:
            select = Select(self.poll, lambda: bool(self.real_ones()), lambda before: None)
            moment = None if timeout is None else recording.now + max(0, round(timeout * 1e9))
            ready = recording.threads.select(moment, select) or []
            for key, events in ready:
                for event, words in DIRECTIONS:
                    if events & event and self._ids.get(key.fd):
                        recording.text_event("io.ready", self._ids[key.fd], "", words)
            return ready  # type: ignore[no-any-return]

        def id_of(self, key: Any) -> str:
            return self._ids.get(key.fd, "")

        def close(self) -> None:
            self._real.close()
            super().close()

        def fileno(self) -> Any:
            return self._real.fileno()

    return MemorySelector


DIRECTIONS = ((selectors.EVENT_READ, "read"), (selectors.EVENT_WRITE, "write"))


def install(recording: Recording, texts: Texts) -> Network:
    network = Network()
    memory_socket = _socket_class(recording, network)
    texts.show_ids(memory_socket)
    names: Any = socket
    names.socket = names.SocketType = memory_socket

    @functools.wraps(_real_socketpair)
    def socketpair(*args: Any, **kwargs: Any) -> Any:
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if args or kwargs or caller.startswith(("asyncio.", "multiprocessing.", "subprocess")):
            return _real_socketpair(*args, **kwargs)  # a loop's own pipe; a pipe to another process
        sockets = memory_socket(socket.AF_UNIX, socket.SOCK_STREAM), memory_socket(socket.AF_UNIX, socket.SOCK_STREAM)
        for made, end in zip(sockets, connected("", "")):
            made._keep(end)
        return sockets

    names.socketpair = socketpair
    look_up = socket.getaddrinfo

    @functools.wraps(look_up)
    def getaddrinfo(host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:
        """The names of this machine are the same on every machine."""
        address = "127.0.0.1" if host == "localhost" else "0.0.0.0" if host is None and flags & socket.AI_PASSIVE else ""
        if address and type == socket.SOCK_STREAM and family in (socket.AF_UNSPEC, socket.AF_INET):
            return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port or 0))]
        return look_up(host, port, family, type, proto, flags)

    names.getaddrinfo = getaddrinfo
    selector = _selector_class(recording, network)
    for name in ("DefaultSelector", "SelectSelector", "PollSelector", "EpollSelector"):
        if hasattr(selectors, name):
            setattr(selectors, name, selector)
    return network
