"""What stands beside the loop of a recorded program: its children, its output, its own objects, loops of another kind."""
import unittest
from typing import List

from cases import Both, both, load_tests
from traces import Trace

_POOL = """\
    import asyncio, multiprocessing, sys
    from concurrent.futures import ProcessPoolExecutor
    def work(n):
        async def main():
            await asyncio.sleep(0.01)
            print("in a child", flush=True)
            return n
        return asyncio.run(main())
    async def main():
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(sys.argv[1])) as pool:
            print(await loop.run_in_executor(pool, work, 7))
    if __name__ == "__main__":
        asyncio.run(main())
    """


class Beside(unittest.TestCase):
    maxDiff = 4000

    def same(self, runs: Both) -> Trace:
        self.assertEqual(runs.alone[:3], runs.recorded[:3])
        assert runs.recorded.trace is not None
        self.assertIsNotNone(runs.recorded.trace.end)
        return runs.recorded.trace

    def child(self, runs: Both, trace: Trace) -> Trace:
        """The only child's own trace, found by its label."""
        self.assertEqual(list(runs.recorded.children), trace.values("label"))
        label = trace.of("label")[0]
        child = runs.recorded.children[label.value]
        self.assertEqual(child.header["parent"], "out.awt " + label.subject)
        self.assertNotEqual(child.header["pid"], trace.header["pid"])
        self.assertIsNotNone(child.end)
        return child

    def test_a_pool_of_forks_has_a_trace_each(self) -> None:
        runs = both(_POOL, "fork")
        trace = self.same(runs)
        child = self.child(runs, trace)
        self.assertEqual(child.values("print"), ["in a child\n"])
        self.assertTrue(any("sleep(0.01)" == value for value in child.values("coro.suspend")))
        self.assertEqual(len(child.sources), 1)
        self.assertTrue(trace.values("process.start")[0].startswith("ForkProcess-1 (pid "))
        self.assertEqual(trace.values("process.end"), ["exit 0"])

    def test_a_pool_that_is_spawned_has_a_trace_each(self) -> None:
        runs = both(_POOL, "spawn")
        child = self.child(runs, self.same(runs))
        self.assertEqual(child.values("print"), ["in a child\n"])
        self.assertTrue(any("sleep(0.01)" == value for value in child.values("coro.suspend")))

    def test_a_fork_by_hand(self) -> None:
        runs = both("""\
            import asyncio, os, sys
            async def main(name):
                await asyncio.sleep(0.05)
                print(name, flush=True)
            asyncio.run(main("before"))
            pid = os.fork()
            if not pid:
                asyncio.run(main("child"))
                sys.exit(3)
            print(os.waitpid(pid, 0)[1])
            """)
        trace = self.same(runs)
        child = self.child(runs, trace)
        self.assertEqual(trace.values("print"), ["before\n", "768\n"])
        self.assertEqual(child.values("print"), ["child\n"])
        self.assertEqual(trace.values("process.end"), ["exit 3"])
        assert child.end is not None
        self.assertEqual(child.end[2], 3)

    def test_a_child_that_begins_with_a_function_of_the_program(self) -> None:
        runs = both("""\
            import os, subprocess, sys
            print(subprocess.run(["echo", "x"], preexec_fn=lambda: os.nice(1), stdout=subprocess.PIPE).stdout)
            """)
        self.assertTrue(self.same(runs).values("process.start")[0].startswith("echo x (pid "))
        self.assertEqual(runs.recorded.children, {})

    def test_no_thread_of_the_recorders_is_there_when_a_program_forks(self) -> None:
        runs = both("""\
            import os, sys, warnings
            warnings.simplefilter("error")
            for n in range(20):
                pid = os.fork()
                if not pid:
                    os._exit(0)
                os.waitpid(pid, 0)
            print("end")
            """)
        self.same(runs)

    def test_output_is_marked_by_where_it_goes(self) -> None:
        trace = self.same(both("""\
            import contextlib, io, logging, sys, warnings
            logging.basicConfig(level=logging.INFO)
            print("one", 2, "three")
            print("to stderr", file=sys.stderr)
            logging.info("noted")
            warnings.warn("beware")
            sys.stdout.flush()
            sys.stdout.buffer.write(b"raw bytes\\n")
            sys.stdout.buffer.flush()
            with contextlib.redirect_stdout(io.StringIO()) as kept:
                print("not seen")
            print(kept.getvalue(), end="")
            sys.stdout.writelines(["a", "b\\n"])
            print("no end of the line", end="")
            """))
        self.assertEqual(trace.values("print"), ["one 2 three\n", "raw bytes\n", "not seen\n", "ab\n", "no end of the line"])
        self.assertEqual([text for text in trace.values("stderr") if "program.py" not in text and "warnings" not in text],
                         ["to stderr\n", "INFO:root:noted\n"])
        self.assertEqual(trace.values("log"), ["INFO root: noted"])
        self.assertEqual(trace.values("warn"), ["UserWarning: beware"])

    def test_nothing_of_an_object_of_the_programs_runs(self) -> None:
        trace = self.same(both("""\
            import asyncio, functools, threading
            CPYTHON_ASKS = ("__name__", "throw", "close")
            class Loud:
                def __init__(self): self.__dict__["asked"] = []
                def __getattr__(self, name): raise (AttributeError if name in CPYTHON_ASKS else SystemExit)("asked for " + name)
                def __repr__(self): raise SystemExit("repr")
                def __call__(self, *args): print("called")
                def __eq__(self, other): raise SystemExit("eq")
                __hash__ = object.__hash__
            class Waits:
                def __await__(self): return self
                def __iter__(self): return self
                def __next__(self): raise StopIteration(Loud())
                def __getattr__(self, name): raise (AttributeError if name in CPYTHON_ASKS else SystemExit)("asked for " + name)
            class Gives(Waits):
                given = False
                def __next__(self):
                    if self.given: raise StopIteration
                    type(self).given = True
                    return None
            class Failure(Exception):
                def __repr__(self): raise SystemExit("repr")
                def __str__(self): raise SystemExit("str")
            async def fails(): raise Failure(Loud())
            async def takes(loud): return loud
            async def main():
                loop = asyncio.get_running_loop()
                loop.call_soon(Loud())
                loop.call_later(0, functools.partial(Loud(), 1))
                await asyncio.sleep(0.01)
                await loop.run_in_executor(None, Loud(), Loud())
                await Waits()
                await Gives()
                await asyncio.create_task(takes(Loud()))
                await asyncio.gather(fails(), return_exceptions=True)
                future = loop.create_future()
                future.set_result(Loud())
                await future
            asyncio.run(main())
            thread = threading.Thread(target=Loud())
            thread.start(); thread.join()
            """))
        self.assertEqual(trace.values("print"), ["called\n"] * 4)

    def test_tasks_of_a_class_of_the_programs_are_seen(self) -> None:
        trace = self.same(both("""\
            import asyncio
            class Mine(asyncio.Task):
                pass
            async def work():
                await asyncio.sleep(0.01)
                print("done")
            async def main():
                asyncio.get_running_loop().set_task_factory(lambda loop, coro, **options: Mine(coro, loop=loop, **options))
                await asyncio.create_task(work())
            asyncio.run(main())
            """))
        self.assertIn("sleep(0.01)", trace.values("coro.suspend"))

    def test_a_loop_of_another_kind_has_its_tasks_and_a_sentence(self) -> None:
        runs = both(_OTHER_LOOP)
        alone, recorded = runs
        self.assertEqual((alone.stdout, alone.code), (recorded.stdout, recorded.code))
        self.assertEqual(recorded.stderr, "awaitscope: the loop is __main__.Loop, not asyncio's own: its tasks are seen, its timers, "
                                          "files and turns are not.\n")
        assert recorded.trace is not None
        self.assertEqual(sorted(self._suspended(recorded.trace)), ["gather of t2 t3", "sleep(0.1)", "sleep(0.2)"])

    def test_a_loop_with_a_queue_of_its_own_has_its_tasks(self) -> None:
        trace = self.same(both("""\
            import asyncio
            class Loop(asyncio.SelectorEventLoop):
                def call_soon(self, callback, *args, context=None):
                    handle = asyncio.Handle(callback, args, self, context)
                    self._ready.appendleft(handle)
                    return handle
            async def main():
                await asyncio.sleep(0.01)
                print("end")
            loop = Loop()
            loop.run_until_complete(main())
            loop.close()
            """))
        self.assertIn("sleep(0.01)", self._suspended(trace))

    @staticmethod
    def _suspended(trace: Trace) -> List[str]:
        return trace.values("coro.suspend")


_OTHER_LOOP = """\
    import asyncio, heapq, collections, time
    class Loop(asyncio.AbstractEventLoop):
        # no handles of asyncio's, no selector
        def __init__(self):
            self.ready, self.timers, self.stopped, self.n = collections.deque(), [], False, 0
        def get_debug(self): return False
        def time(self): return time.monotonic()
        def create_future(self): return asyncio.Future(loop=self)
        def create_task(self, coro, **options): return asyncio.Task(coro, loop=self, **options)
        def call_soon(self, callback, *args, context=None):
            self.ready.append((callback, args)); return self
        def call_at(self, when, callback, *args, context=None):
            self.n += 1; heapq.heappush(self.timers, (when, self.n, callback, args)); return self
        def call_later(self, delay, callback, *args, context=None): return self.call_at(self.time() + delay, callback, *args)
        def cancel(self): pass
        def call_exception_handler(self, context): print(context)
        def run_until_complete(self, main):
            asyncio._set_running_loop(self)
            task = self.create_task(main)
            while not task.done():
                if not self.ready:
                    time.sleep(max(0, self.timers[0][0] - self.time()))
                    self.ready.append(heapq.heappop(self.timers)[2:])
                callback, args = self.ready.popleft()
                callback(*args)
            asyncio._set_running_loop(None)
            return task.result()
    async def w(n):
        await asyncio.sleep(n / 10); return n
    async def main():
        print(await asyncio.gather(w(2), w(1)))
    Loop().run_until_complete(main())
    """

if __name__ == "__main__":
    unittest.main()
