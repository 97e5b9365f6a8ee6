import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
from asyncio import tasks

from support import ROOT, record
from traces import read

PROGRAM = """import asyncio
async def child(n):
    await asyncio.sleep(n)
    return n
async def main():
    task = asyncio.create_task(child(3))
    print(await asyncio.gather(child(1), child(2)))
    task.cancel()
    print(len((await asyncio.wait([task]))[0]))
asyncio.run(main())
"""


class Newest(unittest.TestCase):
    def test_tasks_that_call_the_functions_of_314_are_seen_as_before(self) -> None:
        """A stand-in for 3.14, whose tasks written in Python call _py_enter_task, and not what the module calls _enter_task."""
        expected = record(PROGRAM).trace
        assert expected is not None
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder) / "asyncio"
            shutil.copytree(pathlib.Path(tasks.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
            text = (package / "tasks.py").read_text(encoding="utf-8")
            for name in ("enter", "leave"):
                text = text.replace(" _%s_task(self._loop, self)" % name, " _py_%s_task(self._loop, self)" % name)
            text += "\n\ndef _enter_task(loop, task):\n    raise AssertionError('it is C in 3.14')\n_leave_task = _enter_task\n"
            (package / "tasks.py").write_text(text, encoding="utf-8")
            as_in_314 = record(PROGRAM, environment={"PYTHONPATH": folder})
        self.assertEqual(as_in_314.code, 0, as_in_314.stderr)
        assert as_in_314.trace is not None
        self.assertEqual(as_in_314.trace, expected)

    def test_who_runs_the_recorder_in_another_program_is_given_the_end(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder)
            (path / "program.py").write_text(PROGRAM, encoding="utf-8")
            host = ("import sys\nsys.path.insert(0, %r)\nimport record\nfrom awaitscope_recorder import ending\n"
                    "class Over(BaseException): pass\n"
                    "def leave(code):\n    raise Over(code)\n"
                    "ending.leave = leave\n"
                    "try:\n    record.main(['program.py', '-o', 'out.awt'])\n"
                    "except Over as over:\n    sys.exit(40 + over.args[0])\n" % str(ROOT / "recorder"))
            (path / "host.py").write_text(host, encoding="utf-8")
            done = subprocess.run([sys.executable, "host.py"], cwd=folder, stdout=subprocess.PIPE, timeout=60, env=dict(os.environ))
            self.assertEqual(done.returncode, 40)
            self.assertEqual(read(path / "out.awt").end, record(PROGRAM).trace.end)  # type: ignore[union-attr]


if __name__ == "__main__":
    unittest.main()
