import os
import unittest

from program import ProgramTest


class NoDisplay(ProgramTest):
    def shown(self, **environment):
        done = self.good(**environment)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        self.assertIn("display", done.stderr)
        pictures = [name for name in os.listdir(self.folder) if name.endswith(".png")]
        self.assertEqual(len(pictures), 1)
        self.assertIn(pictures[0], done.stdout)
        self.assertIn("Task-1", done.stdout)
        return done

    def test_the_first_lesson_is_printed_and_a_picture_made(self):
        self.shown()

    def test_a_display_that_is_not_there_is_no_display(self):
        self.shown(DISPLAY=":987")


if __name__ == "__main__":
    unittest.main()
