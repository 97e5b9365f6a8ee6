import os
import struct
import unittest
import xml.etree.ElementTree

from program import ProgramTest


def png_size(path):
    with open(path, "rb") as file:
        head = file.read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n", path
    return struct.unpack(">II", head[16:24])


class Pictures(ProgramTest):
    def test_a_png_has_the_size_that_was_asked_for(self):
        for size in ("1280x720", "1920x1080"):
            self.good("render", "cancel-delivery", "--at", "40", "-o", "a.png", "--size", size)
            self.assertEqual("%dx%d" % png_size(self.path("a.png")), size)

    def test_every_theme_gives_another_picture(self):
        pictures = set()
        for theme in ("light", "dark", "high-contrast", "presenter"):
            self.good("render", "gather-order", "--at", "30", "-o", "a.png", "--theme", theme)
            with open(self.path("a.png"), "rb") as file:
                pictures.add(file.read())
        self.assertEqual(len(pictures), 4)

    def test_the_same_picture_twice_is_the_same_bytes(self):
        for name in ("a.png", "b.png", "a.svg", "b.svg"):
            self.good("render", "gather-order", "--at", "30", "-o", name)
        for kind in ("png", "svg"):
            with open(self.path("a." + kind), "rb") as a, open(self.path("b." + kind), "rb") as b:
                self.assertEqual(a.read(), b.read())

    def test_an_svg_is_xml_with_the_names_of_the_tasks(self):
        self.good("render", "gather-order", "--at", "80", "-o", "a.svg")
        root = xml.etree.ElementTree.parse(self.path("a.svg")).getroot()
        self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
        texts = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
        for task in ("Task-1", "Task-2", "Task-3", "Task-4"):
            self.assertIn(task, texts)

    def test_another_moment_is_another_picture(self):
        pictures = set()
        for step in ("10", "60", "120"):
            self.good("render", "gather-order", "--at", step, "-o", "a.svg")
            with open(self.path("a.svg"), "rb") as file:
                pictures.add(file.read())
        self.assertEqual(len(pictures), 3)

    def test_a_file_that_cannot_be_written_is_named(self):
        self.assertIn("nowhere", self.refused("render", "gather-order", "-o", "nowhere/a.png"))
        self.refused("render", "gather-order", "-o", "a.gif")
        self.refused("render", "gather-order", "-o", "a.png", "--theme", "pink")
        self.refused("render", "gather-order", "-o", "a.png", "--size", "0x0")
        self.refused("render", "gather-order", "-o", "a.png", "--size", "99999x99999")
        self.refused("render", "gather-order", "-o", "a.png", "--scale", "0")
        self.assertEqual(os.listdir(self.folder), [])

    def test_without_egl_it_says_what_to_install(self):
        said = self.refused("render", "gather-order", "-o", "a.png", __EGL_VENDOR_LIBRARY_DIRS="/nonexistent")
        self.assertIn("libegl-mesa0", said)
        self.good("render", "gather-order", "-o", "a.svg", __EGL_VENDOR_LIBRARY_DIRS="/nonexistent")


if __name__ == "__main__":
    unittest.main()
