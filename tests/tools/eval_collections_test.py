"""tools/eval-collections measures every collection of a folder, indexes only what changed, and says what is wrong."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MARROW = Path(os.environ.get("MARROW", ROOT / "build/dev/marrow")).resolve()


def collection(folder, documents, queries, qrels):
    folder.mkdir(parents=True)
    lines = [json.dumps({"id": name, "title": title, "text": title}) + "\n" for name, title in documents.items()]
    (folder / "docs.jsonl").write_text("".join(lines))
    (folder / "queries.tsv").write_text(queries)
    (folder / "qrels.tsv").write_text(qrels)


class EvalCollectionsTest(unittest.TestCase):
    def setUp(self):
        self.root = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.root / "tools").mkdir()
        shutil.copy(ROOT / "tools/eval-collections", self.root / "tools")
        self.folder = self.root / "collections"

    def run_tool(self, *arguments):
        return subprocess.run([self.root / "tools/eval-collections", *arguments], capture_output=True, text=True, timeout=60)

    def rows(self, *settings):
        done = self.run_tool(*settings, self.folder, MARROW)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        return {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()[1:]}

    def test_measures_each_and_the_mean(self):
        collection(self.folder / "found", {"a": "Knee", "b": "Hip"}, "1\tknee\n2\thip\n", "1\ta\t1\n2\tb\t1\n")
        # Relevant at rank 2: 1 / log2(3) = 0.6309, rank 1 / 2; the longer title comes second.
        collection(self.folder / "second", {"a": "Knee", "b": "Knee and hip and toe"}, "1\tknee\n", "1\tb\t1\n")
        (self.folder / "notes").mkdir()
        rows = self.rows()
        self.assertEqual(["found", "second", "mean"], list(rows))
        self.assertEqual(["1.0000", "1.0000", "1.0000", "1.0000", "1.0000", "2"], rows["found"][:6])
        self.assertEqual(["0.6309", "1.0000", "1.0000", "0.5000", "0.0000", "1"], rows["second"][:6])
        self.assertEqual(["0.8155", "1.0000", "1.0000", "0.7500", "0.5000", "3"], rows["mean"][:6])

    def test_ranks_with_other_weights(self):
        collection(self.folder / "one", {"a": "Knee and hip and toe", "b": "Knee"}, "1\tknee\n", "1\tb\t1\n")
        documents = self.folder / "one/docs.jsonl"
        documents.write_text('{"id":"a","title":"Toe","text":"Knee. Knee. Knee."}\n{"id":"b","title":"Knee","text":"Hip."}\n')
        self.assertEqual("1.0000", self.rows()["one"][0])
        without = ("title", "title-share", "title-lead", "exact-title", "same-title", "closeness-title")
        settings = [word for name in without for word in ("--weight", f"{name}=0")]
        self.assertEqual("0.6309", self.rows(*settings)["one"][0])
        self.assertEqual(2, self.run_tool("--weights", "title=0").returncode)

    def test_indexes_only_what_changed(self):
        collection(self.folder / "one", {"a": "Knee"}, "1\tknee\n", "1\ta\t1\n")
        self.rows()
        index = self.root / "build/collections/one.index"
        made = index.stat().st_ino
        self.rows()
        self.assertEqual(made, index.stat().st_ino)
        (self.folder / "one/docs.jsonl").write_text('{"id":"a","title":"Hip","text":"Hip"}\n')
        self.assertEqual("0.0000", self.rows()["one"][0])

    def test_says_what_is_wrong(self):
        missing = self.run_tool(self.folder, MARROW)
        self.assertEqual(0, missing.returncode)
        self.assertRegex(missing.stderr, "skipped: there is no folder")
        self.folder.mkdir()
        empty = self.run_tool(self.folder, MARROW)
        self.assertEqual(3, empty.returncode)
        self.assertRegex(empty.stderr, "has no subfolder with docs.jsonl")
        self.assertEqual(3, self.run_tool(self.folder, self.root / "marrow").returncode)
        self.assertEqual(2, self.run_tool("a", "b", "c").returncode)
        collection(self.folder / "bad", {"a": "Knee"}, "1 knee\n", "1\ta\t1\n")
        bad = self.run_tool(self.folder, MARROW)
        self.assertEqual(3, bad.returncode)
        self.assertTrue(re.search(r"queries\.tsv:1: .*\n.*bad cannot be measured", bad.stderr), bad.stderr)


if __name__ == "__main__":
    unittest.main()
