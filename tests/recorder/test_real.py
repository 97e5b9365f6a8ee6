"""What a recording in real time sees of a program whose tasks are C code."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import textwrap
import unittest
from typing import Any, Dict, List, NamedTuple

from support import RECORD, other_pythons
from traces import NUMBERS


class Real(NamedTuple):
    stdout: str
    stderr: str
    code: int
    header: Dict[str, Any]
    rows: List[List[Any]]  # texts put in, times left out

    def of(self, *kinds: str) -> List[str]:
        return [" ".join(str(part) for part in row if part not in ("", 0)) for row in self.rows if row[0] in kinds]


def record(program: str, *options: str, python: str = sys.executable) -> Real:
    with tempfile.TemporaryDirectory() as folder:
        where = pathlib.Path(folder)
        (where / "program.py").write_text(textwrap.dedent(program), encoding="utf-8")
        done = subprocess.run([python, str(RECORD), "--clock", "real", *options, "program.py", "-o", "out.awt"], cwd=folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        texts: Dict[int, str] = {0: ""}
        rows: List[List[Any]] = []
        lines = [json.loads(line) for line in (where / "out.awt").read_text(encoding="utf-8").splitlines()]
        for row in lines[1:]:
            if row[0] == "text":
                texts[row[1]] = row[2]
            elif row[0] == "run":
                rows.append(["run", *row[2:7], texts[row[7]], row[8]])
            elif row[0] == "wait":
                rows.append(["wait", row[2], row[3], texts[row[4]], row[5]])
            elif isinstance(row[0], int):
                rows.append([row[1], row[2], row[3], row[4] if row[1] in NUMBERS else texts[row[4]], row[5]])
        return Real(done.stdout.decode(), done.stderr.decode(), done.returncode, lines[0], rows + [lines[-1]])


class RealTime(unittest.TestCase):
    def test_a_step_is_told_from_where_it_begins_to_where_its_chain_stands(self) -> None:
        run = record("""\
            import asyncio
            async def inner():
                await asyncio.sleep(0.01)
                return 7
            async def main():
                print(await inner())
            asyncio.run(main())
            """)
        self.assertEqual((run.stdout, run.stderr, run.code), ("7\n", "", 0))
        self.assertEqual((run.header["awaitscope"], run.header["clock"], run.header["level"]), (2, "real", "switches"))
        mine = [row for row in run.of("run", "wait", "coro.create", "coro.start", "coro.return", "task.done", "print")
                if "c1" in row.split() or "c2" in row.split() or "t1" in row.split()]
        self.assertEqual(mine, ["coro.create c1 main() 7", "run h1 t1 1 c1", "coro.create c2 inner(…)", "coro.start c2 c1",
                                "wait c2 f1 sleep(0.01) 3", "run h3 t1 f1 8 c2 3", "print t1 7\n 6", "coro.return c2 …",
                                "coro.return c1 None", "task.done t1 result None"])

    def test_a_task_is_destroyed_when_the_program_drops_it_though_it_failed(self) -> None:
        run = record("""\
            import asyncio
            async def bug():
                raise ValueError
            async def main():
                asyncio.get_running_loop().set_exception_handler(lambda loop, context: print("told"))
                task = asyncio.create_task(bug())
                await asyncio.sleep(0.01)
                del task
                print("dropped")
            asyncio.run(main())
            """)
        self.assertEqual((run.stdout, run.stderr, run.code), ("told\ndropped\n", "", 0))

    def test_a_method_of_a_task_that_is_called_soon_is_no_step_of_it(self) -> None:
        run = record("""\
            import asyncio
            async def main():
                task = asyncio.create_task(asyncio.sleep(9))
                await asyncio.sleep(0)
                asyncio.get_running_loop().call_soon(task.cancel)
                asyncio.get_running_loop().call_soon(task.set_name, "it")
                await asyncio.wait([task])
                print(task.cancelled())
            asyncio.run(main())
            """)
        self.assertEqual((run.stdout, run.stderr, run.code), ("True\n", "", 0))
        self.assertEqual([row.split()[-1] for row in run.of("handle.run") if "Task" in row], ["Task.cancel", "Task.set_name"])

    def test_lines_and_locals_are_told_when_they_are_asked_for(self) -> None:
        program = """\
            import asyncio
            def add(a, b):
                return a + b
            async def main():
                total = 1
                await asyncio.sleep(0)
                total = add(total, 2)
                print(total)
            asyncio.run(main())
            """
        for python in sorted({sys.executable, *other_pythons()}):
            with self.subTest(python=python):
                run = record(program, "--level", "locals", python=python)
                self.assertEqual((run.stdout, run.stderr, run.code, run.header["level"]), ("3\n", "", 0, "locals"))
                self.assertEqual([row for row in run.of("line", "local") if "c1" in row], [
                    "line c1 5", "local c1 total = 1 5", "line c1 6", "line c1 7", "local c1 a = 1 3", "local c1 b = 2 3",
                    "line c1 1 3", "local c1 total = 3 7", "line c1 8"])
                self.assertEqual(record(program, "--level", "lines", python=python).of("local"), [])
        self.assertEqual([len(record(program, "--lines", path).of("line")) > 5 for path in ("program.py", "elsewhere")], [True, False])

    def test_of_one_step_so_many_lines_are_listed_and_more_are_counted(self) -> None:
        run = record("""\
            import asyncio
            async def main():
                for n in range(5000):
                    n += 1
                await asyncio.sleep(0)
                n = 0
            asyncio.run(main())
            """, "--level", "lines")
        self.assertEqual((run.stdout, run.stderr, run.code), ("", "", 0))
        self.assertEqual(run.of("lost"), ["lost 8002 events: lines of one step after its first 2000"])
        self.assertEqual(run.of("line")[-1], "line c1 6")

    def test_who_cancels_is_told_and_what_is_thrown_in(self) -> None:
        run = record("""\
            import asyncio
            async def work():
                await asyncio.sleep(9)
            async def main():
                task = asyncio.create_task(work())
                await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
            asyncio.run(main())
            """)
        self.assertEqual(run.of("task.cancel"), ["task.cancel t2 t1 7"])
        (thrown,) = [row for row in run.of("run") if "CancelledError()" in row]
        self.assertRegex(thrown, r"^run h\d+ t2 f\d+ 14 c2 CancelledError\(\) 3$")
        self.assertIn("task.done t2 cancelled", run.of("task.done"))

    def test_a_timer_says_when_it_is_due_on_the_traces_clock(self) -> None:
        run = record("""\
            import asyncio, time
            async def main():
                asyncio.get_running_loop().call_later(0.05, print, "due")
                await asyncio.sleep(0.1)
            asyncio.run(main())
            """)
        timer = next(row for row in run.rows if row[0] == "handle.timer")
        self.assertGreater(timer[3], 50_000_000)
        self.assertLess(timer[3], 20_000_000_000)
        self.assertEqual(run.of("print"), ["print due\n"])

    def test_nothing_of_the_programs_own_runs_for_the_recorders_sake(self) -> None:
        run = record("""\
            import asyncio, logging
            class Loud:
                def __repr__(self):
                    raise SystemExit("shown")
                __str__ = __repr__
            async def work(thing):
                await asyncio.sleep(0)
                return thing
            async def fails():
                raise ValueError(Loud())
            async def main():
                logging.getLogger("x").debug("%s", Loud())
                await asyncio.gather(work(Loud()), work([Loud()]))
                try:
                    await asyncio.create_task(fails())
                except ValueError:
                    print("end")
            asyncio.run(main())
            """)
        self.assertEqual((run.stdout, run.stderr, run.code), ("end\n", "", 0))
        self.assertIn("coro.create c2 work(<Loud>) 13", run.of("coro.create"))
        self.assertIn("task.done t4 exception ValueError(<Loud>)", run.of("task.done"))

    def test_a_task_that_serves_a_request_is_called_by_it(self) -> None:
        run = record("""\
            import asyncio
            class Cycle:
                def __init__(self, scope):
                    self.scope = scope
                async def run_asgi(self, app):
                    await app(self.scope)
            async def app(scope):
                await asyncio.sleep(0)
            async def main():
                await asyncio.create_task(Cycle({"type": "http", "method": "GET", "path": "/items"}).run_asgi(app))
                await asyncio.create_task(app({"type": "lifespan"}))
                named = asyncio.create_task(app({"type": "websocket", "path": "/ws"}))
                named.set_name("mine")
                await named
            asyncio.run(main())
            """)
        self.assertEqual(run.of("label"), ["label t2 GET /items", "label t4 websocket /ws", "label t4 mine"])

    def test_queues_and_locks_say_who_has_what(self) -> None:
        run = record("""\
            import asyncio
            async def work(queue, lock):
                await queue.get()
                async with lock:
                    await asyncio.sleep(0)
                queue.task_done()
            async def main():
                queue, lock = asyncio.Queue(), asyncio.Lock()
                for n in range(2):
                    queue.put_nowait(n)
                await asyncio.gather(work(queue, lock), work(queue, lock))
                await asyncio.ensure_future(queue.join())
            asyncio.run(main())
            """)
        self.assertEqual(run.of("queue.put", "queue.get", "queue.task_done"),
                         ["queue.put q1 t1 1", "queue.put q1 t1 2", "queue.get q1 t2 1", "queue.get q1 t3",
                          "queue.task_done q1 t2 1", "queue.task_done q1 t3"])
        # Before 3.10 the end of a `with` stands at the last line of its body.
        told = [row.rsplit(" ", row.startswith("sync.release"))[0] for row in run.of("sync.create", "sync.wait", "sync.acquire", "sync.release")]
        self.assertEqual(told, ["sync.create q1 Queue", "sync.create s1 Lock", "sync.acquire s1 t2 4", "sync.wait s1 t3",
                                "sync.release s1 t2", "sync.acquire s1 t3 4", "sync.release s1 t3"])
        self.assertIn("wait c3 f2 lock.acquire 4", run.of("wait"))

    def test_a_lock_of_threading_that_blocks_the_loop_is_named_with_its_holder(self) -> None:
        run = record("""\
            import asyncio, threading
            class Cache:
                __slots__ = ("lock",)
                def __init__(self):
                    self.lock = threading.Lock()
            async def first(cache):
                with cache.lock:
                    await asyncio.sleep(0)
            async def second(cache):
                with cache.lock:
                    pass
            async def main():
                cache = Cache()
                threading.Timer(0.4, cache.lock.release).start()
                await asyncio.gather(first(cache), second(cache), return_exceptions=True)
            asyncio.run(main())
            """)
        self.assertEqual(run.of("sync.create", "sync.wait", "sync.acquire"),
                         ["sync.create s1 threading.Lock", "sync.acquire s1 t2 7", "sync.wait s1 t3 10"])
        told = [row for row in run.of("line") if row.endswith(" 10")]
        self.assertIn(len(told), (2, 3, 4))  # at 50 ms, and each time that it has stood there twice as long

    def test_threads_and_children_are_told(self) -> None:
        run = record("""\
            import asyncio, subprocess, sys
            def job(n):
                return n + 1
            async def main():
                await asyncio.get_running_loop().run_in_executor(None, job, 4)
                child = await asyncio.create_subprocess_exec(sys.executable, "-c", "raise SystemExit(3)")
                await child.wait()
            asyncio.run(main())
            """)
        self.assertEqual(run.of("thread.submit"), ["thread.submit x1 t1 job(4) 5"])
        self.assertEqual(run.of("thread.end"), ["thread.end x1 result 5"])
        self.assertEqual(len(run.of("process.start")), 1)
        self.assertEqual(run.of("process.end"), ["process.end p1 exit 3"])

    def test_a_program_ends_as_it_does_alone(self) -> None:
        for program, code, said in (("raise SystemExit(3)", 3, ""), ("raise SystemExit('no')", 1, "no\n"),
                                    ("import os; os._exit(5)", 5, ""), ("import sys; sys.stdout.close()", 0, ""),
                                    ("import asyncio\nasync def f(): pass\nf()", 0, None)):
            alone = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            run = record(program)
            self.assertEqual((run.code, alone.returncode), (code, code), program)
            if said is not None:
                self.assertEqual(run.stderr, said)
            self.assertEqual(run.rows[-1][0], "end")

    def test_a_command_of_a_python_that_is_a_script_around_one_runs_once(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            around, tool = pathlib.Path(folder, "python-around"), pathlib.Path(folder, "tool")
            around.write_text("#!/bin/sh\nexec %s \"$@\"\n" % sys.executable)
            tool.write_text("#!%s\nimport os\nprint('ran', 'AWAITSCOPE_CHOSEN_PYTHON' in os.environ)\n" % around)
            for each in (around, tool):
                each.chmod(0o755)
            done = subprocess.run([sys.executable, str(RECORD), "--clock", "real", "-o", "o.awt", "--", str(tool)], cwd=folder,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
            self.assertEqual((done.stdout, done.stderr, done.returncode), (b"ran False\n", b"", 0))

    def test_a_trace_is_its_owners_alone(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "p.py").write_text("print(1)\n")
            subprocess.run([sys.executable, str(RECORD), "--clock", "real", "p.py", "-o", "o.awt"], cwd=folder, check=True,
                           stdout=subprocess.DEVNULL)
            self.assertEqual(os.stat(os.path.join(folder, "o.awt")).st_mode & 0o777, 0o600)

    def test_what_is_written_can_be_left_out(self) -> None:
        run = record("print('secret')\n", "--no-output")
        self.assertEqual(run.stdout, "secret\n")
        self.assertNotIn("secret", "".join(run.of("print")))


if __name__ == "__main__":
    unittest.main()
