"""Queues: items put and taken, work marked as done."""
import functools
import sys
from asyncio import queues
from types import CodeType
from typing import Any, Dict

from ..trace.recording import Recording
from ..trace.texts import Texts
from ..trace.words import id_of
from .sync import Sync


def install(recording: Recording, texts: Texts, sync: Sync) -> None:
    cls: Any = queues.Queue
    texts.show_ids(cls)
    init, wakeup_next, task_done = cls.__init__, cls._wakeup_next, cls.task_done
    # Each of these has changed the queue when it wakes the next task.
    changes: Dict[CodeType, str] = {cls.put_nowait.__code__: "queue.put", cls.get_nowait.__code__: "queue.get"}

    def event(kind: str, queue: Any, value: int) -> None:
        if id_of(queue):
            recording.event(kind, id_of(queue), recording.current_task(), value)

    @functools.wraps(init)
    def __init__(queue: Any, *args: Any, **kwargs: Any) -> None:
        init(queue, *args, **kwargs)
        sync.created(queue, "q", "(%d)" % queue.maxsize if queue.maxsize > 0 else "", sys._getframe(1))

    @functools.wraps(wakeup_next)
    def _wakeup_next(queue: Any, waiters: Any) -> None:
        kind = changes.get(sys._getframe(1).f_code)
        if kind is not None:
            event(kind, queue, queue.qsize())
        wakeup_next(queue, waiters)

    @functools.wraps(task_done)
    def task_done_(queue: Any) -> None:
        if queue._unfinished_tasks > 0:
            event("queue.task_done", queue, queue._unfinished_tasks - 1)
        task_done(queue)

    cls.__init__, cls._wakeup_next, cls.task_done = __init__, _wakeup_next, task_done_
    if not hasattr(cls, "shutdown"):
        return
    shutdown = cls.shutdown

    @functools.wraps(shutdown)
    def shutdown_(queue: Any, immediate: bool = False) -> None:
        if immediate:  # every item left is taken and marked as done
            size, unfinished = queue.qsize(), queue._unfinished_tasks
            for taken in range(1, size + 1):
                event("queue.get", queue, size - taken)
                if unfinished >= taken:
                    event("queue.task_done", queue, unfinished - taken)
        shutdown(queue, immediate)

    cls.shutdown = shutdown_
