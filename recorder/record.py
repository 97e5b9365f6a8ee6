"""Records a run of a Python program as a trace: record.py PROGRAM.py -o FILE.awt [-- ARGS...]

Under a virtual clock, as lessons and comparisons want it; with --clock real as it runs alone.
"""
import sys

if sys.version_info < (3, 8):
    sys.stderr.write("awaitscope: recording needs Python 3.8 or newer, and this is %d.%d.\n" % sys.version_info[:2])
    sys.exit(2)


def _real(argv: "list[str]") -> bool:
    own = argv[:argv.index("--")] if "--" in argv else argv
    return "--clock=real" in own or ("--clock", "real") in zip(own, own[1:])


if _real(sys.argv[1:]):
    from awaitscope_recorder.real.command import main
else:
    # Without the accelerator all of asyncio is Python, and every call can be seen.
    sys.modules["_asyncio"] = None  # type: ignore[assignment]

    from awaitscope_recorder.virtual import ordered

    ordered.install()

    from awaitscope_recorder.command import main

if __name__ == "__main__":
    main(sys.argv[1:])
