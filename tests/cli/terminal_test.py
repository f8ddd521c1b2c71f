"""What is shown on a terminal, and only there: colours, links, width, the progress bar."""

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import tempfile
import termios
import threading
import time
import unittest
from pathlib import Path

HERE = Path(__file__).parent
SITE = HERE.parent / "fixtures" / "site"
MARROW = os.environ.get("MARROW", str(HERE.parent.parent / "build/dev/marrow"))
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LINK = re.compile(r"\x1b\]8;[^;\x1b]*;([^\x1b\x07]*)(?:\x1b\\|\x07)")
QUERY = ["search", "walking"]


class Terminal:
    """A pseudo-terminal; what is written to it is gathered until its last writer goes."""

    def __init__(self, columns: int):
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.parts = []
        self.thread = threading.Thread(target=self.gather)
        self.thread.start()

    def gather(self):
        try:
            while part := os.read(self.master, 65536):
                self.parts.append(part)
        except OSError:
            pass  # Linux says EIO once nobody holds the other side

    def text(self) -> str:
        os.close(self.slave)
        self.thread.join(60)
        os.close(self.master)
        return b"".join(self.parts).decode().replace("\r\n", "\n")


class TerminalTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.index = str(Path(cls.holder.name) / "marrow.index")
        subprocess.run([MARROW, "index", SITE, "-o", cls.index], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def environment(self, **more) -> dict:
        kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        return {**kept, "PATH": os.environ["PATH"], "TERM": "xterm-256color", "MARROW_INDEX": self.index, **more}

    def on_terminal(self, arguments: list, columns: int = 80, **environment) -> str:
        terminal = Terminal(columns)
        subprocess.run([MARROW, *arguments], stdout=terminal.slave, env=self.environment(**environment), check=True,
                       timeout=60)
        return terminal.text()

    def in_pipe(self, arguments: list, **environment) -> str:
        return subprocess.run([MARROW, *arguments], capture_output=True, text=True, check=True, timeout=60,
                              env=self.environment(**environment)).stdout

    def test_colours_and_links(self):
        for arguments, address in ((QUERY, "https://example.org/walking"),
                                   (["show", "knee-injection"], "https://example.org/clinic")):
            with self.subTest(arguments=arguments):
                shown = self.on_terminal(arguments)
                self.assertRegex(shown, COLOUR)
                self.assertIn(address, LINK.findall(shown))
                self.assertEqual(LINK.findall(shown)[-1], "", "the last link is not ended")
                self.assertNotIn("\x1b", LINK.sub("", COLOUR.sub("", shown)))

    def test_plain(self):
        for arguments in (QUERY, ["show", "knee-injection"], ["stats"], ["help"]):
            with self.subTest(arguments=arguments):
                piped = self.in_pipe(arguments)
                self.assertNotIn("\x1b", piped)
                self.assertEqual(piped, self.on_terminal(arguments, NO_COLOR="1"))
                self.assertEqual(piped, self.on_terminal(arguments, TERM="dumb"))

    def test_empty_no_color_means_colours(self):
        self.assertRegex(self.on_terminal(QUERY, NO_COLOR=""), COLOUR)

    def test_json_is_never_coloured(self):
        shown = self.on_terminal([*QUERY, "--json"])
        self.assertNotIn("\x1b", shown)
        self.assertEqual(self.in_pipe([*QUERY, "--json"]), shown)

    def test_width(self):
        for columns, most in ((50, 50), (10, 40), (500, 120)):
            shown = LINK.sub("", COLOUR.sub("", self.on_terminal(["show", "knee-injection"], columns)))
            widest = max(len(line) for line in shown.splitlines())
            self.assertLessEqual(widest, most)
            self.assertGreater(widest, most * 0.6)

    def index_on_terminal(self, source, bar=True, **environment):
        """The standard error of an index run that is held, before its last article, until a bar is due."""
        for _ in range(10):
            terminal = Terminal(80)
            with tempfile.TemporaryDirectory() as folder:
                process = subprocess.Popen([MARROW, "index", source, "-o", f"{folder}/i"], stdout=subprocess.DEVNULL,
                                           stderr=terminal.slave, env=self.environment(**environment))
                while not os.listdir(folder) and process.poll() is None:
                    time.sleep(0.001)
                process.send_signal(signal.SIGSTOP)
                time.sleep(0.6)
                held = process.poll() is None and os.listdir(folder) != ["i"]
                process.send_signal(signal.SIGCONT)
                process.wait(60)
            shown = terminal.text()
            if held and (shown or not bar):
                return process.returncode, shown
        self.fail("no run could be held, or none showed anything")

    def write_lines(self, bad: int) -> Path:
        path = Path(self.holder.name) / f"lines-{bad}.jsonl"
        with path.open("w") as lines:
            for number in range(1000):
                lines.write(json.dumps({"id": str(number), "title": "Long", "text": "many words " * 50}) + "\n")
            lines.write("not an article\n" * bad)
        return path

    def test_progress(self):
        status, shown = self.index_on_terminal(self.write_lines(bad=0))
        self.assertEqual(0, status)
        self.assertRegex(shown, r"\A(\r\x1b\[KIndexing [#.]{24} +\d+ %)+\r\x1b\[K\Z")

    def test_progress_makes_way_for_a_complaint(self):
        status, shown = self.index_on_terminal(self.write_lines(bad=1))
        self.assertEqual(1, status)
        self.assertRegex(shown, r"%\r\x1b\[Kmarrow: [^\r\n]*lines-1\.jsonl:1001: [^\r\n]*\n")

    def test_no_progress_on_a_dumb_terminal(self):
        self.assertEqual((0, ""), self.index_on_terminal(self.write_lines(bad=0), bar=False, TERM="dumb"))

    def test_no_progress_for_short_work(self):
        terminal = Terminal(80)
        index = Path(self.holder.name) / "short.index"
        subprocess.run([MARROW, "index", SITE, "-o", index], stdout=subprocess.DEVNULL, stderr=terminal.slave,
                       env=self.environment(), check=True, timeout=60)
        self.assertEqual("", terminal.text())


if __name__ == "__main__":
    unittest.main()
