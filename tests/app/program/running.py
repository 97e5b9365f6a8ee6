"""Programs that run, or are edited, while a window of the studio looks on."""
import os
import re
import time

from program import WindowTest


class Running(WindowTest):
    def write(self, name, text):
        """As most editors do: whole or not at all."""
        with open(self.path(name + ".new"), "w") as file:
            file.write(text)
        os.rename(self.path(name + ".new"), self.path(name))

    def event(self):
        """Where the window stands, and how much there is."""
        found = re.search(r"event (\d+) of (\d+)", self.title())
        return (int(found.group(1)), int(found.group(2))) if found else (0, 0)

    def holds(self, name, text):
        if not self.exists(name):
            return False
        with open(self.path(name)) as file:
            return text in file.read()

    def exists(self, name):
        return os.path.exists(self.path(name))

    def pid(self):
        self.until(lambda: self.exists("pid"))
        with open(self.path("pid")) as file:
            return int(file.read())

    def assert_gone(self, pid):
        end = time.monotonic() + 60
        while True:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return
            self.assertLess(time.monotonic(), end, "the program still runs")
            time.sleep(0.05)

    def do(self, command):
        """By its name, from the palette."""
        self.xdotool("key", "ctrl+p")
        self.xdotool("type", command)
        self.xdotool("key", "Return")
