"""Runs every case under cases/ and compares what the program says, byte for byte (see README.md)."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).parent
CASES = HERE / "cases"
FIXTURES = HERE.parent / "fixtures"
MANUAL = HERE.parent.parent / "docs" / "marrow.1"
MARROW = Path(os.environ.get("MARROW", HERE.parent.parent / "build/dev/marrow")).resolve()

# What may differ between two correct runs. Nothing else is touched before the comparison.
PLACEHOLDERS = [
    (r"\bin \d+\.\d\d s\b", "in <seconds> s"),
    (r"\b\d+(\.\d)? [kM]B\b", "<size>"),
    (r"\b\d+ bytes instead of \d+", "<size> instead of <size>"),
    (r"\b[0-9a-f]{32}\b", "<digest>"),
    (r'"(score|points)":-?\d+(\.\d+)?(e-?\d+)?', r'"\1":<number>'),
    (r'"stemmer":"[0-9a-f]{8}"', '"stemmer":"<stemmer>"'),
    (r"\b(Stemmer +)[0-9a-f]{8}\b", r"\1<stemmer>"),
]


def plain(output: bytes) -> str:
    text = output.decode("utf-8", "backslashreplace")
    for pattern, placeholder in PLACEHOLDERS:
        text = re.sub(pattern, placeholder, text)
    return text


class Workshop:
    """A folder with the fixtures and their index, copied for every case; `marrow` stands on the PATH."""

    def __init__(self):
        self.holder = tempfile.TemporaryDirectory()
        self.root = Path(self.holder.name)
        (self.root / "bin").mkdir()
        (self.root / "bin/marrow").symlink_to(MARROW)
        self.template = self.root / "template"
        shutil.copytree(FIXTURES, self.template)
        (self.template / "README.md").unlink()
        kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        self.environment = {**kept, "PATH": f"{self.root}/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        built = self.run("marrow index site", self.template)
        if built["exit"] != "0\n":
            raise AssertionError(f"the fixtures cannot be indexed: {built}")

    def run(self, script: str, folder: Path) -> dict:
        # Bash for its pipefail, so that a case sees the program's status through a pipe.
        done = subprocess.run(["bash", "-o", "pipefail", "-c", script], cwd=folder, env=self.environment,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        return {"stdout": plain(done.stdout), "stderr": plain(done.stderr), "exit": f"{done.returncode}\n"}

    def run_case(self, case: Path) -> dict:
        folder = self.root / case.name
        shutil.copytree(self.template, folder)
        try:
            return self.run((case / "cmd").read_text(), folder)
        finally:
            shutil.rmtree(folder)


def read(path: Path, absent: str = "") -> str:
    return path.read_text() if path.exists() else absent


def write(path: Path, text: str, absent: str = ""):
    if text == absent:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text)


class GoldenTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.workshop = Workshop()

    @classmethod
    def tearDownClass(cls):
        cls.workshop.holder.cleanup()

    def check(self, case: Path):
        said = self.workshop.run_case(case)
        wanted = {"stdout": read(case / "stdout"), "stderr": read(case / "stderr"), "exit": read(case / "exit", "0\n")}
        self.assertEqual(wanted, said)


for case in sorted(CASES.iterdir()):
    setattr(GoldenTest, f"test_{case.name.replace('-', '_')}", lambda self, case=case: self.check(case))


def marrow(*arguments: str) -> str:
    return subprocess.run([MARROW, *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def commands() -> list[str]:
    listed = marrow("help").split("Commands:\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in listed.splitlines()]


class CompletenessTest(unittest.TestCase):
    """A command or an option that help names is tried by a case and described by the manual."""

    def test_options(self):
        cases = "\n".join((case / "cmd").read_text() for case in CASES.iterdir())
        manual = MANUAL.read_text()
        for command in commands():
            page = marrow("help", command)
            self.assertIn(f"marrow {command}", cases)
            self.assertIn(f".Cm {command}", manual)
            for letter, option in re.findall(r"^  (?:-(\w), )?--(\w+)", page, re.M):
                names = f"--{option}" + (f"|-{letter}" if letter else "")
                self.assertTrue(re.search(rf"marrow {command}\b.* (?:{names})\b", cases), f"no case: {command} --{option}")
                self.assertIn(f"Fl -{option}", manual)

    def test_help_fits_a_terminal(self):
        for page in ["", *commands()]:
            for line in marrow("help", *page.split()).splitlines():
                self.assertLessEqual(len(line), 80, line)


def update():
    workshop = Workshop()
    for case in sorted(CASES.iterdir()):
        said = workshop.run_case(case)
        write(case / "stdout", said["stdout"])
        write(case / "stderr", said["stderr"])
        write(case / "exit", said["exit"], absent="0\n")
    workshop.holder.cleanup()


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        unittest.main()
