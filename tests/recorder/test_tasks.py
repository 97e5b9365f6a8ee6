import sys
import unittest

from support import record, trace_of


class Tasks(unittest.TestCase):
    def test_a_task_is_created_before_its_first_step_is_scheduled_and_ends_before_its_callbacks_are(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def f(): return 1
            async def main():
                await asyncio.create_task(f(), name="worker")
            asyncio.run(main())
            """)
        self.assertEqual([text for text in trace.brief("task.", "handle.ready", "future.", "coro.return") if "t2" in text or "c2" in text], [
            "task.create t2 c2 worker", "handle.ready h2 t2 step", "future.callback t2 t1 wakeup", "task.suspend t1 t2 0",
            "task.step t2 0", "coro.return c2 1", "task.done t2 result 1", "task.wakeup t1 t2 0"])

    def test_a_cancellation_is_requested_delivered_at_the_await_and_becomes_the_outcome(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def inner(): await asyncio.sleep(10)
            async def worker(): await inner()
            async def main():
                task = asyncio.create_task(worker())
                await asyncio.sleep(1)
                task.cancel()
                await asyncio.wait([task])
            asyncio.run(main())
            """)
        first = next(index for index, event in enumerate(trace.events) if event.kind == "task.cancel")
        about = [event for event in trace.events[first:] if event.subject in ("t2", "c2", "c3", "f2") or event.kind == "handle.cancel"]
        self.assertEqual([(event.kind, event.subject, event.object, event.value, event.line) for event in about[:10]], [
            ("task.cancel", "t2", "t1", "", 7), ("future.cancel", "f2", "", "", 7),
            ("future.callback", "t2", "", "_wait.<locals>._on_completion", 8),
            ("task.wakeup", "t2", "f2", 0, 0), ("task.step", "t2", "", 0, 0), ("task.deliver", "t2", "", 0, 0),
            ("coro.throw", "c3", "t2", "CancelledError()", 2), ("handle.cancel", "h4", "f2", 0, 2),
            ("coro.raise", "c3", "", "CancelledError()", 2), ("coro.raise", "c2", "", "CancelledError()", 3)])
        self.assertIn("task.done t2 cancelled", trace.brief("task.done"))

    def test_a_cancelled_task_and_a_gather_pass_a_cancellation_on(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def nap(): await asyncio.sleep(9)
            async def waits(task): await task
            async def main():
                inner = asyncio.create_task(nap())
                outer = asyncio.create_task(waits(inner))
                both = asyncio.gather(nap(), nap())
                await asyncio.sleep(1)
                outer.cancel()
                both.cancel()
                await asyncio.sleep(1)
                print(inner.cancelled(), outer.cancelled(), both.cancelled())
                both.exception()
            try:
                asyncio.run(main())
            except asyncio.CancelledError:
                pass
            """)
        self.assertEqual([(event.subject, event.object) for event in trace.of("task.cancel")],
                         [("t3", "t1"), ("t2", "t3"), ("t4", "f1"), ("t5", "f1")])

    @unittest.skipIf(sys.version_info < (3, 9), "cancel() takes a message since 3.9")
    def test_the_message_of_a_cancellation(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def main():
                future = asyncio.get_running_loop().create_future()
                future.cancel("enough")
                task = asyncio.ensure_future(asyncio.sleep(1))
                task.cancel(msg="stop")
                await asyncio.wait([task])
            asyncio.run(main())
            """)
        self.assertEqual(trace.brief("future.cancel", "task.cancel"), ["future.cancel f1 enough", "task.cancel t2 t1 stop"])

    def test_a_task_cancelled_before_its_first_step_never_runs_its_coroutine(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def f(): print("never")
            async def main():
                task = asyncio.create_task(f())
                task.cancel()
                await asyncio.wait([task])
            asyncio.run(main())
            """)
        self.assertEqual([(event.kind, event.object, event.line) for event in trace.of("coro.") if event.subject == "c2"],
                         [("coro.create", "", 4), ("coro.throw", "t2", 0), ("coro.raise", "", 0)])

    @unittest.skipIf(sys.version_info < (3, 11), "uncancel() is there since 3.11")
    def test_uncancel_says_how_many_requests_are_left(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def main():
                me = asyncio.current_task()
                me.cancel()
                me.cancel()
                try:
                    await asyncio.sleep(1)
                except asyncio.CancelledError:
                    me.uncancel()
                    me.uncancel()
            asyncio.run(main())
            """)
        self.assertEqual([event.value for event in trace.of("task.uncancel")], [1, 0])

    def test_an_exception_nobody_asked_for_and_a_pending_task_destroyed(self) -> None:
        run = record("""\
            import asyncio, gc
            async def bad(): raise ValueError("lost")
            async def wait(): await asyncio.get_running_loop().create_future()
            async def main():
                task = asyncio.create_task(bad())
                await asyncio.sleep(0)
                del task
                print("-")
                task = asyncio.create_task(wait())
                await asyncio.sleep(0)
                del task
                gc.collect()
            asyncio.run(main())
            """)
        assert run.trace is not None
        self.assertEqual(run.trace.brief("future.unretrieved", "task.destroyed", "log"), [
            "future.unretrieved t2 0", "log t1 Task exception was never retrieved",
            "task.destroyed t3 0", "log t1 Task was destroyed but it is pending!"])
        self.assertIn('raise ValueError("lost")', run.stderr)
        self.assertNotIn("awaitscope_recorder", run.stderr)

    def test_sets_of_tasks_are_walked_in_a_fixed_order(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def f(n):
                await asyncio.sleep(1)
                return n
            async def main():
                tasks = [asyncio.ensure_future(f(n)) for n in range(12)]
                done, pending = await asyncio.wait(tasks[::-1])
                print([task.result() for task in done], type(done).__name__, pending)
                print([await each for each in asyncio.as_completed([f(n) for n in "cab"])])
                left = [asyncio.ensure_future(f(n)) for n in range(9)]
                await asyncio.sleep(0)
            asyncio.run(main())
            """)
        self.assertEqual(trace.values("print"), [str(list(range(11, -1, -1))) + " set set()\n", "['c', 'a', 'b']\n"])
        self.assertEqual([event.subject for event in trace.of("task.cancel")], ["t%d" % n for n in range(17, 26)])


if __name__ == "__main__":
    unittest.main()
