"""What an index run leaves behind when it is killed, starved, crowded or pulled from under its feet."""

import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"
SITE = FIXTURES / "site"
MARROW = os.environ.get("MARROW", str(HERE.parent.parent / "build/dev/marrow"))
ARTICLES = 600
KILLS = 20


def texts(count: int):
    """Titles and texts of made-up words: the same ones on every run."""
    dice = random.Random(7)
    words = ["".join(dice.choices("abdegiklmnoprstu", k=dice.randint(2, 10))) for _ in range(3000)]
    for number in range(count):
        yield f"Article {number}", " ".join(dice.choices(words, k=150))


def write_lines(path: Path, count: int):
    with path.open("w") as lines:
        for number, (title, text) in enumerate(texts(count)):
            lines.write(json.dumps({"id": str(number), "title": title, "text": text}) + "\n")


def write_folder(path: Path, count: int):
    path.mkdir()
    for number, (title, text) in enumerate(texts(count)):
        (path / f"{number:04}.md").write_text(f"# {title}\n\n{text}\n")


class IndexTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.root = Path(cls.holder.name)
        cls.lines = cls.root / "lines.jsonl"
        write_lines(cls.lines, ARTICLES)
        old, new = cls.root / "old.index", cls.root / "new.index"
        subprocess.run([MARROW, "index", SITE, "-o", old], check=True, capture_output=True)
        began = time.monotonic()
        subprocess.run([MARROW, "index", cls.lines, "-o", new], check=True, capture_output=True)
        cls.seconds = time.monotonic() - began
        cls.old, cls.new = old.read_bytes(), new.read_bytes()

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(dir=self.root))
        self.index = self.folder / "marrow.index"
        self.index.write_bytes(self.old)

    def start(self, source, *options, **how):
        return subprocess.Popen([MARROW, "index", source, "-o", self.index, *options], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **how)

    def run_index(self, source, **how):
        process = self.start(source, **how)
        stdout, stderr = process.communicate(timeout=60)
        return process.returncode, stdout, stderr

    def is_writing(self):
        """Whether the new file has bytes: it is locked before the first of them."""
        try:
            return any(file != self.index and file.stat().st_size > 0 for file in Path(self.folder).iterdir())
        except FileNotFoundError:  # it was renamed just now
            return False

    def stop_in_the_middle(self):
        """A run that is stopped while it writes beside the old index; on a fast machine some get away."""
        for _ in range(50):
            process = self.start(self.lines)
            while not self.is_writing() and process.poll() is None:
                time.sleep(0.001)
            process.send_signal(signal.SIGSTOP)
            if process.returncode is None:
                os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
            if process.poll() is None and self.is_writing():
                return process
            process.communicate(timeout=60)
            self.index.write_bytes(self.old)
        self.fail("no run could be stopped in the middle")

    def assert_one_sentence(self, stderr: str):
        self.assertRegex(stderr, r"\Amarrow: [^\n]{10,}\n\Z")

    def assert_only_the_index(self, content: bytes, *beside: str):
        """Nothing is left in the folder but the index and, where it was replaced, its previous generation."""
        kept = ["marrow.index.previous"] if content != self.old else []
        self.assertEqual(sorted(["marrow.index", *kept, *beside]), sorted(os.listdir(self.folder)))
        self.assertTrue(self.index.read_bytes() == content, "the index has other bytes")

    def test_killed(self):
        dice = random.Random(20)
        killed = 0
        for _ in range(KILLS):
            process = self.start(self.lines)
            time.sleep(dice.uniform(0, self.seconds))
            process.kill()
            process.communicate()
            killed += process.returncode == -signal.SIGKILL
            content = self.index.read_bytes()
            self.assertTrue(content in (self.old, self.new), "neither the old index nor the new one")
            self.index.write_bytes(self.old)
        self.assertGreater(killed, KILLS // 4, "the runs ended before they were killed: nothing was tried")
        self.assertEqual((0, ""), self.run_index(self.lines)[::2])
        self.assert_only_the_index(self.new)

    def test_killed_while_the_new_file_stands(self):
        process = self.stop_in_the_middle()
        process.kill()
        process.communicate()
        self.assertGreater(len(os.listdir(self.folder)), 1, "the run left nothing: nothing was tried")
        self.assertTrue(self.index.read_bytes() == self.old)
        self.assertEqual((0, ""), self.run_index(self.lines)[::2])
        self.assert_only_the_index(self.new)

    def test_killed_while_the_old_index_is_kept(self):
        """It then has both names; the next run takes it back to one of them."""
        os.link(self.index, self.index.with_name("marrow.index.previous"))
        self.assertEqual((0, ""), self.run_index(self.lines)[::2])
        self.assert_only_the_index(self.new)
        self.assertTrue(self.index.with_name("marrow.index.previous").read_bytes() == self.old)

    def test_those_who_may_read_it_stay_the_same(self):
        for mode in (0o600, 0o640):
            self.index.chmod(mode)
            self.assertEqual(0, self.run_index(self.lines)[0])
            self.assertEqual(mode, self.index.stat().st_mode & 0o777)

    def test_a_link_to_the_index_stays_one(self):
        target = self.folder / "real.index"
        self.index.rename(target)
        self.index.symlink_to("real.index")
        self.assertEqual(0, self.run_index(self.lines)[0])
        self.assertTrue(self.index.is_symlink())
        self.assertTrue(target.read_bytes() == self.new)
        self.assertEqual(0, subprocess.run([MARROW, "rollback", self.index], capture_output=True).returncode)
        self.assertTrue(self.index.is_symlink())
        self.assertTrue(target.read_bytes() == self.old)

    def test_lists_change_while_a_run_goes_on(self):
        """Whenever they do, the run after it has them."""
        dice = random.Random(3)
        content = Path(tempfile.mkdtemp(dir=self.root)) / "content"
        write_folder(content, ARTICLES)
        for turn in range(10):
            process = self.start(content, "--full")
            time.sleep(dice.uniform(0, self.seconds))
            (content / "synonyms.txt").write_text(f"[en]\nknee, genu{turn}\n")
            process.communicate(timeout=60)
            self.run_index(content)
            with sqlite3.connect(f"file:{self.index}?mode=ro", uri=True) as index:
                kept = index.execute("SELECT text FROM resource WHERE name = 'synonyms.txt'").fetchone()
            self.assertEqual(f"[en]\nknee, genu{turn}\n", kept and kept[0])

    def test_disk_full(self):
        for room in (1, 4096, 100_000, len(self.new) // 2, len(self.new) - 1):
            with self.subTest(room=room):
                limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
                status, stdout, stderr = self.run_index(self.lines, preexec_fn=limit)
                self.assertEqual((3, ""), (status, stdout), stderr)
                self.assert_one_sentence(stderr)
                self.assert_only_the_index(self.old)

    def test_two_at_once(self):
        first = self.stop_in_the_middle()
        status, stdout, stderr = self.run_index(SITE)
        intact = self.index.read_bytes() == self.old
        first.send_signal(signal.SIGCONT)
        first.communicate(timeout=60)
        self.assertEqual((3, ""), (status, stdout), stderr)
        self.assert_one_sentence(stderr)
        self.assertTrue(intact)
        self.assertEqual(0, first.returncode)
        self.assert_only_the_index(self.new)

    def rollback(self):
        done = subprocess.run([MARROW, "rollback", self.index], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout, done.stderr

    def test_rollback(self):
        previous = self.folder / "marrow.index.previous"
        self.assertEqual(0, self.run_index(self.lines)[0])
        for content, other in ((self.old, self.new), (self.new, self.old)):
            status, stdout, stderr = self.rollback()
            self.assertEqual((0, ""), (status, stderr))
            self.assertRegex(stdout, r"\ABack to the generation of \d+ articles with the digest \w+ -> .*marrow\.index\n\Z")
            self.assertTrue(self.index.read_bytes() == content)
            self.assertTrue(previous.read_bytes() == other)
        # The same content again is no new generation: the one before stays.
        self.assertEqual(0, self.run_index(self.lines)[0])
        self.assertTrue(previous.read_bytes() == self.old)

    def test_rollback_to_nothing(self):
        for damage in (None, b"", self.old[: len(self.old) // 2]):
            if damage is not None:
                (self.folder / "marrow.index.previous").write_bytes(damage)
            status, stdout, stderr = self.rollback()
            self.assertEqual((3, ""), (status, stdout))
            self.assert_one_sentence(stderr)
            self.assertTrue(self.index.read_bytes() == self.old)

    def test_rollback_where_the_index_is_gone(self):
        self.index.rename(self.folder / "marrow.index.previous")
        self.assertEqual(0, self.rollback()[0])
        self.assertEqual(["marrow.index"], os.listdir(self.folder))
        self.assertTrue(self.index.read_bytes() == self.old)

    def test_rollback_while_a_run_builds(self):
        first = self.stop_in_the_middle()
        status, _, stderr = self.rollback()
        first.send_signal(signal.SIGCONT)
        first.communicate(timeout=60)
        self.assertEqual(3, status)
        self.assertIn("another run", stderr)
        self.assert_only_the_index(self.new)

    def test_far_fewer_articles(self):
        self.index.write_bytes(self.new)
        status, stdout, stderr = self.run_index(SITE)
        self.assertEqual((3, ""), (status, stdout))
        self.assert_one_sentence(stderr)
        self.assertRegex(stderr, r"has 600 articles and the new index would have 5; .*--allow-shrink")
        self.assertTrue(self.index.read_bytes() == self.new)
        self.assertEqual(["marrow.index"], os.listdir(self.folder))
        done = subprocess.run([MARROW, "index", SITE, "-o", self.index, "--allow-shrink"], capture_output=True, text=True)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertTrue(self.index.read_bytes() == self.old)

    def test_read_only_folder(self):
        """Root writes everywhere: the folder is made unwritable by a mount, where that may be done, else by its mode."""
        if os.geteuid() == 0:
            runner = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            if shutil.which("setpriv") is None:
                self.skipTest("root may write everywhere, and there is no setpriv")
            for parent in [self.root, self.folder]:
                parent.chmod(0o755)
        else:
            runner = []
        self.folder.chmod(0o555)
        try:
            for command in (["index", SITE, "-o", self.index], ["rollback", self.index]):
                done = subprocess.run([*runner, MARROW, *command], capture_output=True, text=True, cwd="/")
                if "setpriv" in done.stderr or done.returncode in (126, 127):
                    self.skipTest("another user cannot run the program here")
                self.assertEqual((3, ""), (done.returncode, done.stdout))
                self.assert_one_sentence(done.stderr)
        finally:
            self.folder.chmod(0o755)
        self.assert_only_the_index(self.old)

    def publish(self, settings: str):
        content = self.root / "published"
        shutil.rmtree(content, ignore_errors=True)
        shutil.copytree(SITE, content)
        (content / "marrow.yaml").write_text(settings)
        return self.run_index(content)

    def test_what_must_hold_before_publishing(self):
        status, _, stderr = self.publish("publish:\n  smoke: [knee]\n  size: 50\n  latency: 10000\n")
        self.assertEqual((0, ""), (status, stderr))
        good = self.index.read_bytes()
        for settings, sentence in (
            ("publish:\n  smoke:\n  - knee\n  - zzyzx\n", r'marrow\.yaml:4: publish: smoke: "zzyzx" finds nothing'),
            ("publish: {size: 0.001}\n", r"has 0\.\d MB, more than the 0\.001 MB"),
            ("publish: {smoke: [knee], latency: 0.000001}\n", r'"knee" takes \d+\.\d ms, more than the 1e-06 ms'),
        ):
            with self.subTest(settings=settings):
                status, stdout, stderr = self.publish(settings)
                self.assertEqual((3, ""), (status, stdout))
                self.assert_one_sentence(stderr)
                self.assertRegex(stderr, sentence)
                self.assertTrue(self.index.read_bytes() == good)
                self.assertNotIn("marrow.index.new", os.listdir(self.folder))

    def test_standard_error_is_closed(self):
        """Complaints must not land in the file that took the number of the closed stream."""
        mixed = self.root / "mixed.jsonl"
        mixed.write_text((FIXTURES / "lines.jsonl").read_text() + "no article\n" * 3000)
        self.assertEqual(1, self.run_index(mixed)[0])
        content = self.index.read_bytes()
        self.assertEqual(1, self.run_index(mixed, preexec_fn=lambda: os.close(2))[0])
        self.assert_only_the_index(content)

    def test_summary(self):
        summary = re.fullmatch(rf"Indexed {ARTICLES} articles: {ARTICLES} sections, (\d{{2,3}},\d{{3}}) words, (\d+\.\d|\d\d+) MB in "
                               r"\d+\.\d\d s -> .*/marrow\.index\n", self.run_index(self.lines)[1])
        self.assertIsNotNone(summary)
        self.assertGreaterEqual(int(summary[1].replace(",", "")), ARTICLES * 150)
        self.assertAlmostEqual(float(summary[2]), len(self.new) / 1e6, delta=0.5)

    def test_same_content_same_bytes(self):
        for _ in range(2):
            self.assertEqual(0, self.run_index(self.lines)[0])
            self.assert_only_the_index(self.new)

    def test_huge_file(self):
        content = self.root / "huge"
        shutil.copytree(SITE, content)
        with (content / "huge.md").open("wb") as huge:
            huge.truncate(100_000_000)
        status, stdout, stderr = self.run_index(content)
        self.assertEqual(1, status, stderr)
        self.assert_one_sentence(stderr)
        self.assertIn("huge.md", stderr)
        self.assertRegex(stdout, r"\AIndexed 5 articles, 1 complaint: ")

    def test_files_vanish(self):
        """Half of the files go while the run reads: every other one is indexed, and nothing worse is said than that."""
        count = 400
        for wait in (0, 0.02, 0.05):
            content = self.root / f"vanishing-{wait}"
            write_folder(content, count)
            process = self.start(content)
            time.sleep(wait)
            for path in sorted(content.iterdir())[::2]:
                path.unlink()
            stdout, stderr = process.communicate(timeout=60)
            self.assertIn(process.returncode, (0, 1), stderr)
            kept, left_out = re.match(r"Indexed (\d+) articles(?:, (\d+) complaints?)?:", stdout).groups(default="0")
            self.assertGreaterEqual(int(kept), count // 2)
            self.assertEqual(int(left_out), stderr.count("\n"))
            self.assertEqual(process.returncode == 1, int(left_out) > 0)

    def test_folder_is_replaced(self):
        """A folder becomes a file and a folder again while the run reads it: some outcome, never a broken index."""
        content = self.root / "replaced"
        content.mkdir()
        (content / "fine.md").write_text("# Fine\n\nText.\n")
        write_folder(content / "part", 200)
        away, stop = self.root / "away", threading.Event()

        def replace():
            while not stop.is_set():
                (content / "part").rename(away)
                (content / "part").write_text("a file now")
                (content / "part").unlink()
                away.rename(content / "part")

        thread = threading.Thread(target=replace)
        thread.start()
        try:
            for _ in range(5):
                status, _, stderr = self.run_index(content)
                self.assertIn(status, (0, 1, 3), stderr)
                self.assertNotIn("marrow.index.new", os.listdir(self.folder))
                stats = subprocess.run([MARROW, "stats", "--index", self.index], capture_output=True, text=True)
                self.assertEqual((0, ""), (stats.returncode, stats.stderr))
        finally:
            stop.set()
            thread.join()


if __name__ == "__main__":
    unittest.main()
