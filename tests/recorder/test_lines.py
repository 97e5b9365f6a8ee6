import unittest

from support import trace_of


class LineEvents(unittest.TestCase):
    def test_a_statement_over_several_lines_has_one_event_at_its_first_line(self) -> None:
        trace = trace_of("""\
            def add(a,
                    b):
                return (a +
                        b)
            total = add(
                1,
                2)
            """)
        self.assertEqual(trace.lines(), [1, 5, 3])

    def test_definitions_and_imports_have_one_event_and_decorators_belong_to_them(self) -> None:
        trace = trace_of('''\
            """Documented."""
            from __future__ import annotations
            import asyncio
            def plain(f):
                """Also documented."""
                return f
            @plain
            @plain
            async def decorated():
                pass
            class Thing:
                """And this."""
                size = 3
            ''')
        self.assertEqual(trace.lines(), [2, 3, 4, 7, 6, 6, 11, 13])

    def test_branches_and_clauses(self) -> None:
        trace = trace_of("""\
            if 1 > 2:
                x = 1
            elif 1 > 0:
                x = 2
            else:
                x = 3
            try:
                raise KeyError("k")
            except ValueError:
                x = 4
            except (KeyError,
                    IndexError) as error:
                x = 5
            else:
                x = 6
            finally:
                x = 7
            try:
                x = 8
            except:
                x = 9
            """)
        self.assertEqual(trace.lines(), [1, 3, 4, 7, 8, 9, 11, 13, 17, 18, 19])

    def test_loop_headers_come_back_and_are_listed_as_revisited(self) -> None:
        trace = trace_of("""\
            for i in range(3):
                if i == 1:
                    continue
                x = i
            n = 0
            while n < 2:
                n += 1
            """)
        self.assertEqual(trace.lines(), [1, 2, 4, 1, 2, 3, 1, 2, 4, 1, 5, 6, 7, 6, 7, 6])
        self.assertEqual(trace.sources[0][4], [1, 6])

    def test_a_loop_comes_back_after_the_blocks_that_continue_leaves(self) -> None:
        trace = trace_of("""\
            import contextlib
            for i in range(2):
                with contextlib.nullcontext():
                    continue
            n = 0
            while n < 2:
                try:
                    n += 1
                    continue
                finally:
                    n += 0
            """)
        self.assertEqual(trace.lines(), [1, 2, 3, 4, 3, 2, 3, 4, 3, 2, 5, 6, 7, 8, 9, 11, 6, 7, 8, 9, 11, 6])

    def test_with_headers_come_back_on_exit_however_the_block_is_left(self) -> None:
        trace = trace_of("""\
            import contextlib
            def leave():
                with contextlib.nullcontext():
                    return 1
            leave()
            with contextlib.suppress(KeyError):
                raise KeyError
            """)
        self.assertEqual(trace.lines(), [1, 2, 5, 3, 4, 3, 6, 7, 6])
        self.assertEqual(trace.sources[0][4], [3, 6])

    def test_a_statement_in_which_its_coroutine_resumes_is_not_repeated(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def main():
                await asyncio.sleep(1)
                return [await asyncio.sleep(0, i)
                        for i in range(3)]
            asyncio.run(main())
            """)
        self.assertEqual(trace.lines("c1"), [3, 4])

    def test_depth_counts_calls_from_the_coroutines_own_frame(self) -> None:
        trace = trace_of("""\
            import asyncio
            def inner():
                return 1
            def outer():
                return inner()
            async def main():
                outer()
                return [inner() for _ in range(1)]
            outer()
            asyncio.run(main())
            """)
        found = [(event.line, event.subject, event.value) for event in trace.of("line") if event.line in (3, 5, 7, 8)]
        self.assertEqual(found, [(5, "", 1), (3, "", 2), (7, "c1", 0), (5, "c1", 1), (3, "c1", 2), (8, "c1", 0),
                                 (3, "c1", 1)])

    def test_a_callback_of_the_loop_stands_at_depth_0_and_belongs_to_no_coroutine(self) -> None:
        trace = trace_of("""\
            import asyncio
            def ring():
                print("ring")
            async def main():
                asyncio.get_running_loop().call_soon(ring)
                await asyncio.sleep(0)
            asyncio.run(main())
            """)
        (line,) = [event for event in trace.of("line") if event.line == 3]
        self.assertEqual((line.subject, line.value), ("", 0))
        (printed,) = trace.of("print")
        self.assertEqual((printed.subject, printed.line), ("", 3))

    def test_locals_are_recorded_when_they_get_a_value(self) -> None:
        trace = trace_of("""\
            import asyncio
            async def main(n, *, key="k"):
                a, (b, *c) = 1, (2, 3, 4)
                a += 1
                for i in range(2):
                    pass
            asyncio.run(main(5))
            """)
        self.assertEqual([event.value for event in trace.of("local") if event.subject == "c1"],
                         ["n = 5", "key = 'k'", "a = 1", "b = 2", "c = [3, 4]", "a = 2", "i = 0", "i = 1"])

    def test_what_a_list_holds_is_told_after_each_call_that_was_given_it(self) -> None:
        trace = trace_of("""\
            import heapq
            from collections import deque
            ready = deque()
            count = 0
            def add(item):
                global count
                count += 1
                ready.append(item)
                ready.count(item)
            def work():
                heap = []
                heapq.heappush(heap, 2)
                table = {}
                table["a"] = 1
                del table["a"]
            add("x")
            work()
            ready.popleft()
            """)
        self.assertEqual([event.value for event in trace.of("local")], [
            "ready = deque([])", "count = 0", "item = 'x'", "global count = 1", "global ready = deque(['x'])",
            "heap = []", "heap = [2]", "table = {}", "table = {'a': 1}", "table = {}", "ready = deque([])"])

    def test_a_plain_functions_arguments_are_told_once_a_line_of_it_runs(self) -> None:
        trace = trace_of("""\
            def f(a):
                global b
                b = a
            f(1)
            """)
        self.assertEqual([(event.kind, event.value) for event in trace.events if event.kind in ("line", "local")][2:], [
            ("line", 1), ("local", "a = 1"), ("local", "global b = 1")])


if __name__ == "__main__":
    unittest.main()
