import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support import RECORD, trace_of

# Records PROGRAM (argv 2) into argv 3 on a machine where a second of real time goes by between any two looks at the clock.
SLOW_MACHINE = """
import itertools, runpy, sys
record, program, output = sys.argv[1:]
sys.path.insert(0, record.rpartition("/")[0])
sys.modules["_asyncio"] = None
from awaitscope_recorder.virtual import threads
clock = itertools.count(0, 10**9)
threads._real_monotonic_ns = lambda: next(clock)
sys.argv = [record, program, "-o", output]
runpy.run_path(record, run_name="__main__")
"""


@unittest.skipIf(sys.version_info < (3, 9), "asyncio.to_thread is there since 3.9")
class Threads(unittest.TestCase):
    def test_threads_that_sleep_take_virtual_time_and_come_in_a_fixed_order(self) -> None:
        program = """\
            import asyncio, time
            def work(n):
                time.sleep(n)
                return n
            async def beat():
                for _ in range(3):
                    await asyncio.sleep(20)
                    print("beat")
            async def main():
                began = time.monotonic()
                print(await asyncio.gather(asyncio.to_thread(work, 30), asyncio.to_thread(work, 50), beat()))
                print(time.monotonic() - began)
            asyncio.run(main())
            """
        traces = [trace_of(program, timeout=30) for _ in range(3)]
        self.assertEqual([(event.time // 10**9, event.value) for event in traces[0].of("print")],
                         [(20, "beat\n"), (40, "beat\n"), (60, "beat\n"), (60, "[30, 50, None]\n"), (60, "60.0\n")])
        self.assertEqual([event.time // 10**9 for event in traces[0].of("loop.advance")], [20, 30, 40, 50, 60])
        self.assertEqual(traces[1], traces[0])
        self.assertEqual(traces[2], traces[0])

    def test_a_slow_machine_records_the_same_times(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            program, output = pathlib.Path(folder, "program.py"), pathlib.Path(folder, "program.awt")
            program.write_text("import asyncio\nasync def main():\n    await asyncio.sleep(0)\n    await asyncio.sleep(1)\n"
                               "    await asyncio.to_thread(int)\nasyncio.run(main())\n")
            subprocess.run([sys.executable, "-c", SLOW_MACHINE, str(RECORD), str(program), str(output)], check=True, timeout=60)
            lines = [json.loads(line) for line in output.read_text().splitlines()[1:]]
        self.assertEqual({line[0] for line in lines if isinstance(line[0], int)}, {0, 10**9})

    def test_a_thread_may_wait_for_the_loop(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def answer():
                await asyncio.sleep(5)
                return 42
            async def main():
                loop = asyncio.get_running_loop()
                def ask():
                    return asyncio.run_coroutine_threadsafe(answer(), loop).result()
                print(await asyncio.to_thread(ask), loop.time())
            asyncio.run(main())
            """, timeout=30)
        self.assertEqual(trace.values("print"), ["42 5.0\n"])

    def test_computing_is_waited_for_and_what_is_queued_begins_when_a_thread_is_free(self) -> None:
        trace = trace_of("""\
            import asyncio, time
            from concurrent.futures import ThreadPoolExecutor
            async def main():
                loop = asyncio.get_running_loop()
                print(await loop.run_in_executor(None, sum, range(10**6)))
                with ThreadPoolExecutor(2) as pool:
                    await asyncio.gather(*[loop.run_in_executor(pool, time.sleep, 1) for _ in range(5)])
                print(loop.time())
            asyncio.run(main())
            """, timeout=30)
        self.assertEqual(trace.values("print")[0], "499999500000\n")
        self.assertEqual(trace.values("print")[1], "3.0\n")


if __name__ == "__main__":
    unittest.main()
