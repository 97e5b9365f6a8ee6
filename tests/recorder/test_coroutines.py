import unittest

from support import record, trace_of


class Coroutines(unittest.TestCase):
    def test_a_label_shows_the_arguments_in_the_parameters_order(self) -> None:
        trace = trace_of("""\
            import asyncio
            class Box:
                async def get(self, n): pass
                def __repr__(self): raise ValueError("no")
            async def f(a, b=2, *rest, key, last=None, **more): pass
            async def main():
                async def inner(text): pass
                task = asyncio.ensure_future(inner("x" * 300))
                for c in (f(1, key="k"), f(1, 3, 4, 5, key=task, z=1), Box().get(1)):
                    await c
            asyncio.run(main())
            """)
        labels = trace.values("coro.create")
        self.assertEqual(labels[0], "main()")
        self.assertEqual(labels[1], "main.inner('" + "x" * 187 + "…")
        self.assertEqual(labels[2:], ["f(1, 2, 'k', None)", "f(1, 3, 4, 5, t2, None, z=1)", "Box.get(<unprintable Box>, 1)"])

    def test_only_the_leaf_suspends_and_resumes(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def leaf():
                await asyncio.sleep(1)
                return 7
            async def middle():
                return await leaf()
            async def main():
                return await middle()
            asyncio.run(main())
            """)
        self.assertEqual(trace.brief("coro."), [
            "coro.create c1 main()", "coro.start c1 t1 0", "coro.create c2 middle()", "coro.start c2 c1 0",
            "coro.create c3 leaf()", "coro.start c3 c2 0", "coro.suspend c3 f1 sleep(1)", "coro.resume c3 t1 0",
            "coro.return c3 7", "coro.return c2 7", "coro.return c1 7"])
        self.assertEqual([event.line for event in trace.of("coro.suspend", "coro.resume", "coro.return")], [3, 3, 4, 6, 8])

    def test_what_is_awaited_is_said_in_the_programs_words(self) -> None:
        trace = trace_of("""\
            import asyncio
            class Later:
                def __await__(self):
                    yield
            async def work(): await asyncio.sleep(0.5)
            async def main():
                loop = asyncio.get_running_loop()
                await asyncio.sleep(0)
                await Later()
                await asyncio.create_task(work())
                future = loop.create_future()
                loop.call_later(1, future.set_result, 1)
                await future
                await asyncio.gather(work(), future, work())
                queue = asyncio.Queue()
                loop.call_later(1, queue.put_nowait, 1)
                await queue.get()
                lock = asyncio.Lock()
                await lock.acquire()
                loop.call_later(1, lock.release)
                async with lock:
                    pass
            asyncio.run(main())
            """)
        self.assertEqual([event.value for event in trace.of("coro.suspend") if event.subject == "c1"],
                         ["sleep(0)", "yield", "task t2", "future f2", "gather of t3 f2 t4", "queue.get", "lock.acquire"])
        self.assertEqual(trace.values("future.create"),
                         ["sleep", "future", "gather", "sleep", "sleep", "queue.get", "lock.acquire"])

    def test_driven_by_hand(self) -> None:
        trace = trace_of("""\
            class Pause:
                def __await__(self):
                    got = yield "paused"
                    return got
            async def f():
                try:
                    return await Pause()
                finally:
                    print("bye")
            c = f()
            print(c.send(None))
            try:
                c.send(5)
            except StopIteration as stop:
                print(stop.value)
            d = f()
            d.send(None)
            try:
                d.throw(ValueError("v"))
            except ValueError:
                pass
            e = f()
            e.send(None)
            e.close()
            f().close()
            g = f()
            try:
                g.throw(KeyError("k"))
            except KeyError:
                pass
            """)
        self.assertEqual(trace.brief("coro."), [
            "coro.create c1 f()", "coro.start c1 0", "coro.suspend c1 yield", "coro.resume c1 0", "coro.return c1 5",
            "coro.create c2 f()", "coro.start c2 0", "coro.suspend c2 yield", "coro.throw c2 ValueError('v')",
            "coro.raise c2 ValueError('v')",
            "coro.create c3 f()", "coro.start c3 0", "coro.suspend c3 yield", "coro.close c3 0",
            "coro.raise c3 GeneratorExit()",
            "coro.create c4 f()", "coro.close c4 0",
            "coro.create c5 f()", "coro.throw c5 KeyError('k')", "coro.raise c5 KeyError('k')"])

    def test_never_awaited_is_seen_and_warned_of_as_cpython_does(self) -> None:
        run = record("""\
            import asyncio
            async def f(): pass
            async def main():
                f()
                print("on")
            asyncio.run(main())
            """)
        assert run.trace is not None
        self.assertEqual(run.trace.brief("coro.unawaited", "warn"),
                         ["coro.unawaited c2 0", "warn t1 RuntimeWarning: coroutine 'f' was never awaited"])
        self.assertEqual([event.line for event in run.trace.of("coro.unawaited", "warn")], [4, 4])
        self.assertIn("program.py:4: RuntimeWarning: coroutine 'f' was never awaited\n  f()\n", run.stderr)

    def test_coroutines_made_by_c_code_are_noted_at_first_sight(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def f(n): return n
            async def main():
                return [await c for c in map(f, [1, 2])]
            asyncio.run(main())
            """)
        self.assertEqual(trace.values("coro.create"), ["main()", "f(1)", "f(2)"])
        self.assertEqual(trace.values("coro.return"), ["1", "2", "[1, 2]"])

    def test_a_return_that_is_stopped_on_its_way_out_is_not_what_the_coroutine_returns(self) -> None:
        trace = trace_of("""\
            import asyncio
            class Fails:
                def __enter__(self): pass
                def __exit__(self, *_): raise ValueError
            async def by_with():
                try:
                    with Fails():
                        return 1
                except ValueError:
                    print("failed")
            async def by_loop():
                for _ in range(1):
                    try:
                        return 2
                    finally:
                        break
            async def main():
                await by_with()
                await by_loop()
            asyncio.run(main())
        """)
        self.assertEqual(trace.values("coro.return"), ["None", "None", "None"])

    def test_an_exception_on_its_way_out_is_recorded_for_each_coroutine(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def inner():
                raise KeyError("k")
            async def outer():
                try:
                    await inner()
                finally:
                    print("outer")
            async def main():
                try:
                    await outer()
                except KeyError:
                    print("caught")
            asyncio.run(main())
            """)
        self.assertEqual([(event.kind, event.subject, event.value, event.line) for event in trace.of("coro.raise", "coro.return")],
                         [("coro.raise", "c3", "KeyError('k')", 3), ("coro.raise", "c2", "KeyError('k')", 8),
                          ("coro.return", "c1", "None", 13)])

    def test_a_generator_that_the_program_drives_is_recorded_as_a_coroutine_is(self) -> None:
        trace = trace_of("""\
            def inner(word):
                got = yield word
                return got
            def outer():
                first = yield from inner("a")
                for second in inner("b"):
                    yield second
                return first
            gen = outer()
            next(gen)
            gen.send(1)
            try:
                gen.throw(KeyError("k"))
            except KeyError:
                pass
            never = outer()
            never.close()
            """)
        self.assertEqual(trace.brief("coro."), [
            "coro.create c1 g1 outer()", "coro.start c1 0", "coro.create c2 g2 inner('a')", "coro.start c2 c1 0",
            "coro.suspend c2 yield", "coro.resume c2 0", "coro.return c2 1",
            "coro.create c3 g3 inner('b')", "coro.start c3 0", "coro.suspend c3 yield", "coro.suspend c1 yield",
            "coro.throw c1 KeyError('k')", "coro.raise c3 GeneratorExit()", "coro.raise c1 KeyError('k')",
            "coro.create c4 g4 outer()", "coro.close c4 0"])

    def test_other_generators_are_calls_of_whoever_runs_them(self) -> None:
        trace = trace_of("""\
            import contextlib, types
            @types.coroutine
            def marked():
                yield from plain(list_of)
            def plain(values):
                yield 1
            list_of = []
            class Later:
                def __await__(self):
                    yield from plain(1)
            @contextlib.contextmanager
            def managed():
                yield 2
            async def main():
                await marked()
                await Later()
            coro = main()
            for _ in range(2):
                coro.send(None)
            with managed():
                print(list(n for n in (1, 2)), (lambda: (yield 3))().send(None))
            """)
        self.assertEqual([event.subject for event in trace.of("coro.create")], ["c1"])
        self.assertEqual(trace.brief("coro.")[1:], [
            "coro.start c1 0", "coro.suspend c1 yield", "coro.resume c1 0", "coro.suspend c1 yield", "coro.raise c1 GeneratorExit()"])

    def test_a_coroutine_that_yields_while_it_is_closed_suspends_and_is_not_held(self) -> None:
        trace = trace_of("""\
            import types
            @types.coroutine
            def pause():
                yield
            async def stubborn():
                try:
                    await pause()
                except GeneratorExit:
                    await pause()
            coro = stubborn()
            coro.send(None)
            try:
                coro.close()
            except RuntimeError as error:
                print(error)
            """)
        self.assertEqual(trace.brief("coro.")[2:], [
            "coro.suspend c1 yield", "coro.close c1 0", "coro.suspend c1 yield", "coro.raise c1 GeneratorExit()"])


if __name__ == "__main__":
    unittest.main()
