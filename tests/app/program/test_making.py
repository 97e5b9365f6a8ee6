"""A program that is edited is recorded anew at each save, in a window under Xvfb."""
import os
import stat
import time
import unittest

from running import Running

TWICE = """\
import asyncio
async def main():
    await asyncio.sleep(3600)
    print("over")
asyncio.run(main())
"""


class Made(Running):
    def setUp(self):
        super().setUp()
        self.write("editor", '#!/bin/sh\necho "$@" > "%s"\n' % self.path("edited"))
        os.chmod(self.path("editor"), stat.S_IRWXU)
        self.environment["VISUAL"] = self.path("editor") + " --wait"

    def agree(self):
        """Run it here: the last thing that can be clicked in what is asked."""
        self.xdotool("key", "shift+Tab")
        self.xdotool("key", "Return")

    def test_a_program_runs_after_one_has_agreed_and_at_each_save_while_it_is_good(self):
        self.write("mine.py", TWICE + 'open("ran", "a").write("once ")\n')
        self.open("open", "mine.py", shows="Awaitscope")
        time.sleep(0.5)
        self.assertFalse(self.exists("ran"))
        self.assertFalse(self.exists("edited"))
        self.agree()
        self.until(lambda: self.exists("ran") and self.event()[1] > 10)
        self.until(lambda: self.exists("edited"))
        with open(self.path("edited")) as file:
            self.assertEqual(file.read(), "--wait %s\n" % self.path("mine.py"))
        size = self.event()[1]
        self.write("mine.py", TWICE.replace("3600)", "3600)\n    await asyncio.sleep(1)"))
        self.until(lambda: self.event()[1] > size)
        self.write("mine.py", "import asyncio(\n")
        self.until(lambda: self.event()[1] == 0)
        self.write("mine.py", TWICE)
        self.until(lambda: self.event()[1] > 10)
        self.quit()

    def test_an_endless_program_is_stopped_by_hand_and_by_the_next_save(self):
        pid = "import os\nopen('pid.part', 'w').write(str(os.getpid()))\nos.rename('pid.part', 'pid')\n"
        self.write("mine.py", pid + "while True: pass\n")
        self.open("open", "mine.py", shows="Awaitscope")
        self.agree()
        first = self.pid()
        self.do("stop the program")
        self.assert_gone(first)
        self.until(lambda: self.event()[1] > 0)
        os.remove(self.path("pid"))
        self.write("mine.py", pid + "while 1: pass\n")
        second = self.pid()
        self.write("mine.py", TWICE)
        self.assert_gone(second)
        self.until(lambda: self.event()[1] > 10)
        self.quit()

    def test_a_lesson_s_goal_that_is_made_is_kept(self):
        self.open("open", "call-does-nothing")
        self.do("make it so")
        self.agree()
        copy = os.path.join(self.home, ".local/share/awaitscope/programs/call-does-nothing/program.py")
        self.until(lambda: os.path.exists(copy) and self.event()[1] > 10)
        with open(copy) as file:
            text = file.read()
        with open(copy, "w") as file:
            file.write(text.replace('coro = greet("Ada")\n', 'asyncio.run(greet("Ada"))\ncoro = greet("Ada")\n'))
        kept = os.path.join(self.home, ".local/share/awaitscope/lessons.toml")
        self.until(lambda: self.holds(kept, "reached = true"))
        self.quit()


if __name__ == "__main__":
    unittest.main()
