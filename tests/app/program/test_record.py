"""A program that is recorded while somebody ends it, or us."""
import os
import signal
import subprocess
import time
import unittest

from program import PROGRAM, ProgramTest, environ

# Never ends, and neither does what it starts: a child, and one in a session of its own. Their numbers come first.
ENDLESS = """\
import asyncio, os, subprocess, sys

async def main():
    spin = "while :; do :; done"
    children = [subprocess.Popen(["sh", "-c", spin]), subprocess.Popen(["sh", "-c", spin], start_new_session=True)]
    print(os.getpid(), *[child.pid for child in children], flush=True)
    while True:
        await asyncio.sleep(1)
        sum(range(100000))

asyncio.run(main())
"""
# Puts its things away when it is asked to end. Its handler only takes note: print could still be writing "here", and an
# exception out of a handler in a busy loop makes CPython itself wait for ever, one time in seven.
CAREFUL = """\
import asyncio, signal, sys

ending = False

def asked(number, frame):
    global ending
    ending = True

signal.signal(signal.SIGTERM, asked)
print("here", flush=True)

async def main():
    while not ending:
        await asyncio.sleep(1)
        sum(range(100000))

asyncio.run(main())
print("put away", flush=True)
sys.exit(7)
"""


class Record(ProgramTest):
    def begin(self, text, *clock):
        """Starts recording; its first line of output."""
        with open(self.path("endless.py"), "w") as file:
            file.write(text)
        self.program = subprocess.Popen(
            [PROGRAM, "record", *clock, "endless.py", "-o", "a.awt"],
            cwd=self.folder,
            env=environ(DISPLAY=None),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.addCleanup(end, self.program)
        line = self.program.stdout.readline()
        self.assertTrue(line, "the program did not start")
        return line

    def gone(self, processes, seconds=2):
        end = time.monotonic() + seconds
        while any(map(lives, processes)):
            self.assertLess(time.monotonic(), end, "still there: %s" % [each for each in processes if lives(each)])
            time.sleep(0.02)

    def test_nothing_outlives_a_recording_that_is_killed(self):
        for clock in ("real", "virtual"):
            for number in (signal.SIGKILL, signal.SIGSEGV):
                with self.subTest(number, clock=clock):
                    processes = [int(word) for word in self.begin(ENDLESS, "--clock", clock).split()]
                    self.assertEqual(len(processes), 3)
                    self.program.send_signal(number)
                    self.program.wait(timeout=10)
                    self.gone(processes)

    def test_a_recording_that_is_told_to_end_keeps_what_was_recorded(self):
        for clock in ("real", "virtual"):
            for number, code in ((signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)):
                with self.subTest(number, clock=clock):
                    processes = [int(word) for word in self.begin(ENDLESS, "--clock", clock).split()]
                    time.sleep(0.3)
                    self.program.send_signal(number)
                    _, said = self.program.communicate(timeout=20)
                    self.assertEqual(self.program.returncode, code, said)
                    self.gone(processes)
                    self.assertEqual(sorted(os.listdir(self.folder)), ["a.awt", "endless.py"])
                    checked = self.start("check", "a.awt")
                    self.assertIn("a.awt: whole", checked.stdout)
                    self.assertGreater(len(self.good("events", "a.awt").stdout.splitlines()), 10)
                    os.remove(self.path("a.awt"))

    def test_a_program_that_is_told_to_end_ends_in_its_own_way(self):
        self.begin(CAREFUL, "--clock", "virtual")
        self.program.send_signal(signal.SIGTERM)
        output, said = self.program.communicate(timeout=20)
        self.assertEqual(output, "put away\n")
        self.assertEqual(self.program.returncode, 7, said)
        self.assertTrue(os.path.exists(self.path("a.awt")))


def end(program):
    program.kill()
    program.wait()
    program.stdout.close()
    program.stderr.close()


def lives(process):
    try:
        with open("/proc/%d/stat" % process) as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


if __name__ == "__main__":
    unittest.main()
