"""The program's coroutines: made, started, suspended, ended, never awaited; by a task or driven by hand."""
import functools
import inspect
import sys
import warnings
import weakref
from types import CodeType, CoroutineType, FrameType, GeneratorType
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

from ..source import instrument
from ..trace.chains import chain_of, frame_of, is_wrapper
from ..trace.frames import COMPREHENSIONS, peek_all
from ..trace.recording import NOWHERE, Place, Recording
from ..trace.texts import Texts

CO_COROUTINE, CO_GENERATOR, CO_ITERABLE_COROUTINE = inspect.CO_COROUTINE, inspect.CO_GENERATOR, inspect.CO_ITERABLE_COROUTINE
_CALLS_OF_OTHERS = COMPREHENSIONS + ("<lambda>", "__await__")  # generators that are calls of whoever runs them
_no_value = object()


class Coroutine:
    """What is known of one coroutine object of the program."""
    __slots__ = ("id", "reference", "code", "started", "ended", "line", "value", "awaiter")

    def __init__(self, id_: str, reference: Callable[[], Optional[Any]], code: CodeType) -> None:
        self.id = id_
        self.reference = reference  # gives None once the object is being destroyed
        self.code = code
        self.started = False
        self.ended = False
        self.line = 0               # of the last statement begun in its own frame
        self.value: Any = _no_value  # what it is about to return
        self.awaiter = ""           # a generator's: the id of the one that has it in its `yield from`


class Suspension(NamedTuple):
    """Where a chain of awaits stands still."""
    leaf: Coroutine
    frame: FrameType
    beyond: List[Any]  # what the innermost frame of the program awaits, outermost first: library coroutines


class Drive:
    """A call of send, throw or close by the program itself; `coroutine` is None if it is of something else."""
    __slots__ = ("coroutine", "object", "name", "frame", "begun")

    def __init__(self, coroutine: Optional[Coroutine], object_: Any, name: str, frame: int) -> None:
        self.coroutine = coroutine
        self.object = object_
        self.name = name
        self.frame = frame  # id of the calling frame
        self.begun = False  # its arguments are known


class Coroutines:
    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self.restart()
        self.texts = Texts(recording, self._id_at)
        # Set by whoever knows them (generators.py): the record, the object, the method's name, its argument.
        self.drive_generator: Callable[[Coroutine, Any, str, Any], None] = lambda known, driven, name, value: None
        # Set by whoever knows the words of what is awaited: (what the leaf awaits, what was yielded) -> (id, words).
        self.words: Callable[[List[Any], Any], Tuple[str, str]] = lambda beyond, yielded: ("", "")

    def restart(self) -> None:
        """Forgets the coroutines of the last program."""
        self._by_address: Dict[int, Coroutine] = {}
        self._by_frame: Dict[int, Coroutine] = {}
        self._drives: List[Drive] = []

    # Which coroutine

    def _id_at(self, address: int) -> str:
        known = self._by_address.get(address)
        return known.id if known is not None and known.reference() is not None else ""

    def known(self, coroutine: Any) -> Optional[Coroutine]:
        """The record of a coroutine object of the program; made, with its coro.create, if it was not seen before. A
        generator's too, if it was seen when it was made."""
        if type(coroutine) is GeneratorType:
            known = self._by_address.get(id(coroutine))
            return known if known is not None and known.reference() is coroutine else None
        if type(coroutine) is not CoroutineType:
            return None
        known = self._by_address.get(id(coroutine))
        if known is not None and known.reference() is coroutine:
            return known
        known = self._by_frame.get(id(coroutine.cr_frame))
        if known is not None and known.reference is _unknown and known.code is coroutine.cr_code and not known.ended:
            known.reference = weakref.ref(coroutine)  # its body began before anybody saw the object
            self._by_address[id(coroutine)] = known
            return known
        if coroutine.cr_code.co_filename not in self._recording.files or coroutine.cr_code.co_name in COMPREHENSIONS:
            return None
        return self._created(coroutine, coroutine.cr_code, coroutine.cr_frame)

    def of_frame(self, frame: FrameType) -> Optional[Coroutine]:
        """The coroutine whose body runs in this program frame."""
        flags = frame.f_code.co_flags
        if not flags & (CO_COROUTINE | CO_GENERATOR):
            return None
        known = self._by_frame.get(id(frame))
        if known is None or known.ended or known.code is not frame.f_code:
            return None
        # A generator that was never started may have left its frame's place to another one.
        return None if flags & CO_GENERATOR and not known.started and known.reference() is None else known

    def awaited(self, value: Any) -> Any:
        if type(value) is CoroutineType:
            self.known(value)
        return value

    def seen(self, value: Any) -> Any:
        if type(value) is GeneratorType:
            if self.known(value) is None and self._is_told_of(value):
                self._created(value, value.gi_code, value.gi_frame)
        elif type(value) is CoroutineType:
            self.known(value)
        return value

    def _is_told_of(self, generator: Any) -> bool:
        """Is it a new generator of the program's own that only the program drives?"""
        code = generator.gi_code
        return (code.co_filename in self._recording.files and not code.co_flags & CO_ITERABLE_COROUTINE
                and code.co_name not in _CALLS_OF_OTHERS and inspect.getgeneratorstate(generator) == inspect.GEN_CREATED)

    def _created(self, coroutine: Any, code: CodeType, frame: Optional[FrameType]) -> Coroutine:
        made = Coroutine(self._recording.new_id("c"), weakref.ref(coroutine), code)
        self._by_address[id(coroutine)] = made
        if frame is not None:
            self._by_frame[id(frame)] = made
        if code.co_flags & CO_COROUTINE and inspect.getcoroutinestate(coroutine) != inspect.CORO_CREATED:
            made.started, made.ended = True, frame is None
        number = "" if code.co_flags & CO_COROUTINE else self._recording.new_id("g")
        self._recording.text_event("coro.create", made.id, number, self._label(coroutine, frame))
        return made

    def _label(self, coroutine: Any, frame: Optional[FrameType]) -> str:
        name = coroutine.__qualname__.replace("<locals>.", "")
        if frame is None:
            return name + "()"
        code = frame.f_code
        plain = code.co_argcount + code.co_kwonlyargcount
        names = list(code.co_varnames[:plain])
        place = plain
        star = keywords = None
        if code.co_flags & inspect.CO_VARARGS:
            star, place = code.co_varnames[place], place + 1
        if code.co_flags & inspect.CO_VARKEYWORDS:
            keywords = code.co_varnames[place]
        values = peek_all(frame, names + [name for name in (star, keywords) if name])
        shown = [self.texts.whole_repr(values[name]) for name in names[:code.co_argcount] if name in values]
        shown += [self.texts.whole_repr(value) for value in values.get(star or "", ())]
        shown += [self.texts.whole_repr(values[name]) for name in names[code.co_argcount:] if name in values]
        shown += ["%s=%s" % (key, self.texts.whole_repr(value)) for key, value in values.get(keywords or "", {}).items()]
        return "%s(%s)" % (name, ", ".join(shown))

    # Its body: called by the marks in the program's code

    def enter(self) -> None:
        frame = sys._getframe(1)
        known = self.of_frame(frame)
        if frame.f_code.co_flags & CO_GENERATOR:
            if known is not None and not known.started:
                known.started = True
                self._recording.event("coro.start", known.id, known.awaiter, 0, self._place_beyond(frame))
            return
        if known is None or known.started or known.reference() is None:
            # Made by C code (map, partial) and never seen: only its frame is known.
            known = Coroutine(self._recording.new_id("c"), _unknown, frame.f_code)
            self._by_frame[id(frame)] = known
            self._recording.text_event("coro.create", known.id, "", frame.f_code.co_name + "(…)", self._place_beyond(frame))
        known.started = True
        self._recording.event("coro.start", known.id, self._awaiter(frame, known), 0, self._place_beyond(frame))

    def _awaiter(self, frame: FrameType, starting: Coroutine) -> str:
        if any(drive.coroutine is starting for drive in self._drives):
            return ""
        step = self._recording.steps[-1] if self._recording.steps else None
        if step is not None and step.eager and getattr(step.task, "_coro", None) is starting.reference():
            return step.task_id  # the frames below are those of the task's maker
        for outer in self._outer(frame):
            if outer.f_code.co_flags & (inspect.CO_GENERATOR | inspect.CO_ITERABLE_COROUTINE | inspect.CO_ASYNC_GENERATOR):
                continue  # an __await__ or an asynchronous generator in the way
            if outer.f_code.co_name in COMPREHENSIONS:
                continue
            known = self.of_frame(outer)
            return known.id if known is not None else ""
        return self._recording.current_task()

    def _outer(self, frame: FrameType) -> List[FrameType]:
        program = list(self._recording.frames())
        for index, candidate in enumerate(program):
            if candidate is frame:
                return program[index + 1:]
        return []

    def _place_beyond(self, frame: FrameType) -> Place:
        for outer in self._outer(frame):
            return self._recording.place_of(outer)
        return NOWHERE

    def returns(self, value: Any) -> Any:
        known = self.of_frame(sys._getframe(1))
        if known is not None:
            known.value = value
        return value

    def raised(self) -> None:
        frame = sys._getframe(1)
        known = self.of_frame(frame)
        if known is None:
            return
        error = sys.exc_info()[1]
        if isinstance(error, StopIteration):  # PEP 479: what leaves the body is another exception
            noun = "coroutine" if frame.f_code.co_flags & CO_COROUTINE else "generator"
            error = RuntimeError(noun + " raised StopIteration")
        self._end(known, frame)
        self._recording.text_event("coro.raise", known.id, "", self.texts.repr(error), self._last_place(known, frame))

    def left(self) -> None:
        frame = sys._getframe(1)
        known = self.of_frame(frame)
        if known is None:
            return  # it raised
        value, known.value = known.value, _no_value
        self._end(known, frame)
        self._recording.text_event("coro.return", known.id, "",
                                   self.texts.repr(None if value is _no_value else value), self._last_place(known, frame))

    def _end(self, known: Coroutine, frame: FrameType) -> None:
        known.ended = True
        known.value = _no_value
        self._recording.thrown_at = None
        self._by_frame.pop(id(frame), None)
        if self._drives:
            self._drives = [drive for drive in self._drives if drive.coroutine is not known]

    def _last_place(self, known: Coroutine, frame: FrameType) -> Place:
        file = self._recording.files[frame.f_code.co_filename]
        return (known.line or file.line(frame.f_lineno)), file.index

    # Suspended and going on

    def suspension(self, root: Any) -> Optional[Suspension]:
        """Where a suspended chain stands; None if no coroutine of the program is in it."""
        leaf: Optional[Coroutine] = None
        frame: Any = None
        beyond: List[Any] = []
        for link in chain_of(root):
            known = self.known(link)
            link_frame = frame_of(link)
            if known is not None and link_frame is not None:
                leaf, frame, beyond = known, link_frame, []
            else:
                if link_frame is not None and link_frame.f_code.co_filename in self._recording.files:
                    beyond = []  # a generator of the program: what it awaits is what is awaited
                elif not is_wrapper(link):
                    beyond.append(link)
        return Suspension(leaf, frame, beyond) if leaf is not None else None

    def suspended(self, root: Any, yielded: Any) -> None:
        found = self.suspension(root)
        self._recording.thrown_at = None
        if found is None:
            return
        awaited, words = self.words(found.beyond, yielded)
        self._recording.text_event("coro.suspend", found.leaf.id, awaited, words, self._recording.place_of(found.frame))

    def goes_on(self, root: Any, error: Optional[BaseException], task: str) -> None:
        """Just before `root` is sent into, or `error` is thrown into it."""
        state = inspect.getcoroutinestate(root) if isinstance(root, CoroutineType) else inspect.CORO_SUSPENDED
        if state == inspect.CORO_CREATED:
            known = self.known(root)
            if known is not None and error is not None:
                text = self.texts.repr(error)
                known.started = known.ended = True
                self._recording.text_event("coro.throw", known.id, task, text, NOWHERE)
                self._recording.text_event("coro.raise", known.id, "", text, NOWHERE)
            return
        found = self.suspension(root) if state == inspect.CORO_SUSPENDED else None
        if found is None:
            return
        place = self._recording.place_of(found.frame)
        if error is None:
            self._recording.event("coro.resume", found.leaf.id, task, 0, place)
        else:
            self._recording.text_event("coro.throw", found.leaf.id, task, self.texts.repr(error), place)
            if sys.version_info < (3, 9) and found.beyond:
                self._recording.thrown_at = place

    # Driven by hand

    def drive(self, method: Any, arguments: int) -> Any:
        frame = id(sys._getframe(1))
        # What was begun from this frame before has ended, by an exception.
        self._drives = [drive for drive in self._drives if not (drive.begun and drive.frame == frame)]
        owner = getattr(method, "__self__", None)
        drive = Drive(self.known(owner), owner, getattr(method, "__name__", ""), frame)
        self._drives.append(drive)
        if not arguments:
            self._begin(drive, None)
        if drive.name == "close" and type(owner) is CoroutineType:
            return functools.partial(self._close, owner)
        return method

    def _close(self, coroutine: Any) -> None:
        try:
            coroutine.close()
        except RuntimeError:
            if inspect.getcoroutinestate(coroutine) == inspect.CORO_SUSPENDED:
                self.suspended(coroutine, None)  # it yielded again instead of ending
            self._drives = [drive for drive in self._drives if drive.object is not coroutine]  # they hold it
            raise

    def argument(self, value: Any) -> Any:
        drive = self._drives[-1] if self._drives else None
        if drive is not None and not drive.begun and drive.frame == id(sys._getframe(1)):
            self._begin(drive, value)
        return value

    def _begin(self, drive: Drive, value: Any) -> None:
        drive.begun = True
        known = drive.coroutine
        if known is None:
            return
        if type(drive.object) is GeneratorType:
            drive.coroutine = None  # its body tells itself when it is suspended and goes on
            self.drive_generator(known, drive.object, drive.name, value)
            return
        state = inspect.getcoroutinestate(drive.object)
        if state in (inspect.CORO_CLOSED, inspect.CORO_RUNNING):
            drive.coroutine = None  # its body will not run
        elif drive.name == "close":
            self._recording.event("coro.close", known.id)
            known.ended = state == inspect.CORO_CREATED
        else:
            error = None
            if drive.name == "throw":
                with self._recording:
                    error = value() if isinstance(value, type) else value
            self.goes_on(drive.object, error, "")

    def refused(self, coroutine: Any) -> None:
        """The library did not take it, and may have closed it."""
        known = self.known(coroutine)
        if known is not None and not known.ended and coroutine.cr_frame is None:
            known.ended = True
            self._recording.event("coro.close", known.id)

    def driven(self, value: Any) -> Any:
        """The call returned: a chain that was sent into has suspended."""
        frame = id(sys._getframe(1))
        while self._drives:
            drive = self._drives.pop()
            if drive.frame == frame:
                if drive.coroutine is not None and drive.name != "close":
                    self.suspended(drive.object, value)
                break
        return self.seen(value)

    # Never awaited

    def install(self, builtins: Any) -> None:
        for name, mark in ((instrument.ENTER, self.enter), (instrument.RETURNS, self.returns),
                           (instrument.RAISED, self.raised), (instrument.LEFT, self.left),
                           (instrument.SEEN, self.seen), (instrument.DRIVE, self.drive),
                           (instrument.AWAITED, self.awaited),
                           (instrument.ARGUMENT, self.argument), (instrument.DRIVEN, self.driven)):
            setattr(builtins, name, mark)
        original = warnings._warn_unawaited_coroutine  # type: ignore[attr-defined]

        def _warn_unawaited_coroutine(coroutine: Any) -> None:
            known = self._by_address.get(id(coroutine))
            if known is not None and known.code is coroutine.cr_code and not known.started:
                known.ended = True
                self._recording.event("coro.unawaited", known.id)
            original(coroutine)

        # The interpreter calls it by this name.
        warnings._warn_unawaited_coroutine = _warn_unawaited_coroutine  # type: ignore[attr-defined]


def _unknown() -> Optional[Any]:
    return None

