"""A window that nobody touches, under Xvfb."""
import os
import shutil
import subprocess
import time
import unittest

from program import PROGRAM, ProgramTest, environ


class Idle(ProgramTest):
    def setUp(self):
        super().setUp()
        for command, package in (("Xvfb", "xvfb"), ("xdotool", "xdotool")):
            self.assertTrue(shutil.which(command), "%s is missing: sudo apt-get install %s" % (command, package))
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(self.end_server)
        number = self.server.stdout.readline().decode().strip()
        self.assertTrue(number, "Xvfb did not start")
        self.environment = environ(DISPLAY=":" + number, WAYLAND_DISPLAY=None)

    def end_server(self):
        self.server.terminate()
        self.server.wait()
        self.server.stdout.close()

    def open(self, *arguments):
        self.program = subprocess.Popen(
            [PROGRAM, *arguments], cwd=self.folder, env=self.environment, stderr=subprocess.PIPE, encoding="utf-8"
        )
        self.addCleanup(self.end_program)
        found = self.xdotool("search", "--sync", "--onlyvisible", "--class", "awaitscope")
        self.window = found.split()[0]
        self.xdotool("windowfocus", "--sync", self.window)
        self.until(lambda: "event" in self.title())

    def end_program(self):
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()
        self.program.stderr.close()

    def xdotool(self, *arguments):
        return subprocess.run(
            ["xdotool", *arguments], env=self.environment, stdout=subprocess.PIPE, check=True, timeout=60, encoding="utf-8"
        ).stdout

    def title(self):
        return self.xdotool("getwindowname", self.window).strip()

    def until(self, condition):
        end = time.monotonic() + 60
        while not condition():
            self.assertIsNone(self.program.poll(), "the program ended")
            self.assertLess(time.monotonic(), end, self.title())
            time.sleep(0.05)

    def quit(self):
        self.xdotool("key", "ctrl+q")
        self.assertEqual(self.program.wait(timeout=30), 0, self.program.stderr.read())

    def test_an_idle_window_costs_next_to_nothing(self):
        self.open("gather-order")
        time.sleep(2)
        ticks = os.sysconf("SC_CLK_TCK")
        seconds = 5
        before = self.cpu_ticks()
        time.sleep(seconds)
        used = (self.cpu_ticks() - before) / ticks / seconds
        self.assertLess(used, 0.02)
        self.quit()

    def cpu_ticks(self):
        with open("/proc/%d/stat" % self.program.pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])


if __name__ == "__main__":
    unittest.main()
