"""Records a run of a Python program as a trace: record.py PROGRAM.py -o FILE.awt [-- ARGS...]"""
import sys

if sys.version_info < (3, 8):
    sys.stderr.write("awaitscope: recording needs Python 3.8 or newer, and this is %d.%d.\n" % sys.version_info[:2])
    sys.exit(2)

# Without the accelerator all of asyncio is Python, and every call can be seen.
sys.modules["_asyncio"] = None  # type: ignore[assignment]

from awaitscope_recorder.virtual import ordered  # noqa: E402

ordered.install()

from awaitscope_recorder.command import main  # noqa: E402

if __name__ == "__main__":
    main(sys.argv[1:])
