import sys
import unittest

from support import trace_of


class Sync(unittest.TestCase):
    def test_a_lock_is_waited_for_before_its_future_is_made_and_released_before_that_is_done(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def worker(lock):
                async with lock:
                    await asyncio.sleep(1)
            async def main():
                lock = asyncio.Lock()
                await asyncio.gather(worker(lock), worker(lock))
            asyncio.run(main())
            """)
        self.assertEqual(trace.brief("sync.", "future.create", "future.result", "coro.suspend")[:9], [
            "sync.create s1 Lock", "future.create f1 gather", "coro.suspend c1 f1 gather of t2 t3", "sync.acquire s1 t2 0",
            "future.create f2 sleep", "coro.suspend c2 f2 sleep(1)", "sync.wait s1 t3 0", "future.create f3 lock.acquire",
            "coro.suspend c3 f3 lock.acquire"])
        released = trace.brief("sync.release", "future.result", "sync.acquire")
        self.assertIn("future.result f3 True", released[released.index("sync.release s1 t2 0"):])

    def test_what_asyncio_makes_for_itself_is_no_object_of_the_program(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def main():
                queue, condition, last = asyncio.Queue(3), asyncio.Condition(), asyncio.Lock()
                for done in asyncio.as_completed([asyncio.sleep(0)]):
                    await done
            asyncio.run(main())
            """)
        self.assertEqual(trace.brief("sync.", "queue."), [
            "sync.create q1 Queue(3)", "sync.create s1 Condition", "sync.create s2 s1 Lock", "sync.create s3 Lock"])

    def test_classes_derived_from_tools_are_seen_under_their_own_names(self) -> None:
        trace = trace_of("""\
            import asyncio
            class Pool(asyncio.Semaphore):
                def __init__(self): super().__init__(2)
                async def acquire(self): return await super().acquire()
            class Stack(asyncio.Queue):
                def _init(self, maxsize): self._queue = []
                def _put(self, item): self._queue.append(item)
                def _get(self): return self._queue.pop()
            async def main():
                pool, stack = Pool(), Stack()
                async with pool:
                    stack.put_nowait(1)
                    print(await stack.get())
            asyncio.run(main())
            """)
        self.assertEqual(trace.brief("sync.", "queue."), [
            "sync.create s1 Pool(2)", "sync.create q1 Stack", "sync.acquire s1 t1 1", "queue.put q1 t1 1",
            "queue.get q1 t1 0", "sync.release s1 t1 2"])

    def test_async_with_a_condition_reads_as_its_acquire(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def main():
                condition = asyncio.Condition()
                await condition.acquire()
                asyncio.get_running_loop().call_later(1, condition.release)
                async with condition:
                    pass
            asyncio.run(main())
            """)
        self.assertIn("coro.suspend c1 f1 condition.acquire", trace.brief("coro.suspend"))
        self.assertIn("future.create f1 condition.acquire", trace.brief("future.create"))

    @unittest.skipIf(sys.version_info < (3, 11), "Barrier is new in 3.11")
    def test_a_barrier_acts_in_its_own_name_only(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def party(barrier):
                async with barrier: pass
            async def main():
                barrier = asyncio.Barrier(2)
                await asyncio.gather(party(barrier), party(barrier))
            asyncio.run(main())
            """)
        self.assertEqual(trace.brief("sync."), [
            "sync.create s1 Barrier(2)", "sync.wait s1 t2 0", "sync.notify s1 t3 1", "sync.acquire s1 t3 1",
            "sync.acquire s1 t2 0"])


if __name__ == "__main__":
    unittest.main()
