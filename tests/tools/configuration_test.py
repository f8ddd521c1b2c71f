"""docs/configuration.md shows every key of marrow.yaml, and the program takes each of its examples, of topics.yaml too."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MARROW = os.environ["MARROW"]
PAGE = (ROOT / "docs/configuration.md").read_text()
EVERY_FILTER = "---\ntags: [drugs]\naudience: doctors\nevidence: strong\n---\n# Knee\n\nPain.\n"


def keys_of_the_program():
    table = (ROOT / "src/settings/settings.c").read_text().split("struct key keys[] = {", 1)[1].split("};", 1)[0]
    return dict(re.findall(r'\{"([a-z_]+)",\s*"([^"]+)",', table))


def index(folder, settings):
    (folder / "blog/posts").mkdir(parents=True, exist_ok=True)
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "knee.md").write_text(EVERY_FILTER)
    (folder / "docs/knee.md").write_text(EVERY_FILTER)
    (folder / "pins.txt").write_text("[en]\nache = docs/knee.md\n")
    (folder / ("topics.yaml" if "\ntopics:" in settings else "marrow.yaml")).write_text(settings)
    return subprocess.run([MARROW, "index", folder, "-o", folder / "kb.index"], capture_output=True, text=True, timeout=60)


class ConfigurationTest(unittest.TestCase):
    def test_the_table_is_that_of_the_program(self):
        keys = keys_of_the_program()
        told = re.findall(r"^\| \[`([a-z_]+)`\]\(#([a-z_]+)\) \| (.+?) \| .+ \|$", PAGE, re.MULTILINE)
        self.assertGreaterEqual(len(keys), 4)
        self.assertEqual([(name, name, takes.split(",")[0]) for name, takes in keys.items()], told)
        self.assertEqual([*keys], re.findall(r"^### `(.+)`$", PAGE, re.MULTILINE))

    def test_every_key_has_an_example_that_works(self):
        examples = re.findall(r"^```yaml\n(.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)
        for name in keys_of_the_program():
            section = PAGE.split(f"### `{name}`", 1)[1].split("\n##", 1)[0]
            self.assertRegex(section, rf"```yaml\n{name}:", name)
        for example in examples:
            with tempfile.TemporaryDirectory() as folder:
                done = index(Path(folder), example)
                self.assertEqual((done.returncode, done.stderr), (0, ""), example)

    def test_every_metric_is_named(self):
        source = (ROOT / "src/quality/metrics.c").read_text()
        names = re.findall(r'\[QUALITY_[A-Z_]+\]\s*=\s*"([^"]+)"', source)
        self.assertGreater(len(names), 5)
        told = {name: f"`{name}`" in PAGE for name in names}
        self.assertEqual(told, {name: name != "unjudged@10" for name in names})

    def test_the_error_it_shows_is_the_programs(self):
        with tempfile.TemporaryDirectory() as folder:
            done = index(Path(folder), "language: en\nfilter: [audience]\n")
            self.assertEqual(done.returncode, 3)
            self.assertIn(done.stderr.replace(folder, "kb"), PAGE)


if __name__ == "__main__":
    unittest.main()
