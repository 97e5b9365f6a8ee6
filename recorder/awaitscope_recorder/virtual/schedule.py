"""Which of several legal orders a run takes, as the miniature's schedules name them (runtime/aio/base/schedule.hpp).

Timers of one moment, input that is there at one look and threads that wake at one moment go on in the order in which they
were armed, watched and put to sleep. A schedule names another; each choice that there was is kept, with what was taken.
"""
from typing import Any, List, NamedTuple

TIMERS, IO, THREADS = "timers", "io", "threads"


class Decision(NamedTuple):
    what: str
    among: int  # at least 2
    taken: int
    at: int     # how many events there were


class Schedule:
    def __init__(self, text: str) -> None:
        """`1,0,2`, or `1,0,last`: the n-th decision takes this one of what is left; ValueError if it is none."""
        words = text.split(",") if text else []
        self._last = words[-1:] == ["last"]  # beyond them the last is taken instead of the first
        self._choices = [int(word) for word in (words[:-1] if self._last else words)]
        self.decisions: List[Decision] = []

    def ordered(self, what: str, ready: List[Any], told: int) -> List[Any]:
        left, taken = list(ready), []
        while len(left) > 1:
            place, last = len(self.decisions), len(left) - 1
            wanted = self._choices[place] if place < len(self._choices) else last if self._last else 0
            index = min(wanted, last)
            self.decisions.append(Decision(what, len(left), index, told))
            taken.append(left.pop(index))
        return taken + left
