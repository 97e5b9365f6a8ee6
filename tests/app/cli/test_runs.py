"""The command line: runs in other orders, one beside another, and what somebody expects of them."""
import json
import sys
import unittest

from typed import Typed


class Runs(Typed):
    # explore

    def test_explore_finds_an_order_that_breaks_and_says_how_to_run_it(self):
        output, _ = self.run_it("explore", "race-lost-update", "--fails", "output", "-o", "x.awt", code=1)
        self.assertIn("1 change against the default:\n  At 1.000 s Task-3 goes before Task-2; both were due then.", output)
        words = output.split("To run it so: awaitscope ")[1].split("\n")[0].split()
        again, _ = self.run_it(*words)
        usual, _ = self.run_it("run", "race-lost-update")
        self.assertNotEqual(again, usual)
        self.assertIn("bob takes 50 leaves 50\n", again)
        self.assertIn('"schedule":"1"', (self.folder / "x.awt").read_text())

    def test_explore_says_what_it_looked_at_when_nothing_breaks(self):
        output, _ = self.run_it("explore", "gather-order")
        self.assertIn("one order only", output)
        output, _ = self.run_it("explore", "race-lost-update", "--vary", "ties")
        self.assertEqual(output, "None breaks it: all 2 orders of ties, with these knobs.\n")
        output, _ = self.run_it("explore", "streams-echo", "--most-runs", "5")
        self.assertIn("the others were not looked at", output)
        table, _ = self.run_it("explore", "--most-runs", "20", code=1) # one lesson breaks in a rare order
        self.assertRegex(table, r"race-rare-order +>= 4 +3  2 changes: It ends with AssertionError: money is lost.\n")
        self.assertEqual(len(table.splitlines()), 1 + len(json.loads(self.run_it("lessons", "--json")[0])))

    def test_explore_refuses_what_it_cannot_vary(self):
        self.refused("explore", "race-lost-update", "--vary", "luck", says="--vary wants ties, threads, io, sleeps")
        self.refused("explore", "syntax-rules", says="has no scenario")
        self.refused("explore", "race-lost-update", "--most-runs", "0", says="--most-runs")

    def test_explore_looks_through_the_orders_of_a_program_of_ones_own(self):
        self.write("beside.py", "stock = 1\n")
        self.write("shop.py", """import asyncio, sys
import beside

async def buy(who, seconds):
    await asyncio.sleep(seconds)
    seen = beside.stock
    await asyncio.sleep(0)
    if seen > 0:
        beside.stock -= 1
        print(who, "buys")

async def refill():
    await asyncio.sleep(2)
    if beside.stock == 0:
        beside.stock += 1

async def main():
    await asyncio.gather(buy("a", 1), refill(), buy("b", 2))
    assert beside.stock >= 0, beside.stock

asyncio.run(main())
""")
        output, _ = self.run_it("explore", "shop.py", "-o", "broken.awt", "--fails", "output", code=1)
        self.assertIn("1 change against the default", output)
        self.assertIn("goes before", output)
        self.assertIn("broken.awt: whole", self.run_it("check", "broken.awt")[0])
        self.write("fine.py", "import asyncio\nasync def main():\n    await asyncio.gather(*[asyncio.sleep(1) for _ in range(3)])\n    print('end')\nasyncio.run(main())\n")
        output, _ = self.run_it("explore", "fine.py", "--fails", "output")
        self.assertIn("None breaks it: all 6 orders", output)

    def test_explore_refuses_a_program_whose_orders_are_not_its_own(self):
        self.write("child.py", "import asyncio, subprocess, sys\nsubprocess.run([sys.executable, '-c', ''])\n")
        self.refused("explore", "child.py", says="waits for the outside (waitpid)")
        self.write("wrong.py", "def (\n")
        self.refused("explore", "wrong.py", says="SyntaxError")
        self.refused("explore", "nowhere.py", says="nowhere.py")
        self.refused("explore", "wrong.py", "--set", "a=b", says="is a program")
        self.refused("explore", "wrong.py", "--vary", "sleeps", says="for lessons")
        self.refused("explore", "wrong.py", "--python", "no-such-python", says="no-such-python")
        self.refused("explore", "gather-order", "--python", "python3", says="of a program")

    # compare

    def test_compare_says_where_two_runs_part(self):
        output, _ = self.run_it("compare", "gather-order", "gather-order --model 'sleep-blocks-everyone'", "-o", "two.svg", code=1)
        for words in ("A: gather-order, ", "They do the same for ", "What they print:", "Time: A takes 3 s, B 6 s.", "Task-3"):
            self.assertIn(words, output)
        picture = (self.folder / "two.svg").read_text()
        self.assertIn("first difference", picture)
        self.assertNotIn(">hide<", picture)
        self.run_it("run", "gather-order", "--set", "fast=5", "-o", "five.awt")
        output, _ = self.run_it("compare", "gather-order --set fast=5", "five.awt")
        self.assertIn("do the same, event by event", output)
        output, _ = self.run_it("compare", "gather-order --engine cpython", "gather-order")
        self.assertIn("do the same, event by event", output)

    def test_compare_says_what_it_cannot_compare(self):
        self.refused("compare", "gather-order", says="B is required")
        self.refused("compare", "gather-order", "no-such.awt", says="no-such.awt")
        self.refused("compare", "gather-order", "gather-order --moddel x", says="--moddel")
        self.refused("compare", "gather-order", "gather-order 'x", says="quote")
        self.refused("compare", "gather-order", "gather-order --python 3", says="--engine cpython")
        self.refused("compare", "gather-order", "gather-order", "-o", "x.gif", says=".svg")

    # diagnose

    def test_diagnose_finds_the_belief_behind_what_one_expects(self):
        real = self.run_it("run", "create-task")[0]
        self.write("expected", "\n" + real.replace("\n", "  \n") + "\n\n")
        self.assertEqual(self.run_it("diagnose", "create-task", "expected")[0], "That is what it prints.\n")
        self.write("expected", self.run_it("run", "create-task", "--model", "create-task-runs-now")[0])
        output, _ = self.run_it("diagnose", "create-task", "expected", code=1)
        self.assertIn("one of these", output)
        self.assertIn("create_task starts to run the task before it returns.", output)
        model = "gather-returns-in-finishing-order"
        self.write("expected", self.run_it("run", "gather-order", "--set", "fast=2", "--model", model)[0])
        output, _ = self.run_it("diagnose", "gather-order", "expected", "--set", "fast=2", code=1)
        self.assertIn("gather puts the result that came first into the first place.", output)
        self.assertIn("awaitscope run gather-order --set fast=2 --model %s\n" % model, output)
        both = "await-is-concurrent+create-task-runs-now"
        self.write("expected", self.run_it("run", "sequential-await", "--model", both)[0])
        with open(self.folder / "expected", encoding="utf-8") as typed:
            self.run_it("diagnose", "sequential-await", "-", code=1, stdin=typed)
        self.write("expected", "something else\n")
        output, _ = self.run_it("diagnose", "create-task", "expected", code=1)
        self.assertIn("Under no wrong model that we know, nor two", output)
        self.assertIn("  - something else\n", output)
        self.assertIn("  + " + real.splitlines()[0], output)

    def test_diagnose_says_what_is_missing(self):
        self.refused("diagnose", "create-task", says="that you expect")
        self.refused("diagnose", "create-task", "nowhere.txt", says="nowhere.txt")
        self.refused("diagnose", "syntax-rules", "expected", says="no scenario")
        self.refused("diagnose", "--set", "a=b", says="name one")


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
