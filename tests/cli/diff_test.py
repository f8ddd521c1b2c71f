"""`marrow diff`: what became of articles, answers and judged queries from one index to the next."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARROW = os.environ.get("MARROW", str(ROOT / "build/release/marrow"))

SITE = {
    "knee.md": ("Knee pain", "A knee can hurt for many reasons."),
    "hip.md": ("Hip pain", "A hip hurts when its socket is too shallow."),
    "gout.md": ("Gout", "Crystals of uric acid in a toe."),
    "hand.md": ("Hand", "Fingers that are stiff in the morning."),
}
JUDGMENTS = "query\tanswers\nuric acid\tgout.md\nstiff fingers\thand.md\nshallow socket\thip.md\n"


def marrow(*arguments, folder, check=0):
    done = subprocess.run([MARROW, *map(str, arguments)], capture_output=True, text=True, timeout=60, cwd=folder)
    if done.returncode != check:
        raise AssertionError(f"{arguments}: {done.returncode}, not {check}: {done.stdout}{done.stderr}")
    return done


class DiffTest(unittest.TestCase):
    """gout.md is gone, hand.md moved, hip.md says less, wrist.md is new, and knee.md has another address."""

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.holder.name)
        cls.index("old", SITE)
        new = {**SITE, "body/hand.md": SITE["hand.md"], "hip.md": ("Hip pain", "A hip hurts."), "wrist.md": ("Wrist | @all", "Bend.")}
        del new["gout.md"], new["hand.md"]
        cls.index("new", new, {"knee.md": "url: /help/knee\n"})
        (cls.folder / "judgments.tsv").write_text(JUDGMENTS)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    @classmethod
    def index(cls, name, site, facts={}):
        for path, (title, text) in site.items():
            file = cls.folder / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\ntitle: '{title}'\nlang: en\n{facts.get(path, '')}---\n{text}\n")
        marrow("index", name, "-o", f"{name}.index", folder=cls.folder)

    def diff(self, *arguments, check=0):
        return marrow("diff", *arguments, folder=self.folder, check=check)

    def report(self, *arguments):
        return json.loads(self.diff("old.index", "new.index", "--json", *arguments).stdout)

    def test_articles(self):
        articles = self.report()["articles"]
        self.assertEqual([articles[key] for key in ("old", "new", "added", "removed", "changed", "moved")], [4, 4, 1, 1, 1, 2])
        told = {(row["change"], row["id"]): row for row in articles["list"]}
        self.assertEqual(
            {*told},
            {("added", "wrist.md"), ("removed", "gout.md"), ("changed", "hip.md"), ("moved", "body/hand.md"), ("moved", "knee.md")},
        )
        hand, knee = told["moved", "body/hand.md"], told["moved", "knee.md"]
        self.assertEqual((hand["old_id"], hand["old_url"], hand["url"]), ("hand.md", "/articles/hand", "/articles/body/hand"))
        self.assertEqual((knee["old_url"], knee["url"], knee["content_changed"]), ("/articles/knee", "/help/knee", False))

    def test_one_file_in_the_place_of_another_is_moved_by_its_address(self):
        self.index("first", {"a.md": ("A", "One thing.")}, {"a.md": "url: /x\n"})
        self.index("second", {"b.md": ("B", "Another thing.")}, {"b.md": "url: /x\n"})
        [row] = json.loads(self.diff("first.index", "second.index", "--json").stdout)["articles"]["list"]
        self.assertEqual((row["change"], row["id"], row["old_id"], row["content_changed"]), ("moved", "b.md", "a.md", True))

    def test_own_queries(self):
        queries = self.report()["queries"]
        self.assertEqual((queries["count"], queries["emptied"], queries["filled"]), (5, 1, 1))
        changed = {row["query"]: row for row in queries["changed"]}
        self.assertEqual({*changed}, {"Gout", "Wrist | @all"})  # a moved article is the same answer
        self.assertEqual((changed["Gout"]["rbo"], changed["Gout"]["old_first"]), (0, "gout.md"))
        self.assertEqual(queries["equal"], 3)
        self.assertAlmostEqual(queries["overlap@10"], 3 / 5)

    def test_queries_of_a_file(self):
        path = self.folder / "queries.txt"
        path.write_text("uric acid\n\nq2\tknee pain\n")
        queries = self.report("--queries", path)["queries"]
        self.assertEqual((queries["count"], queries["emptied"], queries["equal"]), (2, 1, 1))
        for text, sentence in [("a\tb\tc\n", ":1: has 3 columns"), ("a\nq\t\n", ":2: has no query"), ("\n", "holds no query"),
                               ("a\na\n", ":2: the query \"a\" stands in line 1 already")]:
            path.write_text(text)
            self.assertIn(sentence, self.diff("old.index", "new.index", "--queries", path, check=3).stderr)

    def test_judged_queries(self):
        judged = self.report("--judgments", "judgments.tsv")["judged"]
        self.assertEqual([judged[key] for key in ("queries", "won", "lost", "old_ndcg@10")], [3, 0, 2, 1])
        self.assertEqual([row["query"] for row in judged["changes"]], ["uric acid", "shallow socket"])
        self.assertAlmostEqual(judged["new_ndcg@10"], 1 / 3, places=3)  # what was judged under the old name is found under the new one

    def test_judgments_of_the_new_index(self):
        (self.folder / "newer.tsv").write_text(JUDGMENTS.replace("hand.md", "body/hand.md"))
        self.assertEqual(self.report("--judgments", "newer.tsv")["judged"], self.report("--judgments", "judgments.tsv")["judged"])

    def test_collections(self):
        (self.folder / "q.tsv").write_text("1\turic acid\n")
        (self.folder / "q.qrels").write_text("1 0 gout.md 1\n")
        judged = self.report("--queries", "q.tsv", "--qrels", "q.qrels")["judged"]
        self.assertEqual([judged["won"], judged["lost"]], [0, 1])

    def test_latency_is_measured(self):
        latency = self.report()["latency"]
        self.assertEqual(latency["queries"], 5)
        self.assertGreater(latency["old_ms"], 0)
        self.assertAlmostEqual(latency["ratio"] * latency["old_ms"], latency["new_ms"], places=2)

    def test_the_same_index_is_the_same(self):
        report = json.loads(self.diff("old.index", "old.index", "--json", "--judgments", "judgments.tsv").stdout)
        self.assertTrue(report["same"])
        self.assertEqual((report["articles"]["list"], report["queries"]["changed"], report["queries"]["rbo"]), ([], [], 1))
        self.assertEqual([report["judged"][key] for key in ("won", "lost", "changes")], [0, 0, []])
        self.assertIn("the two indexes are the same", self.diff("old.index", "old.index").stdout)

    def test_terminal(self):
        text = self.diff("old.index", "new.index", "--judgments", "judgments.tsv").stdout
        self.assertIn("4 articles, 4 before: 1 added, 1 removed, 1 changed, 2 moved.", text)
        self.assertIn("  + wrist.md  Wrist | @all\n", text)
        self.assertIn("Queries that find nothing any more\n  0.000  uric acid: 0 answers, 1 before; first was gout.md", text)
        self.assertRegex(text, r"lost -1\.0000  uric acid")
        self.assertRegex(text, r"An answer takes \d+\.\d\d ms")

    def test_markdown(self):
        text = self.diff("old.index", "new.index", "--judgments", "judgments.tsv", "--format", "markdown").stdout
        self.assertTrue(text.startswith("### What changes for searchers\n\n4 articles, 4 before"))
        self.assertIn("- added `wrist.md` Wrist \\| @<!-- -->all\n- removed `gout.md` Gout\n", text)
        self.assertRegex(text, r"\| uric acid \| 1\.0000 \| 0\.0000 \| \*\*lost\*\* \|")
        for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            columns = {len(re.split(r"(?<!\\)\|", line)) for line in table.splitlines()}
            self.assertEqual(len(columns), 1, table)

    def test_wrong_usage_and_trouble(self):
        self.assertIn("needs", self.diff("old.index", check=2).stderr)
        self.assertIn("leave one out", self.diff("a", "b", "--judgments", "j", "--queries", "q", check=2).stderr)
        self.assertIn("--queries", self.diff("a", "b", "--qrels", "q", check=2).stderr)
        self.assertIn("did you mean markdown?", self.diff("a", "b", "--format", "markdwon", check=2).stderr)
        self.assertIn("nowhere: there is no index", self.diff("old.index", "nowhere", check=3).stderr)


if __name__ == "__main__":
    unittest.main()
