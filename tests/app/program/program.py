"""What tests of the whole program share: starting it in a folder of its own, with and without a display."""
import os
import shutil
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ.get("AWAITSCOPE", "")


class ProgramTest(unittest.TestCase):
    """Each test runs in an empty folder, self.folder, with no display, and as a person who has a home of its own,
    self.home, from which nothing was kept yet."""

    def setUp(self):
        self.assertTrue(os.access(PROGRAM, os.X_OK), "AWAITSCOPE must name the program, is %r" % PROGRAM)
        self.folder = tempfile.mkdtemp(prefix="awaitscope-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.home = tempfile.mkdtemp(prefix="awaitscope-home-")
        self.addCleanup(shutil.rmtree, self.home)

    def environ(self, **changes):
        # Mesa 25 keeps shaders in the home of whoever draws; what the program itself leaves there is looked at.
        return environ(**{"MESA_SHADER_CACHE_DISABLE": "true", "HOME": self.home, "XDG_CONFIG_HOME": None,
                          "XDG_DATA_HOME": None, **changes})

    def start(self, *arguments, **environment):
        """The finished program: .returncode .stdout .stderr (texts). A variable of None is taken away."""
        return subprocess.run(
            [PROGRAM, *arguments],
            cwd=self.folder,
            env=self.environ(**{"DISPLAY": None, "WAYLAND_DISPLAY": None, **environment}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=120,
            encoding="utf-8",
        )

    def good(self, *arguments, **environment):
        done = self.start(*arguments, **environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def refused(self, *arguments, **environment):
        """One sentence on standard error, nothing on standard output, and a non-zero exit."""
        done = self.start(*arguments, **environment)
        self.assertGreater(done.returncode, 0, done.stderr)  # negative: died of a signal
        self.assertEqual(done.stdout, "")
        lines = done.stderr.strip().splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        return lines[0]

    def path(self, name):
        return os.path.join(self.folder, name)


class WindowTest(ProgramTest):
    """The program in a window of an X server of its own."""

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
        self.environment = self.environ(DISPLAY=":" + number, WAYLAND_DISPLAY=None, LIBGL_ALWAYS_SOFTWARE="1")

    def end_server(self):
        self.server.terminate()
        self.server.wait()
        self.server.stdout.close()

    def open(self, *arguments, shows="event"):
        """Until the window's title has that in it."""
        self.program = subprocess.Popen(
            [PROGRAM, *arguments], cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            encoding="utf-8"
        )
        self.addCleanup(self.end_program)
        found = self.xdotool("search", "--sync", "--onlyvisible", "--class", "awaitscope")
        self.window = found.split()[0]
        self.focus(self.window)
        self.until(lambda: shows in self.title())

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
        return self.name_of(self.window)

    def focus(self, window):
        # With --sync xdotool may wait for ever for a window that has just come, as no window manager is here.
        def has_it():
            try:
                self.xdotool("windowfocus", window)
                return self.xdotool("getwindowfocus").strip() == window
            except subprocess.CalledProcessError:
                return False

        self.until(has_it)

    def name_of(self, window):
        try:
            return self.xdotool("getwindowname", window).strip()
        except subprocess.CalledProcessError:
            return ""  # it was closed just now

    def until(self, condition):
        end = time.monotonic() + 60
        while not condition():
            self.assertIsNone(self.program.poll(), "the program ended")
            self.assertLess(time.monotonic(), end, self.title())
            time.sleep(0.05)

    def quit(self):
        self.xdotool("key", "ctrl+q")
        self.assertEqual(self.program.wait(timeout=30), 0, self.program.stderr.read())


def environ(**changes):
    result = dict(os.environ)
    for name, value in changes.items():
        result.pop(name, None)
        if value is not None:
            result[name] = value
    return result
