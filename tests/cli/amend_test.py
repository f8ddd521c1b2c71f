"""An index is changed in a few places, again and again: it is the same as one that is made from the beginning."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from contents import differences

MARROW = os.environ.get("MARROW", str(Path(__file__).parent.parent.parent / "build/dev/marrow"))
SITE = "filters: [product, level]\n"
SYLLABLES = ["ka", "ne", "lo", "mi", "ru", "st", "an", "pel", "vis", "or", "tho", "gra", "in", "ject"]
PHRASES = ["Knee", "knee", "KNEE", "the knees", "injection", "Injections", "hip joint", "magnetic resonance imaging (MRI)",
           "MRI (Magnetic Resonance Imaging)", "magnetic resonance images (MRI)", "mri", "computed tomography (CT)", "ct", "resume",
           "résumé", "x-ray", "X-Ray", "E-mail", "iPhone", "das Gelenk und die Nadel", "Kniegelenk", "膝の痛み", "running",
           "see [the other](a003.md)"]
QUERIES = ["knee", "injections", '"the knees"', '"hip joint"', "MRI", "magnetic resonance imaging", "resume", "kniegelenk",
           "ka", "膝", "tag:Blue", "lang:de knee", "title:knee", '"magnetic resonance" knee', "runing", "kne -hip", "i", "st",
           "code:knee", "code:ka*"]


class Site:
    """A folder of articles that a dice changes."""

    def __init__(self, root: Path, seed):
        self.dice = random.Random(seed)
        self.root = root
        root.mkdir()
        (root / "marrow.yaml").write_text(SITE)
        for i in range(60):
            self.write(root / f"a{i:03}.md", lang="de" if i % 9 == 0 else None)
        words = [f"ka{a}{b}" for a in SYLLABLES for b in SYLLABLES] + [f"ka{a}ne{b}" for a in SYLLABLES[:4] for b in SYLLABLES]
        (root / "many.md").write_text("# Many words\n\n" + " ".join(words) + "\n")  # just under a wide beginning

    def word(self):
        return "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(1, 4)))

    def text(self, count):
        parts = [self.dice.choice(PHRASES) if self.dice.random() < 0.5 else self.word() for _ in range(count)]
        return ". ".join(parts) + ".\n" + (self.code() if self.dice.random() < 0.3 else "")

    def code(self):
        """A block of code: words that stand nowhere else, until they do."""
        return f"\n```\n{self.word()} {self.dice.choice(['Knee', 'hip_joint', self.word(), self.word()])}\n```\n"

    def write(self, path, lang=None):
        dice = self.dice
        front = [f"title: {dice.choice(PHRASES).replace(':', '').split('[')[0]} {self.word()}"]
        choices = {"tags": f"[{dice.choice(['blue', 'Blue', 'BLUE '])}, {dice.choice(['red', 'green', 'Red'])}]",
                   "product": dice.choice(["Pump", "pump", "[Valve, pump]"]), "level": str(dice.randint(1, 3)),
                   "boost": dice.choice(["1.5", "2", "0.5"]), "date": f"2024-0{dice.randint(1, 9)}-11", "aliases": f"[{self.word()}]",
                   "redirect_from": f"[/old/{self.word()}, /{self.word()}/]",
                   "review_by": "2027-01-01", "superseded_by": dice.choice(["a001.md", "a002.md", "nowhere.md"]),
                   "redirect_from": f"[/old/{dice.choice('abcd')}/, /was/{self.word()}.html]", "summary": self.word(), "lang": lang or dice.choice(["de", "en", "ja"])}
        front += [f"{key}: {value}" for key, value in choices.items() if dice.random() < 0.2 or (key == "lang" and lang)]
        body = "\n".join(f"## {self.dice.choice(PHRASES).split('[')[0]}\n\n{self.text(12)}" for _ in range(dice.randint(1, 3)))
        path.write_text("---\n" + "\n".join(front) + f"\n---\n{self.text(10)}\n{body}")

    def files(self):
        return sorted(self.root.rglob("*.md"))

    # What may happen to it.

    def change(self):
        self.write(self.dice.choice(self.files()))

    def append(self):
        path = self.dice.choice(self.files())
        path.write_text(path.read_text() + self.text(3))

    def several(self):
        for _ in range(3):
            self.append()

    def touch(self):
        os.utime(self.dice.choice(self.files()))

    def swap_contents(self):
        one, other = self.dice.sample(self.files(), 2)
        one_text, other_text = one.read_text(), other.read_text()
        one.write_text(other_text)
        other.write_text(one_text)

    def swap_names(self):
        one, other = self.dice.sample(self.files(), 2)
        spare = one.with_suffix(".spare")
        one.rename(spare)
        other.rename(one)
        spare.rename(other)

    def widen(self):
        path = self.root / "many.md"
        if path.exists():
            path.write_text(path.read_text() + " ".join(f"ka{self.word()}{i}x" for i in range(self.dice.randint(1, 40))) + "\n")

    def narrow(self):
        path = self.root / "many.md"
        if path.exists():
            words = path.read_text().split(" ")
            path.write_text(" ".join(words[: len(words) * 3 // 4]) + "\n")

    def synonyms(self):
        (self.root / "synonyms.txt").write_text(f"[en]\nknee, {self.dice.choice(['genu', 'patella'])}\n")

    def bad_synonyms(self):
        (self.root / "synonyms.txt").write_text("[en]\nknee\n")

    def pins(self):
        (self.root / "pins.txt").write_text(f"[en]\nache = a0{self.dice.randint(0, 70):02}.md\n")

    def topics(self):
        (self.root / "topics.yaml").write_text(f"topics:\n  - id: one\n    title: One\n    tags: [{self.dice.choice(['blue', 'pink'])}]\n")

    def weights(self):
        (self.root / "marrow.yaml").write_text(SITE + f"weights:\n  title: {self.dice.randint(1, 9)}\n")

    def filters(self):
        (self.root / "marrow.yaml").write_text(f"filters: [{self.dice.choice(['product', 'level', 'colour'])}]\n")

    def addresses(self):
        rules = self.dice.choice(["addresses:\n  a*.md: /kb/*/\n", 'addresses:\n  "*.md": /*.html\n', ""])
        (self.root / "marrow.yaml").write_text(SITE + rules + self.dice.choice(["", "generator: hugo\n", "generator: jekyll\n"]))

    def language(self):
        (self.root / "marrow.yaml").write_text(SITE + self.dice.choice(["language: de\n", "language: en\n", ""]))

    def excludes(self):
        (self.root / "marrow.yaml").write_text(SITE + f"excludes: ['a00{self.dice.randint(0, 9)}.md']\n")

    def ignored(self):
        (self.root / ".marrowignore").write_text(f"a01{self.dice.randint(0, 9)}.md\n")

    def odd_name(self):
        self.write(self.root / f"Knee Pain ({self.dice.randint(0, 9)}).md")

    def exceptions(self):
        (self.root / "stem-exceptions.txt").write_text(f"[en]\n{self.dice.choice(['running', 'knees'])}\n")

    def add(self):
        self.write(self.root / f"{self.dice.choice('abz')}{self.dice.randint(0, 99):03}.md")

    def delete(self):
        files = self.files()
        if len(files) > 40:
            self.dice.choice(files).unlink()

    def rename(self):
        path = self.dice.choice(self.files())
        path.rename(path.with_name(f"{self.dice.choice('amz')}{self.dice.randint(100, 999)}.md"))

    def spoil(self):
        self.dice.choice(self.files()).write_text("---\ntitle: [\n---\nKnee.\n")

    def draft(self):
        self.dice.choice(self.files()).write_text("---\ntitle: Draft\ndraft: true\n---\nKnee.\n")

    def mend(self):
        broken = [path for path in self.files() if "title: [\n" in path.read_text() or "draft: true" in path.read_text()]
        if broken:
            self.write(self.dice.choice(broken))

    def same_address(self):
        self.dice.choice(self.files()).write_text("---\nurl: /articles/a004\ntitle: Twin\n---\nKnee.\n")

    def own_address(self):
        path = self.dice.choice(self.files())
        path.write_text(f"---\nurl: /somewhere/{self.dice.randrange(10**6)}\ntitle: Elsewhere\n---\nKnee.\n")


SMALL = ["change", "append", "append", "several", "touch", "swap_contents", "widen", "narrow", "own_address"]
FILES = ["add", "add", "delete", "rename", "swap_names", "spoil", "draft", "mend"]
BESIDE = ["synonyms", "bad_synonyms", "pins", "topics", "weights"]
GREAT = ["filters", "exceptions", "same_address", "addresses", "language", "excludes", "ignored", "odd_name"]


class AmendTest(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.index = self.root / "marrow.index"
        self.cache = self.root / "marrow.index.cache"

    def tearDown(self):
        shutil.rmtree(self.root)

    def run_marrow(self, *arguments, statuses=(0, 1)):
        done = subprocess.run([MARROW, *arguments], cwd=self.root, capture_output=True, text=True, timeout=60)
        self.assertIn(done.returncode, statuses, done.stderr)
        return done

    def run_index(self, *options):
        return self.run_marrow("index", "content", "-o", "marrow.index", *options)

    def answers(self, index):
        return [self.run_marrow(command, "--index", index, "--json", query).stdout
                for query in QUERIES for command in ("search", "suggest")]

    def assert_same(self, done, asked=False):
        """As an index that is made from the beginning, and the same was said."""
        clean = self.run_marrow("index", "content", "-o", "clean.index", "--full")
        self.assertEqual([], differences(self.index, self.root / "clean.index"))
        self.assertEqual((clean.stderr, clean.returncode), (done.stderr, done.returncode))
        if asked:
            self.assertEqual(self.answers("clean.index"), self.answers("marrow.index"))

    def random_edits(self, seed, kinds, count):
        site = Site(self.root / "content", seed)
        self.run_index()
        deeds = []
        for step in range(count):
            kind = site.dice.choice(kinds)
            with self.subTest(seed=seed, step=step, kind=kind):
                getattr(site, kind)()
                done = self.run_index()
                deeds.append(done.stdout.split(":")[0])
                self.assert_same(done, asked=step % 6 == 5)
        return deeds

    def test_changed_articles(self):
        for seed in (1,):
            deeds = self.random_edits(seed, SMALL, 40)
            shutil.rmtree(self.root / "content")
            self.assertEqual([], [deed for deed in deeds if deed.startswith("Indexed")])

    def test_what_lies_beside_them(self):
        deeds = self.random_edits(3, BESIDE + ["append"], 30)
        self.assertEqual([], [deed for deed in deeds if deed.startswith("Indexed")])

    def test_files_that_come_and_go(self):
        for seed in (10, 11):
            deeds = self.random_edits(seed, FILES + ["append"], 40)
            shutil.rmtree(self.root / "content")
            self.assertGreater(sum(not deed.startswith("Indexed") for deed in deeds), 36, deeds)

    def test_all_kinds_of_edits(self):
        for seed in (4, 5):
            self.random_edits(seed, SMALL + FILES + BESIDE + GREAT, 40)
            shutil.rmtree(self.root / "content")

    def test_what_was_counted_cannot_be_used(self):
        site = Site(self.root / "content", 6)
        self.run_index()
        whole = self.cache.read_bytes()
        for damage in (None, b"", whole[:-1], whole[:2000] + bytes(reversed(whole[2000:])), os.urandom(3000)):
            site.append()
            self.cache.unlink()
            if damage is not None:
                self.cache.write_bytes(damage)
            done = self.run_index()
            self.assertTrue(done.stdout.startswith("Indexed"), done.stdout)
            self.assert_same(done)
            site.append()
            self.assertTrue(self.run_index().stdout.startswith("1 article changed: "))

    def test_an_index_that_is_not_the_one_that_was_counted(self):
        """The same digest, and other words in it: the old version cannot be taken out, and all is read."""
        site = Site(self.root / "content", 7)
        self.run_index()
        connection = sqlite3.connect(self.index)
        connection.execute("UPDATE article SET title = 'Otherwise' WHERE id = 'a005.md'")
        connection.commit()
        connection.close()
        path = self.root / "content" / "a005.md"
        path.write_text(path.read_text() + "More.\n")
        done = self.run_index()
        self.assertTrue(done.stdout.startswith("Indexed"), done.stdout)
        self.assert_same(done)

    def test_a_gate_has_the_last_word_on_an_index_from_the_beginning(self):
        site = Site(self.root / "content", 8)
        self.run_index()
        before = self.index.read_bytes()
        (self.root / "content" / "marrow.yaml").write_text(SITE + "publish:\n  smoke: [zzzz]\n")
        site.append()
        done = self.run_marrow("index", "content", "-o", "marrow.index", statuses=(3,))
        self.assertEqual(1, done.stderr.count("zzzz"))
        self.assertTrue(self.index.read_bytes() == before)
        self.assertFalse((self.root / "marrow.index.new").exists())

    def test_a_run_that_is_killed_loses_nothing(self):
        """Some are killed before they write, others while they do: the dice are thrown over the time that a run takes."""
        site = Site(self.root / "content", 12)
        self.run_index()
        site.append()
        began = time.monotonic()
        self.run_index()
        seconds, writing = time.monotonic() - began, 0
        for _ in range(30):
            site.append()
            site.add()
            process = subprocess.Popen([MARROW, "index", "content", "-o", "marrow.index"], cwd=self.root,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=site.dice.uniform(0, seconds))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            new = self.root / "marrow.index.new"
            writing += new.exists() and new.stat().st_size > 0
            self.run_marrow("search", "--index", "marrow.index", "knee")
            self.assert_same(self.run_index())
        self.assertGreater(writing, 3, "hardly a run was killed while it wrote: nothing was tried")

    def test_a_disk_that_is_full(self):
        site = Site(self.root / "content", 13)
        self.run_index()
        before = self.index.read_bytes()
        site.append()
        for least in (4096, len(before) // 2, len(before) * 3 // 4):
            done = subprocess.run(["prlimit", f"--fsize={least}", MARROW, "index", "content", "-o", "marrow.index"], cwd=self.root,
                                  capture_output=True, text=True, preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
            self.assertEqual(3, done.returncode, done.stdout)
            self.assertTrue(self.index.read_bytes() == before)
            self.assertFalse((self.root / "marrow.index.new").exists())
        self.assert_same(self.run_index())

    def test_the_file_does_not_grow_without_end(self):
        site = Site(self.root / "content", 9)
        self.run_index()
        before = self.index.stat().st_size
        for _ in range(60):
            site.change()
            self.run_index()
        self.assertLess(self.index.stat().st_size, 2 * before)
        self.run_index("--full")
        self.assert_same(self.run_index())


if __name__ == "__main__":
    unittest.main()
