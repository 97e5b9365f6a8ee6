"""What the recorder replaced of the interpreter's own libraries, to be put back while nothing is recorded."""
import asyncio
import concurrent.futures.thread as pools
import logging
import multiprocessing.process as processes
import os
import subprocess
import sys
import threading
import traceback
import warnings
from asyncio import base_events, base_subprocess, events, locks, queues, selector_events, tasks
from typing import Any, Dict, List, Tuple

_MISSING = object()


def _owners() -> List[Any]:
    found: List[Any] = [
        asyncio, events, tasks, base_events.BaseEventLoop, selector_events.BaseSelectorEventLoop,
        base_subprocess.BaseSubprocessTransport, pools._WorkItem, threading.Thread,  # type: ignore[attr-defined]
        locks.Lock, queues.Queue, subprocess.Popen, processes.BaseProcess, logging.Logger, os, traceback, warnings]
    for stream in (sys.stdout, sys.stderr):
        found += [each for each in (stream, getattr(stream, "buffer", None)) if hasattr(each, "__dict__")]
    return found


class Patches:
    """Made before hooks are installed; `installed` finds out what they changed."""

    def __init__(self) -> None:
        self._before: List[Tuple[Any, Dict[str, Any]]] = [(owner, dict(vars(owner))) for owner in _owners()]
        self._changed: List[Tuple[Any, str, Any, Any]] = []

    def installed(self) -> None:
        for owner, before in self._before:
            for name, ours in list(vars(owner).items()):
                plain = before.get(name, _MISSING)
                if plain is not ours:
                    self._changed.append((owner, name, plain, ours))
        self._before = []

    def off(self) -> None:
        for owner, name, plain, _ in self._changed:
            if plain is _MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, plain)

    def on(self) -> None:
        for owner, name, _, ours in self._changed:
            setattr(owner, name, ours)
