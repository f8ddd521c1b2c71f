"""A folder is indexed again and again: what changed is seen whatever it was, and what did not is not read."""

import os
import random
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from contents import differences

HERE = Path(__file__).parent
SITE = HERE.parent / "fixtures" / "site"
MARROW = os.environ.get("MARROW", str(HERE.parent.parent / "build/dev/marrow"))
LONG_AGO = 1_000_000_000_000_000_000


def age(folder: Path):
    """Times of long ago, as files have that nobody touched lately: new times are not believed. (ctime stays new.)"""
    for path in folder.rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))


class ReindexTest(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.content = self.root / "content"
        shutil.copytree(SITE, self.content)
        self.index = self.root / "marrow.index"
        self.cache = self.root / "marrow.index.cache"

    def tearDown(self):
        shutil.rmtree(self.root)

    def run_index(self, *options, index=None):
        done = subprocess.run([MARROW, "index", "content", "-o", index or "marrow.index", *options], cwd=self.root,
                              capture_output=True, text=True, timeout=60)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done

    def assert_indexed(self, changed=None):
        """The index is as one that is made without any memory, so is what is complained of, and a run was made or not."""
        done = self.run_index()
        clean = self.run_index("--full", index="clean.index")
        self.assertEqual([], differences(self.index, self.root / "clean.index"))
        if done.stdout.startswith("Indexed "):
            self.assertTrue(self.index.read_bytes() == (self.root / "clean.index").read_bytes(), "other bytes than a clean one")
        self.assertEqual((clean.stderr, clean.returncode), (done.stderr, done.returncode))
        if changed is not None:
            self.assertEqual(changed, not done.stdout.startswith("Nothing changed"), done.stdout)

    def test_nothing_changed(self):
        self.run_index()
        before = self.index.stat()
        done = self.run_index()
        self.assertRegex(done.stdout, r"\ANothing changed: 5 articles: 12 sections, ")
        after = self.index.stat()
        self.assertEqual((before.st_ino, before.st_mtime_ns), (after.st_ino, after.st_mtime_ns))
        self.assertRegex(self.run_index("--full").stdout, r"\AIndexed 5 articles")

    def test_complaints_are_told_again(self):
        (self.content / "bad.md").write_text("---\ntitle: [\n---\nText.\n")
        (self.content / "twin.md").write_text("---\nurl: /articles/knee-injection\n---\n# Twin\n")
        (self.content / "pins.txt").write_text("[en]\nknee = nowhere.md\n")
        first, second = self.run_index(), self.run_index()
        self.assertEqual(3, first.stderr.count("\n"))
        self.assertEqual((1, first.stderr), (second.returncode, second.stderr))
        self.assertRegex(second.stdout, r"\ANothing changed: 5 articles, 3 complaints: ")
        (self.content / "bad.md").write_text("# Better\n")
        self.assert_indexed(changed=True)

    def test_every_kind_of_change_is_seen(self):
        article = self.content / "knee-injection.md"
        text = article.read_bytes()

        def same_size_and_times():
            times = article.stat()
            article.write_bytes(text.replace(b"knee", b"foot"))
            os.utime(article, ns=(times.st_atime_ns, times.st_mtime_ns))

        def settings():
            (self.content / "marrow.yaml").write_text("language: de\n")

        changes = [
            same_size_and_times,
            lambda: article.write_bytes(text + b"\nMore.\n"),
            lambda: article.rename(self.content / "moved.md"),
            lambda: (self.content / "moved.md").rename(article),
            lambda: (self.content / "new.md").write_text("# New\n"),
            lambda: (self.content / "new.md").unlink(),
            settings,
            lambda: (self.content / "marrow.yaml").unlink(),
            lambda: (self.content / "synonyms.txt").write_text("[en]\nknee, genu\n"),
            lambda: (self.content / "stem-exceptions.txt").write_text("[en]\nknee\n"),
            lambda: (self.content / "pins.txt").write_text("[en]\nache = knee-injection.md\n"),
            lambda: (self.content / "pins.txt").unlink(),
        ]
        self.run_index()
        for number, change in enumerate(changes):
            with self.subTest(number=number):
                change()
                self.assert_indexed(changed=True)
                self.assert_indexed(changed=False)

    def test_other_times_are_no_change(self):
        """As in CI, where each run begins with new files."""
        self.run_index()
        copy = self.root / "copy"
        shutil.copytree(self.content, copy, copy_function=shutil.copyfile)
        shutil.rmtree(self.content)
        copy.rename(self.content)
        self.assert_indexed(changed=False)

    def test_a_clock_that_is_set_back_or_forward(self):
        article = self.content / "knee-injection.md"
        for ns in (LONG_AGO, 4 * LONG_AGO, 1_900_000_000_000_000_000, 0):
            with self.subTest(ns=ns):
                article.write_text(f"# At {ns // 10**9:012}\n")
                os.utime(article, ns=(ns, ns))
                self.assert_indexed(changed=True)
                os.utime(article, ns=(ns, ns))
                self.assert_indexed(changed=False)
                article.write_text(f"# at {ns // 10**9:012}\n")
                os.utime(article, ns=(ns, ns))
                self.assert_indexed(changed=True)

    def test_a_cache_that_cannot_be_used(self):
        self.run_index()
        whole = self.cache.read_bytes()
        damages = [b"", whole[:40], whole[:-1], whole + b"x", whole.replace(b"knee", b"neek"), os.urandom(2000)]
        for number, damage in enumerate(damages):
            with self.subTest(number=number):
                self.cache.write_bytes(damage)
                self.assert_indexed(changed=True)
                self.assertTrue(self.cache.read_bytes()[:14] == whole[:14])
        self.cache.unlink()
        self.assert_indexed(changed=True)
        self.cache.unlink()
        self.cache.mkdir()
        self.assert_indexed(changed=True)

    def test_another_index_in_its_place(self):
        self.run_index()
        article = self.content / "knee-injection.md"
        article.write_text("# Other\n")
        self.assert_indexed(changed=True)
        subprocess.run([MARROW, "rollback", "marrow.index"], cwd=self.root, check=True, capture_output=True)
        self.assert_indexed(changed=True)
        self.index.unlink()
        self.assert_indexed(changed=True)
        self.index.write_bytes(self.index.read_bytes()[:9000])
        self.assert_indexed(changed=True)

    def test_random_edits(self):
        dice = random.Random(11)
        words = ["knee", "Knee", "hip", "MRI", "magnetic resonance imaging (MRI)", "résumé", "x-ray", "und", "das Gelenk"]
        fresh = 0
        self.run_index()
        for _ in range(60):
            files = sorted(self.content.rglob("*.md"))
            step = dice.choice(["write", "write", "new", "move", "delete", "touch", "nothing", "list", "age"])
            path = dice.choice(files)
            if step == "write":
                path.write_text(path.read_text(errors="replace") + " " + dice.choice(words) + "\n")
            elif step == "new":
                fresh += 1
                path = self.content / dice.choice(["", "de", "sub/deep"]) / f"fresh-{fresh}.md"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(f"# {dice.choice(words)}\n\n{' '.join(dice.choices(words, k=9))}\n")
            elif step == "move" and len(files) > 4:
                path.rename(path.with_name(f"moved-{dice.randrange(1000)}.md"))
            elif step == "delete" and len(files) > 4:
                path.unlink()
            elif step == "touch":
                os.utime(path)
            elif step == "list":
                (self.content / "synonyms.txt").write_text(f"[en]\nknee, {dice.choice(['genu', 'patella'])}\n")
            elif step == "age":
                age(self.content)
            self.assert_indexed()

    def test_lines_are_read_each_time(self):
        lines = self.root / "content.jsonl"
        lines.write_text('{"id": "1", "title": "One", "text": "Text."}\n')
        for _ in range(2):
            done = subprocess.run([MARROW, "index", lines, "-o", self.index], capture_output=True, text=True)
            self.assertRegex(done.stdout, r"\AIndexed 1 article")
            self.assertFalse(self.cache.exists())


if __name__ == "__main__":
    unittest.main()
