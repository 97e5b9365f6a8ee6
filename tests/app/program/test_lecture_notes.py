"""The teacher's notes in a window of their own."""
import unittest

from program import WindowTest

LECTURE = """title = "An hour"
[[stop]]
lesson = "gather-order"
note = "Ask who is first."
[[stop]]
lesson = "call-does-nothing"
"""


class Notes(WindowTest):
    def setUp(self):
        super().setUp()
        with open(self.path("hour.toml"), "w", encoding="utf-8") as file:
            file.write(LECTURE)

    def windows(self):
        found = self.xdotool("search", "--onlyvisible", "--class", "awaitscope").split()
        return {self.name_of(each): each for each in found}

    def notes(self):
        return next((each for name, each in self.windows().items() if "notes" in name), None)

    def test_keys_typed_in_the_notes_go_to_the_stage_and_M_closes_and_opens_them(self):
        self.open("lecture", "hour.toml", "--notes")
        self.until(self.notes)
        self.window = next(each for name, each in self.windows().items() if "event" in name)
        before = self.title()
        self.focus(self.notes())
        self.xdotool("key", "Right")
        self.until(lambda: self.title() != before)
        self.xdotool("key", "g")
        self.until(lambda: "does" in self.title() or "nothing" in self.title().lower())
        self.xdotool("key", "m")
        self.until(lambda: not self.notes())
        self.focus(self.window)
        self.xdotool("key", "m")
        self.until(self.notes)
        self.focus(self.notes())
        self.quit()

    def test_without_a_second_screen_there_is_one_window(self):
        self.open("lecture", "hour.toml")
        self.xdotool("key", "m")
        self.xdotool("key", "Right")
        self.assertEqual(len(self.windows()), 1)


if __name__ == "__main__":
    unittest.main()
