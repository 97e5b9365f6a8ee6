"""The command line, end to end: what a person types, what comes back, and the exit code.

$AWAITSCOPE_PROGRAM names the program to test.
"""
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import unittest

from typed import PROGRAM, ROOT, Typed

DATA = ROOT / "tests" / "data"


class CommandLine(Typed):
    # help

    def test_every_command_has_help_with_an_example(self):
        output, _ = self.run_it("--help")
        commands = re.findall(r"^  ([a-z]+) ", output.split("Subcommands:")[1], re.M)
        self.assertEqual(set(commands), {"open", "lessons", "lecture", "models", "run", "explore", "compare", "diagnose", "record", "show", "events",
                                         "render", "verify", "check", "answers", "settings", "fuzz", "bench"})
        for command in commands:
            text, _ = self.run_it(command, "--help")
            self.assertIn("Example:\n  awaitscope " + command, text)

    def test_version(self):
        output, _ = self.run_it("--version")
        self.assertRegex(output, r"^awaitscope \d+\.\d+\.\d+\n$")

    # lecture

    def test_a_lecture_is_checked_and_each_mistake_has_its_line(self):
        output, _ = self.run_it("lecture", ROOT / "lessons" / "first-hour.toml", "--check")
        self.assertIn("no mistake found", output)
        name = self.write("bad.toml", '[[stop]]\nlesson = "gather-ordr"\n[[stop]]\nlesson = "create-task"\n'
                                      'moment = "suspend nobody"\npanel = "lop"\n')
        for words in (["lecture", name, "--check"], ["lecture", name]):  # no window opens
            output, error = self.run_it(*words, code=1, env={"DISPLAY": None, "WAYLAND_DISPLAY": None})
            self.assertEqual(output, "")
            lines = error.splitlines()
            self.assertEqual([line.split(": ")[0] for line in lines], ["bad.toml:2", "bad.toml:5", "bad.toml:6"])
            self.assertIn("did you mean gather-order?", lines[0])
            self.assertIn("awaitscope events create-task", lines[1])
            self.assertIn("did you mean loop?", lines[2])
        self.refused("lecture", "nowhere.toml", says="Cannot read nowhere.toml")
        self.refused("lecture", str(self.folder), says="it is a folder")

    # lessons and run

    def test_lessons_lists_each_with_its_knobs(self):
        output, _ = self.run_it("lessons")
        for lesson in ("call-does-nothing", "sequential-await", "create-task", "gather-order", "cancel-delivery"):
            self.assertIn(lesson, output)
        self.assertIn("fast=0..5", output)

    def test_lessons_as_json(self):
        lessons = json.loads(self.run_it("lessons", "--json")[0])
        gather = next(lesson for lesson in lessons if lesson["id"] == "gather-order")
        self.assertTrue(gather["miniature"])
        self.assertEqual([knob["name"] for knob in gather["knobs"]], ["how", "fast"])

    def test_a_broken_lesson_does_not_hide_the_others(self):
        lessons = self.folder / "lessons"
        shutil.copytree(ROOT / "lessons" / "create-task", lessons / "create-task")
        (lessons / "broken").mkdir()
        (lessons / "broken" / "lesson.toml").write_text("id = \n")
        output, error = self.run_it("lessons", env={"AWAITSCOPE_LESSONS": str(lessons)}, code=1)
        self.assertIn("create-task", output)
        self.assertIn("broken", error)

    def test_lessons_check_finds_nothing_wrong_with_ours(self):
        output, _ = self.run_it("lessons", "check")
        self.assertRegex(output, r"^\d+ lessons, \d+ variants: no mistake found\n$")
        self.assertIn("1 lesson, 3 variants", self.run_it("lessons", "check", "create-task")[0])

    def test_lessons_check_names_each_mistake_with_its_line(self):
        lessons = self.folder / "lessons"
        for lesson in ("create-task", "gather-order"):
            shutil.copytree(ROOT / "lessons" / lesson, lessons / lesson)
        toml = lessons / "create-task" / "lesson.toml"
        toml.write_text(toml.read_text().replace('"one starts"\nbecause', '"nothing"\nbecause'))
        toml = lessons / "gather-order" / "lesson.toml"
        toml.write_text(toml.read_text().replace('hides = ["[', 'hides = ["finished mid", "['))
        output, _ = self.run_it("lessons", "check", str(lessons), code=1)
        self.assertRegex(output, r"create-task/lesson.toml:\d+: `nothing` is what the run gives, so it is not wrong")
        self.assertRegex(output, r"gather-order/lesson.toml:\d+: `finished mid` is hidden until this is decided, but at "
                                 r"event \d+ the output says: finished mid")
        self.assertRegex(output, r"2 lessons, 13 variants: \d+ mistakes\n$")
        toml.write_text("id = \n")
        self.assertIn("gather-order/lesson.toml:1:", self.run_it("lessons", "check", str(toml.parent), code=1)[0])
        self.refused("lessons", "check", str(self.folder / "no-such"), says="no-such")
        self.refused("lessons", "chck", says="check")

    def test_run_prints_what_the_program_prints_on_both_engines(self):
        for lesson in json.loads(self.run_it("lessons", "--json")[0]):
            expected = (ROOT / "lessons" / lesson["id"] / "expected" / "default.out").read_text()
            with self.subTest(lesson["id"]):
                self.assertEqual(self.run_it("run", lesson["id"])[0], expected)
        expected = (ROOT / "lessons" / "gather-order" / "expected" / "default.out").read_text()
        self.assertEqual(self.run_it("run", "gather-order", "--engine", "cpython"), (expected, ""))

    def test_run_keeps_a_trace(self):
        self.run_it("run", "gather-order", "--set", "fast=3", "--set", "how=one-by-one", "-o", "a.awt")
        output, _ = self.run_it("check", "a.awt")
        self.assertIn("fast = 3", output)
        self.assertIn("miniature", output)
        self.run_it("run", "gather-order", "--engine", "cpython", "-o", "b.awt")
        self.assertIn("CPython 3.", self.run_it("check", "b.awt")[0])

    def test_run_into_a_device_leaves_it_a_device(self):
        os.mkfifo(self.folder / "pipe")
        reader = subprocess.Popen(["cat", "pipe"], cwd=self.folder, stdout=subprocess.PIPE)
        self.run_it("run", "create-task", "-o", "pipe")
        self.assertTrue(reader.communicate(timeout=60)[0].startswith(b'{"awaitscope":1'))
        self.assertTrue((self.folder / "pipe").is_fifo())

    # what a run is made under

    def test_models_lists_each_with_its_belief(self):
        lines = self.run_it("models")[0].splitlines()
        self.assertEqual(len(lines), 9)
        self.assertRegex(lines[0], r"^calling-runs-it +Calling a coroutine function runs its body\.$")

    def test_a_run_under_a_wrong_model_differs_and_its_trace_says_so(self):
        truth, _ = self.run_it("run", "create-task")
        output, _ = self.run_it("run", "create-task", "--model", "create-task-runs-now", "-o", "a.awt")
        self.assertNotEqual(output, truth)
        self.assertTrue(output.startswith("one starts\ntwo starts\nboth are made"))
        self.assertIn("create-task-runs-now", (self.folder / "a.awt").read_text().splitlines()[0])
        self.assertIn("create-task-runs-now", self.run_it("check", "a.awt")[0])

    def test_a_schedule_turns_round_what_happens_at_one_moment(self):
        words = ("run", "gather-order", "--set", "fast=2")
        self.assertTrue(self.run_it(*words)[0].startswith("finished fast\nfinished mid\n"))
        for schedule in ("1", "last"):
            output, _ = self.run_it(*words, "--schedule", schedule)
            self.assertTrue(output.startswith("finished mid\nfinished fast\n"), output)

    def test_a_clock_is_chosen_by_name(self):
        words = ("run", "call-does-nothing", "-o", "a.awt")
        virtual, _ = self.run_it(*words, "--clock", "virtual")
        self.assertIn('"clock":"virtual"', (self.folder / "a.awt").read_text())
        self.assertEqual(self.run_it(*words, "--clock", "steady")[0], virtual)
        self.assertIn('"clock":"steady"', (self.folder / "a.awt").read_text())

    def test_interventions_come_at_their_steps(self):
        output, error = self.run_it("run", "cancel-delivery", "--intervene", "60 cancel t9", "--intervene",
                                    "40 fire t2", "-o", "a.awt")
        self.assertIn("cancelled yet: False", output)
        self.assertRegex(error, r"^awaitscope: The intervention on t9 at event \d+ was without effect\.\n$")
        events = [json.loads(line) for line in self.run_it("events", "a.awt", "--json")[0].splitlines()]
        self.assertEqual([event["subject"] for event in events if event["kind"] == "run.intervene"],
                         ["t2", "t9", "t9"])
        self.assertIn("t2", [event["subject"] for event in events if event["kind"] == "task.wakeup"])

    def test_wrong_policies_are_answered_with_one_sentence(self):
        run = ("run", "gather-order")
        self.refused(*run, "--model", "calling-run-it", says="did you mean calling-runs-it?")
        self.refused(*run, "--model", "xyz", says="awaitscope models")
        self.refused(*run, "--clock", "fast", says="virtual or steady")
        self.refused(*run, "--schedule", "1,x", says="not 1,x")
        for wrong in ("soon", "12 cancel", "12 stop t2", "x cancel t2", ""):
            self.refused(*run, "--intervene", wrong, says="12 cancel t2")
        self.refused(*run, "--intervene", "99999 cancel t2", "--intervene", "0 cancel t9", "-o", "a.awt",
                     says="Event 99999 comes too late")
        for name, value in (("--model", "calling-runs-it"), ("--schedule", "1"), ("--clock", "virtual"),
                            ("--intervene", "12 cancel t2")):
            self.refused(*run, "--engine", "cpython", name, value, says=name + " is for the miniature")
            self.refused("verify", "gather-order", name, value, says=name)
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_lesson_runs_by_the_rules_of_the_python_that_is_named(self):
        for given, said in (("3.13", "3.13"), ("3.13.0", "3.13.0"), ("3.11", "3.11"), (None, "3.11")):
            rules = ["--python-rules", given] if given else []
            self.run_it("run", "gather-order", *rules, "-o", "a.awt")
            with open(self.folder / "a.awt", encoding="utf-8") as trace:
                header = json.loads(trace.readline())
            self.assertEqual((header["engine"], header["version"]), ("miniature", said))
        for wrong in ("3", "three", "3.13.", "3.13 "):
            self.refused("run", "gather-order", "--python-rules", wrong, says="--python-rules wants a version of Python")
        for other in ("3.10", "3.14", "2.7"):
            self.refused("run", "gather-order", "--python-rules", other, says="3.11, 3.12 and 3.13, not of " + other)
        self.refused("run", "gather-order", "--engine", "cpython", "--python-rules", "3.13", says="--python-rules is for the miniature")

    # record

    def test_record_passes_on_arguments_streams_and_exit_code(self):
        self.write("mine.py", "import asyncio, sys\n"
                              "async def main():\n"
                              "    await asyncio.sleep(3600)\n"
                              "    print(sys.argv[1:], input())\n"
                              "    sys.exit(3)\n"
                              "asyncio.run(main())\n")
        self.write("typed", "hello\n")
        with open(self.folder / "typed", encoding="utf-8") as typed:
            output, error = self.run_it("record", "--clock", "virtual", "mine.py", "--", "-o", "x", "--limit=3", code=3, stdin=typed)
        self.assertEqual(output, "['-o', 'x', '--limit=3'] hello\n")
        self.assertIn("mine.awt", error)
        self.assertIn("exit code 3", self.run_it("check", "mine.awt")[0])
        self.assertIn("sleep(3600)", self.run_it("events", "mine.awt")[0])

    def test_record_runs_programs_modules_and_commands_as_they_run_alone(self):
        self.write("mine.py", "import sys, time\nprint(time.time() > 1.7e9, sys.argv[1:])\n")
        self.write("tool", "#!%s\nimport mine\n" % shutil.which("python3"))
        (self.folder / "tool").chmod(0o755)
        path = {"PATH": "%s:%s" % (self.folder, os.environ["PATH"])}
        for words, name, said in ((["mine.py", "--", "-x"], "mine.awt", "True ['-x']\n"), (["-m", "mine", "--", "a"], "mine.awt", "True ['a']\n"),
                                  (["-m", "mine", "b", "--", "c"], "mine.awt", "True ['b', 'c']\n"),
                                  (["--", "tool", "-v"], "tool.awt", "True ['-v']\n"), (["tool"], "tool.awt", "True []\n")):
            output, error = self.run_it("record", *words, env=path)
            self.assertEqual(output, said, words)
            self.assertIn("recorded in " + name, error)
            self.assertIn("real clock", self.run_it("check", name)[0])
            self.assertEqual((self.folder / name).stat().st_mode & 0o777, 0o600)
            os.remove(self.folder / name)

    def test_record_keeps_the_newest_part_within_a_bound(self):
        self.write("mine.py", "import asyncio\nasync def main():\n    for _ in range(60000):\n        await asyncio.sleep(0)\nasyncio.run(main())\n")
        self.run_it("record", "--max-size", "8M", "mine.py")
        self.assertLess((self.folder / "mine.awt").stat().st_size, 8 << 20)
        self.assertIn("mine.awt: whole", self.run_it("check", "mine.awt")[0])
        self.refused("record", "--max-size", "1k", "mine.py", says="less than 8M")
        self.refused("record", "--last", "soon", "mine.py", says="--last")
        self.refused("record", "--clock", "virtual", "--last", "9", "mine.py", says="--clock real")

    def test_record_sees_lines_and_locals_where_asked(self):
        self.write("mine.py", "import asyncio\nasync def main():\n    x = 41\n    x += 1\n    await asyncio.sleep(0)\nasyncio.run(main())\n")
        self.run_it("record", "mine.py")
        self.assertNotIn("x is now 42", self.run_it("events", "mine.awt")[0])
        self.run_it("record", "--level", "locals", "mine.py")
        self.assertIn("x is now 42", self.run_it("events", "mine.awt")[0])
        self.run_it("record", "--lines", "elsewhere/", "mine.py")
        self.assertNotIn(" runs line ", self.run_it("events", "mine.awt")[0])
        self.refused("record", "--level", "all", "mine.py", says="--level")
        self.refused("record", "--clock", "virtual", "--level", "lines", "mine.py", says="--clock real")

    def test_bench_measures_what_there_is(self):
        self.refused("bench", "the-moon", says="the recorder")
        self.refused("bench", "runtime", "--python", "python3", says="bench recorder only")

    def test_record_says_which_way_in_cannot_be_taken(self):
        self.write("mine.py", "")
        self.refused("record", says="Name a program")
        self.refused("record", "no-such-command", says="no command no-such-command")
        self.refused("record", "ls", says="ls is no Python program")
        self.refused("record", "--clock", "lunar", "mine.py", says="real or virtual")
        self.refused("record", "--clock", "virtual", "-m", "mine", says="a program's file")
        self.refused("record", "--python", "no-such-python", "mine.py", says="no-such-python")

    def test_record_does_not_replace_a_trace_by_none(self):
        self.write("mine.awt", "kept")
        self.write("mine.py", "def (\n")
        self.refused("record", "mine.py", says="line 1")
        self.assertEqual((self.folder / "mine.awt").read_text(), "kept")
        self.assertEqual(sorted(os.listdir(self.folder)), ["mine.awt", "mine.py"])

    def test_record_keeps_what_was_recorded_when_the_program_fails(self):
        self.write("mine.py", "import asyncio\nasync def main():\n    1 / 0\nasyncio.run(main())\n")
        _, error = self.run_it("record", "mine.py", "-o", "kept.awt", code=1)
        self.assertIn("ZeroDivisionError", error)
        self.assertIn("ZeroDivisionError", self.run_it("check", "kept.awt")[0])

    def test_record_says_what_is_missing(self):
        self.refused("record", "nowhere.py", says="nowhere.py")
        self.refused("record", ".", says="folder")
        self.write("mine.py", "print(1)\n")
        self.refused("record", "mine.py", "-o", "no/such/x.awt", says="no/such")
        self.refused("record", "mine.py", "-o", ".", says="folder")

    def test_without_python_one_sentence_names_the_package(self):
        empty = self.folder / "empty"
        empty.mkdir()
        self.write("mine.py", "print(1)\n")
        without = {"PATH": str(empty)}
        for words in (["run", "gather-order", "--engine", "cpython"], ["verify"], ["record", "mine.py"]):
            self.refused(*words, env=without, says="apt-get install python3")
        self.run_it("run", "gather-order", env=without)  # the miniature needs none

    def test_without_the_recorder_one_sentence_says_where_it_should_be(self):
        self.refused("run", "gather-order", "--engine", "cpython", env={"AWAITSCOPE_RECORDER": str(self.folder)},
                     says=str(self.folder))

    # events, show, render

    def test_events_has_one_line_an_event(self):
        lines = self.run_it("events", "gather-order")[0].splitlines()
        self.assertGreater(len(lines), 100)
        self.assertRegex(lines[0], r"^ +1 +0\.000 s +line ")
        objects = [json.loads(line) for line in self.run_it("events", "gather-order", "--json")[0].splitlines()]
        self.assertEqual([event["step"] for event in objects], list(range(1, len(lines) + 1)))
        self.assertIn("finished fast\n", [event["value"] for event in objects if event["kind"] == "print"])

    def test_show_draws_lanes_no_wider_than_asked(self):
        for width in ("40", "100", "200"):
            output, _ = self.run_it("show", "gather-order", "--width", width)
            self.assertIn("Task-3", output)
            self.assertLessEqual(max(map(len, output.splitlines())), int(width))
        self.assertNotIn("Task-3", self.run_it("show", "gather-order", "--at", "5")[0])

    def test_at_takes_a_step_or_a_moment(self):
        by_moment, _ = self.run_it("show", "gather-order", "--at", "suspend main")
        self.assertNotEqual(by_moment, self.run_it("show", "gather-order")[0])
        self.refused("show", "gather-order", "--at", "99999", says="There is no event 99999")
        self.refused("show", "gather-order", "--at", "suspend nobody", says="no such moment")
        self.refused("show", "gather-order", "--at", "dance", says="dance")
        self.refused("show", "gather-order", "--at", "-3", says="--at")

    def test_render_makes_pictures(self):
        self.run_it("render", "cancel-delivery", "--at", "40", "-o", "a.png", "--size", "1280x720")
        picture = (self.folder / "a.png").read_bytes()
        self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(struct.unpack(">II", picture[16:24]), (1280, 720))
        self.run_it("render", "gather-order", "-o", "b.svg", "--theme", "dark")
        svg = (self.folder / "b.svg").read_text(encoding="utf-8")
        self.assertTrue(svg.lstrip().startswith("<"))
        self.assertIn("Task-3", svg)

    def test_render_makes_figures(self):
        for kind, word in (("timeline", "Task-3"), ("graph", "Task-1"), ("loop", "ready queue")):
            self.run_it("render", "gather-order", "--at", "80", "-o", "f.svg", "--figure", kind)
            self.assertIn(word, (self.folder / "f.svg").read_text(encoding="utf-8"))
        figure = ("render", "gather-order", "--at", "80", "--figure", "timeline")
        self.run_it(*figure, "-o", "f.png", "--lanes", "3-4", "--turns", "2", "--size", "900x300")
        self.assertEqual(struct.unpack(">II", (self.folder / "f.png").read_bytes()[16:24]), (900, 300))
        self.refused(*figure, "-o", "g.png", "--lanes", "4-3", says="smaller")
        self.refused(*figure, "-o", "g.png", "--lanes", "1-99", says="lanes")
        self.refused(*figure, "-o", "g.png", "--turns", "1-99", says="turns")
        self.refused(*figure, "-o", "g.png", "--stage", says="--stage")
        self.refused("render", "gather-order", "-o", "g.png", "--figure", "pie", says="timeline, graph or loop")
        self.refused("render", "gather-order", "-o", "g.png", "--whole", says="--figure")

    def test_a_handout_is_two_pages(self):
        self.run_it("lessons", "--sheet", "gather-order", "-o", "x.html")
        sheet = (self.folder / "x.html").read_text(encoding="utf-8")
        answers = (self.folder / "x-answers.html").read_text(encoding="utf-8")
        self.assertIn("results", sheet)
        self.assertNotIn("<svg", sheet)
        self.assertIn("<svg", answers)
        self.refused("lessons", "--sheet", "gather-order", says=".html")
        self.refused("lessons", "--sheet", "gather-ordr", "-o", "y.html", says="gather-order")
        self.refused("lessons", "-o", "y.html", says="--sheet")

    def test_what_learners_handed_in_is_summed_up(self):
        folder = self.folder / "handed-in"
        folder.mkdir()
        self.refused("lessons", "--results", "handed-in", says="holds no .toml")
        self.refused("lessons", "--results", "nowhere", says="There is no folder nowhere")
        answer = """[[lesson.gather-order.answer]]
question = "What will it be?"
how = "chosen"
choice = "{}"
right = {}
"""
        (folder / "anna.toml").write_text(answer.format("a list", "true"), encoding="utf-8")
        (folder / "bert.toml").write_text(answer.format("a set", "false"), encoding="utf-8")
        summed, _ = self.run_it("lessons", "--results", "handed-in")
        self.assertIn("2 learners", summed)
        self.assertIn("1 of 2 predicted it", summed)
        self.assertIn("1  a set", summed)
        (folder / "carl.toml").write_text("[[", encoding="utf-8")
        (folder / "dora.toml").write_text("", encoding="utf-8")
        summed, problems = self.run_it("lessons", "--results", "handed-in", code=1)
        self.assertIn("2 learners", summed)
        self.assertIn("carl.toml is damaged", problems)
        self.assertIn("dora.toml holds no answers", problems)
        self.refused("lessons", "check", "--results", "handed-in", says="stands alone")

    def test_a_new_lesson_works_at_once_and_its_mistakes_are_named(self):
        self.run_it("lessons", "new", "my-first")
        folder = self.folder / "my-first"
        self.assertIn("no mistake found", self.run_it("lessons", "check", "my-first")[0])
        listed = self.run_it("lessons", "--lessons", ".")[0]
        self.assertIn("my-first", listed)
        self.assertIn("gather-order", listed)
        self.assertNotIn("my-first", self.run_it("lessons")[0])
        self.run_it("render", "my-first", "--lessons", ".", "-o", "mine.png", "--size", "800x600")
        self.assertIn("greet('Ann', 2)", self.run_it("show", "my-first", "--lessons", ".")[0])
        toml = (folder / "lesson.toml").read_text(encoding="utf-8")
        (folder / "lesson.toml").write_text(toml.replace('moment = "start main"', 'moment = "start mian"'), encoding="utf-8")
        wrong = self.run_it("lessons", "check", "my-first", code=1)[0]
        self.assertIn("my-first/lesson.toml:", wrong)
        self.assertIn("start mian", wrong)
        # A broken one hides nothing.
        (folder / "lesson.toml").write_text("[[", encoding="utf-8")
        listed, problems = self.run_it("lessons", "--lessons", ".", code=1)
        self.assertIn("gather-order", listed)
        self.assertIn("my-first", problems)
        for words, says in (((), "one id"), (("Mine",), "small letters"), (("my-first",), "already")):
            self.refused("lessons", "new", *words, says=says)
        self.refused("lessons", "new", "b", "--from", "no.py", says="no program no.py")
        self.refused("lessons", "--lessons", "nowhere", says="no folder nowhere")
        self.assertFalse((self.folder / "b").exists())

    def test_a_lesson_of_ones_own_program_ships_what_it_recorded(self):
        program = "import asyncio\n\nasync def main():\n    await asyncio.sleep(1)\n    print('done')\n\nasyncio.run(main())\n"
        (self.folder / "p.py").write_text(program, encoding="utf-8")
        self.run_it("lessons", "new", "wait", "--from", "p.py")
        self.assertEqual((self.folder / "wait" / "program.py").read_text(encoding="utf-8"), program)
        with open(self.folder / "wait" / "lesson.toml", "a", encoding="utf-8") as file:
            file.write('[[knob]]\nname = "pause"\nlabel = "Seconds"\ntype = "int"\ndefault = 1\nmin = 1\nmax = 5\n'
                       'samples = [3]\nreplace = [["sleep(1)", "sleep({value})"]]\n')
        self.assertIn("pause=1", self.run_it("lessons", "check", "wait", code=1)[0])
        self.run_it("lessons", "record", "wait")
        self.assertIn("no mistake found", self.run_it("lessons", "check", "wait")[0])
        self.run_it("show", "wait", "--lessons", ".", "--set", "pause=3")
        self.refused("show", "wait", "--lessons", ".", "--set", "pause=4", says="pause=4")

    def test_render_predicts(self):
        wrong = ("render", "gather-order", "--at", "line 12", "--size", "800x600", "-o")
        self.run_it(*wrong, "a.png", "--predict", "A")
        self.run_it(*wrong, "b.png", "--predict", "B")
        self.assertNotEqual((self.folder / "a.png").read_bytes(), (self.folder / "b.png").read_bytes())
        self.refused(*wrong, "c.png", "--predict", "E", says="from A to C")
        self.refused(*wrong, "c.png", "--predict", "AA", says="asks 1")

    def test_render_scales(self):
        self.run_it("render", "create-task", "-o", "a.png", "--size", "640x400", "--scale", "2")
        picture = (self.folder / "a.png").read_bytes()
        self.assertEqual(struct.unpack(">II", picture[16:24]), (1280, 800))

    def test_render_says_what_is_wrong_with_its_options(self):
        self.refused("render", "gather-order", says="--output is required")
        self.refused("render", "gather-order", "-o", "x.gif", says=".png")
        self.refused("render", "gather-order", "-o", "no/x.png", says="no")
        for size in ("12", "axb", "100x", "99999x99999", "-5x-5", "800 x 600"):
            self.refused("render", "gather-order", "-o", "x.png", "--size", size, says="--size")
        for scale in ("0", "x", "100", "nan"):
            self.refused("render", "gather-order", "-o", "x.png", "--scale", scale, says="--scale")
        self.refused("render", "gather-order", "-o", "x.svg", "--scale", "2", says="--scale")
        self.refused("render", "gather-order", "-o", "x.png", "--theme", "blue", says="high-contrast")
        self.assertEqual(os.listdir(self.folder), [])

    # verify

    def test_verify_agrees_for_every_knob_of_a_lesson(self):
        output, _ = self.run_it("verify", "cancel-delivery")
        self.assertRegex(output, r"cancel-delivery +3 variants agree")
        self.assertRegex(output, r"1 of 1 lesson agrees with CPython 3\.\d+\.\d+, 3 variants\n$")

    def test_verify_shows_the_first_difference_and_fails(self):
        """The program on CPython is another one than the miniature's."""
        lessons = self.folder / "lessons"
        shutil.copytree(ROOT / "lessons" / "create-task", lessons / "create-task")
        program = lessons / "create-task" / "program.py"
        program.write_text(program.read_text().replace('print(name, "starts")', 'print(name, "begins")'))
        output, _ = self.run_it("verify", env={"AWAITSCOPE_LESSONS": str(lessons)}, code=1)
        self.assertIn("begins", output)
        self.assertIn("starts", output)
        self.assertIn("0 of 1 lesson agrees", output)

    # fuzz

    def test_random_programs_agree_with_cpython(self):
        for python in ([], ["--python", sys.executable]):
            output, progress = self.run_it("fuzz", "--seed", "5", "--count", "60", *python)
            self.assertRegex(output, r"^60 of 60 programs agree with CPython 3\.1[123]\.\d+, seeds from 5 on: \d{4,} events compared")
            self.assertEqual(progress, "60 of 60 programs, 0 differ\n")

    def test_fuzz_refuses_what_it_cannot_do(self):
        for wrong in ("x", "-1", "1.5", "99999999999999999999"):
            self.refused("fuzz", "--seed", wrong, says="--seed takes a whole number")
            self.refused("fuzz", "--count", wrong, says="--count takes a whole number")
        self.refused("fuzz", "--count", "0", says="from 1 to")
        self.refused("fuzz", "--engine-check", "pypy", says="knows cpython, and not pypy")
        self.refused("fuzz", "--python", "/nowhere/python3", says="Cannot start /nowhere/python3")
        for command in ("fuzz", "verify"):
            self.refused(command, "--python", "/bin/false", says="/bin/false is no Python")
            self.refused(command, env={"PATH": "/nowhere", "AWAITSCOPE_PYTHON": "/bin/false"}, says="/bin/false is no Python")

    # wrong names, wrong files

    def test_misspelt_names_are_answered_with_the_nearest(self):
        self.refused("lesons", says="did you mean lessons")
        self.refused("gather-ordr", says="did you mean gather-order")
        self.refused("run", "gather-ordr", says="did you mean gather-order")
        self.refused("run", "gather-order", "--set", "fats=1", says="fats")
        self.refused("run", "gather-order", "--set", "fast=9", says="0 to 5")
        self.refused("run", "gather-order", "--set", "fast", says="KNOB=VALUE")
        self.refused("run", "gather-order", "--engine", "js", says="mini or cpython")
        self.refused("run", "gather-order", "--frob", says="--frob")
        self.refused("run", says="LESSON is required")
        self.refused("zzzzzzzz", says="zzzzzzzz")
        self.refused("verify", "nope", says="nope")
        self.refused("bench", "nope", says="nope")
        self.refused("show", "gather-order", "--width", "3", says="--width")

    def test_check_says_what_a_file_is(self):
        output, _ = self.run_it("check", DATA / "deadlock.awt")
        self.assertIn("whole", output)
        self.assertIn("wait for ever", output)
        self.assertIn("found     deadlock.py:9, event 96: ", output)

    def test_files_that_are_no_traces(self):
        self.write("empty.awt", "")
        self.write("foreign.awt", "hello\n")
        (self.folder / "binary.awt").write_bytes(bytes(range(256)) * 10)
        for name, says in (("empty.awt", "empty"), ("foreign.awt", "foreign.awt"), ("binary.awt", "binary.awt"),
                           ("nowhere.awt", "no such file"), ("nowhere.py", "no such file"), (".", "folder")):
            self.refused("check", name, says=says)
            self.refused("events", name, says=says)
            self.refused("render", name, "-o", "x.png", says=says)
        self.refused("show", DATA / "gather-order.awt", "--set", "fast=1", says="no knobs")

    def test_a_file_cut_off_opens_up_to_the_cut_and_says_so(self):
        whole = (DATA / "gather-order.awt").read_bytes()
        (self.folder / "cut.awt").write_bytes(whole[:len(whole) // 2])
        output, error = self.run_it("check", "cut.awt", code=1)
        self.assertIn("not whole", output)
        self.assertIn("cut off", error)
        output, error = self.run_it("events", "cut.awt")
        self.assertGreater(output.count("\n"), 10)
        self.assertIn("cut off", error)

    def test_a_file_cut_or_damaged_anywhere_never_crashes(self):
        whole = (DATA / "cancel-delivery.awt").read_bytes()
        for place in range(1, len(whole), max(1, len(whole) // 25)):
            (self.folder / "cut.awt").write_bytes(whole[:place])
            (self.folder / "bad.awt").write_bytes(whole[:place] + b"\xff9[\"" + whole[place + 3:])
            for name in ("cut.awt", "bad.awt"):
                done = subprocess.run([PROGRAM, "show", name], cwd=self.folder, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE, timeout=60)
                self.assertIn(done.returncode, (0, 2), (place, name, done.stderr))

    # the studio

    def test_with_no_display_the_run_is_shown_as_text_and_picture(self):
        nowhere = {"DISPLAY": None, "WAYLAND_DISPLAY": None}
        for words, name in (([], "call-does-nothing"), (["gather-order"], "gather-order"),
                            (["open", "create-task"], "create-task"), ([DATA / "deadlock.awt"], "deadlock")):
            output, error = self.run_it(*words, env=nowhere)
            self.assertEqual(error.count("\n"), 1, error)
            self.assertIn("display", error)
            self.assertIn("awaitscope-%s.png" % name, output)
            self.assertTrue((self.folder / ("awaitscope-%s.png" % name)).read_bytes().startswith(b"\x89PNG"))

    def test_no_lessons_at_all(self):
        self.refused(env={"AWAITSCOPE_LESSONS": str(self.folder)}, says="AWAITSCOPE_LESSONS")
        self.refused("lessons", env={"AWAITSCOPE_LESSONS": "/nowhere"}, says="/nowhere")


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
