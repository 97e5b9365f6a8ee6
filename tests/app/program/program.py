"""What tests of the whole program share: starting it in a folder of its own, with and without a display."""
import os
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("AWAITSCOPE", "")


class ProgramTest(unittest.TestCase):
    """Each test runs in an empty folder, self.folder, and with no display."""

    def setUp(self):
        self.assertTrue(os.access(PROGRAM, os.X_OK), "AWAITSCOPE must name the program, is %r" % PROGRAM)
        self.folder = tempfile.mkdtemp(prefix="awaitscope-")
        self.addCleanup(shutil.rmtree, self.folder)

    def start(self, *arguments, **environment):
        """The finished program: .returncode .stdout .stderr (texts). A variable of None is taken away."""
        return subprocess.run(
            [PROGRAM, *arguments],
            cwd=self.folder,
            env=environ(**{"DISPLAY": None, "WAYLAND_DISPLAY": None, **environment}),
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


def environ(**changes):
    result = dict(os.environ)
    for name, value in changes.items():
        result.pop(name, None)
        if value is not None:
            result[name] = value
    return result
