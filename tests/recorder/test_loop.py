import unittest

from support import record, trace_of


class Loop(unittest.TestCase):
    def test_the_clock_jumps_and_time_sleep_moves_it(self) -> None:
        trace = trace_of("""\
            import asyncio, time
            async def main():
                began = time.monotonic(), time.perf_counter(), time.time()
                await asyncio.sleep(3600)
                time.sleep(1.5)
                print([now - then for now, then in zip((time.monotonic(), time.perf_counter(), time.time()), began)])
            asyncio.run(main())
            """, timeout=20)
        self.assertEqual(trace.values("print"), ["[3601.5, 3601.5, 3601.5]\n"])
        (advance,) = trace.of("loop.advance")
        self.assertEqual((advance.time, advance.value, advance.line), (3600 * 10**9, 0, 0))
        self.assertEqual(trace.of("print")[0].time, 36015 * 10**8)

    def test_simultaneous_timers_fire_in_the_order_of_arming_and_dust_is_rounded(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def main():
                loop = asyncio.get_running_loop()
                await asyncio.sleep(0.1)
                for name in "ab":
                    loop.call_later(0.2, print, name)
                loop.call_at(0.3, print, "c")
                loop.call_at(0.300000001, print, "d")
                await asyncio.sleep(1)
            asyncio.run(main())
            """)
        self.assertEqual([event.value for event in trace.of("handle.timer")],
                         [100000000, 300000000, 300000000, 300000000, 300000001, 1100000000])
        self.assertEqual([(event.time, event.value) for event in trace.of("print")],
                         [(300000000, "a\n"), (300000000, "b\n"), (300000000, "c\n"), (300000001, "d\n")])

    def test_a_turn_counts_its_ready_handles_and_a_wait_is_said_before_the_jump(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def main():
                await asyncio.sleep(2)
            asyncio.run(main())
            """)
        self.assertEqual(trace.brief("loop."), [
            "loop.start l1 0", "loop.iteration l1 1", "loop.select l1 0", "loop.iteration l1 0", "loop.select l1 2000000000",
            "loop.advance l1 0", "loop.iteration l1 1", "loop.select l1 0", "loop.iteration l1 1", "loop.select l1 0",
            "loop.stop l1 0", "loop.close l1 0"])
        self.assertEqual([event.line for event in trace.of("loop.start", "loop.close")], [4, 4])
        self.assertEqual({event.line for event in trace.of("loop.iteration", "handle.run", "task.step", "task.suspend")}, {0})

    def test_cancel_of_a_handle_is_recorded_once_and_only_before_it_ran(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def main():
                loop = asyncio.get_running_loop()
                soon, later = loop.call_soon(print, 1), loop.call_later(1, print, 2)
                await asyncio.sleep(0)
                soon.cancel()
                later.cancel()
                later.cancel()
                await asyncio.sleep(2)
            asyncio.run(main())
            """)
        self.assertEqual(trace.brief("handle.cancel"), ["handle.cancel h3 0"])
        self.assertNotIn("h3", [event.subject for event in trace.of("handle.due", "handle.run")])

    def test_the_runners_own_shutdown_is_hidden_but_leftover_tasks_are_cancelled_visibly(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def f(): await asyncio.sleep(9)
            async def main():
                asyncio.ensure_future(f())
                await asyncio.sleep(0)
            asyncio.run(main())
            async def again(): print(asyncio.current_task().get_name())
            asyncio.run(again())
            """)
        self.assertEqual(trace.brief("task.create", "task.cancel", "loop.start", "loop.close"), [
            "task.create t1 c1 Task-1", "loop.start l1 0", "task.create t2 c2 Task-2", "task.cancel t2", "loop.start l1 0",
            "loop.close l1 0", "task.create t3 c3 " + trace.values("print")[0].strip(), "loop.start l2 0", "loop.close l2 0"])

    def test_a_program_that_can_never_go_on_ends_with_a_sentence(self) -> None:
        run = record("""\
            import asyncio
            async def stuck(): await asyncio.get_running_loop().create_future()
            async def main():
                await asyncio.gather(stuck(), stuck())
            asyncio.run(main())
            """, timeout=20)
        sentence = "deadlock: nothing is ready to run and no timer is set; waiting: Task-1, Task-2, Task-3"
        self.assertEqual((run.code, run.stderr), (1, "awaitscope: " + sentence + "\n"))
        assert run.trace is not None and run.trace.end is not None
        self.assertEqual(run.trace.end[1:], [len(run.trace.events), 1, sentence])
        self.assertEqual(run.trace.events[-1].kind, "loop.select")
        self.assertEqual(run.trace.events[-1].value, -1)

    def test_threads_and_file_descriptors_are_waited_for(self) -> None:
        trace = trace_of("""\
            import asyncio, socket, threading
            async def main():
                loop = asyncio.get_running_loop()
                print(await loop.run_in_executor(None, threading.Event().wait, 0.05))
                left, right = socket.socketpair()
                left.setblocking(False)
                threading.Timer(0.05, right.send, [b"x"]).start()
                print(await loop.sock_recv(left, 1))
                future = loop.create_future()
                threading.Timer(0.05, loop.call_soon_threadsafe, [future.set_result, 3]).start()
                print(await future)
            asyncio.run(main())
            """, timeout=20)
        self.assertEqual(trace.values("print"), ["False\n", "b'x'\n", "3\n"])


if __name__ == "__main__":
    unittest.main()
