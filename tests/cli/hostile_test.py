"""Sources that are made to hurt: each is an article or one clear sentence, in bounded memory, and the article beside it is found."""

import os
import resource
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).parent
MARROW = os.environ.get("MARROW", str(HERE.parent.parent / "build/dev/marrow"))
MEMORY = 1 << 30  # of address space, for a run
SANITIZED = "asan" in MARROW or "tsan" in MARROW  # these reserve terabytes
SECONDS = 60  # of processor time: far more than any of these takes
ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi")
)
FACTS = "---\ntitle: Hip\n"


class HostileTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.root = Path(holder.name)
        self.folder = self.root / "content"
        self.folder.mkdir()
        (self.folder / "good.md").write_text("# Knee\n\nA knee can hurt.\n")
        self.index = self.root / "site.index"

    def marrow(self, *words):
        def limit():
            if not SANITIZED:
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

        return subprocess.run([MARROW, *words], capture_output=True, text=True, preexec_fn=limit, timeout=600)

    def run_index(self):
        return self.marrow("index", self.folder, "-o", self.index)

    def found(self, query):
        done = self.marrow("search", "--index", self.index, "--json", query)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.stdout

    def assert_taken(self, name, content, query):
        """It is an article, and nothing is said."""
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        done = self.run_index()
        self.assertEqual((done.returncode, done.stderr), (0, ""), name)
        self.assertIn(f'"id":"{name}"', self.found(query))
        self.assertIn('"id":"good.md"', self.found("knee hurt"))

    def assert_left_out(self, name, content, sentence):
        """It is none, and one sentence says why."""
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        done = self.run_index()
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, rf"^marrow: (\S+/)?{name}(:[0-9]+)?: {sentence}\n")
        self.assertLessEqual(len(done.stderr.splitlines()), 2)  # and how many were left out
        self.assertIn('"id":"good.md"', self.found("knee hurt"))

    def test_html_without_an_end(self):
        for number, text in enumerate(
            ("<main><h1>Hip<p>hip <b>pain", "<html><body><p>hip pain <!-- and on", "<p>hip pain <a href='", "<p>hip pain<script>x<p>")
        ):
            with self.subTest(text):
                self.assert_taken(f"open{number}.html", text, "hip pain")

    def test_nesting_100000_deep(self):
        for name, opens, closes in (
            ("div.html", "<div>", "</div>"),
            ("b.html", "<b>", ""),
            ("list.html", "<ul><li>", ""),
            ("table.html", "<table><tr><td>", ""),
            ("quote.md", "> ", ""),
            ("list.md", "- ", ""),
            ("bracket.md", "[", "]"),
        ):
            with self.subTest(name):
                self.assert_taken(name, opens * 100_000 + "hip pain" + closes * 100_000 + "\n", "hip pain")

    def test_a_million_headings(self):
        said = "has more than 10000 sections; split the article"
        for name, heading in (("h.md", "## a\n"), ("h.html", "<h2>a</h2>"), ("h.rst", "ab\n==\n\ncd\n--\n\n"), ("h.adoc", "== a\n")):
            with self.subTest(name):
                self.assert_left_out(name, heading * 1_000_000, said)
                (self.folder / name).unlink()

    def test_link_references(self):
        bomb = f"[a]: /{'x' * 100_000}\n\n" + "[a] " * 100_000
        (self.folder / "bomb.md").write_text(bomb)
        done = self.run_index()
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertLessEqual(len(done.stderr.splitlines()), 2)
        self.assertLess(self.index.stat().st_size, 10 * len(bomb))
        self.assertIn('"id":"good.md"', self.found("knee hurt"))

    def test_aliases_of_yaml(self):
        self.assert_left_out("aliases.md", f"{FACTS}{ALIASES}---\nhip", ".*alias.*")
        (self.folder / "aliases.md").unlink()
        (self.folder / "marrow.yaml").write_text(ALIASES)
        done = self.run_index()
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr, r"^marrow: \S+/marrow.yaml:[0-9]+: .*\n$")

    def test_a_key_that_stands_twice(self):
        self.assert_left_out("twice.md", f"{FACTS}title: Ankle\n---\nhip", ".*title.* twice.*")
        (self.folder / "twice.md").unlink()
        (self.folder / "marrow.yaml").write_text("language: en\nlanguage: de\n")
        done = self.run_index()
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr, r"^marrow: \S+/marrow.yaml:2: .*language.*\n$")

    def test_encodings(self):
        for name, content in (
            ("declared.html", '<meta charset="windows-1251"><p>боль в бедре'.encode("cp1251")),
            ("undeclared.html", "<p>бедре".encode() + b"<p>"),
            ("wide.html", "<p>боль в бедре".encode("utf-16")),
            ("wide.md", "# Бедро\n\nболь в бедре\n".encode("utf-16")),
        ):
            with self.subTest(name):
                self.assert_taken(name, content, "бедре")
        self.assert_taken("latin.html", "<p>Schmerz in der Hüfte".encode("latin-1"), "Hüfte")
        self.assert_left_out("latin.md", "Hüfte\n".encode("latin-1"), "is not UTF-8 at byte 2 of line 1; save it as UTF-8 text")

    def test_settings_that_point_outside(self):
        (self.root / "secret.txt").write_text("knee")
        for line in ("content: [..]", "content: [/etc]", "content: [a/../..]", "pins: ../secret.txt", "pins: /etc/passwd"):
            with self.subTest(line):
                (self.folder / "marrow.yaml").write_text(line + "\n")
                done = self.run_index()
                self.assertEqual((done.returncode, done.stdout), (3, ""))
                self.assertRegex(done.stderr, r"^marrow: \S+/marrow.yaml:1: .*\n$")

    def test_no_articles_where_there_were_500(self):
        for number in range(500):
            (self.folder / f"{number}.md").write_text(f"# Article {number}\n")
        self.assertEqual(self.run_index().returncode, 0)
        before = self.index.read_bytes()
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        done = self.run_index()
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertEqual(self.index.read_bytes(), before)

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("mount"), "only root can mount a small disk")
    def test_a_disk_that_is_full(self):
        disk = self.root / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True).returncode != 0:
            self.skipTest("nothing can be mounted here")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        self.index = disk / "site.index"
        self.assertEqual(self.run_index().returncode, 0)
        before = self.index.read_bytes()
        for number in range(2000):
            (self.folder / f"{number}.md").write_text(f"# Article {number}\n\n" + f"word{number} " * 100)
        done = self.run_index()
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertRegex(done.stderr, r"^marrow: .*full.*\n$")
        self.assertEqual(self.index.read_bytes(), before)
        self.assertEqual([name for name in os.listdir(disk) if not name.startswith("site.index")], [])
        self.assertIn('"id":"good.md"', self.found("knee hurt"))


if __name__ == "__main__":
    unittest.main()
