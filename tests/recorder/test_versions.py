import unittest

from support import ROOT, other_pythons, record

PROGRAMS = sorted((ROOT / "lessons").glob("*/program.py")) if (ROOT / "lessons").is_dir() else []


class Versions(unittest.TestCase):
    def test_every_python_here_writes_the_same_trace(self) -> None:
        pythons = other_pythons()
        if not pythons:
            self.skipTest("pyenv has no other Python here")
        for program in PROGRAMS[:5]:
            text = program.read_text(encoding="utf-8")
            expected = record(text)
            for python in pythons:
                with self.subTest(program=program.parent.name, python=python):
                    run = record(text, python=python)
                    assert run.trace is not None and expected.trace is not None
                    self.assertEqual((run.stdout, run.code), (expected.stdout, expected.code))
                    self.assertEqual(run.trace._replace(header={}), expected.trace._replace(header={}))


if __name__ == "__main__":
    unittest.main()
