import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest

from support import RECORD, record, trace_of
from traces import read


class Program(unittest.TestCase):
    def test_the_header_and_the_sources(self) -> None:
        trace = trace_of("import sys\nprint(sys.argv[1:], __name__)\n", arguments=["a", "-o", "ü"],
                         options=["--program", "demo", "--source-name", "main.py", "--knob", "fast=0", "--knob", "x=a=b"])
        self.assertEqual(trace.header, {"awaitscope": 1, "engine": "cpython", "version": "%d.%d.%d" % sys.version_info[:3],
                                        "clock": "virtual", "program": "demo", "arguments": ["a", "-o", "ü"],
                                        "knobs": {"fast": "0", "x": "a=b"}})
        self.assertEqual(trace.sources, [["source", 1, "main.py", "import sys\nprint(sys.argv[1:], __name__)\n", []]])
        self.assertEqual(trace.values("print"), ["['a', '-o', 'ü'] __main__\n"])
        self.assertEqual(trace.end, ["end", len(trace.events), 0, ""])

    def test_modules_beside_the_program_are_program_files(self) -> None:
        trace = trace_of("import asyncio\nfrom tools.work import job\nasyncio.run(job())\n", files={
            "tools/__init__.py": "", "tools/work.py": "import asyncio\nasync def job():\n    await asyncio.sleep(1)\n"})
        self.assertEqual([source[2] for source in trace.sources], ["program.py", "tools/__init__.py", "tools/work.py"])
        (suspend,) = trace.of("coro.suspend")
        self.assertEqual((suspend.line, suspend.source), (3, 3))

    def test_output_is_what_plain_python_prints(self) -> None:
        program = textwrap.dedent("""\
            import asyncio, sys, warnings, logging
            async def f():
                print("a", "b", sep="-", end="!\\n")
                sys.stdout.write("written\\n")
                warnings.warn("careful")
                asyncio.get_running_loop().call_soon(lambda: 1 / 0)
                await asyncio.sleep(0)
                asyncio.get_running_loop().create_future().result()
            def g(): asyncio.run(f())
            g()
            """)
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "program.py").write_text(program)
            done = [subprocess.run([sys.executable, *before, "program.py", *after], cwd=folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={**os.environ, "PYTHONASYNCIODEBUG": debug})
                    for debug in ("", "1") for before, after in (([], []), ([str(RECORD)], ["-o", "out.awt"]))]
            for plain, recorded in ((done[0], done[1]), (done[2], done[3])):
                self.assertEqual((recorded.stdout, recorded.returncode), (plain.stdout, 1))
                self.assertEqual(*[re.sub(r"0x[0-9a-f]+", "0x", each.stderr.decode()) for each in (recorded, plain)])
            self.assertEqual([event.value for event in read(pathlib.Path(folder) / "out.awt").of("print")],
                             ["a-b!\n", "written\n"])

    def test_exit_codes(self) -> None:
        for program, code, error, stderr in (
                ("import sys; sys.exit(3)", 3, "", ""), ("import sys; sys.exit()", 0, "", ""),
                ("import sys; sys.exit('no way')", 1, "no way", "no way\n"),
                ("def f():\n    raise KeyError('k')\nf()", 1, "KeyError: 'k'", None)):
            run = record(program)
            assert run.trace is not None and run.trace.end is not None
            self.assertEqual((run.code, run.trace.end[2:]), (code, [code, error]), program)
            if stderr is not None:
                self.assertEqual(run.stderr, stderr)
        self.assertEqual(run.stderr.splitlines()[0], "Traceback (most recent call last):")
        self.assertRegex(run.stderr.splitlines()[1], r'program\.py", line 3, in <module>$')

    def test_what_only_the_module_held_is_destroyed_while_recorded(self) -> None:
        run = record("async def f(): pass\nc = f()\n")
        assert run.trace is not None
        self.assertEqual(run.trace.brief("coro.unawaited"), ["coro.unawaited c1 0"])
        self.assertIn("coroutine 'f' was never awaited", run.stderr)

    def test_the_recorders_own_mistakes_are_one_sentence_and_exit_code_2(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder)
            (path / "bad.py").write_text("x = 1\ndef f(:\n")
            (path / "null.py").write_bytes(b"x = 1\0")
            (path / "latin.py").write_bytes(b"# \xff\n")
            (path / "good.py").write_text("pass\n")
            for arguments, expected in (
                    (["none.py", "-o", "a.awt"], "cannot read none.py: No such file or directory."),
                    ([".", "-o", "a.awt"], "cannot read .: Is a directory."),
                    (["bad.py", "-o", "a.awt"], "bad.py, line 2 is not a Python"),
                    (["null.py", "-o", "a.awt"], "null.py is not a Python"),
                    (["latin.py", "-o", "a.awt"], "latin.py"),
                    (["good.py", "-o", "no/a.awt"], "cannot write no/a.awt: No such file or directory."),
                    (["good.py"], "-o"),
                    (["good.py", "-o", "a.awt", "--knob", "x"], "--knob x is not of the form NAME=VALUE.")):
                done = subprocess.run([sys.executable, str(RECORD), *arguments], cwd=folder, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE)
                stderr = done.stderr.decode()
                self.assertEqual((done.returncode, done.stdout, stderr.count("\n")), (2, b"", 1), (arguments, stderr))
                self.assertTrue(stderr.startswith("awaitscope: ") and expected in stderr, (arguments, stderr))
            self.assertFalse((path / "a.awt").exists())

    def test_an_interrupted_run_leaves_a_whole_trace(self) -> None:
        program = "import os\nprint('on', flush=True)\nos.read(os.pipe()[0], 1)\n"
        for number, code, error in ((signal.SIGTERM, 143, "terminated by SIGTERM"), (signal.SIGINT, 130, "KeyboardInterrupt")):
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "p.py").write_text(program)
                with subprocess.Popen([sys.executable, str(RECORD), "p.py", "-o", "out.awt"], cwd=folder,
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
                    assert running.stdout is not None
                    self.assertEqual(running.stdout.readline(), b"on\n")
                    time.sleep(0.1)
                    running.send_signal(number)
                    self.assertEqual(running.wait(10), code)
                trace = read(pathlib.Path(folder) / "out.awt")
                assert trace.end is not None
                self.assertEqual(trace.end[1:], [len(trace.events), code, error])

    def test_a_program_without_an_end_is_stopped(self) -> None:
        run = record("""\
            import asyncio
            async def main():
                while True:
                    await asyncio.sleep(1)
            asyncio.run(main())
            """, options=["--limit", "500"], timeout=30)
        sentence = "stopped after 500 events; it may never end (--limit N records more)"
        assert run.trace is not None
        self.assertEqual((run.code, run.stderr, run.trace.end), (1, "awaitscope: " + sentence + "\n", ["end", 500, 1, sentence]))

    def test_a_forked_child_does_not_write_into_the_trace(self) -> None:
        run = record("""\
            import os, sys
            print("parent", flush=True)
            if os.fork() == 0:
                print("child", flush=True)
                sys.exit(0)
            os.wait()
            """)
        assert run.trace is not None
        self.assertEqual((run.stdout, run.trace.values("print")), ("parent\nchild\n", ["parent\n"]))

    def test_input_is_read_and_its_prompt_seen(self) -> None:
        self.assertEqual(record("try:\n    input('name? ')\nexcept EOFError:\n    print('end')\n").stdout, "name? end\n")

    def test_an_old_trace_is_kept_when_the_program_cannot_be_read(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "bad.py").write_text("return 1\n")
            (pathlib.Path(folder) / "old.awt").write_text("old")
            done = subprocess.run([sys.executable, str(RECORD), "bad.py", "-o", "old.awt"], cwd=folder, stderr=subprocess.PIPE)
            self.assertEqual((done.returncode, (pathlib.Path(folder) / "old.awt").read_text()), (2, "old"))

    def test_a_trace_holds_any_text(self) -> None:
        trace = trace_of("print('\\udcff \\x00 \\u2028 \"\\\\')\n".replace("\\udcff", "\\u00fc"))
        self.assertEqual(trace.values("print"), ["ü \x00 \u2028 \"\\\n"])
        trace = trace_of("import asyncio\nasync def f(x): pass\nasyncio.run(f('\\udcff'))\n")
        self.assertEqual(trace.values("coro.create"), ["f('\\udcff')"])


if __name__ == "__main__":
    unittest.main()
