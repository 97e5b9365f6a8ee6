"""Tasks: made, stepped, suspended, cancelled."""
import functools
import sys
from asyncio import futures, tasks
from typing import Any, List

from ..trace.frames import peek
from ..trace.recording import Recording, Step
from ..trace.words import id_of
from ..virtual.ordered import OrderedSet
from .coroutines import Coroutines
from .futures import message, suspended

try:
    from asyncio.exceptions import CancelledError
except ImportError:
    from asyncio import CancelledError

_PENDING = futures._PENDING  # type: ignore[attr-defined]


class Tasks:
    def __init__(self, recording: Recording, coroutines: Coroutines) -> None:
        self._recording = recording
        self._coroutines = coroutines
        self.restart()

    def restart(self) -> None:
        """Forgets what an earlier program left unfinished."""
        self._cancelling: List[str] = []  # who is passing a cancellation on, innermost last

    def created(self, task: Any) -> None:
        """Numbers a task, just before its first step is scheduled."""
        if id_of(task) or self._serves_shutdown(task):
            return
        coroutine = self._coroutines.known(task._coro)
        task._awaitscope_id = self._recording.new_id("t")
        self._recording.text_event("task.create", task._awaitscope_id, coroutine.id if coroutine else "", _name(task))

    def _serves_shutdown(self, task: Any) -> bool:
        code = getattr(task._coro, "cr_code", None)
        return self._recording.hidden > 0 and (code in self._recording.shutdown or self._recording.serves_shutdown())

    def step_scheduled(self, task: Any) -> None:
        """A step is about to be put into the ready queue: a new task's first, or its coroutine yielded nothing."""
        self.created(task)
        suspended(self._recording, self._coroutines, task, None)

    def install(self) -> None:
        cls = tasks.Task
        self._coroutines.texts.show_ids(cls)
        self._install_steps(cls)
        self._install_cancel(cls)
        if sys.version_info >= (3, 13):  # which closes what a group refuses
            self._install_groups(sys.modules["asyncio"].TaskGroup)
        delete = cls.__del__  # type: ignore[attr-defined]

        @functools.wraps(delete)
        def __del__(task: Any) -> None:
            if getattr(task, "_state", None) == _PENDING and id_of(task):
                self._recording.event("task.destroyed", task._awaitscope_id)
            delete(task)

        cls.__del__ = __del__  # type: ignore[attr-defined]
        all_tasks = tasks.all_tasks

        @functools.wraps(all_tasks)
        def in_order(loop: Any = None) -> Any:
            return OrderedSet(set(all_tasks(loop)))

        # It reads a set of weak references, whose order is that of addresses; asyncio.run cancels in this order.
        tasks.all_tasks = in_order
        sys.modules["asyncio"].all_tasks = in_order  # type: ignore[attr-defined]

    def _install_groups(self, cls: Any) -> None:
        create = cls.create_task

        @functools.wraps(create)
        def create_task(group: Any, coro: Any, **options: Any) -> Any:
            try:
                return create(group, coro, **options)
            except RuntimeError:
                self._coroutines.refused(coro)
                raise

        cls.create_task = create_task

    # Steps

    def _install_steps(self, cls: Any) -> None:
        # Since 3.14 a task written in Python calls functions of that name, whatever the others are.
        prefix = "_py" if "_py_enter_task" in cls._Task__step.__code__.co_names else ""
        enter, leave = getattr(tasks, prefix + "_enter_task"), getattr(tasks, prefix + "_leave_task")

        def _enter_task(loop: Any, task: Any) -> None:
            enter(loop, task)
            self._step_begins(task, peek(sys._getframe(1), "exc"), False)

        def _leave_task(loop: Any, task: Any) -> None:
            leave(loop, task)
            self._step_ends(task)

        setattr(tasks, prefix + "_enter_task", _enter_task)
        setattr(tasks, prefix + "_leave_task", _leave_task)
        wakeup = cls._Task__wakeup

        @functools.wraps(wakeup)
        def __wakeup(task: Any, future: Any) -> None:
            if id_of(task):
                self._recording.event("task.wakeup", id_of(task), id_of(future))
            wakeup(task, future)
            task = future = None  # a traceback made in the step keeps this frame: break the cycle

        cls._Task__wakeup = __wakeup
        eager_start = getattr(cls, "_Task__eager_start", None)
        if eager_start is None:
            return

        @functools.wraps(eager_start)
        def __eager_start(task: Any) -> None:
            self.created(task)
            self._step_begins(task, None, True)
            try:
                eager_start(task)
            finally:
                self._step_ends(task)
                task = None

        cls._Task__eager_start = __eager_start

    def _step_begins(self, task: Any, error: Any, eager: bool) -> None:
        self._recording.steps.append(Step(task, id_of(task), eager))
        if not id_of(task):
            return
        self._recording.event("task.step", id_of(task))
        if isinstance(error, CancelledError):
            self._recording.event("task.deliver", id_of(task))
        self._coroutines.goes_on(task._coro, error, id_of(task))

    def _step_ends(self, task: Any) -> None:
        if id_of(task) and not task.done():
            suspended(self._recording, self._coroutines, task, None)
            self._recording.event("task.suspend", id_of(task), id_of(task._fut_waiter))
        self._recording.steps[:] = [step for step in self._recording.steps if step.task is not task]

    # Cancelling

    def _install_cancel(self, cls: Any) -> None:
        cancel = cls.cancel
        gathering = tasks._GatheringFuture  # type: ignore[attr-defined]
        gather_cancel = gathering.cancel

        @functools.wraps(cancel)
        def cancel_task(task: Any, *args: Any, **kwargs: Any) -> bool:
            if task.done() or not id_of(task):
                return cancel(task, *args, **kwargs)
            by = self._cancelling[-1] if self._cancelling else self._recording.current_task()
            self._recording.text_event("task.cancel", id_of(task), by, message(args, kwargs))
            return self._passing_on(task, cancel, args, kwargs)

        @functools.wraps(gather_cancel)
        def cancel_gather(future: Any, *args: Any, **kwargs: Any) -> bool:
            return self._passing_on(future, gather_cancel, args, kwargs)

        cls.cancel = cancel_task
        gathering.cancel = cancel_gather
        uncancel = getattr(cls, "uncancel", None)
        if uncancel is None:
            return

        @functools.wraps(uncancel)
        def uncancel_task(task: Any) -> int:
            left = uncancel(task)
            if id_of(task):
                self._recording.event("task.uncancel", id_of(task), "", left)
            return left

        cls.uncancel = uncancel_task

    def _passing_on(self, who: Any, cancel: Any, args: Any, kwargs: Any) -> bool:
        self._cancelling.append(id_of(who))
        try:
            return cancel(who, *args, **kwargs)
        finally:
            self._cancelling.pop()


def _name(task: Any) -> str:
    """Its name; create_task gives it only after the first step is scheduled, up to 3.12."""
    frame = sys._getframe(1)
    for _ in range(12):
        if frame is None:
            break
        if frame.f_code.co_name == "create_task" and frame.f_globals.get("__package__") == "asyncio":
            name = peek(frame, "name")
            if name is not None:
                return str(name)
        frame = frame.f_back  # type: ignore[assignment]
    return str(task._name)
