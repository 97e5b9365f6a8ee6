"""Each lesson's real.py, on the server and framework that it is about, prints what real.out says: with the recorder too."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECORDER = ROOT / "recorder" / "record.py"
# Its client asks without pause, so a clock that jumps only where all wait never does.
BUSY = {"asgi-websocket"}


def pythons():
    return [sys.executable, "/usr/bin/python3"]


def with_packages():
    """A Python that has them, or None."""
    for python in pythons():
        done = subprocess.run([python, "-c", "import starlette.testclient, uvicorn, httpx"], stderr=subprocess.DEVNULL)
        if done.returncode == 0:
            return python
    return None


class Real(unittest.TestCase):
    def test_each_prints_what_it_should_alone_and_recorded(self):
        python = with_packages()
        programs = sorted(ROOT.glob("lessons/*/real.py"))
        self.assertGreaterEqual(len(programs), 8)
        with tempfile.TemporaryDirectory() as folder:
            for program in programs:
                ways = [[python, "-B", str(program)]]
                if program.parent.name not in BUSY:
                    ways.append([python, "-B", str(RECORDER), str(program), "-o", folder + "/real.awt"])
                for words in ways:
                    with self.subTest(program=program.parent.name, recorded=len(words) > 3):
                        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, encoding="utf-8")
                        self.assertEqual(done.stdout, (program.parent / "real.out").read_text(encoding="utf-8"), done.stderr)


if __name__ == "__main__":
    if with_packages() is None:
        print("not here: python3-starlette python3-uvicorn python3-httpx")
        sys.exit(77)
    unittest.main()
