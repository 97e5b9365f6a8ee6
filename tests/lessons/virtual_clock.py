"""Runs a program on this Python with an asyncio clock that jumps instead of waiting.

Time goes on a little at every look, as a real clock does: so timers that would be due at the same time come
in the order in which they were armed.

usage: virtual_clock.py PROGRAM.py
"""
import asyncio
import runpy
import selectors
import sys

now = 0.0


class JumpingSelector(selectors.DefaultSelector):
    def select(self, timeout=None):
        global now
        if timeout:
            now += timeout
        return super().select(0)


class Loop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__(JumpingSelector())

    def time(self):
        global now
        now += 1e-6
        return now


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return Loop()


asyncio.set_event_loop_policy(Policy())
runpy.run_path(sys.argv[1], run_name="__main__")
