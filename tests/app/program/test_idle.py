"""A window that nobody touches, under Xvfb."""
import os
import time
import unittest

from program import WindowTest


class Idle(WindowTest):
    def test_an_idle_window_costs_next_to_nothing(self):
        self.open("gather-order")
        time.sleep(2)
        ticks = os.sysconf("SC_CLK_TCK")
        seconds = 5
        before = self.cpu_ticks()
        time.sleep(seconds)
        used = (self.cpu_ticks() - before) / ticks / seconds
        self.assertLess(used, 0.02)
        self.quit()

    def cpu_ticks(self):
        with open("/proc/%d/stat" % self.program.pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])


if __name__ == "__main__":
    unittest.main()
