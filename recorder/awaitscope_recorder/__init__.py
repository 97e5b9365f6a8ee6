"""Runs a Python program on CPython under a virtual clock and writes what it did as a trace.

The contract is runtime/trace/EVENTS.md. The recorder only observes: CPython's own asyncio code runs, made pure Python so
that every call can be seen; each module here hooks one part of it.
"""
