import unittest

from support import ROOT, other_pythons, record

# Of what these use asyncio has changed nothing from 3.8 to 3.13; `as_completed`, for one, is another in 3.13.
LESSONS = ("call-does-nothing", "cancel-delivery", "create-task", "gather-order", "sequential-await")


class Versions(unittest.TestCase):
    def test_every_python_here_writes_the_same_trace(self) -> None:
        pythons = other_pythons()
        if not pythons:
            self.skipTest("pyenv has no other Python here")
        for program in (ROOT / "lessons" / lesson / "program.py" for lesson in LESSONS):
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
