"""What a person types, and what comes back. $AWAITSCOPE_PROGRAM names the program to test."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = os.environ["AWAITSCOPE_PROGRAM"]


class Typed(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="awaitscope-test-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def run_it(self, *words, code=0, env=None, stdin=subprocess.DEVNULL):
        """Runs the program in a folder of its own; returns what it wrote to both streams."""
        # Mesa 25 keeps shaders in the home of whoever draws; what the program itself leaves there is looked at.
        environment = {**os.environ, "MESA_SHADER_CACHE_DISABLE": "true", "AWAITSCOPE_LESSONS": str(ROOT / "lessons"),
                       "HOME": str(self.folder / "home"),
                       "XDG_CONFIG_HOME": None, "XDG_DATA_HOME": None, **(env or {})}
        for name in [name for name, value in environment.items() if value is None]:
            del environment[name]
        done = subprocess.run([PROGRAM, *map(str, words)], cwd=self.folder, env=environment, stdin=stdin,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=240)
        self.assertEqual(done.returncode, code, "%s\n%s%s" % (words, done.stdout, done.stderr))
        return done.stdout, done.stderr

    def refused(self, *words, says, code=2, env=None):
        """The answer is one sentence on standard error, and nothing else."""
        output, error = self.run_it(*words, code=code, env=env)
        self.assertEqual(output, "")
        self.assertTrue(error.startswith("awaitscope: "), error)
        self.assertEqual(error.count("\n"), 1, error)
        self.assertRegex(error.rstrip("\n"), r"[.?]$")
        self.assertIn(says, error)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return name
