import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
from typing import Any, Dict, List

from support import RECORD, record
from traces import read

PROGRAM = """import asyncio
async def f(n):
    await asyncio.sleep(n)
    return asyncio.current_task().get_name()
async def main():
    print(await asyncio.gather(f(1), f(2)))
asyncio.run(main())
"""


class Batch(unittest.TestCase):
    def test_each_program_is_recorded_as_if_it_were_alone(self) -> None:
        alone = record(PROGRAM).trace
        assert alone is not None
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder)
            (path / "program.py").write_text(PROGRAM)
            stuck = "import asyncio\nasync def f(): await asyncio.get_running_loop().create_future()\nasyncio.run(f())\n"
            requests = [{"program": str(path / "program.py"), "output": str(path / "1.awt")},
                        {"source": "1 / 0\n", "output": str(path / "2.awt")}, {"source": stuck, "output": str(path / "3.awt")},
                        {"source": "x = (", "output": str(path / "4.awt")}, {"program": str(path / "none.py"), "output": "5"},
                        {"source": PROGRAM, "output": str(path / "6.awt")}]
            done = subprocess.run([sys.executable, str(RECORD), "--batch"], stdout=subprocess.PIPE, cwd=folder,
                                  input="".join(json.dumps(each) + "\n" for each in requests).encode(), timeout=60)
            answers = [json.loads(line) for line in done.stdout.splitlines()]
            self.assertEqual([(answer["output"], answer["exit_code"]) for answer in answers],
                             [(str(path / "1.awt"), 0), (str(path / "2.awt"), 1), (str(path / "3.awt"), 1),
                              (str(path / "4.awt"), 2), ("5", 2), (str(path / "6.awt"), 0)])
            self.assertEqual(answers[1]["error"], "ZeroDivisionError: division by zero")
            self.assertTrue(answers[2]["error"].startswith("deadlock: "))
            self.assertIn("SyntaxError", answers[3]["error"])
            for name in ("1.awt", "6.awt"):
                self.assertEqual(read(path / name), alone)

    def test_no_program_knows_that_another_had_a_loop(self) -> None:
        outside = "import asyncio\ntry:\n    loop = asyncio.get_event_loop()\n    print('one')\n    loop.close()\nexcept RuntimeError as error:\n    print(error)\n"
        alone = record(outside).stdout
        requests = [{"source": outside, "printed": True}, {"source": PROGRAM}, {"source": outside, "printed": True}]
        done = subprocess.run([sys.executable, "-W", "ignore", str(RECORD), "--batch"], stdout=subprocess.PIPE, timeout=60,
                              input="".join(json.dumps(each) + "\n" for each in requests).encode())
        printed = [json.loads(line)["printed"] for line in done.stdout.splitlines() if line.startswith(b'{"printed"')]
        self.assertEqual(printed, [alone, alone])

    def test_what_a_program_changes_for_the_process_is_put_back(self) -> None:
        changes = """import logging, os, signal, sys, threading, warnings
os.environ["PYTHONASYNCIODEBUG"] = "1"
os.environ.pop("PATH", None)
os.chdir("/")
sys.path.append("/nowhere")
sys.setrecursionlimit(5000)
sys.excepthook = sys.unraisablehook = threading.excepthook = print
warnings.simplefilter("error")
warnings.showwarning = print
for name in (None, "asyncio", "new"):
    logger = logging.getLogger(name)
    logger.addHandler(logging.NullHandler())
    logger.setLevel(5)
    logger.propagate = False
logging.disable(50)
signal.signal(signal.SIGUSR1, lambda *_: None)
"""
        look = """import asyncio, logging, os, signal, sys, threading, warnings
print(sorted(os.environ), os.getcwd(), sys.path, sys.getrecursionlimit(), sys.excepthook, sys.unraisablehook, threading.excepthook)
print(warnings.filters, warnings.showwarning is warnings._showwarning_orig, signal.getsignal(signal.SIGUSR1))
for name in (None, "asyncio", "new"):
    logger = logging.getLogger(name)
    print(name, logger.handlers, logger.level, logger.propagate, logger.isEnabledFor(30))
async def main():
    print(asyncio.get_running_loop().get_debug())
asyncio.run(main())
"""
        requests = [{"source": look, "printed": True}, {"source": changes}, {"source": look, "printed": True}]
        done = subprocess.run([sys.executable, str(RECORD), "--batch"], stdout=subprocess.PIPE, timeout=60,
                              input="".join(json.dumps(each) + "\n" for each in requests).encode())
        first, second = [json.loads(line)["printed"] for line in done.stdout.splitlines() if line.startswith(b'{"printed"')]
        self.assertEqual(first, second)
        self.assertIn("False", first.splitlines()[-1])

    @unittest.skipIf(sys.version_info < (3, 9), "asyncio.to_thread is there since 3.9")
    def test_threads_of_one_program_are_over_before_the_next(self) -> None:
        program = """import asyncio, threading, time
async def main():
    await asyncio.to_thread(time.sleep, 1)
    threading.Thread(target=time.sleep, args=(5,)).start()
asyncio.run(main())
"""
        stuck = program.replace("time.sleep, args=(5,)", "asyncio.run, args=(main(),)").replace("1)", "1); await asyncio.Future()")
        answers = []
        for source in (program, stuck, program):
            answers.append(json.dumps({"source": source, "name": "one"}) + "\n")
        done = subprocess.run([sys.executable, str(RECORD), "--batch"], stdout=subprocess.PIPE, timeout=60, input="".join(answers).encode())
        traces = done.stdout.split(b'{"awaitscope"')[1:]
        self.assertEqual(len(traces), 3)
        self.assertEqual(traces[0], traces[2])
        self.assertIn(b'"deadlock: ', traces[1])
        self.assertIn(b'[6000000000,"thread.end","x2"', traces[0])

    def test_without_an_output_the_trace_is_the_answer(self) -> None:
        done = subprocess.run([sys.executable, str(RECORD), "--batch"], stdout=subprocess.PIPE, timeout=60,
                              input=(json.dumps({"source": "print(1)\n", "name": "one"}) + "\n").encode())
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual((lines[0]["program"], lines[-1][0], lines[-1][2:]), ("one", "end", [0, ""]))

    def test_what_a_program_prints_is_given_to_who_asks_and_its_streams_are_its_own(self) -> None:
        meddling = "import os, sys\nprint('one')\nos.write(1, b'two')\nsys.stdout.buffer.write(b'three\\n')\nprint(sys.stdin.read())\nsys.stdout = None\n"
        requests = [{"ask": "version"}, {"source": meddling, "printed": True}, {"source": "print('four')\n", "printed": True}]
        done = subprocess.run([sys.executable, str(RECORD), "--batch"], stdout=subprocess.PIPE, timeout=60,
                              input="".join(json.dumps(each) + "\n" for each in requests).encode())
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(lines[0], {"python": "%d.%d.%d" % sys.version_info[:3]})
        self.assertEqual([line["printed"] for line in lines if "printed" in line], ["three\none\n\n", "four\n"])

    def test_a_schedule_takes_another_order_and_says_what_it_chose(self) -> None:
        timers = """import asyncio
async def say(n):
    await asyncio.sleep(1)
    print(n)
async def main():
    await asyncio.gather(*map(say, "abc"))
asyncio.run(main())
"""
        threads = """import asyncio, time
def work(n):
    time.sleep(1)
    print(n)
async def main():
    await asyncio.gather(*[asyncio.to_thread(work, n) for n in "abc"])
asyncio.run(main())
"""
        sockets = """import asyncio, socket
async def main():
    loop = asyncio.get_running_loop()
    pairs = [socket.socketpair() for _ in range(3)]
    for n, (reader, writer) in enumerate(pairs):
        reader.setblocking(False)
        loop.add_reader(reader, lambda n=n, reader=reader: print("abc"[n], loop.remove_reader(reader)))
        writer.send(b"x")
    await asyncio.sleep(1)
asyncio.run(main())
"""
        for what, program in (("timers", timers), ("threads", threads), ("io", sockets)):
            if what == "threads" and sys.version_info < (3, 9):
                continue  # asyncio.to_thread
            orders = {"": "abc", "0,1": "acb", "1": "bac", "2": "cab", "last": "cba"}
            answers = self.answers([{"source": program, "printed": True, "schedule": order} for order in orders])
            for (order, letters), printed, made in zip(orders.items(), answers[0::2], answers[1::2]):
                with self.subTest(what, order=order):
                    self.assertEqual([line[0] for line in printed["printed"].splitlines() if line[0] in "abc"], list(letters))
                    self.assertEqual([each[:2] for each in made["decisions"] if each[0] == what], [[what, 3], [what, 2]])
                    self.assertEqual(made["outside"], "")

    def test_what_no_schedule_decides_is_said(self) -> None:
        child = "import asyncio, subprocess, sys\nsubprocess.run([sys.executable, '-c', ''])\n"
        self.assertEqual(self.answers([{"source": child, "schedule": ""}])[-1]["outside"], "waitpid")

    def answers(self, requests: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
        done = subprocess.run([sys.executable, str(RECORD), "--batch"], stdout=subprocess.PIPE, timeout=60,
                              input="".join(json.dumps(each) + "\n" for each in requests).encode())
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return [line for line in lines if type(line) is dict and "awaitscope" not in line]


if __name__ == "__main__":
    unittest.main()
