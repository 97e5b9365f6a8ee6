"""What is kept of a person, and who keeps away from it."""
import os
import pathlib
import unittest

from program import ProgramTest, WindowTest

ROOT = pathlib.Path(__file__).resolve().parents[3]
DATA = str(ROOT / "tests" / "data")


def everything_in(folder):
    found = {}
    for path in pathlib.Path(folder).rglob("*"):
        found[str(path.relative_to(folder))] = (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns)
    return found


def kept(home, name, text):
    folder = pathlib.Path(home, ".config" if name == "settings.toml" else ".local/share", "awaitscope")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


class KeptAway(ProgramTest):
    """Only the studio in its window, answers and settings know that a person has files."""

    def test_no_other_command_reads_or_writes_them(self):
        commands = (
            ["render", "gather-order", "--at", "30", "-o", "a.png"],
            ["render", "gather-order", "--at", "30", "-o", "a.svg"],
            ["show", "gather-order", "--at", "30"],
            ["events", "gather-order"],
            ["run", "gather-order"],
            ["run", "gather-order", "-o", "gather.awt"],
            ["lessons"],
            ["lessons", "--json"],
            ["models"],
            ["check", DATA + "/gather-order.awt"],
            [],  # the studio without a display
        )
        pure = {}
        for words in commands:
            pure[tuple(words)] = self.good(*words).stdout
        pictures = {name: (pathlib.Path(self.folder) / name).read_bytes() for name in ("a.png", "a.svg")}
        self.assertEqual(everything_in(self.home), {})

        # A damaged file would be put aside by who reads it, and a dark theme would be seen.
        kept(self.home, "settings.toml", 'theme = "dark"\n')
        kept(self.home, "lessons.toml", 'last = "cancel-delivery"\n= damaged')
        kept(self.home, "recent.toml", "= damaged")
        before = everything_in(self.home)
        for words in commands:
            self.assertEqual(self.good(*words).stdout, pure[tuple(words)], words)
        for name, bytes_ in pictures.items():
            self.assertEqual((pathlib.Path(self.folder) / name).read_bytes(), bytes_, name)
        self.assertEqual(everything_in(self.home), before)

    def test_answers_are_listed_exported_and_forgotten(self):
        self.assertIn("lessons.toml", self.good("answers").stdout)
        file = kept(
            self.home,
            "lessons.toml",
            'last = "b"\n[lesson.a]\ndone = true\nposition = 3\n[lesson.b]\nposition = 44\n'
            '[[lesson.b.answer]]\nknobs = "default"\nquestion = "Who?"\nchoice = "nobody"\nright = false\n',
        )
        listed = self.good("answers").stdout
        for words in ("a, done", "Who?", "nobody", "otherwise", str(file)):
            self.assertIn(words, listed)
        self.good("answers", "export", "anna.toml")
        with open(self.path("anna.toml"), encoding="utf-8") as handed_in:
            text = handed_in.read()
        self.assertIn('"nobody"', text.replace("'", '"'))
        self.assertNotIn("44", text)
        self.assertIn("c", self.refused("answers", "forget", "c"))
        self.good("answers", "forget", "b")
        self.assertNotIn("nobody", self.good("answers").stdout)
        self.assertIn("a, done", self.good("answers").stdout)
        self.good("answers", "forget")
        self.assertNotIn("done", self.good("answers").stdout)
        self.refused("answers", "export")
        self.refused("answers", "export", "nowhere/a.toml")
        self.refused("answers", "burn")
        file.write_text("= ", encoding="utf-8")
        self.assertIn("damaged", self.refused("answers"))
        self.assertEqual(file.read_text(encoding="utf-8"), "= ")
        self.assertIn("HOME", self.refused("answers", HOME=None))

    def test_settings_are_shown_and_reset(self):
        self.assertIn("settings.toml", self.good("settings").stdout)
        self.good("settings", "reset")
        self.assertEqual(everything_in(self.home), {})
        file = kept(self.home, "settings.toml", 'theme = "dark"\n')
        self.assertIn("dark", self.good("settings").stdout)
        self.good("settings", "reset")
        self.assertNotIn("dark", file.read_text(encoding="utf-8"))
        self.refused("settings", "break")

    def test_the_folders_are_those_that_the_person_names(self):
        config, data = self.path("c"), self.path("d")
        said = self.good("settings", XDG_CONFIG_HOME=config).stdout
        self.assertIn(config + "/awaitscope/settings.toml", said)
        self.assertIn(data + "/awaitscope/lessons.toml", self.good("answers", XDG_DATA_HOME=data).stdout)
        self.assertIn(self.home, self.good("answers", XDG_DATA_HOME="not/absolute").stdout)


class Kept(WindowTest):
    def file(self, name):
        return pathlib.Path(self.home, ".config" if name == "settings.toml" else ".local/share", "awaitscope", name)

    def test_the_next_start_goes_on_where_one_was(self):
        self.open("gather-order")
        before = self.title()
        self.xdotool("key", "Right")
        self.until(lambda: self.title() != before)
        self.xdotool("key", "shift+b")
        self.xdotool("key", "t")
        here = self.title()
        self.until(lambda: self.file("lessons.toml").exists() and "choice" in self.file("lessons.toml").read_text())
        self.quit()
        self.assertIn("theme = ", self.file("settings.toml").read_text())
        self.open()
        self.until(lambda: self.title() == here)
        self.quit()
        self.open("create-task")
        self.until(lambda: "event 0" in self.title())
        self.quit()
        text = self.file("lessons.toml").read_text()
        self.assertIn("choice", text)
        self.assertIn("create-task", text.splitlines()[1] + text.splitlines()[2])

    def test_a_damaged_file_is_put_aside(self):
        damaged = kept(self.home, "lessons.toml", "last = ")
        self.open()
        self.until(lambda: not damaged.exists())
        self.assertEqual(damaged.with_name("lessons.toml.damaged").read_text(), "last = ")
        self.quit()


if __name__ == "__main__":
    unittest.main()
