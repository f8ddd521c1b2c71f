"""tools/picture: what a terminal is told -> runs of text -> a picture that is well-formed whatever the text."""
import importlib.machinery
import importlib.util
import pathlib
import sys
import unittest
import xml.etree.ElementTree

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "picture"
SVG = "{http://www.w3.org/2000/svg}"


def load():
    loader = importlib.machinery.SourceFileLoader("picture", str(TOOL))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("picture", loader))
    loader.exec_module(module)
    return module


sys.dont_write_bytecode = True
PICTURE = load()


class Picture(unittest.TestCase):
    def runs(self, output):
        return [[(column, columns, " ".join(sorted(style)), text) for column, columns, style, text in line]
                for line in PICTURE.lines_of(output)]

    def test_styles(self):
        self.assertEqual(self.runs("a\x1b[1mb\x1b[36;4mc\x1b[22md\x1b[0me\x1b[95mf\x1b[39mg\x1b[mh"),
                         [[(0, 1, "", "a"), (1, 1, "b", "b"), (2, 1, "b c6 u", "c"), (3, 1, "c6 u", "d"), (4, 1, "", "e"),
                           (5, 1, "c13", "f"), (6, 2, "", "gh")]])

    def test_styles_go_on_in_the_next_line(self):
        self.assertEqual(self.runs("\x1b[1ma\r\nb\n"), [[(0, 1, "b", "a")], [(0, 1, "b", "b")]])

    def test_columns(self):
        self.assertEqual(self.runs("膝\x1b[1me\u0301\x1b[0mx"), [[(0, 2, "", "膝"), (2, 1, "b", "e\u0301"), (3, 1, "", "x")]])

    def test_links_are_only_their_text(self):
        self.assertEqual(self.runs("\x1b]8;;http://a/\x1b\\knee\x1b]8;;\x07s"), [[(0, 5, "", "knees")]])

    def test_what_cannot_be_drawn(self):
        for output in ("\x1b[2J", "\x1b[38;5;1m"):
            with self.assertRaisesRegex(SystemExit, "draws no"):
                PICTURE.lines_of(output)

    def test_program_in_a_terminal(self):
        script = "import os, sys; print(sys.stdout.isatty(), os.get_terminal_size().columns, 'NO_COLOR' in os.environ)"
        self.assertEqual(PICTURE.terminal_output([sys.executable, "-c", script]), "True 80 False\r\n")
        with self.assertRaisesRegex(SystemExit, "status 3"):
            PICTURE.terminal_output([sys.executable, "-c", "raise SystemExit(3)"])

    def test_picture(self):
        text = PICTURE.svg("a < b", PICTURE.lines_of("x \x1b[33m<&\"\x1b[0m\n\n  z"))
        root = xml.etree.ElementTree.fromstring(text)
        self.assertEqual(root.find(SVG + "title").text, "a < b")
        self.assertEqual([[(run.get("class"), run.text) for run in line] for line in root.iter(SVG + "text")],
                         [[(None, "x"), ("c3", '<&"')], [(None, "z")]])
        places = [(float(run.get("x")) - PICTURE.MARGIN) / PICTURE.CELL for run in root.iter(SVG + "tspan")]
        self.assertEqual([round(place, 3) for place in places], [0, 2, 2])
        self.assertIn(".c3{fill:", root.find(SVG + "style").text)
        first, second = (int(line.get("y")) for line in root.iter(SVG + "text"))
        self.assertEqual(second - first, 2 * PICTURE.LINE)


if __name__ == "__main__":
    unittest.main()
