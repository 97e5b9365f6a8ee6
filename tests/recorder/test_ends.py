"""A trace is whole up to where its program ended, whatever ended it, and whatever becomes of its file."""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

from cases import Both, Case, Running, both, load_tests, outcome
from traces import read
from support import RECORD

_BEGIN = """\
    import asyncio, ctypes, os, signal, sys, threading
    async def main():
        print("before", flush=True)
        await asyncio.sleep(0.4)
        %s
        print("after", flush=True)
        await asyncio.sleep(0.2)
    asyncio.run(main())
    """


def _ended_by(statement: str) -> Both:
    return both(_BEGIN % statement)


class Ends(unittest.TestCase):
    def check(self, runs: Both, code: int, ended: bool) -> None:
        alone, recorded = runs
        self.assertEqual((alone.stdout, alone.code), (recorded.stdout, code))
        self.assertEqual((recorded.stderr, recorded.code), (alone.stderr, code))
        assert recorded.trace is not None
        self.assertEqual(recorded.trace.values("print")[0], "before\n")
        self.assertTrue(any(value == "sleep(0.4)" for value in recorded.trace.values("coro.suspend")))
        if ended:
            assert recorded.trace.end is not None
            self.assertEqual(recorded.trace.end[2], code)
        else:
            self.assertIsNone(recorded.trace.end)

    def test_exit_at_once(self) -> None:
        self.check(_ended_by("os._exit(5)"), 5, True)

    def test_exit_at_once_in_a_thread(self) -> None:
        self.check(_ended_by("threading.Thread(target=os._exit, args=(6,)).start(); await asyncio.sleep(9)"), 6, True)

    def test_another_program_takes_over(self) -> None:
        self.check(_ended_by("os.execv(sys.executable, [sys.executable, '-c', 'print(1); raise SystemExit(3)'])"), 3, False)

    def test_a_program_that_is_not_there_does_not_take_over(self) -> None:
        runs = _ended_by("""
        try: os.execvp('/there/is/none', ['x'])
        except OSError as error: print(error)""")
        self.check(runs, 0, True)
        self.assertIn("after\n", runs.recorded.trace.values("print"))  # type: ignore[union-attr]

    def test_killed(self) -> None:
        self.check(_ended_by("os.kill(os.getpid(), signal.SIGKILL)"), -signal.SIGKILL, False)

    def test_terminated(self) -> None:
        self.check(_ended_by("os.kill(os.getpid(), signal.SIGTERM)"), -signal.SIGTERM, False)

    def test_a_segmentation_fault(self) -> None:
        self.check(_ended_by("ctypes.string_at(0)"), -signal.SIGSEGV, False)

    def test_abort(self) -> None:
        self.check(_ended_by("os.abort()"), -signal.SIGABRT, False)

    def test_descriptors_that_are_closed_by_habit_are_not_the_traces(self) -> None:
        runs = both("""\
            import asyncio, os
            os.closerange(3, 200)
            asyncio.run(asyncio.sleep(0.1))
            print("end")
            """)
        self.assertEqual(runs.alone[:3], runs.recorded[:3])
        assert runs.recorded.trace is not None
        self.assertIsNotNone(runs.recorded.trace.end)

    def test_the_traces_own_descriptor_is_closed(self) -> None:
        runs = both("""\
            import asyncio, os
            async def main():
                await asyncio.sleep(0.3)
                os.closerange(100, 400)
                files = [os.open("mine.txt", os.O_CREAT | os.O_WRONLY)]
                while files[-1] < 250:
                    files.append(os.dup(files[0]))
                await asyncio.sleep(0.5)
                print("end")
            asyncio.run(main())
            """)
        self.assertEqual((runs.alone.stdout, runs.alone.code, runs.alone.files), (runs.recorded.stdout, runs.recorded.code, {"mine.txt": ""}))
        self.assertEqual(runs.recorded.files, {"mine.txt": ""})
        self.assertEqual(runs.recorded.stderr.count("the trace cannot be written any more"), 1)
        self.assertEqual(runs.recorded.stderr.count("\n"), 1)
        assert runs.recorded.trace is not None
        self.assertTrue(runs.recorded.trace.of("coro.suspend"))

    def test_a_folder_that_takes_no_file(self) -> None:
        case = Case("print('runs')\n", output="/proc/none.awt")
        run = outcome(case, True)
        self.assertEqual((run.stdout, run.code), ("", 2))
        self.assertIn("awaitscope: cannot write /proc/none.awt: ", run.stderr)

    @unittest.skipUnless(sys.platform == "linux" and os.geteuid() == 0, "only root mounts")
    def test_a_disk_that_is_full(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            if subprocess.call(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], stderr=subprocess.DEVNULL):
                self.skipTest("no tmpfs can be mounted here")
            try:
                program = pathlib.Path(folder) / "program.py"
                program.write_text("import asyncio\nasync def main():\n    for n in range(6000):\n        await asyncio.sleep(0)\n"
                                   "    await asyncio.sleep(0.3)\n    print('end')\nasyncio.run(main())\n")
                done = subprocess.run([sys.executable, str(RECORD), "--clock", "real", str(program), "-o", folder + "/out.awt"],
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                self.assertEqual((done.stdout, done.returncode), (b"end\n", 0))
                self.assertEqual(done.stderr.count(b"the trace cannot be written any more (No space left on device)"), 1)
                self.assertGreater(len(read(pathlib.Path(folder) / "out.awt").events), 100)
            finally:
                subprocess.call(["umount", folder])

    def test_a_trace_is_its_owners(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, str(RECORD), "--clock", "real", "-m", "this", "-o", folder + "/out.awt"],
                           stdout=subprocess.DEVNULL)
            self.assertEqual(os.stat(folder + "/out.awt").st_mode & 0o777, 0o600)

    def test_while_a_program_runs_its_trace_grows(self) -> None:
        seen = []

        def partner(running: Running) -> None:
            running.wait_for("first")
            running.wait_for("second")
            seen.append(len(read(running.folder / "out.awt").of("print")) if (running.folder / "out.awt").exists() else 1)

        both("""\
            import asyncio
            async def main():
                print("first", flush=True)
                await asyncio.sleep(0.5)
                print("second", flush=True)
                await asyncio.sleep(0.5)
            asyncio.run(main())
            """, partner=partner)
        self.assertGreaterEqual(min(seen), 1)


if __name__ == "__main__":
    unittest.main()
