"""Records what asyncio does in a part of one's own program.

    import awaitscope

    with awaitscope.recording("x.awt"):     # in a coroutine or around asyncio.run
        awaitscope.label("order 17")        # the running task is called so in the trace
        ...

    awaitscope.on_signal("x.awt")           # SIGUSR2 begins a recording in a service that runs, the next one ends it
"""
from awaitscope_recorder.real.inside import label, on_signal, recording

__all__ = ["label", "on_signal", "recording"]
