"""docs/query-language.md: each query of its table finds just what is said of it, and each command in it is one."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

MARROW = os.environ["MARROW"]
PAGE = (Path(__file__).resolve().parent.parent.parent / "docs/query-language.md").read_text()
ARTICLES = {
    "both": "# A visit\n\nAn injection into both knees.\n",
    "row": "# Another visit\n\nThe knee injection took a minute.\n",
    "steroid": "# Steroids\n\nA steroid injection.\n",
    "acid": "# Gel\n\nAn injection of hyaluronic acid.\n",
    "form": "# Words\n\nHe was injected.\n",
    "hip": "# Hip\n\nPain at night.\n",
    "knee": "# Knee\n\nPain on stairs.\n",
    "cells": "---\ntags: [cells]\n---\n# Stem cells\n\nThey divide.\n",
    "main": "# Programs\n\nEach begins somewhere:\n\n```c\nint main(void);\n```\n",
    "road": "# Roads\n\nThe main road.\n",
    "stem": "# A stem\n\nIts cells divide.\n",
}
FOUND = {
    "knee injection": "both row",
    '"knee injection"': "row",
    "injection -steroid": "acid both form row",
    'injection -"hyaluronic acid"': "both form row steroid",
    "knee OR hip": "both hip knee row",
    "knee OR hip pain": "hip knee",
    "title:knee": "knee",
    'title:"stem cells"': "cells",
    "tag:cells": "cells",
    "code:main": "main",
    "inject*": "acid both form row steroid",
}


class QueryLanguageTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.index = Path(scratch.name) / "kb.index"
        for name, text in ARTICLES.items():
            (Path(scratch.name) / f"{name}.md").write_text(text)
        (Path(scratch.name) / "marrow.yaml").write_text("language: en\n")
        subprocess.run([MARROW, "index", scratch.name, "-o", self.index], stdout=subprocess.DEVNULL, check=True, timeout=60)

    def found(self, query):
        """The articles that have all that is asked for."""
        done = subprocess.run([MARROW, "search", "--index", self.index, "--json", "--limit", "50", "--", query],
                              capture_output=True, text=True, timeout=60)
        hits = json.loads(done.stdout)["hits"]
        return " ".join(sorted(hit["id"].removesuffix(".md") for hit in hits if not hit["missing"]))

    def test_every_query_of_the_table_finds_what_is_said(self):
        told = re.findall(r"^\| `(.+?)` \| .+ \|$", PAGE, re.MULTILINE)
        self.assertEqual(told, [*FOUND])
        self.assertEqual({query: self.found(query) for query in told}, FOUND)

    def test_operators(self):
        self.assertEqual(self.found("injection NOT steroid"), FOUND["injection -steroid"])
        self.assertEqual(self.found("knee or hip"), "")  # `or` is a word, and there is no article with both
        for query in ["title:knee injection", "night OR title:knee steroid"]:  # of these no word is left out
            with self.subTest(query):
                done = subprocess.run([MARROW, "search", "--index", self.index, "--json", query], capture_output=True, text=True)
                self.assertEqual(json.loads(done.stdout)["total"], 0)

    def test_the_commands_are_commands(self):
        commands = re.findall(r"^    marrow (.+)$", PAGE, re.MULTILINE)
        self.assertEqual(len(commands), 2)
        for command in commands:
            with self.subTest(command):
                done = subprocess.run(f'"$MARROW" {command}', shell=True, env={**os.environ, "MARROW_INDEX": str(self.index)},
                                      capture_output=True, text=True, timeout=60)
                self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
