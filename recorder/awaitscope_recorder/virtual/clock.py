"""The virtual clock seen by the program: the functions of `time` read it, and time.sleep moves it."""
import queue
import threading
import time

from ..trace.recording import Recording
from . import threads

# What time.time() says when the clock stands at 0. Fixed, so that two runs of a program print the same.
EPOCH_NS = 1_704_067_200 * 1_000_000_000  # 2024-01-01 00:00 UTC


def to_ns(seconds: float) -> int:
    return round(seconds * 1e9)


def install(recording: Recording) -> None:
    threads.install(recording)

    def sleep(seconds: float) -> None:
        recording.threads.sleep(seconds)

    def monotonic() -> float:
        return recording.now / 1e9

    def monotonic_ns() -> int:
        return recording.now

    def wall() -> float:
        return (EPOCH_NS + recording.now) / 1e9

    def wall_ns() -> int:
        return EPOCH_NS + recording.now

    time.sleep = sleep
    time.monotonic = time.perf_counter = monotonic
    time.monotonic_ns = time.perf_counter_ns = monotonic_ns
    time.time = wall
    time.time_ns = wall_ns
    sleep.__qualname__ = "sleep"
    # Taken from `time` when they were imported.
    threading._time = queue.time = monotonic  # type: ignore[attr-defined]
