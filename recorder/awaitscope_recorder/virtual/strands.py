"""What is known of a thread, and of a loop, while it waits."""
import _thread
import time
from typing import Any, Callable, List, Optional

real_sleep = time.sleep
real_lock = _thread.allocate_lock

LOOK_AGAIN = 0.001  # seconds between two looks at what is outside


class Strand:
    """A thread, as the order of threads sees it."""
    __slots__ = ("gate", "looks", "moment", "number", "timed_out", "select", "job", "joiners", "ended", "daemon")

    def __init__(self, daemon: bool) -> None:
        self.gate = real_lock()  # released by whoever lets it go on
        self.gate.acquire()
        self.looks = False                 # it was let on only to look who can go on
        self.moment: Optional[int] = None  # ns, of the clock, up to which it waits
        self.number = 0                    # of its wait: of two with one moment the first to wait goes first
        self.timed_out = False
        self.select: Optional[Select] = None
        self.job = ""                      # id of the work it does
        self.joiners: List["Strand"] = []
        self.ended = False
        self.daemon = daemon


class Select:
    """A loop that waits for something to do. `look(seconds)` waits in real time at most so long, and gives what it found."""
    __slots__ = ("look", "outside", "advanced", "found")

    def __init__(self, look: Callable[[float], Any], outside: Callable[[], bool], advanced: Callable[[int], None]) -> None:
        self.look = look
        self.outside = outside    # does it look at something outside the program?
        self.advanced = advanced  # told the old time when the clock jumps while it waits
        self.found: Any = None
