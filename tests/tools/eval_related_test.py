"""tools/eval-related measures related articles by queries that several of them answer."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MARROW = Path(os.environ.get("MARROW", ROOT / "build/dev/marrow")).resolve()
WORDS = "amber birch coral diamond elder flint garnet hazel iris jasper"


class EvalRelatedTest(unittest.TestCase):
    def setUp(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.index, self.qrels = folder / "site.index", folder / "qrels.tsv"
        others = [(f"o{i}", f"Other {word}x") for i, word in enumerate(WORDS.split())]
        texts = [("a", WORDS), ("b", WORDS), ("c", "Nothing of that"), *others]
        lines = [json.dumps({"id": name, "title": name, "text": text}) + "\n" for name, text in texts]
        (folder / "docs.jsonl").write_text("".join(lines))
        subprocess.run([MARROW, "index", folder / "docs.jsonl", "-o", self.index], check=True, capture_output=True, timeout=60)

    def measure(self, qrels):
        self.qrels.write_text(qrels)
        command = [ROOT / "tools/eval-related", self.index, self.qrels, MARROW]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    def test_measures(self):
        done = self.measure("1\ta\t1\n1\tb\t2\n")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertEqual("2 articles, 1.00 related ones each, share of the first 5: 1.000", done.stdout.splitlines()[0])
        done = self.measure("1\ta\t1\n1\tc\t1\n2\tb\t1\n3\ta\t0\n3\tb\t1\n")  # of a, b is named and not judged so; c has none
        self.assertEqual("2 articles, 0.50 related ones each, share of the first 5: 0.000", done.stdout.splitlines()[0])

    def test_says_what_is_wrong(self):
        done = self.measure("1\tnobody\t1\n1\tnothing\t1\n")
        self.assertEqual(3, done.returncode)
        self.assertRegex(done.stderr, "no article of .*qrels.tsv is in the index")
        self.assertEqual(2, subprocess.run([ROOT / "tools/eval-related"], capture_output=True).returncode)


if __name__ == "__main__":
    unittest.main()
