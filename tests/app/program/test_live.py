"""The studio looks on while a program runs, in a window under Xvfb."""
import os
import signal
import subprocess
import time
import unittest

from program import PROGRAM
from running import Running

TICKS = """\
import asyncio, os
async def main():
    open("pid.part", "w").write(str(os.getpid()))
    os.rename("pid.part", "pid")
    for n in range(100_000):
        print("tick", n)
        await asyncio.sleep(0.02)
asyncio.run(main())
"""


class Live(Running):
    def ticks(self):
        self.write("ticks.py", TICKS)
        self.open("record", "--open", "-o", "ticks.awt", "ticks.py")
        self.until(lambda: self.event()[0] > 20)

    def last_line(self):
        with open(self.path("ticks.awt"), "rb") as file:
            return file.read().splitlines()[-1]

    def test_a_recording_is_followed_until_one_looks_back_and_ends_with_the_window(self):
        self.ticks()
        position, size = self.event()
        self.assertEqual(position, size)
        self.xdotool("key", "Home")
        self.until(lambda: self.event()[0] == 0)
        size = self.event()[1]
        self.until(lambda: self.event()[1] > size)
        self.assertEqual(self.event()[0], 0)
        self.xdotool("key", "End")
        self.until(lambda: self.event()[0] > size)
        self.quit()
        self.assert_gone(self.pid())
        self.assertIn(b'["end",', self.last_line())

    def test_a_program_is_stopped_and_what_it_did_stays(self):
        self.ticks()
        self.do("stop the program")
        self.assert_gone(self.pid())
        time.sleep(0.5)
        size = self.event()[1]
        self.assertGreater(size, 20)
        self.assertIn(b'["end",', self.last_line())
        self.quit()

    def test_ctrl_c_in_the_terminal_is_the_program_s(self):
        self.ticks()
        # What a terminal does: it sends it to all of its foreground group.
        for process in (self.pid(), self.program.pid):
            os.kill(process, signal.SIGINT)
        self.assert_gone(self.pid())
        self.assertIsNone(self.program.poll())
        self.until(lambda: b'["end",' in self.last_line())
        self.assertGreater(self.event()[1], 20)

    def test_no_program_is_left_when_the_studio_is_killed(self):
        self.ticks()
        pid = self.pid()
        self.program.send_signal(signal.SIGKILL)
        self.assert_gone(pid)

    def test_the_exit_code_of_a_program_that_ends_by_itself_is_passed_on(self):
        self.write("ends.py", "print(1)\nraise SystemExit(3)\n")
        self.open("record", "--open", "ends.py")
        self.until(lambda: self.holds("ends.awt", '["end",'))
        self.until(lambda: self.event()[0] > 0)
        self.xdotool("key", "ctrl+q")
        self.assertEqual(self.program.wait(timeout=60), 3)

    def test_what_is_opened_from_outside_is_followed_while_its_program_runs(self):
        self.write("ticks.py", TICKS)
        other = subprocess.Popen([PROGRAM, "record", "-o", "ticks.awt", "ticks.py"], cwd=self.folder, env=self.environment,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            end = time.monotonic() + 60
            while not self.exists("ticks.awt") or os.path.getsize(self.path("ticks.awt")) < 2000:
                self.assertLess(time.monotonic(), end)
                time.sleep(0.05)
            self.open("open", "ticks.awt")
            size = self.event()[1]
            self.until(lambda: self.event()[1] > size and self.event()[0] == self.event()[1])
            self.quit()
            os.kill(self.pid(), 0)  # it is not ours to end
        finally:
            other.terminate()
            other.wait(timeout=60)


if __name__ == "__main__":
    unittest.main()
