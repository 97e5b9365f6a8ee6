"""CPython's own test_asyncio, alone and recorded in real time: cpython_suite.py [--python PATH ...] [--only MODULE ...]

Each module runs in a process of its own. Prints how many tests passed alone and recorded, a line a module and Python, and each
test that passed alone only; 1 if one of these is no exception that stands below. It needs Lib/test of the Python: pyenv has it,
Debian's is libpython3-testsuite. What it finds is what the recorder does to programs: mend that.
"""
import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
from typing import Dict, List, Optional

RECORD = pathlib.Path(__file__).resolve().parents[2] / "recorder" / "record.py"
SECONDS = 400  # for a module

# At most ten, as the end of the test's id, and why. There is none so far.
EXCEPTIONS: Dict[str, str] = {}

_RUNNER = """\
import json, sys, unittest

class Result(unittest.TextTestResult):
    def startTest(self, test):
        super().startTest(test)
        told[test.id()] = "passed"
    def _not(self, test, how):
        told[test.id()] = how
    def addError(self, test, error):
        super().addError(test, error)
        self._not(test, "error")
    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._not(test, "failed")
    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._not(test, "skipped")
    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._not(test, "failed")
    def addSubTest(self, test, part, error):
        super().addSubTest(test, part, error)
        if error is not None:
            self._not(test, "failed")
    def stopTest(self, test):
        super().stopTest(test)
        with open(sys.argv[2], "w") as file:
            json.dump(told, file)

told = {}
unittest.TextTestRunner(stream=sys.stderr, resultclass=Result, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromName(sys.argv[1]))
"""


def modules_of(python: str) -> List[str]:
    found = subprocess.run([python, "-c", "import test.test_asyncio as t; print(t.__path__[0])"], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, universal_newlines=True)
    folder = found.stdout.strip()
    return sorted(path.stem for path in pathlib.Path(folder).glob("test_*.py")) if folder else []


def outcomes(python: str, module: str, folder: str, recorded: bool, native: str, said: Optional[str]) -> Dict[str, str]:
    """By test; one that the module never came to is not there."""
    runner, results = os.path.join(folder, "runner.py"), os.path.join(folder, "results.json")
    pathlib.Path(runner).write_text(_RUNNER)
    if os.path.exists(results):
        os.unlink(results)
    given = ["test.test_asyncio." + module, results]
    words = [python, str(RECORD), "--clock", "real", "--native", native, "-o", os.path.join(folder, "x.awt"), runner, "--"] if recorded else [python, runner]
    with open(said or os.devnull, "wb") as output:
        process = subprocess.Popen(words + given, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if not os.path.exists(results):
        return {}
    with open(results) as file:
        found: Dict[str, str] = json.load(file)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="CPython's test_asyncio, alone and recorded.")
    parser.add_argument("--python", action="append", default=[], metavar="PATH")
    parser.add_argument("--only", action="append", default=[], metavar="MODULE")
    parser.add_argument("--native", default="", metavar="FOLDER", help="of the extension; none: without")
    parser.add_argument("--keep", metavar="FOLDER", help="what each recorded module said is left there")
    options = parser.parse_args()
    worst = 0
    for python in options.python or [sys.executable]:
        version = subprocess.run([python, "-c", "import platform; print(platform.python_version())"], stdout=subprocess.PIPE,
                                 universal_newlines=True).stdout.strip()
        modules = [name for name in modules_of(python) if not options.only or name in options.only]
        if not modules:
            print("%s: it has no test.test_asyncio (Debian: libpython3-testsuite)" % version)
            continue
        total = [0, 0]
        for module in modules:
            with tempfile.TemporaryDirectory() as folder:
                said = os.path.join(options.keep, "%s-%s.txt" % (version, module)) if options.keep else None
                alone = outcomes(python, module, folder, False, options.native, None)
                recorded = outcomes(python, module, folder, True, options.native, said)
            passed = [name for name, how in alone.items() if how == "passed"]
            lost = [name for name in passed if recorded.get(name) != "passed"]
            total[0] += len(passed)
            total[1] += len(passed) - len(lost)
            print("%-8s %-28s alone %4d   recorded %4d" % (version, module, len(passed), len(passed) - len(lost)), flush=True)
            for name in lost:
                reason = next((why for end, why in EXCEPTIONS.items() if name.endswith(end)), None)
                worst = worst if reason else 1
                print("    %s: %s" % (name, reason or recorded.get(name, "never came to it")), flush=True)
        print("%-8s %-28s alone %4d   recorded %4d" % (version, "all", total[0], total[1]), flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
